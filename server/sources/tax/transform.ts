import { done, type Outcome, refused } from '@/server/kernel/outcome'
import {
  byKey,
  type ContentContext,
  type ContentRefusal,
  problemOfAmounts,
  problemOfDays,
  problemOfMonths,
  problemOfSubject,
} from '../domain/content-rules'
import { fenOf, monthOfCompact } from '../domain/wire-values'
import type { TaxFacts } from '../schema'
import type { TaxPayload } from './payload'

/** Returns by month, oldest first; a return that was not filed declares nothing and has no filing date. */
export function transformTax(payload: TaxPayload, context: ContentContext): Outcome<TaxFacts, ContentRefusal> {
  const unfiled = payload.returns.some(
    ({ filedOn, taxableSales, taxPaid }) =>
      (filedOn === null) !== (taxableSales === null) || (taxableSales === null) !== (taxPaid === null),
  )
  if (unfiled) return refused('content.shape')
  const months = payload.returns
    .map((row) => ({
      month: monthOfCompact(row.period),
      declaredSalesFen: fenOf(row.taxableSales ?? '0.00'),
      taxPaidFen: fenOf(row.taxPaid ?? '0.00'),
      dueOn: row.dueDate,
      declaredOn: row.filedOn,
    }))
    .sort(byKey((row) => row.month))
  const grades = payload.creditGrades.toSorted((a, b) => b.year - a.year)
  const arrearsFen = fenOf(payload.arrears)

  const problem =
    problemOfSubject(payload.taxpayerId, context) ??
    problemOfMonths(
      months.map(({ month }) => month),
      context,
    ) ??
    problemOfDays(
      months.map(({ declaredOn }) => declaredOn),
      context,
    ) ??
    problemOfAmounts([arrearsFen, ...months.flatMap((row) => [row.declaredSalesFen, row.taxPaidFen])]) ??
    problemOfGrades(grades, context)
  return problem ? refused(problem) : done({ grades, months, arrearsFen })
}

function problemOfGrades(grades: TaxFacts['grades'], { today }: ContentContext): ContentRefusal | null {
  if (new Set(grades.map(({ year }) => year)).size !== grades.length) return 'content.duplicate'
  return grades.some(({ year }) => year >= Number(today.slice(0, 4))) ? 'content.future' : null
}
