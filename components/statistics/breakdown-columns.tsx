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
  money?: boolean
  /** What it sorts by; null last. */
  value: (row: Measured) => bigint | number | null
  text: (row: Measured, locale: Locale) => string
}

const money = (key: 'grantedFen' | 'disbursedFen' | 'balanceFen'): Measure => ({
  key,
  figure: key,
  money: true,
  value: ({ sums }) => sums[key],
  text: ({ sums }, locale) => moneyFigure(sums[key], 'wan', locale),
})
const count = (key: 'registeredEnterprises' | 'applications'): Measure => ({
  key,
  figure: key,
  value: ({ sums }) => sums[key],
  text: ({ sums }) => formatCount(sums[key]),
})
const share = (
  key: 'creditLoanShare' | 'firstLoanShare',
  of: (sums: Sums) => { numerator: bigint; denominator: bigint },
): Measure => ({
  key,
  figure: key,
  value: ({ sums }) => shareBps(of(sums)),
  text: ({ sums }) => formatShare(of(sums).numerator, of(sums).denominator),
})

/** The figures of a breakdown, in order; the same for the table and for its file. */
export const measures: readonly Measure[] = [
  count('registeredEnterprises'),
  count('applications'),
  money('grantedFen'),
  money('disbursedFen'),
  {
    key: 'netNewFen',
    figure: 'netNewFen',
    money: true,
    value: ({ sums }) => netNewFen(sums),
    text: ({ sums }, locale) => moneyFigure(netNewFen(sums), 'wan', locale),
  },
  money('balanceFen'),
  { key: 'borrowers', figure: 'borrowers', value: (row) => row.borrowers, text: (row) => formatCount(row.borrowers) },
  share('creditLoanShare', creditLoanShare),
  share('firstLoanShare', firstLoanShare),
  {
    key: 'weightedRateBps',
    figure: 'weightedRateBps',
    value: ({ sums }) => weightedRateBps(sums),
    text: ({ sums }) => formatRate(weightedRateBps(sums)),
  },
  {
    key: 'medianDaysToDecision',
    figure: 'medianDaysToDecision',
    value: ({ days }) => days.median,
    text: ({ days }) => (days.median === null ? '--' : String(days.median)),
  },
]

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
  figureName: (figure: Measure['figure']) => string
}

/** Columns of the breakdown; the name of a part leads down to its records. */
export function breakdownColumns({ by, locale, keyHeader, nameOf, hrefOf, figureName }: ColumnsInput): Column<BreakdownRow>[] {
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
      cell: (row: BreakdownRow) => measure.text(row, locale),
    })),
  ]
}
