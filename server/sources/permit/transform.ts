import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { byKey, type ContentContext, type ContentRefusal, problemOfRecords, problemOfSubject } from '../domain/content-rules'
import type { PermitFacts } from '../schema'
import type { PermitPayload } from './payload'

const states = { 有效: 'VALID', 注销: 'CANCELLED', 撤销: 'REVOKED' } as const

/** Permits, oldest first. One that ends before it began is refused as nonsense. */
export function transformPermit(payload: PermitPayload, context: ContentContext): Outcome<PermitFacts, ContentRefusal> {
  const permits = payload.permits
    .map((row) => ({
      id: row.permitNo,
      name: row.permitName,
      authority: row.authority,
      grantedOn: row.issuedOn,
      validUntil: row.expiresOn,
      state: states[row.state],
    }))
    .sort(byKey(({ grantedOn, id }) => grantedOn + id))
  if (permits.some(({ grantedOn, validUntil }) => validUntil !== null && validUntil < grantedOn)) return refused('content.shape')
  const problem =
    problemOfSubject(payload.holderCode, context) ??
    problemOfRecords(
      permits.map(({ id, grantedOn }) => ({ id, on: grantedOn, endedOn: null })),
      context,
    )
  return problem ? refused(problem) : done({ permits })
}
