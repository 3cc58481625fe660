import { done, type Outcome, refused } from '@/server/kernel/outcome'
import {
  byKey,
  type ContentContext,
  type ContentRefusal,
  problemOfAmounts,
  problemOfDays,
  problemOfMonths,
  problemOfSubject,
} from '../domain/content-rules'
import { fenOf } from '../domain/wire-values'
import type { UtilityFacts } from '../schema'
import type { UtilityPayload } from './payload'

/** Bills by month, oldest first: kWh for electricity, cubic metres for water and gas. */
export function transformUtility(payload: UtilityPayload, context: ContentContext): Outcome<UtilityFacts, ContentRefusal> {
  const months = payload.bills
    .map((bill) => ({
      month: bill.month,
      quantity: Number(bill.usage),
      billedFen: fenOf(bill.amount),
      dueOn: bill.dueOn,
      paidOn: bill.settledOn,
    }))
    .sort(byKey((row) => row.month))
  const arrearsFen = fenOf(payload.unpaid)

  const problem =
    problemOfSubject(payload.customerCode, context) ??
    problemOfMonths(
      months.map(({ month }) => month),
      context,
    ) ??
    problemOfDays(
      months.map(({ paidOn }) => paidOn),
      context,
    ) ??
    problemOfAmounts([arrearsFen, ...months.map(({ billedFen }) => billedFen)]) ??
    (months.some(({ quantity }) => quantity < 0) ? 'content.negative-amount' : null)
  return problem ? refused(problem) : done({ months, arrearsFen })
}
