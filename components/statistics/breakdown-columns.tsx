import Link from 'next/link'
import type { Locale } from 'next-intl'
import type { ReactNode } from 'react'
import type { Column } from '@/components/ui/data-table'
import { formatCount, formatRate, formatShare, moneyFigure, moneyUnitLabel } from '@/components/ui/number-format'
import {
  creditLoanShare,
  firstLoanShare,
  netNewFen,
  type Sums,
  shareBps,
  weightedRateBps,
} from '@/server/statistics/domain/figures'
import type { RecordKind } from '@/server/statistics/schema'
import type { BreakdownRow } from '@/server/statistics/use-cases/breakdown'

type Measured = Omit<BreakdownRow, 'key'>
type Measure = {
  key: string
  figure:
    | 'registeredEnterprises'
    | 'applications'
    | 'grantedFen'
    | 'disbursedFen'
    | 'netNewFen'
    | 'balanceFen'
    | 'borrowers'
    | 'creditLoanShare'
    | 'firstLoanShare'
    | 'weightedRateBps'
    | 'medianDaysToDecision'
  /** What it is made of. */
  records: RecordKind
  money?: boolean
  /** What it sorts by; null last. */
  value: (row: Measured) => bigint | number | null
  text: (row: Measured, locale: Locale) => string
}

const money = (key: 'grantedFen' | 'disbursedFen' | 'balanceFen', records: RecordKind): Measure => ({
  key,
  figure: key,
  records,
  money: true,
  value: ({ sums }) => sums[key],
  text: ({ sums }, locale) => moneyFigure(sums[key], 'wan', locale),
})
const count = (key: 'registeredEnterprises' | 'applications', records: RecordKind): Measure => ({
  key,
  figure: key,
  records,
  value: ({ sums }) => sums[key],
  text: ({ sums }) => formatCount(sums[key]),
})
const share = (
  key: 'creditLoanShare' | 'firstLoanShare',
  records: RecordKind,
  of: (sums: Sums) => { numerator: bigint; denominator: bigint },
): Measure => ({
  key,
  figure: key,
  records,
  value: ({ sums }) => shareBps(of(sums)),
  text: ({ sums }) => formatShare(of(sums).numerator, of(sums).denominator),
})

/** The figures of a breakdown, in order; the same for the table and for its file. */
export const measures: readonly Measure[] = [
  count('registeredEnterprises', 'enterprises'),
  count('applications', 'applications'),
  money('grantedFen', 'granted'),
  money('disbursedFen', 'disbursements'),
  {
    key: 'netNewFen',
    figure: 'netNewFen',
    records: 'disbursements',
    money: true,
    value: ({ sums }) => netNewFen(sums),
    text: ({ sums }, locale) => moneyFigure(netNewFen(sums), 'wan', locale),
  },
  money('balanceFen', 'balance'),
  {
    key: 'borrowers',
    figure: 'borrowers',
    records: 'disbursements',
    value: (row) => row.borrowers,
    text: (row) => formatCount(row.borrowers),
  },
  share('creditLoanShare', 'balance', creditLoanShare),
  share('firstLoanShare', 'disbursements', firstLoanShare),
  {
    key: 'weightedRateBps',
    figure: 'weightedRateBps',
    records: 'disbursements',
    value: ({ sums }) => weightedRateBps(sums),
    text: ({ sums }) => formatRate(weightedRateBps(sums)),
  },
  {
    key: 'medianDaysToDecision',
    figure: 'medianDaysToDecision',
    records: 'decisions',
    value: ({ days }) => days.median,
    text: ({ days }) => (days.median === null ? '--' : String(days.median)),
  },
]

/** A figure that leads to its records; one without any is told as it is. */
export function linked(measure: Measure, row: Measured, locale: Locale, hrefOf: (kind: RecordKind) => string): ReactNode {
  const value = measure.value(row)
  const text = measure.text(row, locale)
  if (value === null || value === 0 || value === 0n) return text
  return (
    <Link href={hrefOf(measure.records)} prefetch={false} className="text-link underline-offset-4 hover:underline">
      {text}
    </Link>
  )
}

export const headerOf = (measure: Measure, name: string, locale: Locale) =>
  measure.money
    ? locale === 'en'
      ? `${name} (${moneyUnitLabel('wan', locale)})`
      : `${name}（${moneyUnitLabel('wan', locale)}）`
    : name

/** Registered firms belong to no institution: the column is left out there. */
export const measuresOf = (by: string) => measures.filter(({ key }) => by !== 'institution' || key !== 'registeredEnterprises')

/** Rows by a measure, or by key; stable, those without a value last. */
export function sorted(rows: readonly BreakdownRow[], key: string, direction: 'asc' | 'desc'): BreakdownRow[] {
  const measure = measures.find((one) => one.key === key)
  const sign = direction === 'asc' ? 1 : -1
  return [...rows].sort((a, b) => {
    const [x, y] = measure ? [measure.value(a), measure.value(b)] : [a.key, b.key]
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1
    return x < y ? -sign : x > y ? sign : 0
  })
}

type ColumnsInput = {
  by: string
  locale: Locale
  keyHeader: string
  nameOf: (key: string) => string
  hrefOf: (key: string) => string
  recordsOf: (key: string, kind: RecordKind) => string
  figureName: (figure: Measure['figure']) => string
}

/** Columns of the breakdown; the name of a part leads down to it, each figure to its own records. */
export function breakdownColumns(input: ColumnsInput): Column<BreakdownRow>[] {
  const { by, locale, keyHeader, nameOf, hrefOf, recordsOf, figureName } = input
  const name = (row: BreakdownRow): ReactNode => (
    <Link href={hrefOf(row.key)} prefetch={false} className="text-link underline-offset-4 hover:underline">
      {nameOf(row.key)}
    </Link>
  )
  return [
    { key: 'key', header: keyHeader, cell: name, sortable: true },
    ...measuresOf(by).map((measure) => ({
      key: measure.key,
      header: headerOf(measure, figureName(measure.figure), locale),
      kind: 'figure' as const,
      sortable: true,
      cell: (row: BreakdownRow) => linked(measure, row, locale, (kind) => recordsOf(row.key, kind)),
    })),
  ]
}
