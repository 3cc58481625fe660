import { done, type Outcome, refused } from '@/server/kernel/outcome'
import {
  byKey,
  type ContentContext,
  type ContentRefusal,
  problemOfAmounts,
  problemOfMonths,
  problemOfSubject,
} from '../domain/content-rules'
import { fenOf } from '../domain/wire-values'
import type { CustomsFacts } from '../schema'
import type { CustomsPayload } from './payload'

const grades = { 高级认证企业: 'CERTIFIED', 备案企业: 'FILED', 失信企业: 'DISCREDITED' } as const

/** Trade by month, oldest first; a firm that isn't filed as a trader can't have traded. */
export function transformCustoms(payload: CustomsPayload, context: ContentContext): Outcome<CustomsFacts, ContentRefusal> {
  const months = payload.months
    .map(({ month, exportValue, importValue, declarations }) => ({
      month,
      exportFen: fenOf(exportValue),
      importFen: fenOf(importValue),
      declarations,
    }))
    .sort(byKey(({ month }) => month))
  if (payload.rating === null && months.length > 0) return refused('content.shape')
  const problem =
    problemOfSubject(payload.traderCode, context) ??
    problemOfMonths(
      months.map(({ month }) => month),
      context,
    ) ??
    problemOfAmounts(months.flatMap(({ exportFen, importFen }) => [exportFen, importFen]))
  return problem ? refused(problem) : done({ grade: payload.rating === null ? null : grades[payload.rating], months })
}
