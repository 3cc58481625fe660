import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { TrendLine } from '@/components/charts/trend-line'
import { formatDay, formatMonth } from '@/components/ui/date-format'
import { formatRate } from '@/components/ui/number-format'
import { addMonthsToMonth, lastDayOf, type Month, monthOf } from '@/server/kernel/dates'
import { lprFixings, lprVerifiedUntil } from '@/server/kernel/lpr'

/** Every month from the first fixing to the last that was read in a source. */
function months(): Month[] {
  const list: Month[] = []
  const last = monthOf(lprVerifiedUntil)
  for (let month = monthOf(lprFixings[0]?.from ?? lprVerifiedUntil); month <= last; month = addMonthsToMonth(month, 1))
    list.push(month)
  return list
}

/** The loan prime rate month by month; every change is in the table. */
export function LprTrend() {
  const t = useTranslations('public.statistics.lpr')
  const locale = useLocale()
  const all = months()
  const inForce = all.map((month) => lprFixings.findLast(({ from }) => from <= lastDayOf(month)))
  const first = lprFixings[0]
  const last = lprFixings.at(-1)
  return (
    <ChartFigure
      title={t('finding', {
        from: formatRate(first?.oneYearBps),
        to: formatRate(last?.oneYearBps),
        day: formatDay(first?.from, locale, 'prose'),
      })}
      subtitle={t('subtitle', { day: formatDay(lprVerifiedUntil, locale) })}
      csvHref="/statistics/lpr.csv"
      table={{
        head: [t('from'), t('oneYear'), t('fiveYear')],
        rows: lprFixings.toReversed().map(({ from, oneYearBps, fiveYearBps }) => ({
          key: from,
          cells: [formatDay(from, locale), formatRate(oneYearBps), formatRate(fiveYearBps)],
        })),
      }}
    >
      <TrendLine
        label={t('label')}
        places={all.map((month) => formatMonth(month, locale))}
        series={[
          { name: t('oneYearShort'), values: inForce.map((fixing) => fixing?.oneYearBps ?? null) },
          { name: t('fiveYearShort'), values: inForce.map((fixing) => fixing?.fiveYearBps ?? null) },
        ]}
        format={(bps) => formatRate(Math.round(bps))}
        from={250}
      />
    </ChartFigure>
  )
}
