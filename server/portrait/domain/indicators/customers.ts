import { monthsBetween, monthsEndingWith } from '@/server/kernel/dates'
import type { IndicatorId, PortraitFacts } from '../../schema'
import type { Known } from '../known'
import { type IndicatorsOf, type Measure, measured, ratioBps, STALE_AFTER_MONTHS, sum } from '../measure'

type Ids = Extract<IndicatorId, 'operation.customerConcentration12m' | 'operation.topFiveCustomers12m'>
type Row = NonNullable<NonNullable<PortraitFacts['TAX']>['invoices']>[number]

const MONTHS = 12
const lacking = (missing: Extract<Measure, { missing: unknown }>['missing']): Measure => ({ missing, classes: ['TAX'] })

/** The year's buyers with what was invoiced to each, largest first; of equals the one whose pseudonym comes first. */
function buyersOf(rows: readonly Row[]): { buyer: string; fen: bigint }[] {
  const totals = new Map<string, bigint>()
  for (const { buyer, amountFen } of rows) if (buyer !== null) totals.set(buyer, (totals.get(buyer) ?? 0n) + amountFen)
  return [...totals]
    .map(([buyer, fen]) => ({ buyer, fen }))
    .sort((a, b) => (a.fen === b.fen ? (a.buyer < b.buyer ? -1 : 1) : a.fen > b.fen ? -1 : 1))
}

/**
 * Share of the `count` largest buyers in all that was invoiced in the newest 12 months, rounded up, for less is better. A
 * source names the ten largest buyers of each month: what a buyer took in a month in which it was not among them is not seen.
 */
function shareOfLargest({ facts, lastMonth }: Known, count: number): Measure {
  if (!facts.TAX) return lacking('NO_SOURCE')
  const { invoices } = facts.TAX
  if (!invoices) return lacking('NOT_SHARED')
  const to = invoices.at(-1)?.month
  if (to === undefined) return lacking('TOO_SHORT')
  if (monthsBetween(to, lastMonth) > STALE_AFTER_MONTHS) return lacking('STALE')
  const window = monthsEndingWith(to, MONTHS)
  const [from] = window
  const rows = invoices.filter(({ month }) => from !== undefined && month >= from)
  const onFile = new Set(rows.map(({ month }) => month))
  if (from === undefined || (invoices[0]?.month ?? to) > from) return lacking('TOO_SHORT')
  if (onFile.size < MONTHS) return lacking('GAP')
  const largest = buyersOf(rows).slice(0, count)
  const isLargest = new Set(largest.map(({ buyer }) => buyer))
  const value = ratioBps(sum(largest.map(({ fen }) => fen)), sum(rows.map(({ amountFen }) => amountFen)), 'UP')
  const records = rows.flatMap(({ month, buyer }) => (buyer !== null && isLargest.has(buyer) ? [`${month} ${buyer}`] : []))
  return measured(value, [{ dataClass: 'TAX', from, to, records }])
}

/** On whom the business depends, where invoices are shared; it describes the firm and earns no points on any card yet. */
export const customerIndicators: IndicatorsOf<Ids> = {
  'operation.customerConcentration12m': (known) => shareOfLargest(known, 1),
  'operation.topFiveCustomers12m': (known) => shareOfLargest(known, 5),
}
