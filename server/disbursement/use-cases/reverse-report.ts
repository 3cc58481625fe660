import { uuidv7 } from 'uuidv7'
import { isUniqueViolation } from '@/server/db/transaction'
import { yuanText } from '@/server/kernel/fen'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { insertEvents, insertLedgerLines, insertNotices } from '../consequences.repository'
import { reverseEntry } from '../domain/report-disbursement'
import { lockLoans, moveLoans } from '../loan.repository'
import { receiptOf } from '../receipt'
import { insertReports } from '../report.repository'
import { reportedRow } from '../reports.repository'
import type { ReverseInput } from '../schema'
import type { CheckStep, ReportContext } from './context'

export type Reversed = { receipt: string; reverses: string; applicationId: string }

/**
 * Takes a report back, whole and once, by an entry of the opposite amount on the same day; what was reported stays on
 * record. Of two at once the loan's lock lets one be first, and the other is told.
 * @throws Refused when there is no such report, it was reversed already, or later entries rest on it
 */
export async function reverseReport(ctx: ReportContext, checkStep: CheckStep, input: ReverseInput): Promise<Reversed> {
  const { tx, scope, person, now } = ctx
  const [loan] = await lockLoans(tx, scope, { ids: [input.applicationId] })
  if (!loan) throw new NotFound('application')
  const original = await reportedRow(tx, scope, input.kind, input.reportId)
  if (!original || original.applicationId !== loan.applicationId) throw new Refused('reversal.not-found')
  const decided = reverseEntry(loan, input.reportId)
  if (!decided.ok) throw new Refused(decided.refusal)
  const { after, row, moved } = reversalOf(ctx, input, loan.enterpriseId, original, decided.value)

  const move = {
    enterpriseId: loan.enterpriseId,
    applicationId: loan.applicationId,
    version: loan.version,
    ...moved,
    state: after.state,
  }
  if ((await moveLoans(tx, scope, [move])) !== 1) throw new ChangedMeanwhile('application')
  await insertReports(tx, scope, [row]).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new Refused('reversal.twice') : error
  })
  const receipt = receiptOf(input.kind, row.id)
  const reverses = receiptOf(input.kind, input.reportId)
  if (after.event) {
    checkStep(loan.state, after.event, after.state)
    const detail = { kind: input.kind, receipt, reverses, reason: input.reason }
    await insertEvents(tx, scope, person, now, [
      {
        enterpriseId: loan.enterpriseId,
        applicationId: loan.applicationId,
        event: after.event,
        fromState: loan.state,
        toState: after.state,
        detail,
      },
    ])
  }
  const { enterpriseId, applicationId, number } = loan
  const act = input.kind === 'DISBURSEMENT' ? 'disbursement.reversed' : 'repayment.reversed'
  await insertLedgerLines(tx, person, [
    { enterpriseId, subjectId: row.id, act, body: { applicationId, reverses: input.reportId, reason: input.reason } },
  ])
  await insertNotices(tx, [
    {
      enterpriseId,
      kind: input.kind === 'DISBURSEMENT' ? 'disbursement.reversed' : 'repayment.reversed',
      params: { institution: scope.institutionName, number, amount: yuanText(original.amountFen + original.interestFen) },
      href: `/sme/applications/${applicationId}`,
    },
  ])
  return { receipt, reverses, applicationId }
}

type Original = NonNullable<Awaited<ReturnType<typeof reportedRow>>>
type Decided = Extract<ReturnType<typeof reverseEntry>, { ok: true }>['value']

function reversalOf(ctx: ReportContext, input: ReverseInput, enterpriseId: string, original: Original, after: Decided) {
  const common = {
    enterpriseId,
    id: uuidv7(),
    applicationId: original.applicationId,
    reference: original.reference,
    on: original.on,
    reversesId: input.reportId,
    reversalReason: input.note ? `${input.reason}: ${input.note}` : input.reason,
    recordedBy: ctx.person.accountId,
    recordedAt: ctx.now,
  }
  const { rateBps, termMonths, renewal, firstLoan, creditLoan } = original
  return input.kind === 'DISBURSEMENT'
    ? {
        after,
        moved: { drawnFen: -original.amountFen, owedFen: -original.amountFen },
        row: {
          ...common,
          kind: 'DISBURSEMENT' as const,
          amountFen: -original.amountFen,
          rateBps,
          termMonths,
          renewal,
          firstLoan,
          creditLoan,
        },
      }
    : {
        after,
        moved: { drawnFen: 0n, owedFen: original.amountFen },
        row: { ...common, kind: 'REPAYMENT' as const, principalFen: -original.amountFen, interestFen: -original.interestFen },
      }
}
