import { dayText, type MonthNumber, yearOf } from '../calendar'
import { healthAt } from '../health'
import { createRandom, hash, type Random } from '../random'
import { ifPast, type Subject } from './file'

/** A dated record; `endedOn` null: still open. */
export type Event = { id: string; on: string; endedOn: string | null }

/**
 * Draws the dated records of one kind month by month from the enterprise's first month on, so that what happened once
 * never changes. `write` gets the month's own randomness and a number for the document.
 */
export function eventsOf<Record extends Event>(
  subject: Subject,
  kind: string,
  rateAt: (health: number, month: MonthNumber) => number,
  write: (month: MonthNumber, random: Random, number: number) => Record,
): Record[] {
  const { seed, enterprise, life, asOf } = subject
  const events: Record[] = []
  for (let month = life.first; month <= asOf; month++) {
    if (hash(seed, enterprise.index, kind, month) / 2 ** 32 >= Math.min(0.6, rateAt(healthAt(life, month), month))) continue
    const random = createRandom(seed, enterprise.index, `${kind}!`, month)
    const event = write(month, random, 1000 + ((enterprise.index * 7 + month * 13) % 8999))
    // The founding comes first, and nothing of tomorrow is on file.
    if (event.on > enterprise.foundedOn && event.on <= subject.today) events.push(event)
  }
  return events
}

/** Records that concern the months from–to: begun by then, and either still open or not ended before. */
export const within = <Record extends Event>(events: readonly Record[], from: string, to: string): Record[] =>
  events.filter(({ on, endedOn }) => on.slice(0, 7) <= to && (endedOn === null || endedOn.slice(0, 7) >= from))

/** A day some months on, or null while it is still to come. */
export const endAfter = (subject: Subject, month: MonthNumber, months: number, random: Random): string | null =>
  ifPast(dayText(month + Math.max(1, months), random.int(1, 28)), subject)

/** 榆政罚〔2025〕1234号: one form for all documents of the city. */
export const documentNo = (mark: string, month: MonthNumber, number: number, index: number) =>
  `榆${mark}〔${yearOf(month)}〕${number}-${index}-${month % 12}号`
