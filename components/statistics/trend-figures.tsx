import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { MonthlyBars } from '@/components/charts/monthly-bars'
import { TrendLine } from '@/components/charts/trend-line'
import { formatDay, formatMonth } from '@/components/ui/date-format'
import { formatCount, formatMoney, moneyFigure, moneyUnitLabel } from '@/components/ui/number-format'
import { fenOfUnit, wideUnit } from './wide-unit'

type Month = { month: string; grantedFen: bigint; disbursedFen: bigint; balanceFen: bigint }
type Props = { trend: readonly Month[]; asOf: string; csvHref: string }

/** Granted, disbursed and balance by month, each in a figure of its own: a line, cash out and a debt are three things. */
export function TrendFigures({ trend, asOf, csvHref }: Props) {
  const t = useTranslations('statistics.office.trend')
  const locale = useLocale()
  const all = trend.flatMap(({ grantedFen, disbursedFen, balanceFen }) => [grantedFen, disbursedFen, balanceFen])
  const scale = wideUnit(all, locale)
  const unit = moneyUnitLabel(scale, locale)
  const places = trend.map(({ month }) => formatMonth(month, locale))
  const last = trend.at(-1)
  const range = { unit, from: places[0] ?? '', to: places.at(-1) ?? '' }
  // A chart needs floating figures; the table beneath has the exact ones.
  const value = (fen: bigint) => Number(fen) / fenOfUnit(scale, locale)
  const figure = (key: 'granted' | 'disbursed' | 'balance', of: (month: Month) => bigint) => {
    const amount = formatMoney(last ? of(last) : 0n, scale, locale)
    const month = last ? formatMonth(last.month, locale, 'prose') : ''
    const title =
      key === 'balance' ? t('balanceTitle', { date: formatDay(asOf, locale), amount }) : t(`${key}Title`, { month, amount })
    const values = trend.map((row) => value(of(row)))
    const format = (shown: number) => (scale === 'wan' ? formatCount(Math.round(shown)) : shown.toFixed(2))
    return (
      <ChartFigure
        title={title}
        subtitle={t('subtitle', range)}
        csvHref={csvHref}
        note={t('partMonth', { date: formatDay(asOf, locale) })}
        table={{
          head: [t('month'), `${t(key)} (${unit})`],
          rows: trend.map((row, index) => ({
            key: row.month,
            cells: [places[index] ?? '', moneyFigure(of(row), scale, locale)],
          })),
        }}
      >
        {key === 'balance' ? (
          <TrendLine label={title} places={places} series={[{ name: t(key), values }]} format={format} height={200} />
        ) : (
          <MonthlyBars label={title} places={places} values={values} format={format} height={200} />
        )}
      </ChartFigure>
    )
  }
  return (
    <div className="grid gap-gap lg:grid-cols-3">
      {figure('granted', (row) => row.grantedFen)}
      {figure('disbursed', (row) => row.disbursedFen)}
      {figure('balance', (row) => row.balanceFen)}
    </div>
  )
}
