import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { MonthlyBars } from '@/components/charts/monthly-bars'
import { OriginLinks } from '@/components/sources/origins'
import { formatMonth } from '@/components/ui/date-format'
import { emptyMark, formatCount, formatShare, moneyFigure, moneyUnitLabel } from '@/components/ui/number-format'
import type { DataClass, MonthlyPoint, Portrait } from '@/server/portrait/schema'
import type { ClassOrigin } from '@/server/sources/schema'

export type SeriesKey = Exclude<keyof MonthlyPoint, 'month'>

/** The monthly series of a portrait and the class that each comes from. */
export const monthlySeries: readonly { key: SeriesKey; name: SeriesName; dataClass: DataClass; unit: SeriesUnit }[] = [
  { key: 'salesFen', name: 'sales', dataClass: 'TAX', unit: 'money' },
  { key: 'taxFen', name: 'tax', dataClass: 'TAX', unit: 'money' },
  { key: 'headcount', name: 'headcount', dataClass: 'SOCIAL_SECURITY', unit: 'people' },
  { key: 'kwh', name: 'kwh', dataClass: 'ELECTRICITY', unit: 'kwh' },
  { key: 'waterM3', name: 'waterM3', dataClass: 'WATER', unit: 'm3' },
  { key: 'gasM3', name: 'gasM3', dataClass: 'GAS', unit: 'm3' },
]
type SeriesName = 'sales' | 'tax' | 'headcount' | 'kwh' | 'waterM3' | 'gasM3'
type SeriesUnit = 'money' | 'people' | 'kwh' | 'm3'

/** Growth of the last 12 months over the 12 before, in the words of a headline; null where a month is missing. */
function growth(values: readonly (number | null)[]): { change: string; direction: 'up' | 'down' | 'flat' } | null {
  const known = values.slice(-24).filter((value) => value !== null)
  if (known.length < 24) return null
  const sum = (part: number[]) => part.reduce((total, value) => total + value, 0)
  const [before, now] = [sum(known.slice(0, 12)), sum(known.slice(12))]
  if (before <= 0) return null
  const direction = now > before ? 'up' : now < before ? 'down' : 'flat'
  return { change: formatShare(Math.abs(now - before), before), direction }
}

type Props = {
  portrait: Pick<Portrait, 'months' | 'coverage'>
  /** The route that answers with the months as CSV. */
  csvHref?: string
  only?: readonly SeriesKey[]
  origins?: readonly ClassOrigin[]
}

/** One chart a series: the finding as title, unit, period and source beneath, the numbers on demand. */
export function MonthlyCharts({ portrait, csvHref, only, origins = [] }: Props) {
  const t = useTranslations('portrait.months')
  const classes = useTranslations('consent.dataClasses')
  const locale = useLocale()
  const { months, coverage } = portrait
  const places = months.map(({ month }) => formatMonth(month, locale))
  const shown = monthlySeries.filter(({ key }) => !only || only.includes(key))
  return (
    <div className="grid gap-gap md:grid-cols-2">
      {shown.map(({ key, name, dataClass, unit }) => {
        const values = months.map((point) => point[key])
        const title = t(name)
        if (values.every((value) => value === null)) {
          const isAbsent = coverage.find((one) => one.dataClass === dataClass)?.state === 'ABSENT'
          return (
            <div key={key} className="grid content-start gap-1">
              <p className="font-semibold text-16">{t(isAbsent ? 'finding.absent' : 'finding.none', { name: title })}</p>
              <p className="text-14 text-fg-3">{isAbsent ? t('noSeries') : t('noRecords')}</p>
            </div>
          )
        }
        const format = (value: number) =>
          unit === 'money' ? moneyFigure(BigInt(Math.round(value)), 'wan', locale) : formatCount(Math.round(value))
        const unitName = unit === 'money' ? moneyUnitLabel('wan', locale) : t(`units.${unit}`)
        const change = growth(values)
        const finding = change
          ? t(`finding.${change.direction}`, { name: title, change: change.change })
          : t('finding.plain', { name: title })
        return (
          <div key={key} className="grid min-w-0 content-start gap-1">
            <ChartFigure
              title={finding}
              subtitle={t('subtitle', {
                unit: unitName,
                from: places[0] ?? '',
                to: places.at(-1) ?? '',
                source: classes(dataClass),
              })}
              note={values.includes(null) ? t('gap') : undefined}
              csvHref={csvHref}
              table={{
                head: [t('month'), `${title} (${unitName})`],
                rows: months.map((point, at) => ({
                  key: point.month,
                  cells: [places[at] ?? '', values[at] == null ? emptyMark : format(values[at])],
                })),
              }}
            >
              <MonthlyBars label={finding} places={places} values={values} format={format} height={180} />
            </ChartFigure>
            <OriginLinks origins={origins} classes={[dataClass]} />
          </div>
        )
      })}
    </div>
  )
}
