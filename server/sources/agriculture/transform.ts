import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { byKey, type ContentContext, type ContentRefusal, problemOfRecords, problemOfSubject } from '../domain/content-rules'
import type { AgricultureFacts } from '../schema'
import type { AgriculturePayload } from './payload'

const kinds = { 种植: 'CROP', 林果: 'ORCHARD', 养殖: 'LIVESTOCK' } as const

/** Land and herds, oldest registration first. */
export function transformAgriculture(
  payload: AgriculturePayload,
  context: ContentContext,
): Outcome<AgricultureFacts, ContentRefusal> {
  const holdings = payload.records
    .map(({ registerNo, kind, quantity, registeredOn, validUntil }) => ({
      id: registerNo,
      kind: kinds[kind],
      quantity: Number(quantity),
      registeredOn,
      validUntil,
    }))
    .sort(byKey(({ registeredOn, id }) => registeredOn + id))
  if (holdings.some(({ registeredOn, validUntil }) => validUntil !== null && validUntil < registeredOn))
    return refused('content.shape')
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfRecords(
      holdings.map(({ id, registeredOn }) => ({ id, on: registeredOn, endedOn: null })),
      context,
    ) ??
    (holdings.some(({ quantity }) => quantity < 0) ? 'content.negative-amount' : null)
  return problem ? refused(problem) : done({ holdings })
}
