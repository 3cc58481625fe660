import { addMonthsToMonth, monthsBetween } from '@/server/kernel/dates'
import type { DataClass, Evidence, MissingReason } from '../schema'
import type { Known } from './known'

/** What an indicator says of a firm: a safe integer in its unit with the records it was read from, or why it has none. */
export type Measure = { value: number; evidence: Evidence[] } | { missing: MissingReason; classes: DataClass[] }
export type Indicator = (known: Known) => Measure
export type IndicatorsOf<Ids extends string> = { readonly [Id in Ids]: Indicator }

/** A window may end this many months before the last complete month; older data say nothing about the firm today. */
export const STALE_AFTER_MONTHS = 3

/** Ratios are held between −100 % and +1,000 % (winsorised): one odd month must not outweigh a year. */
const RATIO_MIN_BPS = -10_000n
const RATIO_MAX_BPS = 100_000n

/** A bigint as a safe integer. Amounts beyond 90 trillion yuan are held there; no firm reaches them. */
export function toSafe(value: bigint): number {
  const limit = BigInt(Number.MAX_SAFE_INTEGER)
  return Number(value > limit ? limit : value < -limit ? -limit : value)
}

const floorDiv = (a: bigint, b: bigint) => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b)

/**
 * `numerator / denominator` in basis points, exact before rounding. DOWN for indicators where more is better, UP where
 * less is better: rounding then never lets a firm pass a threshold that the exact ratio misses.
 * Null when the denominator is not positive.
 */
export function ratioBps(numerator: bigint, denominator: bigint, rounding: 'DOWN' | 'UP'): number | null {
  if (denominator <= 0n) return null
  const scaled = numerator * 10_000n
  const bps = rounding === 'DOWN' ? floorDiv(scaled, denominator) : -floorDiv(-scaled, denominator)
  return Number(bps < RATIO_MIN_BPS ? RATIO_MIN_BPS : bps > RATIO_MAX_BPS ? RATIO_MAX_BPS : bps)
}

export const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n)

/** (second half − first half) ÷ first half, in basis points rounded down. Null when the first half is not positive. */
export function growthBps(values: bigint[]): number | null {
  const half = values.length / 2
  const before = sum(values.slice(0, half))
  return ratioBps(sum(values.slice(half)) - before, before, 'DOWN')
}

/** The sign of a/b − c/d for positive b and d. */
const compareRatios = (a: bigint, b: bigint, c: bigint, d: bigint) => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0)

/**
 * Seasonal Kendall slope over two years (Hirsch, Slack & Smith, Water Resources Research 18, 1982): the median of the twelve
 * changes against the same month a year before, in basis points rounded down. The season cancels, one odd month does not
 * count. Fractions are compared and averaged exactly. Null when fewer than eight months have a base to compare with.
 * @param values 24 months, oldest first
 */
export function seasonalTrendBps(values: bigint[]): number | null {
  const half = values.length / 2
  const growths = values.slice(half).flatMap((now, at) => {
    const before = values[at] ?? 0n
    return before > 0n ? [{ rise: now - before, before }] : []
  })
  if (growths.length < 8) return null
  growths.sort((a, b) => compareRatios(a.rise, a.before, b.rise, b.before))
  const low = growths[Math.floor((growths.length - 1) / 2)]
  const high = growths[Math.ceil((growths.length - 1) / 2)]
  if (!low || !high) return null
  return ratioBps(low.rise * high.before + high.rise * low.before, 2n * low.before * high.before, 'DOWN')
}

