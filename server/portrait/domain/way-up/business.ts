import { addMonths, addMonthsToMonth, monthsBetween } from '@/server/kernel/dates'
import type { PortraitFacts } from '../../schema'
import type { Known } from '../known'
import { growthBps } from '../measure'
import type { Lever, LeverOption, Step, StepKind } from './levers'
import { effortOf } from './levers'

/** Growth on the same month a year before, in basis points. */
const PACES = [0, 500, 1_000, 2_000] as const
const MONTHS = [3, 6, 12] as const
/** No plan lets a firm grow faster, by more than this, than it did in its last three months: that would be a wish. */
const MOST_FASTER_BPS = 2_000
/** From application to registration: nine months of examination and three of notice (Trademark Law, arts. 28 and 33). */
const TRADEMARK_MONTHS = 12
/** From application to grant, by experience; no law says how long. */
const INVENTION_MONTHS = 24

type TaxRow = NonNullable<PortraitFacts['TAX']>['months'][number]
type Amount = 'declaredSalesFen' | 'taxPaidFen'

/**
 * The months as they will stand `months` later if each new month brings so much more than the same month a year before; one
 * that brought nothing then brings the year's average. Values move on by that many rows; days and marks stay where they are.
 */
function grown(rows: readonly TaxRow[], amount: Amount, months: number, paceBps: number): bigint[] {
  const series = rows.map((row) => row[amount])
  const lastYear = series.slice(-12)
  const average = lastYear.reduce((sum, value) => sum + value, 0n) / BigInt(lastYear.length)
  for (let month = 0; month < months; month++) {
    const before = series[series.length - 12] ?? 0n
    series.push(((before > 0n ? before : average) * BigInt(10_000 + paceBps)) / 10_000n)
  }
  return series.slice(months)
}

const byMonth = (a: TaxRow, b: TaxRow) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0)

/** Sales of the last three months against the same a year before; null where that can't be said. */
function paceNow(rows: readonly TaxRow[]): number | null {
  const sales = rows.map((row) => row.declaredSalesFen)
  return rows.length < 15 ? null : growthBps([...sales.slice(-15, -12), ...sales.slice(-3)])
}

/** Every month follows the one before, and all were filed: what was not declared is no ground for a plan. */
const isSound = (rows: readonly TaxRow[]) =>
  rows.every((row, at) => row.declaredOn !== null && (at === 0 || monthsBetween(rows[at - 1]?.month ?? '', row.month) === 1))

/** Sales that grow month by month at a pace that the firm is near to. Only sales and the tax on them move. */
function salesLever({ facts, asOf, lastMonth }: Known): Lever {
  const rows = facts.TAX?.months ?? []
  const pace = paceNow(rows)
  const isFresh = rows.at(-1)?.month === lastMonth || rows.at(-1)?.month === addMonthsToMonth(lastMonth, -1)
  if (pace === null || !isFresh || !isSound(rows)) return { id: 'SELL_MORE', options: [] }
  const onFile = new Set(rows.map(({ month }) => month))
  const applyFor =
    (months: number, paceBps: number): LeverOption['apply'] =>
    (all) => {
      if (!all.TAX) return all
      const known = all.TAX.months.filter(({ month }) => onFile.has(month)).sort(byMonth)
      const [sales, tax] = [grown(known, 'declaredSalesFen', months, paceBps), grown(known, 'taxPaidFen', months, paceBps)]
      const then = new Map(
        known.map(({ month }, at) => [month, { declaredSalesFen: sales[at] ?? 0n, taxPaidFen: tax[at] ?? 0n }]),
      )
      return { ...all, TAX: { ...all.TAX, months: all.TAX.months.map((row) => ({ ...row, ...then.get(row.month) })) } }
    }
  const options = PACES.filter((paceBps) => paceBps - pace <= MOST_FASTER_BPS).flatMap((paceBps) =>
    MONTHS.map((months): LeverOption => {
      const effort = months * (effortOf.SELL_MONTH + (paceBps / 500) * effortOf.SELL_TWENTIETH)
      const step: Step = { kind: 'SELL_MORE', effort, on: addMonths(asOf, months), records: [], months, amountFen: null, paceBps }
      return { steps: [step], apply: applyFor(months, paceBps) }
    }),
  )
  return { id: 'SELL_MORE', options }
}

type Right = NonNullable<PortraitFacts['INTELLECTUAL_PROPERTY']>['rights'][number]

/** One more right on the register, on the day on which it can be there. */
function rightLever({ facts, asOf }: Known, kind: StepKind, right: Right['kind'], months: number, act: number): Lever {
  const step: Step = {
    kind,
    effort: act + effortOf.MONTH * months,
    on: addMonths(asOf, months),
    records: [],
    months,
    amountFen: null,
  }
  const added: Right = { id: `~${kind}`, kind: right, title: '', grantedOn: asOf, state: 'IN_FORCE', pledged: false }
  const apply: LeverOption['apply'] = ({ INTELLECTUAL_PROPERTY: rights, ...rest }) => ({
    ...rest,
    INTELLECTUAL_PROPERTY: rights && { rights: [...rights.rights, added] },
  })
  return { id: kind, options: facts.INTELLECTUAL_PROPERTY ? [{ steps: [step], apply }] : [] }
}

/**
 * What business itself can bring about. A trademark is open to whoever trades; an invention is suggested only to a firm that
 * has made one, or a utility model, before: to others it would be no advice. Bids, grants and titles are others' to give.
 */
export function businessLevers(known: Known): Lever[] {
  const invents = known.facts.INTELLECTUAL_PROPERTY?.rights.some(({ kind }) => kind === 'INVENTION' || kind === 'UTILITY_MODEL')
  return [
    salesLever(known),
    rightLever(known, 'REGISTER_TRADEMARK', 'TRADEMARK', TRADEMARK_MONTHS, effortOf.REGISTER),
    ...(invents ? [rightLever(known, 'PATENT_INVENTION', 'INVENTION', INVENTION_MONTHS, effortOf.INVENT)] : []),
  ]
}
