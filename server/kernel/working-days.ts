import calendar from 'chinese-days/dist/chinese-days.json'
import { addDays, daysBetween, type PlainDate, weekday, yearOf } from './dates'
import { done, type Outcome, refused } from './outcome'

export type CalendarRefusal = 'calendar.unpublished'

/** A deadline; provisional when a year that it counts through had no published calendar, so Monday–Friday was assumed. */
export type Deadline = { due: PlainDate; provisional: boolean }

const holidays = new Set(Object.keys(calendar.holidays))
const makeUpDays = new Set(Object.keys(calendar.workdays))

/** More than any rule asks; keeps a mistaken count from walking through centuries. */
const MOST_DAYS = 10_000

/**
 * The years whose calendar the State Council has published, as the chinese-days package knows them. A calendar can list
 * the last days of the year before it, so that one listed day proves nothing: a year counts from New Year's Day and
 * National Day together.
 */
export const publishedYears: readonly number[] = [...new Set([...holidays].map(yearOf))]
  .filter((year) => holidays.has(`${year}-01-01`) && holidays.has(`${year}-10-01`))
  .sort((a, b) => a - b)

const published = new Set(publishedYears)

export const isPublishedYear = (year: number): boolean => published.has(year)

/**
 * Whether a day is worked by the published calendar (holidays off, make-up weekends worked). In a year that is not
 * published it answers Monday–Friday: ask `isPublishedYear` first where an assumption will not do.
 */
export function isWorkingDay(date: PlainDate): boolean {
  if (makeUpDays.has(date)) return true
  if (holidays.has(date)) return false
  const day = weekday(date)
  return day !== 0 && day !== 6
}

/**
 * The n-th working day strictly after the start. Refuses `calendar.unpublished` when a day that it would have to count is
 * in a year without a published calendar. Throws RangeError unless n is a whole number from 1 to 10,000.
 */
export function addWorkingDays(start: PlainDate, n: number): Outcome<{ due: PlainDate }, CalendarRefusal> {
  const deadline = count(start, n, true)
  return deadline ? done({ due: deadline.due }) : refused('calendar.unpublished')
}

/**
 * As `addWorkingDays`, but never refuses: days of unpublished years count as Monday–Friday and make the deadline
 * provisional. Recompute it when the calendar arrives.
 */
export function provisionalDeadline(start: PlainDate, n: number): Deadline {
  const deadline = count(start, n, false)
  if (!deadline) throw new Error('a deadline that may be provisional is never refused')
  return deadline
}

/**
 * Working days after `from` up to and including `to`, so that `addWorkingDays(from, workingDaysBetween(from, to))` is `to`
 * for a working day `to`. 0 when they are the same; negative, of the same size, when `to` is earlier. Days of unpublished
 * years count as in `isWorkingDay`.
 */
export function workingDaysBetween(from: PlainDate, to: PlainDate): number {
  if (to < from) return -workingDaysBetween(to, from) || 0
  let days = 0
  for (let step = daysBetween(from, to); step > 0; step--) if (isWorkingDay(addDays(from, step))) days++
  return days
}

function count(start: PlainDate, n: number, onlyPublished: boolean): Deadline | undefined {
  if (!Number.isSafeInteger(n) || n < 1 || n > MOST_DAYS) throw new RangeError(`working days must be 1–${MOST_DAYS}, not ${n}`)
  let due = start
  let provisional = false
  for (let counted = 0; counted < n; ) {
    due = addDays(due, 1)
    if (!isPublishedYear(yearOf(due))) {
      if (onlyPublished) return undefined
      provisional = true
    }
    if (isWorkingDay(due)) counted++
  }
  return { due, provisional }
}
