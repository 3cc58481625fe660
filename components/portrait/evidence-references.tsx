import { useLocale, useTranslations } from 'next-intl'
import { formatMonth } from '@/components/ui/date-format'
import { Disclosure } from '@/components/ui/disclosure'
import { emptyMark, formatCount, formatMoney } from '@/components/ui/number-format'
import type { Evidence, IndicatorReading, MonthlyPoint } from '@/server/portrait/schema'

type Props = { reading: IndicatorReading; months: readonly MonthlyPoint[]; name: string }

const columns = {
  TAX: ['salesFen', 'taxFen'],
  SOCIAL_SECURITY: ['headcount'],
  ELECTRICITY: ['kwh'],
  WATER: ['waterM3'],
  GAS: ['gasM3'],
} as const
const names = {
  salesFen: 'sales',
  taxFen: 'tax',
  headcount: 'headcount',
  kwh: 'kwh',
  waterM3: 'waterM3',
  gasM3: 'gasM3',
} as const

/** For a reader without the snapshots: the very records that made a figure, and the months that the reader was granted. */
export function EvidenceReferences({ reading, months, name }: Props) {
  const t = useTranslations('portrait.indicator')
  if (reading.state === 'MISSING' || reading.evidence.length === 0) return name
  return (
    <Disclosure summary={name}>
      <div className="grid min-w-56 gap-3 text-13">
        <p className="text-fg-3">{t('evidence')}</p>
        {reading.evidence.map((one) => (
          <ClassReference key={one.dataClass} evidence={one} months={months} />
        ))}
      </div>
    </Disclosure>
  )
}

function ClassReference({ evidence, months }: { evidence: Evidence; months: readonly MonthlyPoint[] }) {
  const t = useTranslations('portrait.indicator')
  const series = useTranslations('portrait.months')
  const classes = useTranslations('consent.dataClasses')
  const locale = useLocale()
  const { dataClass, from, to, records } = evidence
  const shown = Object.entries(columns).find(([one]) => one === dataClass)?.[1] ?? []
  const rows = from && to ? months.filter(({ month }) => month >= from && month <= to) : []
  return (
    <div className="grid gap-1">
      <p className="font-semibold">{classes(dataClass)}</p>
      {from && to ? (
        <p>
          {t('period')} {formatMonth(from, locale)} {locale === 'en' ? '–' : '～'} {formatMonth(to, locale)}
        </p>
      ) : null}
      {records.length > 0 ? <p className="break-all">{records.join(locale === 'en' ? ', ' : '、')}</p> : null}
      {shown.length > 0 && rows.length > 0 ? (
        <ul className="grid gap-0.5">
          {rows.map((point) => (
            <li key={point.month} className="flex flex-wrap justify-between gap-x-3">
              <span>
                {records.includes(point.month) ? '● ' : ''}
                {formatMonth(point.month, locale)}
              </span>
              {shown.map((column) => {
                const value = point[column]
                const text = column.endsWith('Fen')
                  ? formatMoney(value === null ? null : BigInt(value), 'yuan', locale)
                  : formatCount(value)
                return (
                  <span key={column} className="figures">
                    {series(names[column])} {value === null ? emptyMark : text}
                  </span>
                )
              })}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
