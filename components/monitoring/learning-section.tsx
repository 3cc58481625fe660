import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { formatCount } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { leastLoans, leastOfEach } from '@/server/monitoring/schema'
import type { OutcomesReading } from '@/server/monitoring/use-cases/watch-outcomes'

/** The file from which a new card is fitted, once enough loans have an outcome; who may take it out sees the button. */
export function LearningSection({ learnable, mayExport }: { learnable: OutcomesReading['learnable']; mayExport: boolean }) {
  const t = useTranslations('monitoring.outcomes.learning')
  const { loans, bad } = learnable
  const counts = { loans: formatCount(loans), bad: formatCount(bad) }
  const isEnough = loans >= leastLoans && bad >= leastOfEach && loans - bad >= leastOfEach
  const download = (
    <LinkButton href="/api/exports/outcomes" prefetch={false}>
      {t('export')}
    </LinkButton>
  )
  return (
    <Section title={t('title')} lead={t('lead')} actions={isEnough && mayExport ? download : null}>
      {isEnough ? (
        <p className="max-w-[60em] text-fg-2">{t('body', counts)}</p>
      ) : (
        <EmptyState title={t('tooFew')}>{t('tooFewBody', { ...counts, leastLoans, least: leastOfEach })}</EmptyState>
      )}
    </Section>
  )
}
