import { firstDayOf, type Month, monthOf, type PlainDate, yearOf } from '@/server/kernel/dates'
import type { PeriodName } from '../schema'
import type { Period } from './figures'

/** The first month of a period that ends on a day; null: since launch. */
export const firstMonthOf = (period: PeriodName, asOf: PlainDate): Month | null =>
  period === 'cumulative' ? null : period === 'year' ? `${String(yearOf(asOf)).padStart(4, '0')}-01` : monthOf(asOf)

/** A period that ends on a day, both days included. */
export function periodOf(period: PeriodName, asOf: PlainDate): Period {
  const first = firstMonthOf(period, asOf)
  return { from: first === null ? '0001-01-01' : firstDayOf(first), to: asOf }
}
