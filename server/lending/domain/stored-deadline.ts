import type { PlainDate } from '@/server/kernel/dates'
import type { RecordedEvent } from '../schema'
import {
  currentDeadline,
  type DeadlineKind,
  deadlinesOf,
  type Progression,
  type WorkCalendar,
  workingDaysTaken,
} from './deadlines'

export type PastEvent = { event: string; at: Date }

/** The moments of an application's own columns that its deadlines depend on. */
export type Moments = Pick<Progression, 'submittedAt' | 'acceptedAt' | 'contactedAt' | 'decidedAt'>

/** What a queue sorts and filters by; null once nothing presses, `dueOn` also while the clock stands still. */
export type StoredDeadline = {
  deadlineKind: DeadlineKind | null
  dueOn: PlainDate | null
  ceilingOn: PlainDate | null
  provisional: boolean
  clockStoppedAt: Date | null
  stoppedDays: number
}

const startsStop: RecordedEvent = 'SUPPLEMENT_REQUESTED'
const endsStop: readonly string[] = ['SUPPLEMENTED', 'SUPPLEMENT_WAIVED', 'WITHDRAWN', 'CONSENT_LAPSED'] satisfies RecordedEvent[]

/** From when to when a supplement waited on the enterprise; the bank may waive what it asked for, so events say it, not answers. */
export function stopsOf(events: readonly PastEvent[]): Progression['stops'] {
  const stops: { from: Date; until: Date | null }[] = []
  for (const { event, at } of events) {
    const last = stops.at(-1)
    if (event === startsStop) stops.push({ from: at, until: null })
    else if (last && last.until === null && endsStop.includes(event)) last.until = at
  }
  return stops
}

/** Everything the deadlines need. Events in the order in which they happened. `endedAt`: left otherwise than by a decision. */
export function progressionOf(moments: Moments, events: readonly PastEvent[], endedAt: Date | null = null): Progression {
  // Turned away at intake answers the enterprise too, though nothing was accepted.
  const answeredAt = moments.acceptedAt ?? events.find(({ event }) => event === 'DECLINED_INTAKE')?.at ?? null
  return { ...moments, acceptedAt: answeredAt, endedAt, stops: stopsOf(events) }
}

/** The columns of an application that follow from its progression as of `now`. */
export function storedDeadline(progression: Progression, now: Date, calendar?: WorkCalendar): StoredDeadline {
  const deadlines = deadlinesOf(progression, now, calendar)
  const pressing = currentDeadline(deadlines)
  const stop = progression.stops.findLast(({ until }) => until === null)
  const until = progression.decidedAt ?? progression.endedAt ?? now
  return {
    deadlineKind: pressing?.kind ?? null,
    dueOn: pressing?.due ?? null,
    ceilingOn: pressing ? (deadlines.find(({ kind }) => kind === 'CEILING')?.due ?? null) : null,
    provisional: pressing?.provisional ?? false,
    clockStoppedAt: pressing && stop ? stop.from : null,
    stoppedDays: workingDaysTaken(progression, until, calendar).stopped,
  }
}

/** The day as PostgreSQL's `date` is written through Prisma: midnight UTC of that day. */
export const dateColumn = (day: PlainDate | null): Date | null => (day === null ? null : new Date(`${day}T00:00:00Z`))
