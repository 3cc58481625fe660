import { addMonthsToMonth, type Month, monthOf, type PlainDate } from '@/server/kernel/dates'
import type { Dimension } from '../domain/definitions'
import type { Sums } from '../domain/figures'
import { firstMonthOf, periodOf } from '../domain/period-of'
import { borrowersBy } from '../queries/borrowers'
import { decisionDaysBy, joinDays } from '../queries/decision-days'
import { byKey, type MonthSums, monthSums, sumsOfMonths } from '../queries/month-sums'
import type { PeriodName, Selection } from '../schema'
import { type DaysFigure, daysFigure, noDays, type OfficeContext } from './overview'

export type BreakdownRow = { key: string; sums: Sums; borrowers: number; days: DaysFigure }

/**
 * The figures of a period cut by one dimension, and of the whole: parts add up to it field by field, except borrowers and
 * days, which are counted for the whole. By month, stocks are those at each month's end.
 */
export async function breakdown(
  { tx, scope }: OfficeContext,
  asOf: PlainDate,
  by: Dimension,
  period: PeriodName,
  selection: Selection,
): Promise<{ asOf: PlainDate; rows: BreakdownRow[]; total: Omit<BreakdownRow, 'key'> }> {
  const months = await monthSums(tx, scope, by, asOf, selection)
  const span = periodOf(period, asOf)
  const borrowers = await borrowersBy(tx, scope, by, span, selection)
  const all = await borrowersBy(tx, scope, 'all', span, selection)
  const days = await decisionDaysBy(tx, scope, by, span, selection)
  const [from, to] = [firstMonthOf(period, asOf), monthOf(asOf)]
  const row = (key: string, sums: Sums): BreakdownRow => ({
    key,
    sums,
    borrowers: borrowers.get(key) ?? 0,
    days: daysFigure(days.get(key) ?? noDays),
  })
  const whole = months.filter(({ dimension }) => dimension === 'all')
  const rows =
    by === 'month'
      ? monthsOf(whole, from, to).map((month) => row(month, sumsOfMonths(whole, month, month)))
      : [...byKey(months, by)].map(([key, part]) => row(key, sumsOfMonths(part, from, to)))
  return {
    asOf,
    rows,
    total: { sums: sumsOfMonths(whole, from, to), borrowers: all.get(null) ?? 0, days: daysFigure(joinDays(days.values())) },
  }
}

/** Every month of the period, those without a fact too; since launch means since the first fact. */
function monthsOf(rows: readonly MonthSums[], from: Month | null, to: Month): Month[] {
  const first = from ?? rows.reduce((earliest, { month }) => (month < earliest ? month : earliest), to)
  const months: Month[] = []
  for (let month = first; month <= to; month = addMonthsToMonth(month, 1)) months.push(month)
  return months
}
