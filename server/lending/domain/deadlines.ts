import { addDays, daysBetween, type PlainDate, shanghaiDate, yearOf } from '@/server/kernel/dates'
import { isPublishedYear, isWorkingDay } from '@/server/kernel/working-days'

/**
 * How long an institution may take (reference 4.14). Days count from the day after the application arrived. The clock
 * stands still while a supplement waits on the enterprise: the day of the request still counts, the day of the answer
 * no longer, just as the day of submission doesn't.
 */
export type DeadlineRules = {
  /** First day of submission that these rules are for. */
  since: PlainDate
  acceptWorkingDays: number
  contactWorkingDays: number
  decideWorkingDays: number
  /** Whatever the holidays: calendar days, of complete materials, so the clock stops here too. */
  ceilingDays: number
  /** How long a suspended application waits for the enterprise's consent anew, from the day on which it was suspended. */
  consentWorkingDays: number
}

export const deadlineRules: readonly [DeadlineRules, ...DeadlineRules[]] = [
  {
    since: '0001-01-01',
    acceptWorkingDays: 1,
    contactWorkingDays: 3,
    decideWorkingDays: 10,
    ceilingDays: 30,
    consentWorkingDays: 10,
  },
]

export const deadlineKinds = ['ACCEPT', 'CONTACT', 'DECIDE', 'CEILING'] as const
export type DeadlineKind = (typeof deadlineKinds)[number]

/** What the deadlines depend on. `endedAt`: left by any way other than a decision, such as withdrawn. */
export type Progression = {
  submittedAt: Date
  /** Taken in, or turned away at intake: either answers the enterprise. */
  acceptedAt: Date | null
  contactedAt: Date | null
  decidedAt: Date | null
  endedAt: Date | null
  /** Supplements asked for; `until` null while the enterprise hasn't answered. */
  stops: readonly { from: Date; until: Date | null }[]
}

export type Deadline = {
  kind: DeadlineKind
  /** Last day in time; null while the clock stands still, since it then depends on the enterprise's answer. */
  due: PlainDate | null
  /** Counts through a year whose calendar isn't published: recompute when it arrives. */
  provisional: boolean
  state: 'RUNNING' | 'STOPPED' | 'MET' | 'MISSED' | 'OVERDUE' | 'VOID'
  /** Days left after today, working days except for CEILING; 0 on the last day, negative when overdue. */
  remaining: number
}

/** Injected, so that a calendar that arrives later can be tested today. */
export type WorkCalendar = { isWorkingDay: (date: PlainDate) => boolean; isPublishedYear: (year: number) => boolean }
const published: WorkCalendar = { isWorkingDay, isPublishedYear }

/** The rules of the day of submission: a later tightening doesn't reach back. */
export const rulesOn = (date: PlainDate, rules: readonly [DeadlineRules, ...DeadlineRules[]] = deadlineRules): DeadlineRules =>
  rules.findLast((each) => each.since <= date) ?? rules[0]

/** All four deadlines of an application as of `now`, in the order of `deadlineKinds`. */
export function deadlinesOf(facts: Progression, now: Date, calendar = published, rules = deadlineRules): Deadline[] {
  const set = rulesOn(shanghaiDate(facts.submittedAt), rules)
  const ends = {
    ACCEPT: { days: set.acceptWorkingDays, metAt: facts.acceptedAt },
    CONTACT: { days: set.contactWorkingDays, metAt: facts.contactedAt },
    DECIDE: { days: set.decideWorkingDays, metAt: facts.decidedAt },
    CEILING: { days: set.ceilingDays, metAt: facts.decidedAt },
  }
  return deadlineKinds.map((kind) => {
    const counts = kind === 'CEILING' ? everyDay : calendar
    return deadline(kind, ends[kind].days, ends[kind].metAt, facts, shanghaiDate(now), counts)
  })
}

/** The deadline that presses: the earliest still open, or undefined when none is. Of equals the narrower one. */
export function currentDeadline(deadlines: readonly Deadline[]): Deadline | undefined {
  const open = deadlines.filter(({ state }) => state === 'RUNNING' || state === 'OVERDUE' || state === 'STOPPED')
  return open.reduce<Deadline | undefined>((first, each) => (first && before(first, each) ? first : each), undefined)
}