/** The largest whole number whose square is not above `value`. */
function wholeRoot(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** Pearson's correlation in basis points, rounded towards zero, exact in integers. Null when a series does not vary. */
export function correlationBps(a: bigint[], b: bigint[]): number | null {
  const n = BigInt(a.length)
  const cross = (x: bigint[], y: bigint[]) => n * sum(x.map((value, at) => value * (y[at] ?? 0n))) - sum(x) * sum(y)
  const [both, own, other] = [cross(a, b), cross(a, a), cross(b, b)]
  if (own <= 0n || other <= 0n) return null
  const size = Number(wholeRoot((both * both * 100_000_000n) / (own * other)))
  return both < 0n ? -size : size
}

/** Mean absolute deviation ÷ mean, in basis points rounded up: Σ|n·x − S| / (n·S), exact in integers. */
export function volatilityBps(values: bigint[]): number | null {
  const n = BigInt(values.length)
  const total = sum(values)
  const deviation = sum(values.map((x) => (n * x > total ? n * x - total : total - n * x)))
  return ratioBps(deviation, n * total, 'UP')
}

export const noSource = (...classes: DataClass[]): Measure => ({ missing: 'NO_SOURCE', classes })
export const noBase = (...classes: DataClass[]): Measure => ({ missing: 'NO_BASE', classes })

/** The value, or NO_BASE when there was nothing to divide by. */
export const measured = (value: bigint | number | null, evidence: Evidence[]): Measure =>
  value === null
    ? noBase(...evidence.map((one) => one.dataClass))
    : { value: typeof value === 'bigint' ? toSafe(value) : value, evidence }

type Monthly = { month: string }
type Window<Row> = { rows: Row[]; from: string; to: string } | { missing: MissingReason }

/** The newest month on file, unless there is none or it is stale. */
function newestMonth(rows: readonly Monthly[] | undefined, lastMonth: string): { to: string } | { missing: MissingReason } {
  if (!rows) return { missing: 'NO_SOURCE' }
  const to = rows.at(-1)?.month
  if (!to) return { missing: 'TOO_SHORT' }
  return monthsBetween(to, lastMonth) > STALE_AFTER_MONTHS ? { missing: 'STALE' } : { to }
}

function windowOf<Row extends Monthly>(rows: readonly Row[], count: number, to: string): Window<Row> {
  const from = addMonthsToMonth(to, 1 - count)
  const first = rows[0]?.month
  if (!first || first > from) return { missing: 'TOO_SHORT' }
  const inside = rows.filter((row) => row.month >= from && row.month <= to)
  return inside.length === count ? { rows: inside, from, to } : { missing: 'GAP' }
}

type Counted = { value: bigint | number | null; records?: string[] }

/** Measures the newest `count` months of one class; every one of them has to be on file. `records`: the months that count. */
export function overMonths<Row extends Monthly>(
  known: Known,
  dataClass: DataClass,
  rows: readonly Row[] | undefined,
  count: number,
  measure: (rows: Row[]) => Counted,
): Measure {
  const newest = newestMonth(rows, known.lastMonth)
  if (!rows || 'missing' in newest) return { missing: 'missing' in newest ? newest.missing : 'NO_SOURCE', classes: [dataClass] }
  const window = windowOf(rows, count, newest.to)
  if ('missing' in window) return { missing: window.missing, classes: [dataClass] }
  const { value, records = [] } = measure(window.rows)
  return measured(value, [{ dataClass, from: window.from, to: window.to, records }])
}

type Series<Row> = { dataClass: DataClass; rows: readonly Row[] | undefined }

/** As `overMonths` for two classes over the same months: the window ends with the class that reaches less far. */
export function overBoth<A extends Monthly, B extends Monthly>(
  known: Known,
  a: Series<A>,
  b: Series<B>,
  count: number,
  measure: (a: A[], b: B[]) => bigint | number | null,
): Measure {
  const ends = [newestMonth(a.rows, known.lastMonth), newestMonth(b.rows, known.lastMonth)] as const
  const failed = [a, b].flatMap(({ dataClass }, at) => {
    const end = ends[at]
    return end && 'missing' in end ? [{ dataClass, missing: end.missing }] : []
  })
  if (!a.rows || !b.rows || 'missing' in ends[0] || 'missing' in ends[1]) return worst(failed)
  const to = ends[0].to < ends[1].to ? ends[0].to : ends[1].to
  const [inA, inB] = [windowOf(a.rows, count, to), windowOf(b.rows, count, to)]
  if ('missing' in inA) return { missing: inA.missing, classes: [a.dataClass] }
  if ('missing' in inB) return { missing: inB.missing, classes: [b.dataClass] }
  return measured(
    measure(inA.rows, inB.rows),
    [a, b].map(({ dataClass }) => ({ dataClass, from: inA.from, to, records: [] })),
  )
}

/** Of several lacks, an absent source is named first: it alone can be mended by granting access. */
function worst(failed: { dataClass: DataClass; missing: MissingReason }[]): Measure {
  const order: MissingReason[] = ['NO_SOURCE', 'STALE', 'GAP', 'TOO_SHORT']
  const missing = order.find((reason) => failed.some((one) => one.missing === reason)) ?? 'NO_SOURCE'
  return { missing, classes: failed.filter((one) => one.missing === missing).map((one) => one.dataClass) }
}
