import { done, type Outcome, refused } from '@/server/kernel/outcome'
import {
  byKey,
  type ContentContext,
  type ContentRefusal,
  problemOfAmounts,
  problemOfMonths,
  problemOfSubject,
} from '../domain/content-rules'
import { fenOf, monthOfCompact } from '../domain/wire-values'
import type { HousingFundFacts } from '../schema'
import type { HousingFundPayload } from './payload'

const states = { 正常: 'PAID', 欠缴: 'ARREARS', 缓缴: 'DEFERRED' } as const

/** Deposits by month, oldest first. */
export function transformHousingFund(
  payload: HousingFundPayload,
  context: ContentContext,
): Outcome<HousingFundFacts, ContentRefusal> {
  const months = payload.records
    .map(({ period, contributors, baseTotal, deposited, state }) => ({
      month: monthOfCompact(period),
      contributors: Number(contributors),
      baseFen: fenOf(baseTotal),
      depositedFen: fenOf(deposited),
      state: states[state],
    }))
    .sort(byKey(({ month }) => month))
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfMonths(
      months.map(({ month }) => month),
      context,
    ) ??
    problemOfAmounts(months.flatMap(({ baseFen, depositedFen }) => [baseFen, depositedFen])) ??
    (months.some(({ contributors }) => contributors < 0) ? 'content.negative-amount' : null)
  return problem ? refused(problem) : done({ months })
}
