import { uuidv7 } from 'uuidv7'
import { isUniqueViolation } from '@/server/db/transaction'
import { yuanText } from '@/server/kernel/fen'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { insertEvents, insertLedgerLines, insertNotices } from '../consequences.repository'
import type { EntryKind } from '../domain/loan-entries'
import { type Recorded, reverseEntry } from '../domain/report-disbursement'
import { type LoanRow, lockLoans, moveLoans } from '../loan.repository'
import { receiptOf } from '../receipt'
import { insertReports, type NewReport } from '../report.repository'
import { renewalRepayment, reportedRow } from '../reports.repository'
import type { ReportKind, ReverseInput } from '../schema'
import type { CheckStep, ReportContext } from './context'
import { actOf } from './write-reports'

export type Reversed = { receipt: string; reverses: string; applicationId: string }

type Original = NonNullable<Awaited<ReturnType<typeof reportedRow>>>
/** One entry taken back, and where that leaves its loan. */
type Part = { kind: ReportKind; loan: LoanRow; original: Original; after: Recorded; row: NewReport }

/**
 * Takes a report back, whole and once, by an entry of the opposite amount on the same day; what was reported stays on
 * record. A renewal is taken back with the repayment of the old loan that it was. Of two at once the loan's lock lets one be
 * first, and the other is told.
 * @throws Refused when there is no such report, it was reversed already, or later entries rest on it
 */
export async function reverseReport(ctx: ReportContext, checkStep: CheckStep, input: ReverseInput): Promise<Reversed> {
  const { tx, scope } = ctx
  const original = await reportedRow(tx, scope, input.kind, input.reportId)
  const loans = await lockLoans(tx, scope, {
    ids: [input.applicationId, ...(original?.renewsId ? [original.renewsId] : [])],
  })
  if (!loans.some(({ applicationId }) => applicationId === input.applicationId)) throw new NotFound('application')
  if (!original || original.applicationId !== input.applicationId) throw new Refused('reversal.not-found')
  if (original.renewedById) throw new Refused('reversal.of-renewal')
  const parts = [partOf(ctx, input, loans, input.kind, original)]
  if (original.renewsId) {
    const repaid = await renewalRepayment(tx, scope, original.id)
    if (repaid) parts.push(partOf(ctx, input, loans, 'REPAYMENT', repaid))
  }
  await write(ctx, checkStep, input, parts)
  const [{ row }] = parts as [Part]
  return {
    receipt: receiptOf(input.kind, row.id),
    reverses: receiptOf(input.kind, input.reportId),
    applicationId: row.applicationId,
  }
}

function partOf(
  { person, now }: ReportContext,
  { reason, note }: ReverseInput,
  loans: readonly LoanRow[],
  kind: ReportKind,
  original: Original,
): Part {
  const loan = loans.find(({ applicationId }) => applicationId === original.applicationId)
  if (!loan) throw new NotFound('application')
  const decided = reverseEntry(loan, original.id)
  if (!decided.ok) throw new Refused(decided.refusal)
  const common = {
    enterpriseId: loan.enterpriseId,
    id: uuidv7(),
    applicationId: original.applicationId,
    reference: original.reference,
    on: original.on,
    reversesId: original.id,
    reversalReason: note ? `${reason}: ${note}` : reason,
    recordedBy: person.accountId,
    recordedAt: now,
  }
  const { rateBps, termMonths, renewal, firstLoan, creditLoan, renewsId } = original
  const row: NewReport =
    kind === 'DISBURSEMENT'
      ? { ...common, kind, amountFen: -original.amountFen, rateBps, termMonths, renewal, firstLoan, creditLoan, renewsId }
      : {
          ...common,
          kind,
          principalFen: -original.amountFen,
          interestFen: -original.interestFen,
          writtenOffFen: -original.writtenOffFen,
          renewedById: original.renewedById,
        }
  return { kind, loan, original, after: decided.value, row }
}

const entryKind = ({ kind, original }: Part): EntryKind => (original.writtenOffFen > 0n ? 'WRITE_OFF' : kind)

/** Moves, rows, timeline, ledger and notices of all parts: together or not at all. */
async function write(ctx: ReportContext, checkStep: CheckStep, input: ReverseInput, parts: readonly Part[]): Promise<void> {
  const { tx, scope, person, now } = ctx
  const moves = parts.map(({ kind, loan, original, after }) => ({
    enterpriseId: loan.enterpriseId,
    applicationId: loan.applicationId,
    version: loan.version,
    drawnFen: kind === 'DISBURSEMENT' ? -original.amountFen : 0n,
    owedFen: kind === 'DISBURSEMENT' ? -original.amountFen : original.amountFen + original.writtenOffFen,
    state: after.state,
  }))
  if ((await moveLoans(tx, scope, moves)) !== moves.length) throw new ChangedMeanwhile('application')
  await insertReports(
    tx,
    scope,
    parts.map(({ row }) => row),
  ).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new Refused('reversal.twice') : error
  })
  const events = parts.flatMap(({ kind, loan, original, after, row }) => {
    if (!after.event) return []
    checkStep(loan.state, after.event, after.state)
    const detail = { kind, receipt: receiptOf(kind, row.id), reverses: receiptOf(kind, original.id), reason: input.reason }
    const { enterpriseId, applicationId } = loan
    return [{ enterpriseId, applicationId, event: after.event, fromState: loan.state, toState: after.state, detail }]
  })
  await insertEvents(tx, scope, person, now, events)
  await insertLedgerLines(
    tx,
    person,
    parts.map((part) => ({
      enterpriseId: part.loan.enterpriseId,
      subjectId: part.row.id,
      act: actOf(entryKind(part), 'reversed'),
      body: { applicationId: part.loan.applicationId, reverses: part.original.id, reason: input.reason },
    })),
  )
  await insertNotices(
    tx,
    parts.flatMap((part) => {
      const { kind, loan, original } = part
      if (entryKind(part) === 'WRITE_OFF') return []
      const amount = yuanText(original.amountFen + original.interestFen)
      return [
        {
          enterpriseId: loan.enterpriseId,
          kind: kind === 'DISBURSEMENT' ? 'disbursement.reversed' : 'repayment.reversed',
          params: { institution: scope.institutionName, number: loan.number, amount },
          href: `/sme/applications/${loan.applicationId}`,
        },
      ]
    }),
  )
}
