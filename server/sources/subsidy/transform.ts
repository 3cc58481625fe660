import { done, type Outcome, refused } from '@/server/kernel/outcome'
import {
  byKey,
  type ContentContext,
  type ContentRefusal,
  problemOfAmounts,
  problemOfDays,
  problemOfRecords,
  problemOfSubject,
} from '../domain/content-rules'
import { fenOf } from '../domain/wire-values'
import type { SubsidyFacts } from '../schema'
import type { SubsidyPayload } from './payload'

/** Subsidies, oldest first; nothing is paid before it was announced. */
export function transformSubsidy(payload: SubsidyPayload, context: ContentContext): Outcome<SubsidyFacts, ContentRefusal> {
  const grants = payload.records
    .map(({ grantNo, programme, authority, announcedOn, amount, paidOn }) => ({
      id: grantNo,
      programme,
      authority,
      on: announcedOn,
      amountFen: fenOf(amount),
      paidOn,
    }))
    .sort(byKey(({ on, id }) => on + id))
  if (grants.some(({ on, paidOn }) => paidOn !== null && paidOn < on)) return refused('content.shape')
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfRecords(
      grants.map(({ id, on }) => ({ id, on, endedOn: null })),
      context,
    ) ??
    problemOfDays(
      grants.map(({ paidOn }) => paidOn),
      context,
    ) ??
    problemOfAmounts(grants.map(({ amountFen }) => amountFen))
  return problem ? refused(problem) : done({ grants })
}
