import { addMonthsToMonth, type Month, monthOf, type PlainDate } from '@/server/kernel/dates'

/** Returns are due on the 15th, utility bills on the 20th of the month after: from the 21st a month is complete. */
const lastDueDay = 20

/** The last month about which every agency has spoken on a day in Shanghai. */
export const latestCompleteMonth = (today: PlainDate): Month =>
  addMonthsToMonth(monthOf(today), Number(today.slice(8)) > lastDueDay ? -1 : -2)

/**
 * The months to ask for: `count` of them ending with the last complete one, but none before what the look-back of the
 * authorisation allows (`lookbackMonths` before the current month).
 */
export function reportingPeriod(today: PlainDate, count: number, lookbackMonths: number): { from: Month; to: Month } {
  const to = latestCompleteMonth(today)
  const wanted = addMonthsToMonth(to, 1 - count)
  const allowed = addMonthsToMonth(monthOf(today), -lookbackMonths)
  const from = wanted > allowed ? wanted : allowed
  // A look-back of one month, asked early in a month, reaches no complete month: the month that it does reach is asked.
  return { from, to: from > to ? from : to }
}
