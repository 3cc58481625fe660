import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { type ContentContext, type ContentRefusal, problemOfDays, problemOfSubject } from '../domain/content-rules'
import type { RealEstateFacts } from '../schema'
import type { VerificationPayload } from './payload'

const answers = { 是: 'YES', 否: 'NO', 无法核实: 'UNKNOWN' } as const

/** The register's answers to claims, in the order in which they were asked. */
export function transformVerification(
  payload: VerificationPayload,
  context: Pick<ContentContext, 'creditCode' | 'today'>,
): Outcome<RealEstateFacts, ContentRefusal> {
  const given = payload.answers.map((row) => ({ ...row, answer: answers[row.answer] }))
  const period = { ...context, from: '0000-01', to: '9999-12' }
  const problem =
    problemOfSubject(payload.ownerCode, period) ??
    (new Set(given.map(({ claimDigest }) => claimDigest)).size === given.length ? null : 'content.duplicate') ??
    problemOfDays(
      given.map(({ checkedOn }) => checkedOn),
      period,
    )
  return problem ? refused(problem) : done({ answers: given })
}
