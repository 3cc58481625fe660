import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/states'
import { type DriftRow, useDriftText } from './drift-table'
import { psiText } from './figures-text'
import { VerdictTag } from './verdict-tag'

/** Sentences about so many at most. */
const most = 5

/** The indicators that moved beyond the first of the usual bands, each with what moved in it. */
export function WorstDrift({ rows }: { rows: readonly DriftRow[] }) {
  const t = useTranslations('monitoring.indicators')
  const { name, moved } = useDriftText()
  const worst = rows.filter(({ comparison }) => comparison.verdict === 'SHIFTING' || comparison.verdict === 'SHIFTED')
  if (worst.length === 0)
    return rows.every(({ comparison }) => comparison.psi === null) ? (
      <EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>
    ) : (
      <p>
        <span className="font-semibold">{t('calm')}</span> <span className="text-fg-2">{t('calmBody')}</span>
      </p>
    )
  return (
    <ul className="grid gap-2">
      {worst.slice(0, most).map((row) => (
        <li key={row.indicator} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span>{t('worstLine', { name: name(row.indicator), psi: psiText(row.comparison.psi), moved: moved(row) ?? '' })}</span>
          <VerdictTag comparison={row.comparison} />
        </li>
      ))}
    </ul>
  )
}
