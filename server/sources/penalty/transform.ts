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
import { dishonestyCategories, type PenaltyFacts, type Severity } from '../schema'
import type { PenaltyPayload } from './payload'

const severities: Record<PenaltyPayload['penalties'][number]['severity'], Severity> = {
  轻微: 'MINOR',
  一般: 'GENERAL',
  严重: 'SERIOUS',
}

/** Administrative penalties, oldest first. A repair before the decision is refused as nonsense. */
export function transformPenalty(payload: PenaltyPayload, context: ContentContext): Outcome<PenaltyFacts, ContentRefusal> {
  const penalties: PenaltyFacts['penalties'] = []
  for (const row of payload.penalties) {
    const category = dishonestyCategories[row.category - 1]
    if (!category || (row.repairedOn !== null && row.repairedOn < row.decidedOn)) return refused('content.shape')
    penalties.push({
      id: row.documentNo,
      on: row.decidedOn,
      authority: row.authority,
      category,
      severity: severities[row.severity],
      amountFen: row.fine === null ? null : fenOf(row.fine),
      repairedOn: row.repairedOn,
    })
  }
  penalties.sort(byKey(({ on, id }) => on + id))
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfRecords(
      penalties.map(({ id, on, repairedOn }) => ({ id, on, endedOn: repairedOn })),
      context,
    ) ??
    problemOfAmounts(penalties.map(({ amountFen }) => amountFen))
  return problem ? refused(problem) : done({ penalties })
}
