import { useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { TrendLine } from '@/components/charts/trend-line'
import { emptyMark, formatCount } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import type { Vintage } from '@/server/monitoring/domain/vintage-curves'
import { percentText, quarterText, shareText } from './figures-text'

/** Months on the books that the table shows; the file has every one. */
export const shownMonths = [3, 6, 9, 12, 18, 24] as const
/** Lines that can be told apart. */
const mostLines = 5

/** How much of each quarter's lending has gone bad, by months on the books. */
export function VintageFigure({ vintages, csvHref }: { vintages: readonly Vintage[]; csvHref: string }) {
  const t = useTranslations('monitoring.outcomes.vintages')
  const watched = vintages.filter(({ bad }) => bad.length > 1)
  if (watched.length === 0) return <EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>
  const longest = Math.max(...watched.map(({ bad }) => bad.length))
  const drawn = watched.slice(-mostLines)
  const last = (one: Vintage) => (one.bad.at(-1) ?? 0) / one.loans
  const worst = drawn.reduce((most, one) => (last(one) > last(most) ? one : most))
  const count = worst.bad.at(-1) ?? 0
  const title =
    count === 0
      ? t('none')
      : t('worst', { quarter: quarterText(worst), months: worst.bad.length - 1, share: shareText(count, worst.loans) })
  return (
    <ChartFigure
      title={title}
      subtitle={t('subtitle')}
      csvHref={csvHref}
      note={t('note')}
      table={{
        head: [t('quarter'), t('loans'), ...shownMonths.map((months) => t('after', { months }))],
        rows: vintages.map((one) => ({
          key: one.from,
          cells: [
            quarterText(one),
            formatCount(one.loans),
            ...shownMonths.map((months) => {
              const bad = one.bad[months]
              return bad === undefined ? emptyMark : `${shareText(bad, one.loans)} (${bad})`
            }),
          ],
        })),
      }}
    >
      <TrendLine
        label={title}
        places={Array.from({ length: longest }, (_, months) => t('place', { months }))}
        series={drawn.map((one) => ({
          name: quarterText(one),
          values: Array.from({ length: longest }, (_, months) => {
            const bad = one.bad[months]
            return bad === undefined ? null : bad / one.loans
          }),
        }))}
        format={percentText}
      />
    </ChartFigure>
  )
}