const before = (a: Deadline, b: Deadline) => (a.due ?? '9999-12-31') <= (b.due ?? '9999-12-31')

/** What is overdue now, by a day that is sure: the worker sets ESCALATED. Nobody is reproached for a day that was guessed. */
export const overdueOf = (deadlines: readonly Deadline[]) =>
  deadlines.filter(({ state, provisional }) => state === 'OVERDUE' && !provisional)

/** Working days from submission to decision, and those on which the clock stood still: both are shown (reference 4.15). */
export function workingDaysTaken(facts: Progression, until: Date, calendar = published): { counted: number; stopped: number } {
  const from = shanghaiDate(facts.submittedAt)
  const to = shanghaiDate(until)
  const stopped = stoppedDays(facts.stops, to)
  const days = { counted: 0, stopped: 0 }
  for (let day = from; day < to; ) {
    day = addDays(day, 1)
    if (calendar.isWorkingDay(day)) days[stopped(day) ? 'stopped' : 'counted']++
  }
  return days
}

/**
 * The last day on which the enterprise can still grant anew what it took back. Provisional where it counts through a year
 * whose calendar isn't published: nobody's application ends by a guess.
 */
export function lastDayToConsent(
  suspendedAt: Date,
  calendar = published,
  rules = deadlineRules,
): { due: PlainDate; provisional: boolean } {
  const from = shanghaiDate(suspendedAt)
  return dueDay(from, rulesOn(from, rules).consentWorkingDays, () => false, calendar)
}

const everyDay: WorkCalendar = { isWorkingDay: () => true, isPublishedYear: () => true }

function deadline(
  kind: DeadlineKind,
  days: number,
  metAt: Date | null,
  facts: Progression,
  today: PlainDate,
  calendar: WorkCalendar,
): Deadline {
  const start = shanghaiDate(facts.submittedAt)
  const closedAt = metAt ?? facts.decidedAt ?? facts.endedAt
  const lastDay = closedAt ? shanghaiDate(closedAt) : today
  const stopped = stoppedDays(facts.stops, lastDay)
  const { due, provisional } = dueDay(start, days, stopped, calendar)
  const waiting = !closedAt && lastDay <= due && facts.stops.some(({ until }) => until === null)
  const state = stateOf(lastDay > due, waiting, closedAt !== null, metAt !== null)
  return { kind, due: waiting ? null : due, provisional, state, remaining: daysLeft(lastDay, due, stopped, calendar) }
}

/** A step that never came because the application ended first was neither met nor missed, unless it was already late. */
function stateOf(late: boolean, waiting: boolean, closed: boolean, met: boolean): Deadline['state'] {
  if (late) return closed ? 'MISSED' : 'OVERDUE'
  if (closed) return met ? 'MET' : 'VOID'
  return waiting ? 'STOPPED' : 'RUNNING'
}

/** The n-th counted day strictly after the start. */
function dueDay(start: PlainDate, days: number, stopped: (day: PlainDate) => boolean, calendar: WorkCalendar) {
  let day = start
  let provisional = false
  for (let counted = 0; counted < days; ) {
    day = addDays(day, 1)
    if (!calendar.isPublishedYear(yearOf(day))) provisional = true
    if (calendar.isWorkingDay(day) && !stopped(day)) counted++
  }
  return { due: day, provisional }
}

function daysLeft(today: PlainDate, due: PlainDate, stopped: (day: PlainDate) => boolean, calendar: WorkCalendar): number {
  const [from, to, sign] = today <= due ? [today, due, 1] : [due, today, -1]
  let left = 0
  for (let step = daysBetween(from, to); step > 0; step--) {
    const day = addDays(from, step)
    if (calendar.isWorkingDay(day) && !stopped(day)) left += sign
  }
  return left
}

/** An unanswered request has stopped the days up to `today`, no more: tomorrow it may be answered. */
function stoppedDays(stops: Progression['stops'], today: PlainDate): (day: PlainDate) => boolean {
  const spans = stops.map(({ from, until }) => ({ from: shanghaiDate(from), until: until ? shanghaiDate(until) : today }))
  return (day) => spans.some((span) => span.from < day && day <= span.until)
}
