import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { TrendLine } from '@/components/charts/trend-line'
import { formatMonth } from '@/components/ui/date-format'
import { emptyMark, formatCount, formatRate } from '@/components/ui/number-format'
import type { MonthlyPoint, Triangulation } from '@/server/portrait/schema'

type Props = { story: Triangulation; months: readonly MonthlyPoint[] }

/** Whether sales, electricity and staff tell one story: used against expected month by month, correlations, change points. */
export function Story({ story, months }: Props) {
  const t = useTranslations('portrait.story')
  const series = useTranslations('portrait.months')
  const locale = useLocale()
  const shown = months.filter(({ month }) => month >= story.from && month <= story.to)
  const expected = new Map(story.expected.map(({ month, kwh }) => [month, kwh]))
  const places = shown.map(({ month }) => formatMonth(month, locale))
  const used = shown.map(({ kwh }) => kwh)
  const norm = shown.map(({ month }) => expected.get(month) ?? null)
  const named = { SALES: series('sales'), POWER: series('kwh'), STAFF: series('headcount') }
  const title = t('chart', { ratio: formatRate(story.powerRatioBps) })
  const figure = (value: number | null | undefined) => (value == null ? emptyMark : formatCount(value))
  return (
    <div className="grid gap-4">
      <ChartFigure
        title={title}
        subtitle={t('subtitle', { industry: story.industry, firms: story.firms, version: story.normVersion })}
        table={{
          head: [series('month'), t('used'), t('expected')],
          rows: shown.map((point, at) => ({ key: point.month, cells: [places[at] ?? '', figure(point.kwh), figure(norm[at])] })),
        }}
      >
        <TrendLine
          label={title}
          places={places}
          series={[
            { name: t('used'), values: used },
            { name: t('expected'), values: norm },
          ]}
          format={(value) => formatCount(Math.round(value))}
        />
      </ChartFigure>
      {story.correlations.length > 0 ? (
        <dl className="grid gap-1 text-14">
          {story.correlations.map(({ pair, bps }) => (
            <div key={pair} className="flex flex-wrap gap-x-2">
              <dt className="text-fg-3">{t(`pairs.${pair}`)}</dt>
              <dd className="figures">{formatRate(bps)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className="grid gap-1 text-14">
        <p className="font-semibold">{t('changes')}</p>
        {story.changes.length === 0 ? (
          <p className="text-fg-2">{t('noChanges')}</p>
        ) : (
          <ul className="grid gap-1">
            {story.changes.map(({ series: name, month, shiftBps }) => (
              <li key={`${name} ${month}`}>
                {t(shiftBps >= 0 ? 'rose' : 'fell', {
                  name: named[name],
                  month: formatMonth(month, locale, 'prose'),
                  change: formatRate(Math.abs(shiftBps)),
                })}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="text-13 text-fg-3">{t('method')}</p>
    </div>
  )
}
