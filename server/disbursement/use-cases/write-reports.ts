import { yuanText } from '@/server/kernel/fen'
import { ChangedMeanwhile } from '@/server/kernel/refused'
import { type FirmNotice, insertEvents, insertLedgerLines, insertNotices, type TimelineEntry } from '../consequences.repository'
import type { Assessed, Report } from '../domain/assess-reports'
import type { EntryKind, LoanEvent } from '../domain/loan-entries'
import { type LoanMove, type LoanRow, moveLoans } from '../loan.repository'
import { receiptOf } from '../receipt'
import { insertReports, type NewReport } from '../report.repository'
import type { ApplicationState } from '../schema'
import type { CheckStep, ReportContext } from './context'

type Recorded = { report: Report; loan: LoanRow; after: (Assessed & { outcome: 'RECORDED' })['after'] }

/** Fen by which a report moves what was drawn and what is owed. */
const movesBy = (report: Report) =>
  report.kind === 'DISBURSEMENT'
    ? { drawnFen: report.amountFen, owedFen: report.amountFen }
    : { drawnFen: 0n, owedFen: -report.principalFen - report.writtenOffFen }

const amountOf = (report: Report) =>
  report.kind === 'DISBURSEMENT' ? report.amountFen : report.principalFen + report.interestFen + report.writtenOffFen

/** The reports to be recorded, each with its loan and where it leaves it; after a renewal, what it repays of the old loan. */
function recordedOf(loans: readonly LoanRow[], reports: readonly Report[], assessed: readonly Assessed[]): Recorded[] {
  const byId = new Map(loans.map((loan) => [loan.applicationId, loan]))
  return reports.flatMap((report, index) => {
    const result = assessed[index]
    const loan = byId.get(report.applicationId)
    if (result?.outcome !== 'RECORDED' || !loan) return []
    return [{ report, loan, after: result.after }, ...repaidBy(report, result, byId)]
  })
}

function repaidBy(
  report: Report,
  { repaid }: Assessed & { outcome: 'RECORDED' },
  loans: ReadonlyMap<string, LoanRow>,
): Recorded[] {
  if (report.kind !== 'DISBURSEMENT' || !report.renews || !repaid) return []
  const { applicationId, repaymentId: reportId } = report.renews
  const loan = loans.get(applicationId)
  if (!loan) throw new Error('a renewal was judged without the loan that it repays')
  const { reference, digest, on, amountFen: principalFen } = report
  const repayment = { kind: 'REPAYMENT', principalFen, interestFen: 0n, writtenOffFen: 0n, renewedById: report.reportId } as const
  return [{ loan, after: repaid, report: { ...repayment, reportId, applicationId, reference, digest, on } }]
}

/** As it stands on the ledger. */
export const actOf = (kind: EntryKind, past: 'reported' | 'reversed') =>
  `${{ DISBURSEMENT: 'disbursement', REPAYMENT: 'repayment', WRITE_OFF: 'write-off' }[kind]}.${past}`

const kindOf = (report: Report): EntryKind =>
  report.kind === 'REPAYMENT' && report.writtenOffFen > 0n ? 'WRITE_OFF' : report.kind

/**
 * Writes what was judged worth recording: totals and states of the loans (each only if it stays within its line), the
 * reports, the timeline, the ledger and one notice a firm and loan, a few statements however many there are.
 * @throws ChangedMeanwhile when a loan moved although it was locked; nothing is written then
 */
export async function writeReports(
  ctx: ReportContext,
  checkStep: CheckStep,
  loans: readonly LoanRow[],
  reports: readonly Report[],
  assessed: readonly Assessed[],
  batchId: string | null,
): Promise<void> {
  const recorded = recordedOf(loans, reports, assessed)
  const { tx, scope, person, now } = ctx
  const moves = movesOf(recorded)
  if ((await moveLoans(tx, scope, moves)) !== moves.length) throw new ChangedMeanwhile('application')
  await insertReports(
    tx,
    scope,
    recorded.map((one) => rowOf(one, ctx, batchId)),
  )
  await insertEvents(tx, scope, person, now, timelineOf(recorded, checkStep))
  await insertLedgerLines(
    tx,
    person,
    recorded.map(({ report, loan }) => ({
      enterpriseId: loan.enterpriseId,
      subjectId: report.reportId,
      act: actOf(kindOf(report), 'reported'),
      body: {
        applicationId: loan.applicationId,
        amountFen: String(amountOf(report)),
        on: report.on,
        digest: report.digest,
        batchId,
      },
    })),
  )
  await insertNotices(tx, noticesOf(recorded, scope.institutionName))
}

