import { addMonthsToMonth, monthOf, monthsBetween, monthsEndingWith } from '@/server/kernel/dates'
import type { DataClass, IndicatorId, MonthlyPoint, Portrait } from '../../schema'
import { ratioBps, STALE_AFTER_MONTHS } from '../measure'

export type MonthlySeries = Exclude<keyof MonthlyPoint, 'month'>

/** The data class that each monthly series is read from. */
export const classOfSeries: Record<MonthlySeries, DataClass> = {
  salesFen: 'TAX',
  taxFen: 'TAX',
  headcount: 'SOCIAL_SECURITY',
  kwh: 'ELECTRICITY',
  waterM3: 'WATER',
  gasM3: 'GAS',
}

/** What the newest months say against the same months a year before. `values`: oldest first, the newest months only. */
export type Compared = { now: bigint; before: bigint; values: bigint[]; formerValues: bigint[]; from: string; to: string }

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)

/** The last month for which every series has a figure; null where that is too old to say anything of today. */
function lastCommonMonth(portrait: Portrait, series: readonly MonthlySeries[]): string | null {
  const last = portrait.months.findLast((point) => series.every((key) => point[key] !== null))?.month
  const lastComplete = addMonthsToMonth(monthOf(portrait.asOf), -1)
  return last && monthsBetween(last, lastComplete) <= STALE_AFTER_MONTHS ? last : null
}

/**
 * The newest `count` months of several series over the same window, each against the same months a year before.
 * Null where a month is not on file or the series ended more than three months before the portrait's day.
 */
export function yearOnYear<Key extends MonthlySeries>(
  portrait: Portrait,
  series: readonly Key[],
  count: number,
): Record<Key, Compared> | null {
  const to = lastCommonMonth(portrait, series)
  if (!to) return null
  const byMonth = new Map(portrait.months.map((point) => [point.month, point]))
  const read = (key: Key, last: string) =>
    monthsEndingWith(last, count).flatMap((month) => {
      const value = byMonth.get(month)?.[key]
      return value == null ? [] : [BigInt(value)]
    })
  const found = series.map((key) => {
    const [values, formerValues] = [read(key, to), read(key, addMonthsToMonth(to, -12))]
    const whole = values.length === count && formerValues.length === count
    const from = addMonthsToMonth(to, 1 - count)
    return whole ? ([key, { now: sum(values), before: sum(formerValues), values, formerValues, from, to }] as const) : null
  })
  if (found.some((one) => one === null)) return null
  return Object.fromEntries(found.filter((one) => one !== null)) as Record<Key, Compared>
}

/** now ≤ before − limit, exactly; a firm without a base has not fallen. */
export const fellBy = ({ now, before }: Compared, limitBps: number) =>
  before > 0n && (now - before) * 10_000n <= -BigInt(limitBps) * before
/** now ≥ before + limit, exactly. */
export const roseBy = ({ now, before }: Compared, limitBps: number) =>
  before > 0n && (now - before) * 10_000n >= BigInt(limitBps) * before

/** The change in basis points, rounded down, as it is shown; decisions are made by {@link fellBy} and {@link roseBy}. */
export const changeBps = ({ now, before }: Compared): number => ratioBps(now - before, before, 'DOWN') ?? 0

/** An indicator's value with the records that made it; null where it has none. */
export function known(portrait: Portrait, id: IndicatorId): { value: number; records: string[]; to: string | null } | null {
  const reading = portrait.indicators.find((one) => one.id === id)
  if (reading?.state !== 'KNOWN') return null
  const [evidence] = reading.evidence
  return { value: reading.value, records: evidence?.records ?? [], to: evidence?.to ?? null }
}
