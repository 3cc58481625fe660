import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { byKey, type ContentContext, type ContentRefusal, problemOfRecords, problemOfSubject } from '../domain/content-rules'
import type { ListFacts } from '../schema'
import type { ListPayload } from './payload'

const lists: Record<ListPayload['entries'][number]['listName'], ListFacts['entries'][number]['list']> = {
  经营异常名录: 'ABNORMAL_OPERATION',
  严重违法失信名单: 'SERIOUS_VIOLATION',
  重大税收违法失信主体名单: 'SERIOUS_TAX_VIOLATION',
  拖欠农民工工资失信联合惩戒名单: 'WAGE_ARREARS',
  守信激励名单: 'TRUSTWORTHY',
}

const levels: Record<'优' | '良' | '中' | '差', NonNullable<ListFacts['evaluations']>[number]['level']> = {
  优: 'EXCELLENT',
  良: 'GOOD',
  中: 'FAIR',
  差: 'POOR',
}

/** List entries, oldest first, and public credit evaluations, newest first. */
export function transformList(payload: ListPayload, context: ContentContext): Outcome<ListFacts, ContentRefusal> {
  const entries = payload.entries
    .map((row) => ({
      id: row.entryNo,
      list: lists[row.listName],
      authority: row.authority,
      listedOn: row.includedOn,
      removedOn: row.excludedOn,
    }))
    .sort(byKey(({ listedOn, id }) => listedOn + id))
  if (entries.some(({ listedOn, removedOn }) => removedOn !== null && removedOn < listedOn)) return refused('content.shape')
  const problem =
    problemOfSubject(payload.subjectCode, context) ??
    problemOfRecords(
      entries.map(({ id, listedOn, removedOn }) => ({ id, on: listedOn, endedOn: removedOn })),
      context,
    )
  if (problem) return refused(problem)
  if (!payload.evaluations) return done({ entries })
  const evaluations = payload.evaluations
    .map(({ year, level, authority, evaluatedOn }) => ({ year: Number(year), level: levels[level], authority, evaluatedOn }))
    .sort((a, b) => b.year - a.year)
  // A year is evaluated once, and when it is over.
  if (evaluations.some(({ year, evaluatedOn }) => Number(evaluatedOn.slice(0, 4)) <= year)) return refused('content.shape')
  const evaluated = problemOfRecords(
    evaluations.map(({ year, evaluatedOn }) => ({ id: String(year), on: evaluatedOn, endedOn: evaluatedOn })),
    context,
  )
  return evaluated ? refused(evaluated) : done({ entries, evaluations })
}
