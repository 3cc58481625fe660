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
import type { InvoiceRow, TaxFacts } from '../schema'
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

  const invoices = invoicesOf(payload)

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
    problemOfGrades(grades, context) ??
    problemOfInvoices(payload, invoices, context)
  return problem ? refused(problem) : done({ grades, months, arrearsFen, ...(invoices ? { invoices } : {}) })
}

/** One row a buyer and month, largest first, and one for all others: every month is on file, one without invoices too. */
function invoicesOf({ invoices }: TaxPayload): InvoiceRow[] | null {
  if (!invoices) return null
  return invoices.toSorted(byKey(({ period }) => period)).flatMap(({ period, invoiced, buyers }) => {
    const month = monthOfCompact(period)
    const named = buyers.map(({ buyer, amount }) => ({ month, buyer, amountFen: fenOf(amount) }))
    named.sort((a, b) => (a.amountFen === b.amountFen ? (a.buyer < b.buyer ? -1 : 1) : a.amountFen > b.amountFen ? -1 : 1))
    const rest = named.reduce((left, { amountFen }) => left - amountFen, fenOf(invoiced))
    return [...named, { month, buyer: null, amountFen: rest }]
  })
}

/** Each buyer once a month, and never more to the named ones than was invoiced at all: the rest would be negative. */
function problemOfInvoices(
  { invoices }: TaxPayload,
  rows: readonly InvoiceRow[] | null,
  context: ContentContext,
): ContentRefusal | null {
  if (!invoices || !rows) return null
  const isTwice = invoices.some(({ buyers }) => new Set(buyers.map(({ buyer }) => buyer)).size !== buyers.length)
  return (
    problemOfMonths(
      invoices.map(({ period }) => monthOfCompact(period)),
      context,
    ) ??
    (isTwice ? 'content.duplicate' : null) ??
    problemOfAmounts(rows.map(({ amountFen }) => amountFen))
  )
}

function problemOfGrades(grades: TaxFacts['grades'], { today }: ContentContext): ContentRefusal | null {
  if (new Set(grades.map(({ year }) => year)).size !== grades.length) return 'content.duplicate'
  return grades.some(({ year }) => year >= Number(today.slice(0, 4))) ? 'content.future' : null
}
