import { useTranslations } from 'next-intl'
import { Stat, StatRow } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import type { RankOrdering } from '@/server/monitoring/domain/rank-ordering'
import { leastLoans, leastOfEach } from '@/server/monitoring/schema'

/** Whether the score at the decision tells the loans that go bad from the others; or that too few have, to tell. */
export function RankingSection({ ranking, onBook }: { ranking: RankOrdering; onBook: string }) {
  const t = useTranslations('monitoring.outcomes.ranking')
  const { loans, bad, told } = ranking
  const note = t('n', { loans: formatCount(loans), bad: formatCount(bad) })
  return (
    <Section title={t('title')} lead={t('lead', { onBook })}>
      {told ? (
        <StatRow>
          <Stat
            label="AUC"
            value={told.auc.toFixed(3)}
            note={`${t('interval', { low: told.interval.low.toFixed(3), high: told.interval.high.toFixed(3) })} ${note}`}
          />
          <Stat label="KS" value={told.ks.toFixed(3)} note={t('ksNote')} />
          <Stat label="Gini" value={told.gini.toFixed(3)} note={t('giniNote')} />
        </StatRow>
      ) : (
        <EmptyState title={t('tooFew')}>
          {t('tooFewBody', { loans: formatCount(loans), bad: formatCount(bad), leastLoans, least: leastOfEach })}
        </EmptyState>
      )}
    </Section>
  )
}