function movesOf(recorded: readonly Recorded[]): LoanMove[] {
  const moves = new Map<string, LoanMove>()
  for (const { report, loan, after } of recorded) {
    const { drawnFen, owedFen } = movesBy(report)
    const earlier = moves.get(loan.applicationId)
    moves.set(loan.applicationId, {
      enterpriseId: loan.enterpriseId,
      applicationId: loan.applicationId,
      version: loan.version,
      drawnFen: drawnFen + (earlier?.drawnFen ?? 0n),
      owedFen: owedFen + (earlier?.owedFen ?? 0n),
      state: after.state,
    })
  }
  return [...moves.values()]
}

function rowOf({ report, loan }: Recorded, { person, now }: ReportContext, batchId: string | null): NewReport {
  const common = {
    enterpriseId: loan.enterpriseId,
    id: report.reportId,
    applicationId: loan.applicationId,
    reference: report.reference,
    on: report.on,
    batchId,
    recordedBy: person.accountId,
    recordedAt: now,
  }
  // Rate, term and guarantee are the contract's: the bank reports what moved, not terms anew.
  const { rateBps, termMonths, creditLoan } = loan
  return report.kind === 'DISBURSEMENT'
    ? {
        ...common,
        kind: report.kind,
        amountFen: report.amountFen,
        renewal: report.renewal,
        firstLoan: report.firstLoan,
        rateBps,
        termMonths,
        creditLoan,
        renewsId: report.renews?.applicationId ?? null,
      }
    : {
        ...common,
        kind: report.kind,
        principalFen: report.principalFen,
        interestFen: report.interestFen,
        writtenOffFen: report.writtenOffFen,
        renewedById: report.renewedById ?? null,
      }
}

/** Each cash-out is an event of its application; a repayment is one where it changes the state. */
function timelineOf(recorded: readonly Recorded[], checkStep: CheckStep): TimelineEntry[] {
  const states = new Map<string, ApplicationState>()
  return recorded.flatMap(({ report, loan, after }) => {
    const from = states.get(loan.applicationId) ?? loan.state
    states.set(loan.applicationId, after.state)
    const event = after.event ?? (report.kind === 'DISBURSEMENT' ? (after.state as LoanEvent) : null)
    if (!event) return []
    checkStep(from, event, after.state)
    const detail = {
      kind: report.kind,
      receipt: receiptOf(report.kind, report.reportId),
      amountFen: String(amountOf(report)),
      on: report.on,
    }
    return [
      {
        enterpriseId: loan.enterpriseId,
        applicationId: loan.applicationId,
        event,
        fromState: from,
        toState: after.state,
        detail,
      },
    ]
  })
}

function noticesOf(recorded: readonly Recorded[], institution: string): FirmNotice[] {
  const perLoan = new Map<string, { loan: LoanRow; kind: Report['kind']; fen: bigint; count: number }>()
  for (const { report, loan } of recorded) {
    // The firm goes on owing what the bank writes off: telling it would read as a waiver.
    if (kindOf(report) === 'WRITE_OFF') continue
    const earlier = perLoan.get(loan.applicationId)
    const fen = (earlier?.fen ?? 0n) + amountOf(report)
    perLoan.set(loan.applicationId, { loan, kind: report.kind, fen, count: (earlier?.count ?? 0) + 1 })
  }
  return [...perLoan.values()].map(({ loan, kind, fen, count }) => ({
    enterpriseId: loan.enterpriseId,
    kind: kind === 'DISBURSEMENT' ? 'disbursement.recorded' : 'repayment.recorded',
    params: { institution, number: loan.number, amount: yuanText(fen), count },
    href: `/sme/applications/${loan.applicationId}`,
  }))
}
