import { addMonths, type PlainDate } from '@/server/kernel/dates'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { type Loan, outstandingFen } from './loan-entries'
import { type Recorded, reportRepayment } from './report-disbursement'

/** A loan with what a renewal asks of it. */
export type RenewableLoan = Loan & { enterpriseId: string; termMonths: number }

export type RenewalRefusal =
  | 'renewal.unknown-loan'
  | 'renewal.same-loan'
  | 'renewal.nothing-owed'
  | 'renewal.after-due'
  | 'renewal.above-owed'

/** The day on which the last of what was drawn falls due, reversals aside; null while nothing is drawn. Month-end clipped. */
export function lastDueOn({ entries, termMonths }: RenewableLoan): PlainDate | null {
  const reversed = new Set(entries.map(({ reversesId }) => reversesId))
  const draws = entries.filter(({ id, kind, reversesId }) => kind === 'DISBURSEMENT' && reversesId === null && !reversed.has(id))
  return draws.reduce<PlainDate | null>((last, { on }) => {
    const due = addMonths(on, termMonths)
    return last === null || due > last ? due : last
  }, null)
}

/**
 * A renewal (续贷, reference 4.15): a new contract made before the old loan of the same firm at the same bank falls due, whose
 * money repays it. All of the new money: what goes beyond is a disbursement of its own, or it would be counted as no new
 * money. Repaid whole, the old loan is RENEWED, whatever of its line was never drawn.
 * @param old absent when the institution has no such loan
 */
export function renewLoan(
  old: RenewableLoan | undefined,
  next: Pick<RenewableLoan, 'enterpriseId' | 'contractedOn'>,
  report: { applicationId: string; renewsId: string; amountFen: bigint; on: PlainDate },
  today: PlainDate,
): Outcome<Recorded, RenewalRefusal> {
  if (report.renewsId === report.applicationId) return refused('renewal.same-loan')
  if (!old || old.enterpriseId !== next.enterpriseId) return refused('renewal.unknown-loan')
  const due = lastDueOn(old)
  if (due === null || outstandingFen(old.entries) === 0n) return refused('renewal.nothing-owed')
  if (next.contractedOn === null || next.contractedOn >= due || report.on > due) return refused('renewal.after-due')
  const repaid = reportRepayment(old, { principalFen: report.amountFen, interestFen: 0n, repaidOn: report.on }, today)
  if (!repaid.ok) return refused(repaid.refusal === 'repayment.above-outstanding' ? 'renewal.above-owed' : 'renewal.nothing-owed')
  return done(repaid.value.outstandingFen === 0n ? { ...repaid.value, state: 'RENEWED', event: 'RENEWED' } : repaid.value)
}
