import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type GradeBand, ScoreScale } from '@/components/charts/score-scale'
import { DateText } from '@/components/ui/figures'
import { formatRate } from '@/components/ui/number-format'
import type { CardBasis, Portrait } from '@/server/portrait/schema'

/** A score card as the server describes it (portrait/use-cases/describe-card). */
export type ShownCard = { version: string; basis: CardBasis; axesApart: boolean; bands: readonly GradeBand[] }
type Props = {
  portrait: Pick<Portrait, 'score' | 'grade' | 'confidenceBps' | 'scoreInterval'>
  card: ShownCard
  builtAt: Date
  compact?: boolean
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex flex-wrap gap-x-2">
    <dt className="text-fg-3">{label}</dt>
    <dd>{children}</dd>
  </div>
)

/** Score, grade, date and how far to trust them: completeness, what missing data could change, and the kind of card. */
export function ScoreSummary({ portrait, card, builtAt, compact = false }: Props) {
  const t = useTranslations('portrait.score')
  const basis = useTranslations('indicators.basis')
  const { score, grade, confidenceBps, scoreInterval } = portrait
  const { low, high, gradeLow, gradeHigh } = scoreInterval
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className={`figures font-semibold ${compact ? 'text-30' : 'text-40'}`}>{score}</span>
        <span className="text-fg-2">{t('unit')}</span>
        <span className="font-semibold text-20">{t('grade', { grade })}</span>
      </p>
      <ScoreScale score={score} grade={grade} bands={card.bands} />
      <dl className="grid gap-1 text-14">
        <div className="flex flex-wrap gap-x-2">
          <dt className="text-fg-3">{t('confidence')}</dt>
          <dd className="figures">{formatRate(confidenceBps)}</dd>
          <dd className="basis-full text-fg-2">
            {low < high
              ? t('interval', { low, high, from: gradeLow, to: gradeHigh })
              : t(confidenceBps < 10_000 ? 'intervalFixed' : 'intervalNone')}
          </dd>
        </div>
        <Fact label={t('builtAt')}>
          <DateText value={builtAt} />
        </Fact>
        <Fact label={t('cardVersion')}>{card.version}</Fact>
      </dl>
      <p className="rounded-control bg-surface-2 px-3 py-2 text-14 text-fg-2">{basis(card.basis)}</p>
      {compact ? null : (
        <p className="text-13 text-fg-3">
          {t('range')} {t('confidenceHint')}
        </p>
      )}
    </div>
  )
}
