import type { PlainDate } from '@/server/kernel/dates'
import { refused } from '@/server/kernel/outcome'
import type { LoanEntry } from './loan-entries'
import { classifyReference } from './reference'
import { type RenewableLoan, renewLoan } from './renew-loan'
import { type Recorded, reportDisbursement, reportRepayment, reportWriteOff } from './report-disbursement'

/** A report whose form is right: of one line of a file, or of a form. */
export type Report = {
  /** The report's own id, should it be recorded: its receipt. */
  reportId: string
  applicationId: string
  /** Normalised. */
  reference: string
  digest: string
  on: PlainDate
} & (
  | {
      kind: 'DISBURSEMENT'
      amountFen: bigint
      renewal: boolean
      firstLoan: boolean
      /** The old loan that a renewal repays, and the id of the repayment there, should it be recorded. */
      renews: { applicationId: string; repaymentId: string } | null
    }
  | {
      kind: 'REPAYMENT'
      principalFen: bigint
      interestFen: bigint
      /** Above zero: a write-off, and nothing was paid. */
      writtenOffFen: bigint
      /** The renewal that this is the other side of. */
      renewedById?: string
    }
)

/** Who holds a voucher number, oldest first: after a reversal the number may be claimed anew. */
export type Claimed = { digest: string; reportId: string; reversed: boolean }

export type Assessed =
  | { outcome: 'RECORDED'; reportId: string; generation: number; after: Recorded; repaid: Recorded | null }
  | { outcome: 'DUPLICATE' | 'CONFLICT'; reportId: string }
  | { outcome: 'REFUSED'; refusal: string }

/**
 * Judges reports in their order, each on what the ones before it have left: loans and claims as they stand before the
 * first. Pure; whoever writes the result holds locks on the loans, and the database settles claims that raced.
 */
export function assessReports(
  reports: readonly Report[],
  loans: ReadonlyMap<string, RenewableLoan>,
  claims: ReadonlyMap<string, readonly Claimed[]>,
  today: PlainDate,
): Assessed[] {
  const standing = new Map(loans)
  const running = new Map<string, LoanEntry[]>()
  const enter = (loan: RenewableLoan, applicationId: string, entry: LoanEntry, { state }: Recorded) => {
    const entries = running.get(applicationId) ?? [...loan.entries]
    entries.push(entry)
    running.set(applicationId, entries)
    standing.set(applicationId, { ...loan, state, entries })
  }
  const held = new Map([...claims].map(([reference, list]) => [reference, [...list]]))
  return reports.map((report) => {
    const earlier = held.get(report.reference) ?? []
    const claim = claimOf(earlier, report)
    if (claim) return claim
    const loan = standing.get(report.applicationId)
    if (!loan) return { outcome: 'REFUSED', refusal: 'disbursement.unknown-application' }
    if (report.kind === 'DISBURSEMENT' && report.renewal && report.firstLoan) {
      return { outcome: 'REFUSED', refusal: 'disbursement.first-and-renewal' }
    }
    const decided = decide(loan, report, today)
    if (!decided.ok) return { outcome: 'REFUSED', refusal: decided.refusal }
    const renewed = decideRenewal(standing, loan, report, today)
    if (renewed && !renewed.ok) return { outcome: 'REFUSED', refusal: renewed.refusal }
    enter(loan, report.applicationId, entryOf(report), decided.value)
    const old = report.kind === 'DISBURSEMENT' && report.renews ? standing.get(report.renews.applicationId) : undefined
    if (report.kind === 'DISBURSEMENT' && report.renews && old && renewed) {
      const { applicationId, repaymentId } = report.renews
      const entry = { id: repaymentId, kind: 'REPAYMENT', amountFen: report.amountFen, on: report.on, reversesId: null } as const
      enter(old, applicationId, entry, renewed.value)
    }
    // A claim that this very report made in an earlier round keeps its place.
    const own = earlier.findIndex(({ reportId }) => reportId === report.reportId)
    if (own < 0) held.set(report.reference, [...earlier, { digest: report.digest, reportId: report.reportId, reversed: false }])
    return {
      outcome: 'RECORDED',
      reportId: report.reportId,
      generation: own < 0 ? earlier.length + 1 : own + 1,
      after: decided.value,
      repaid: renewed?.value ?? null,
    }
  })
}

function decide(loan: RenewableLoan, report: Report, today: PlainDate) {
  if (report.kind === 'DISBURSEMENT')
    return reportDisbursement(loan, { amountFen: report.amountFen, disbursedOn: report.on }, today)
  return report.writtenOffFen > 0n
    ? reportWriteOff(loan, report, today)
    : reportRepayment(loan, { ...report, repaidOn: report.on }, today)
}

/** What a renewal does to the loan it names; null for everything else. */
function decideRenewal(loans: ReadonlyMap<string, RenewableLoan>, next: RenewableLoan, report: Report, today: PlainDate) {
  if (report.kind !== 'DISBURSEMENT') return null
  const { renewal, renews, applicationId, amountFen, on } = report
  if (renewal !== (renews !== null)) return refused('renewal.unnamed')
  if (!renews) return null
  const renewsId = renews.applicationId
  return renewLoan(loans.get(renewsId), next, { applicationId, renewsId, amountFen, on }, today)
}

/** What the number's history makes of the report, or undefined when it is new. */
function claimOf(earlier: readonly Claimed[], report: Report): Assessed | undefined {
  const others = earlier.filter(({ reportId }) => reportId !== report.reportId)
  // Also what was reversed long ago: an old file sent again must not bring the mistake back.
  const same = others.find(({ digest }) => digest === report.digest)
  if (same) return { outcome: 'DUPLICATE', reportId: same.reportId }
  const last = others.at(-1)
  return last && classifyReference(last, report.digest) === 'CONFLICT'
    ? { outcome: 'CONFLICT', reportId: last.reportId }
    : undefined
}

function entryOf(report: Report): LoanEntry {
  const common = { id: report.reportId, on: report.on, reversesId: null }
  if (report.kind === 'DISBURSEMENT') return { ...common, kind: 'DISBURSEMENT', amountFen: report.amountFen }
  return report.writtenOffFen > 0n
    ? { ...common, kind: 'WRITE_OFF', amountFen: report.writtenOffFen }
    : { ...common, kind: 'REPAYMENT', amountFen: report.principalFen }
}

/** What is left to draw, in fen: of a line drawn once, or of a revolving one. Never negative. */
export function remainingFen(loan: {
  grantedFen: bigint
  revolving: boolean
  disbursedFen: bigint
  outstandingFen: bigint
}): bigint {
  const left = loan.grantedFen - (loan.revolving ? loan.outstandingFen : loan.disbursedFen)
  return left > 0n ? left : 0n
}
