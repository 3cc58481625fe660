import type { PlainDate } from '@/server/kernel/dates'
import type { Loan, LoanEntry } from './loan-entries'
import { classifyReference } from './reference'
import { type Recorded, reportDisbursement, reportRepayment } from './report-disbursement'

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
  | { kind: 'DISBURSEMENT'; amountFen: bigint; renewal: boolean; firstLoan: boolean }
  | { kind: 'REPAYMENT'; principalFen: bigint; interestFen: bigint }
)

/** Who holds a voucher number, oldest first: after a reversal the number may be claimed anew. */
export type Claimed = { digest: string; reportId: string; reversed: boolean }

export type Assessed =
  | { outcome: 'RECORDED'; reportId: string; generation: number; after: Recorded }
  | { outcome: 'DUPLICATE' | 'CONFLICT'; reportId: string }
  | { outcome: 'REFUSED'; refusal: string }

/**
 * Judges reports in their order, each on what the ones before it have left: loans and claims as they stand before the
 * first. Pure; whoever writes the result holds locks on the loans, and the database settles claims that raced.
 */
export function assessReports(
  reports: readonly Report[],
  loans: ReadonlyMap<string, Loan>,
  claims: ReadonlyMap<string, readonly Claimed[]>,
  today: PlainDate,
): Assessed[] {
  const running = new Map<string, { loan: Loan; entries: LoanEntry[] }>()
  const held = new Map([...claims].map(([reference, list]) => [reference, [...list]]))
  return reports.map((report) => {
    const earlier = held.get(report.reference) ?? []
    const claim = claimOf(earlier, report)
    if (claim) return claim
    const seen = loans.get(report.applicationId)
    if (!seen) return { outcome: 'REFUSED', refusal: 'disbursement.unknown-application' }
    if (report.kind === 'DISBURSEMENT' && report.renewal && report.firstLoan) {
      return { outcome: 'REFUSED', refusal: 'disbursement.first-and-renewal' }
    }
    const current = running.get(report.applicationId) ?? { loan: seen, entries: [...seen.entries] }
    const loan = { ...current.loan, entries: current.entries }
    const decided =
      report.kind === 'DISBURSEMENT'
        ? reportDisbursement(loan, { amountFen: report.amountFen, disbursedOn: report.on }, today)
        : reportRepayment(loan, { ...report, repaidOn: report.on }, today)
    if (!decided.ok) return { outcome: 'REFUSED', refusal: decided.refusal }
    current.entries.push(entryOf(report))
    running.set(report.applicationId, { entries: current.entries, loan: { ...loan, state: decided.value.state } })
    // A claim that this very report made in an earlier round keeps its place.
    const own = earlier.findIndex(({ reportId }) => reportId === report.reportId)
    if (own < 0) held.set(report.reference, [...earlier, { digest: report.digest, reportId: report.reportId, reversed: false }])
    return {
      outcome: 'RECORDED',
      reportId: report.reportId,
      generation: own < 0 ? earlier.length + 1 : own + 1,
      after: decided.value,
    }
  })
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

const entryOf = (report: Report): LoanEntry => ({
  id: report.reportId,
  kind: report.kind,
  amountFen: report.kind === 'DISBURSEMENT' ? report.amountFen : report.principalFen,
  on: report.on,
  reversesId: null,
})

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
