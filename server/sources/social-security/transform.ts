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
import type { SocialSecurityFacts } from '../schema'
import type { SocialSecurityPayload } from './payload'

/** Insured persons by month, oldest first. */
export function transformSocialSecurity(
  payload: SocialSecurityPayload,
  context: ContentContext,
): Outcome<SocialSecurityFacts, ContentRefusal> {
  const months = payload.contributions
    .map((row) => ({
      month: monthOfCompact(row.period),
      insuredHeadcount: row.insured,
      wageBaseFen: fenOf(row.baseTotal),
      inArrears: row.state === '欠缴',
    }))
    .sort(byKey((row) => row.month))
  const arrearsFen = fenOf(payload.owed)

  const problem =
    problemOfSubject(payload.unitCode, context) ??
    problemOfMonths(
      months.map(({ month }) => month),
      context,
    ) ??
    problemOfAmounts([arrearsFen, ...months.map(({ wageBaseFen }) => wageBaseFen)])
  return problem ? refused(problem) : done({ months, arrearsFen })
}
