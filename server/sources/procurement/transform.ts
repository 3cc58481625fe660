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
import type { ProcurementFacts } from '../schema'
import type { ProcurementPayload } from './payload'

const outcomes = { 中标: 'WON', 未中标: 'LOST', 废标: 'VOID' } as const

/** Bids, oldest first; the amount is the firm's own bid. */
export function transformProcurement(
  payload: ProcurementPayload,
  context: ContentContext,
): Outcome<ProcurementFacts, ContentRefusal> {
  const bids = payload.records
    .map(({ noticeNo, project, buyer, openedOn, amount, outcome }) => ({
      id: noticeNo,
      project,
      buyer,
      on: openedOn,
      amountFen: fenOf(amount),
      outcome: outcomes[outcome],
    }))
    .sort(byKey(({ on, id }) => on + id))
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfRecords(
      bids.map(({ id, on }) => ({ id, on, endedOn: null })),
      context,
    ) ??
    problemOfAmounts(bids.map(({ amountFen }) => amountFen))
  return problem ? refused(problem) : done({ bids })
}
