import { type Cell, toCsv } from '@/server/kernel/csv'
import { wilson } from '@/server/monitoring/domain/intervals'
import type { FairnessReading, OwnOutcomes } from '@/server/monitoring/use-cases/watch-outcomes'
import type { IndicatorsReading, StabilityReading } from '@/server/monitoring/use-cases/watch-population'
import { bandText, quarterText } from './figures-text'

/** A file for machines and spreadsheets: plain column names, shares as decimals with six digits. */
const decimal = (value: number | null | undefined): Cell => (value == null ? null : value.toFixed(6))
const share = (part: number, whole: number) => decimal(whole === 0 ? null : part / whole)

export function stabilityTable({ pair }: StabilityReading): string {
  const { classes, expected, actual, psi } = pair?.comparison ?? { classes: [], expected: 0, actual: 0, psi: null }
  return toCsv([
    ['band', 'reference_month', 'reference_firms', 'reference_share', 'month', 'firms', 'share'],
    ...classes.map((one): Cell[] => [
      bandText(one.places),
      pair?.reference ?? null,
      one.expected,
      share(one.expected, expected),
      pair?.month ?? null,
      one.actual,
      share(one.actual, actual),
    ]),
    ['psi', null, null, null, null, null, decimal(psi)],
  ])
}

export const monthsTable = ({ months, pair }: StabilityReading): string =>
  toCsv([
    ['month', 'reference_month', 'firms', 'psi', 'cards'],
    ...months.map((one): Cell[] => [one.month, pair?.reference ?? null, one.firms, decimal(one.psi), one.cards.join(' ')]),
  ])

export const indicatorsTable = ({ rows, pair }: IndicatorsReading): string =>
  toCsv([
    [
      'indicator',
      'classes_by',
      'reference_month',
      'month',
      'psi',
      'verdict',
      'class_from',
      'class_to',
      'reference_firms',
      'firms',
    ],
    ...rows.flatMap(({ indicator, basis, comparison }) =>
      comparison.classes.map((one): Cell[] => [
        indicator,
        basis === 'POINTS' ? 'points' : 'tenths',
        pair?.reference ?? null,
        pair?.month ?? null,
        decimal(comparison.psi),
        comparison.verdict,
        one.from === -1 ? 'missing' : one.from,
        one.to === -1 ? 'missing' : one.to,
        one.expected,
        one.actual,
      ]),
    ),
  ])

const bandTable = (head: [string, string], rows: readonly { places: readonly number[]; n: number; count: number }[]): string =>
  toCsv([
    ['band', ...head, 'rate', 'wilson_low', 'wilson_high'],
    ...rows.map(({ places, n, count }): Cell[] => {
      const interval = wilson(count, n)
      return [bandText(places), n, count, share(count, n), decimal(interval?.low), decimal(interval?.high)]
    }),
  ])

export const approvalTable = ({ approval }: OwnOutcomes): string =>
  bandTable(
    ['decided', 'approved'],
    approval.map(({ places, decided, granted }) => ({ places, n: decided, count: granted })),
  )

/** Decisions by quarter and class of bands. */
export const approvalVintagesTable = ({ approvalVintages }: OwnOutcomes): string =>
  toCsv([
    ['quarter', 'band', 'decided', 'approved', 'rate'],
    ...approvalVintages.flatMap((one) =>
      one.bands.map(({ places, decided, granted }): Cell[] => [
        quarterText(one),
        bandText(places),
        decided,
        granted,
        share(granted, decided),
      ]),
    ),
  ])

export const badTable = ({ bad }: OwnOutcomes): string =>
  bandTable(
    ['loans', 'bad'],
    bad.map(({ places, loans, bad: count }) => ({ places, n: loans, count })),
  )

export const vintagesTable = ({ vintages }: OwnOutcomes): string =>
  toCsv([
    ['quarter', 'loans', 'months_on_book', 'bad', 'share'],
    ...vintages.flatMap((one) =>
      one.bad.map((count, months): Cell[] => [quarterText(one), one.loans, months, count, share(count, one.loans)]),
    ),
  ])

/** Groups by their codes (GB/T 2260 counties, GB/T 4754 sections, sizes, ages), joined ones with +. */
export const fairnessTable = ({ groups }: FairnessReading): string =>
  toCsv([
    [
      ...[
        'group',
        'enterprises',
        'approved',
        'rate',
        'wilson_low',
        'wilson_high',
        'difference',
        'difference_low',
        'difference_high',
      ],
      ...['impact_ratio', 'mean_score', 'mean_low', 'mean_high'],
    ],
    ...groups.map((one): Cell[] => [
      one.keys.join('+'),
      one.firms,
      one.granted,
      share(one.granted, one.firms),
      ...[one.approval?.low, one.approval?.high, one.difference?.value, one.difference?.low, one.difference?.high].map(decimal),
      ...[one.impact, one.score?.value, one.score?.low, one.score?.high].map(decimal),
    ]),
  ])
