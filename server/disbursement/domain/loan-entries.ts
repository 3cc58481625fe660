import type { PlainDate } from '@/server/kernel/dates'
import type { ApplicationState, ReportKind } from '../schema'

/** WRITE_OFF: principal that the bank takes off its books. Nothing came back, and the firm goes on owing it. */
export type EntryKind = ReportKind | 'WRITE_OFF'

/**
 * One line of a loan's account: cash out, principal back, or principal written off, in fen. A reversal is an entry of its own with the opposite
 * amount on the day of what it reverses: it says that this never happened, so no other month is touched. What was known
 * when, the time of recording tells.
 */
export type LoanEntry = { id: string; kind: EntryKind; amountFen: bigint; on: PlainDate; reversesId: string | null }

/** The line that the contract grants, and everything reported under it. */
export type Loan = {
  state: ApplicationState
  grantedFen: bigint
  /** May be drawn, repaid and drawn again; else every fen is drawn once. */
  revolving: boolean
  contractedOn: PlainDate | null
  entries: readonly LoanEntry[]
}

/** In one walk: a file of thousands of lines asks after every line. */
function totalsOf(entries: readonly LoanEntry[]) {
  let [drawn, repaid, off] = [0n, 0n, 0n]
  for (const { kind, amountFen } of entries) {
    if (kind === 'DISBURSEMENT') drawn += amountFen
    else if (kind === 'REPAYMENT') repaid += amountFen
    else off += amountFen
  }
  return { drawn, repaid, off, owed: drawn - repaid - off }
}

export const disbursedFen = (entries: readonly LoanEntry[]) => totalsOf(entries).drawn
export const repaidFen = (entries: readonly LoanEntry[]) => totalsOf(entries).repaid
export const writtenOffFen = (entries: readonly LoanEntry[]) => totalsOf(entries).off
/** Principal on the bank's books: drawn − repaid − written off (reference 4.15). Interest never enters a balance. */
export const outstandingFen = (entries: readonly LoanEntry[]) => totalsOf(entries).owed

/** Lowest and highest balance at the end of any day: entries arrive late, so today's balance alone proves nothing. */
export function balanceRange(entries: readonly LoanEntry[]): { lowest: bigint; highest: bigint } {
  const byDay = new Map<PlainDate, bigint>()
  for (const { kind, amountFen, on } of entries) {
    byDay.set(on, (byDay.get(on) ?? 0n) + (kind === 'DISBURSEMENT' ? amountFen : -amountFen))
  }
  let balance = 0n
  let lowest = 0n
  let highest = 0n
  for (const [, change] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))) {
    balance += change
    if (balance < lowest) lowest = balance
    if (balance > highest) highest = balance
  }
  return { lowest, highest }
}

/** What no set of reports may ever break: never below zero, never above what was granted. */
export function breaksLine(
  loan: Pick<Loan, 'grantedFen' | 'revolving'>,
  entries: readonly LoanEntry[],
): 'below-zero' | 'above-line' | undefined {
  const { lowest, highest } = balanceRange(entries)
  const { drawn, repaid, off } = totalsOf(entries)
  if (lowest < 0n || drawn < 0n || repaid < 0n || off < 0n) return 'below-zero'
  if (highest > loan.grantedFen) return 'above-line'
  return !loan.revolving && drawn > loan.grantedFen ? 'above-line' : undefined
}

export type LoanState = 'CONTRACTED' | 'PARTLY_DISBURSED' | 'DISBURSED' | 'SETTLED' | 'RENEWED'

/**
 * Where the entries put the loan. A line that isn't fully drawn, or revolves, is settled only when the bank closes it:
 * it may still be drawn. What was written off was not paid: such a loan is never settled.
 */
export function stateOf(loan: Pick<Loan, 'grantedFen' | 'revolving'>, entries: readonly LoanEntry[]): LoanState {
  const { drawn, off, owed } = totalsOf(entries)
  if (drawn === 0n) return 'CONTRACTED'
  if (drawn < loan.grantedFen) return 'PARTLY_DISBURSED'
  return !loan.revolving && owed === 0n && off === 0n ? 'SETTLED' : 'DISBURSED'
}

export type LoanEvent = 'DISBURSEMENT_REVERSED' | 'PARTLY_DISBURSED' | 'DISBURSED' | 'SETTLED' | 'RENEWED'

/** The event of the application's lifecycle that these entries cause, or null when it stays where it is. */
export function eventOf(from: ApplicationState, to: LoanState): LoanEvent | null {
  if (from === to) return null
  return to === 'CONTRACTED' ? 'DISBURSEMENT_REVERSED' : to
}

export type CloseRefusal = 'loan.nothing-drawn' | 'loan.still-owed' | 'loan.written-off'

/** What keeps the bank from closing the line: money still owed, or none ever drawn (then the grant lapses instead). */
export function closeObstacle(entries: readonly LoanEntry[]): CloseRefusal | undefined {
  if (disbursedFen(entries) === 0n) return 'loan.nothing-drawn'
  if (writtenOffFen(entries) > 0n) return 'loan.written-off'
  return outstandingFen(entries) === 0n ? undefined : 'loan.still-owed'
}
