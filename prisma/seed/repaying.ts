import type { Random } from '@/sandbox/city/random'
import { addDays, addMonths, addMonthsToMonth, type Month, monthOf, type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { actual360Interest } from '@/server/kernel/loan/daily-interest'
import { repaymentSchedule } from '@/server/kernel/loan/schedule'
import { RepaymentMethod } from '@/server/lending/schema'
import { Account, type Report } from './account'
import { minutesLater, officeTime, workingDay } from './calendar'
import type { Desk } from './desk'

/** What the loan is, beside its contract. */
export type LoanKind = {
  firstLoan: boolean
  /** The old loan that it is to repay, what that owes and when it falls due. */
  renews: { applicationId: string; owedFen: bigint; dueOn: PlainDate } | null
  defaultMonths: readonly Month[]
  /** Drawn in one sum, whatever chance would have. */
  wholeDraw?: boolean
}

/** A loan under way. `last`: its final repayment, left to whoever decides how it is paid. */
export type RunningLoan = {
  account: Account
  firstDrawOn: PlainDate
  maturesOn: PlainDate
  last: Repaid | null
  renewalId: string | null
}

/** A firm that fails misses its payments for so many months; a good half then catches up. */
const missedMonths = 5
const wan = 1_000_000n

/**
 * Cash out and money back as the bank reported them until today; null when nothing was drawn.
 * @param keepLast leaves the last repayment of a loan that is paid back at once to the caller
 */
export function runLoan(desk: Desk, kind: LoanKind, keepLast: boolean): RunningLoan | null {
  const { row } = desk.at
  const account = new Account(desk, BigInt(row.grantedFen ?? 0))
  const draws = row.revolving
    ? revolvingDraws(desk, account.grantedFen)
    : linearDraws(desk, account.grantedFen, kind.wholeDraw ?? false)
  const first = draws[0]
  if (!first) return null
  const months = row.grantedTermMonths ?? row.termMonths
  const maturesOn = addMonths(first.on, months)
  const due = draws.flatMap((draw, index) =>
    row.revolving ? drawRepaid(desk, draw, index, maturesOn) : scheduled(desk, draw.on, draw.amountFen),
  )
  const paid = withDefaults(desk.random, due, kind.defaultMonths)
  const whole = draws.reduce((sum, draw) => sum + draw.amountFen, 0n) === account.grantedFen
  const canRenew = keepLast && whole && draws.length === 1 && ['interest_only', 'bullet'].includes(row.grantedMethod ?? '')
  const last = canRenew ? (paid.at(-1) ?? null) : null
  const reports: Report[] = [
    ...draws.flatMap((draw, index) => drawn(draw, kind, index)),
    ...paid.filter((one) => one !== last).map((one): Report => one),
  ]
  let renewalId: string | null = null
  for (const report of reports.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    if (report.at >= desk.at.world.now) continue
    const at = report.at > desk.at.lastAt ? report.at : minutesLater(desk.at.lastAt, 1)
    if (report.kind === 'DISBURSEMENT' && report.renewsId) renewalId = account.report({ ...report, at })
    else record(desk, account, report)
  }
  if (account.disbursedFen === 0n) return null
  closeInTime(desk, account, maturesOn)
  return { account, firstDrawOn: first.on, maturesOn, last, renewalId }
}

type Draw = { on: PlainDate; at: Date; amountFen: bigint }

/** A draw as it is reported. The one that repays an old loan in time is a report of its own, what goes beyond another. */
function drawn(draw: Draw, { renews, firstLoan }: LoanKind, index: number): Report[] {
  const plain = { ...draw, kind: 'DISBURSEMENT', renewsId: null, firstLoan: firstLoan && index === 0 } as const
  if (index > 0 || !renews || draw.amountFen < renews.owedFen || draw.on > renews.dueOn) return [plain]
  const rest = draw.amountFen - renews.owedFen
  const renewal = { ...plain, amountFen: renews.owedFen, renewsId: renews.applicationId }
  return rest > 0n ? [renewal, { ...plain, at: minutesLater(draw.at, 4), amountFen: rest }] : [renewal]
}
type Repaid = Extract<Report, { kind: 'REPAYMENT' }>

/** The moment at which what happened on a day is reported: in office hours, strictly after what went before. */
function reportedAt(random: Random, on: PlainDate): Date {
  return officeTime(random, workingDay(on, 0))
}

function drawOn(desk: Desk, after: PlainDate, workingDays: number, amountFen: bigint): Draw {
  const on = workingDay(after, workingDays)
  return { on, at: minutesLater(officeTime(desk.random, on), 60), amountFen }
}

/** In a hundred lines that do not revolve: never drawn, at once, in two parts, in part only. */
const draws = { NOT: 2, WHOLE: 78, TWICE: 14, PART: 6 } as const

function linearDraws(desk: Desk, grantedFen: bigint, whole: boolean): Draw[] {
  const { random } = desk
  const start = shanghaiDate(desk.at.lastAt)
  const how = whole ? 'WHOLE' : random.weighted(['NOT', 'WHOLE', 'TWICE', 'PART'] as const, (one) => draws[one])
  if (how === 'NOT') return []
  const days = random.int(1, 4)
  if (how === 'WHOLE') return [drawOn(desk, start, days, grantedFen)]
  const part = ((grantedFen * BigInt(random.int(40, 75))) / 100n / wan) * wan
  if (part === 0n) return [drawOn(desk, start, days, grantedFen)]
  const first = drawOn(desk, start, days, part)
  return how === 'TWICE' ? [first, drawOn(desk, first.on, random.int(10, 45), grantedFen - part)] : [first]
}

/** Drawn and repaid at will: a few draws a year, each paid back before the next. */
function revolvingDraws(desk: Desk, grantedFen: bigint): Draw[] {
  const { random } = desk
  const draws: Draw[] = []
  const months = desk.at.row.grantedTermMonths ?? desk.at.row.termMonths
  let after = shanghaiDate(desk.at.lastAt)
  const end = addMonths(after, Math.max(1, months - 3))
  for (let left = 6; left > 0 && after < end; left--) {
    const amountFen = ((grantedFen * BigInt(random.int(30, 100))) / 100n / wan) * wan
    const draw = drawOn(desk, after, random.int(1, 8), amountFen > 0n ? amountFen : grantedFen)
    draws.push(draw)
    after = addDays(draw.on, random.int(70, 130))
  }
  return draws
}

function drawRepaid(desk: Desk, draw: Draw, index: number, maturesOn: PlainDate): Repaid[] {
  const { random } = desk
  const wished = addDays(draw.on, random.int(30, 62))
  const on = workingDay(wished < maturesOn ? wished : maturesOn, 0)
  const interestFen = actual360Interest(draw.amountFen, desk.at.row.rateBps ?? 0, draw.on, on)
  return [
    { kind: 'REPAYMENT', on, at: minutesLater(reportedAt(random, on), index + 1), principalFen: draw.amountFen, interestFen },
  ]
}

function scheduled(desk: Desk, startDate: PlainDate, principalFen: bigint): Repaid[] {
  const { row } = desk.at
  const rows = repaymentSchedule({
    principalFen,
    annualRateBps: row.rateBps ?? 0,
    termMonths: row.grantedTermMonths ?? row.termMonths,
    method: RepaymentMethod.parse(row.grantedMethod),
    startDate,
  })
  return rows.flatMap(({ dueDate, principalFen: principal, interestFen }): Repaid[] => {
    const on = dueDate ?? startDate
    if (principal + interestFen === 0n) return []
    return [{ kind: 'REPAYMENT', on, at: reportedAt(desk.random, on), principalFen: principal, interestFen }]
  })
}

/** What the firm failed to pay, it pays later or never, as its hidden health has it. */
function withDefaults(random: Random, due: readonly Repaid[], defaultMonths: readonly Month[]): Repaid[] {
  const byDate = [...due].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const recovers = random.chance(0.55)
  const paid: Repaid[] = []
  let missed = { principalFen: 0n, interestFen: 0n }
  for (const one of byDate) {
    const month = monthOf(one.on)
    const failed = defaultMonths.find(
      (from) =>
        from <= month && (!recovers || month < addMonthsToMonth(from, missedMonths)) && from >= monthOf(byDate[0]?.on ?? month),
    )
    if (failed)
      missed = { principalFen: missed.principalFen + one.principalFen, interestFen: missed.interestFen + one.interestFen }
    else {
      paid.push({
        ...one,
        principalFen: one.principalFen + missed.principalFen,
        interestFen: one.interestFen + missed.interestFen,
      })
      missed = { principalFen: 0n, interestFen: 0n }
    }
  }
  return paid
}

/** One report, now and then with a slip that is put right the next working day. */
function record(desk: Desk, account: Account, report: Report): void {
  const { random, at: application } = desk
  const at = report.at > application.lastAt ? report.at : minutesLater(application.lastAt, 1)
  const right = { ...report, at }
  const next = officeTime(random, workingDay(shanghaiDate(at), 1))
  const slips = random.chance(report.kind === 'DISBURSEMENT' ? 0.02 : 0.006) && minutesLater(next, 30) < application.world.now
  if (slips && report.kind === 'DISBURSEMENT') {
    const wrong: Report = { ...report, at, amountFen: (report.amountFen * 9n) / 10n }
    const id = account.report(wrong)
    if (id && account.reverse(id, wrong, next, 'WRONG_AMOUNT')) account.report({ ...report, at: minutesLater(next, 6) })
    return
  }
  if (!account.report(right) || !slips) return
  const twice = { ...right, at: minutesLater(at, 3) }
  const id = account.report(twice, null, true)
  if (id) account.reverse(id, twice, next, 'ENTERED_TWICE')
}

/** A line that was not drawn up, or revolves, is closed some days after its end, once all is paid. */
function closeInTime(desk: Desk, account: Account, maturesOn: PlainDate): void {
  const at = officeTime(desk.random, workingDay(maturesOn, 5))
  const open = desk.at.state === 'DISBURSED' || desk.at.state === 'PARTLY_DISBURSED'
  if (open && account.outstandingFen === 0n && at < desk.at.world.now && at > desk.at.lastAt) account.close(at)
}

/** The contract that was never drawn on lapses after a quarter of a year. */
export function lapseUndrawn(desk: Desk): void {
  const at = desk.office('LAPSED', 60)
  if (at) desk.byOfficer({ event: 'LAPSED', at, told: [desk.at.borrower] })
}
