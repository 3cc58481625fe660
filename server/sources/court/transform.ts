import { done, type Outcome, refused } from '@/server/kernel/outcome'
import {
  byKey,
  type ContentContext,
  type ContentRefusal,
  problemOfAmounts,
  problemOfRecords,
  problemOfSubject,
} from '../domain/content-rules'
import { fenOf } from '../domain/wire-values'
import type { CourtFacts } from '../schema'
import type { CourtPayload } from './payload'

/** Cases and defaulter entries, oldest first. */
export function transformCourt(payload: CourtPayload, context: ContentContext): Outcome<CourtFacts, ContentRefusal> {
  const cases: CourtFacts['cases'] = payload.cases
    .map((row) => ({
      id: row.caseNo,
      on: row.filedOn,
      role: row.role === '被告' ? ('DEFENDANT' as const) : ('PLAINTIFF' as const),
      cause: row.cause,
      amountFen: fenOf(row.claim),
      closedOn: row.closedOn,
    }))
    .sort(byKey(({ on, id }) => on + id))
  const defaulterEntries = payload.defaulters
    .map((row) => ({ id: row.listNo, listedOn: row.publishedOn, removedOn: row.withdrawnOn }))
    .sort(byKey(({ listedOn, id }) => listedOn + id))

  const backwards =
    cases.some(({ on, closedOn }) => closedOn !== null && closedOn < on) ||
    defaulterEntries.some(({ listedOn, removedOn }) => removedOn !== null && removedOn < listedOn)
  if (backwards) return refused('content.shape')
  const problem =
    problemOfSubject(payload.partyCode, context) ??
    problemOfRecords(
      cases.map(({ id, on, closedOn }) => ({ id, on, endedOn: closedOn })),
      context,
    ) ??
    problemOfRecords(
      defaulterEntries.map(({ id, listedOn, removedOn }) => ({ id, on: listedOn, endedOn: removedOn })),
      context,
    ) ??
    problemOfAmounts(cases.map(({ amountFen }) => amountFen))
  return problem ? refused(problem) : done({ cases, defaulterEntries })
}
