import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { MonthlyBars } from '@/components/charts/monthly-bars'
import { TrendLine } from '@/components/charts/trend-line'
import { formatDay, formatMonth } from '@/components/ui/date-format'
import { formatMoney, moneyFigure, moneyUnitLabel } from '@/components/ui/number-format'

type Month = { month: string; grantedFen: bigint; disbursedFen: bigint; balanceFen: bigint }
type Props = { trend: readonly Month[]; asOf: string; csvHref: string }

/** Granted, disbursed and balance by month, each in a figure of its own: a line, cash out and a debt are three things. */
export function TrendFigures({ trend, asOf, csvHref }: Props) {
  const t = useTranslations('statistics.office.trend')
  const locale = useLocale()
  const unit = moneyUnitLabel('yi', locale)
  const places = trend.map(({ month }) => formatMonth(month, locale))
  const last = trend.at(-1)
  const range = { unit, from: places[0] ?? '', to: places.at(-1) ?? '' }
  // A chart needs floating figures; the table beneath has the exact ones.
  const perUnit = locale === 'en' ? 1e8 : 1e10
  const value = (fen: bigint) => Number(fen) / perUnit
  const figure = (key: 'granted' | 'disbursed' | 'balance', of: (month: Month) => bigint) => {
    const amount = formatMoney(last ? of(last) : 0n, 'yi', locale)
    const month = places.at(-1) ?? ''
    const title =
      key === 'balance' ? t('balanceTitle', { date: formatDay(asOf, locale), amount }) : t(`${key}Title`, { month, amount })
    const values = trend.map((row) => value(of(row)))
    const format = (shown: number) => shown.toFixed(2)
    return (
      <ChartFigure
        title={title}
        subtitle={t('subtitle', range)}
        csvHref={csvHref}
        note={t('partMonth', { date: formatDay(asOf, locale) })}
        table={{
          head: [t('month'), `${t(key)} (${unit})`],
          rows: trend.map((row, index) => ({ key: row.month, cells: [places[index] ?? '', moneyFigure(of(row), 'yi', locale)] })),
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
