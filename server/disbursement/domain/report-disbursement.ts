import type { PlainDate } from '@/server/kernel/dates'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import {
  breaksLine,
  disbursedFen,
  type EntryKind,
  eventOf,
  type Loan,
  type LoanEntry,
  type LoanEvent,
  type LoanState,
  outstandingFen,
  stateOf,
} from './loan-entries'

export type DateRefusal = 'report.before-contract' | 'report.in-future'
export type DisbursementRefusal =
  | DateRefusal
  | 'disbursement.not-contracted'
  | 'disbursement.amount-positive'
  | 'disbursement.above-grant'
  | 'disbursement.above-line'

/** Totals after the report, in fen; `event` moves the application, null leaves it where it is. */
export type Recorded = { state: LoanState; event: LoanEvent | null; disbursedFen: bigint; outstandingFen: bigint }

/**
 * Cash out, as the bank reports it: never in sum above what was granted, and when the line revolves never owing more than
 * the line on any day. Two reports at once: the database's conditional update decides, this rule is the same.
 */
export function reportDisbursement(
  loan: Loan,
  report: { amountFen: bigint; disbursedOn: PlainDate },
  today: PlainDate,
): Outcome<Recorded, DisbursementRefusal> {
  if (!['CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED'].includes(loan.state) || loan.contractedOn === null) {
    return refused('disbursement.not-contracted')
  }
  if (report.amountFen <= 0n) return refused('disbursement.amount-positive')
  const date = dateObstacle(loan.contractedOn, report.disbursedOn, today)
  if (date) return refused(date)
  const entries = [...loan.entries, entry('DISBURSEMENT', report.amountFen, report.disbursedOn)]
  if (breaksLine(loan, entries)) return refused(loan.revolving ? 'disbursement.above-line' : 'disbursement.above-grant')
  return done(recorded(loan, entries))
}

export type RepaymentRefusal =
  | DateRefusal
  | 'repayment.nothing-drawn'
  | 'repayment.amount-positive'
  | 'repayment.above-outstanding'
  | 'repayment.renewed'

/** Money back: principal never more than was owed on that day; a month's interest alone has no principal. */
export function reportRepayment(
  loan: Loan,
  report: { principalFen: bigint; interestFen: bigint; repaidOn: PlainDate },
  today: PlainDate,
): Outcome<Recorded, RepaymentRefusal> {
  const owing = owingObstacle(loan)
  if (owing) return refused(owing)
  if (report.principalFen < 0n || report.interestFen < 0n || report.principalFen + report.interestFen === 0n) {
    return refused('repayment.amount-positive')
  }
  const date = dateObstacle(loan.contractedOn ?? today, report.repaidOn, today)
  if (date) return refused(date)
  const entries = [...loan.entries, entry('REPAYMENT', report.principalFen, report.repaidOn)]
  if (breaksLine(loan, entries)) return refused('repayment.above-outstanding')
  return done(recorded(loan, entries))
}

const owingObstacle = ({ state, contractedOn }: Loan) => {
  if (state === 'RENEWED') return 'repayment.renewed' as const
  return !['PARTLY_DISBURSED', 'DISBURSED'].includes(state) || contractedOn === null
    ? ('repayment.nothing-drawn' as const)
    : undefined
}

export type WriteOffRefusal = Exclude<RepaymentRefusal, 'repayment.above-outstanding'> | 'write-off.above-outstanding'

/** Principal taken off the books (核销): never more than was owed on that day. The balance falls, nothing counts as repaid. */
export function reportWriteOff(
  loan: Loan,
  report: { writtenOffFen: bigint; on: PlainDate },
  today: PlainDate,
): Outcome<Recorded, WriteOffRefusal> {
  const owing = owingObstacle(loan)
  if (owing) return refused(owing)
  if (report.writtenOffFen <= 0n) return refused('repayment.amount-positive')
  const date = dateObstacle(loan.contractedOn ?? today, report.on, today)
  if (date) return refused(date)
  const entries = [...loan.entries, entry('WRITE_OFF', report.writtenOffFen, report.on)]
  if (breaksLine(loan, entries)) return refused('write-off.above-outstanding')
  return done(recorded(loan, entries))
}

export type ReversalRefusal =
  | 'reversal.not-found'
  | 'reversal.of-reversal'
  | 'reversal.twice'
  | 'reversal.repaid-since'
  | 'reversal.drawn-since'

/** A correction: the whole entry, once, by a new one of the opposite amount on the same day. What followed must still hold. */
export function reverseEntry(loan: Loan, entryId: string): Outcome<Recorded & { entry: Omit<LoanEntry, 'id'> }, ReversalRefusal> {
  const original = loan.entries.find(({ id }) => id === entryId)
  if (!original) return refused('reversal.not-found')
  if (original.reversesId !== null) return refused('reversal.of-reversal')
  if (loan.entries.some(({ reversesId }) => reversesId === entryId)) return refused('reversal.twice')
  const reversal = { kind: original.kind, amountFen: -original.amountFen, on: original.on, reversesId: original.id }
  const entries = [...loan.entries, { id: '', ...reversal }]
  if (breaksLine(loan, entries))
    return refused(original.kind === 'DISBURSEMENT' ? 'reversal.repaid-since' : 'reversal.drawn-since')
  return done({ ...recorded(loan, entries), entry: reversal })
}

function dateObstacle(contractedOn: PlainDate, on: PlainDate, today: PlainDate): DateRefusal | undefined {
  if (on < contractedOn) return 'report.before-contract'
  return on > today ? 'report.in-future' : undefined
}

const entry = (kind: EntryKind, amountFen: bigint, on: PlainDate): LoanEntry => ({
  id: '',
  kind,
  amountFen,
  on,
  reversesId: null,
})

/** What was renewed stays so while it owes nothing. */
function recorded(loan: Loan, entries: readonly LoanEntry[]): Recorded {
  const state = loan.state === 'RENEWED' && outstandingFen(entries) === 0n ? 'RENEWED' : stateOf(loan, entries)
  return {
    state,
    event: eventOf(loan.state, state),
    disbursedFen: disbursedFen(entries),
    outstandingFen: outstandingFen(entries),
  }
}
