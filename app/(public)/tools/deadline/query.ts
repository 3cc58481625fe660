import { type FieldFault, typed, wholeNumber } from '@/components/public/query-reading'
import type { SearchParams } from '@/components/ui/query-href'
import { addDays, daysBetween, isPlainDate, type PlainDate, weekday, yearOf } from '@/server/kernel/dates'
import { addWorkingDays, isPublishedYear, isWorkingDay, publishedYears } from '@/server/kernel/working-days'

/** The bound of GET /api/v1/tools/deadline. */
export const MOST_DAYS = 250

export type DeadlineFault = FieldFault<'start' | 'workingDays' | 'unpublished'>
/** Days between that the calendar makes different from a plain Monday to Friday. */
export type SpecialDay = { date: PlainDate; kind: 'HOLIDAY' | 'WORKED' }
export type DeadlineAnswer = {
  start: PlainDate
  workingDays: number
  due: PlainDate
  calendarDays: number
  restDays: number
  special: SpecialDay[]
}
export type DeadlineReading = { asked: boolean; faults: DeadlineFault[]; answer: DeadlineAnswer | null }

/** The n-th working day after `start`, from the address; refused, not guessed, beyond the published calendars. */
export function readDeadline(params: SearchParams): DeadlineReading {
  const asked = params.start !== undefined || params.workingDays !== undefined
  if (!asked) return { asked, faults: [], answer: null }
  const faults: DeadlineFault[] = []
  const start = typed(params, 'start')
  const workingDays = wholeNumber(typed(params, 'workingDays'), 1, MOST_DAYS)
  const dated = isPlainDate(start) && start >= '1900-01-01' && start <= '2199-12-31'
  if (!dated) faults.push({ path: 'start', key: 'start' })
  if (workingDays === null) faults.push({ path: 'workingDays', key: 'workingDays' })
  if (!dated || workingDays === null) return { asked, faults, answer: null }
  const deadline = addWorkingDays(start, workingDays)
  if (!deadline.ok) {
    // With the very next day unpublished no smaller number would help.
    const path = isPublishedYear(yearOf(addDays(start, 1))) ? 'workingDays' : 'start'
    const values = { first: String(publishedYears.at(0) ?? ''), last: String(publishedYears.at(-1) ?? '') }
    return { asked, faults: [{ path, key: 'unpublished', values }], answer: null }
  }
  return { asked, faults, answer: explained(start, workingDays, deadline.value.due) }
}

function explained(start: PlainDate, workingDays: number, due: PlainDate): DeadlineAnswer {
  const calendarDays = daysBetween(start, due)
  const special: SpecialDay[] = []
  for (let step = 1; step <= calendarDays; step++) {
    const date = addDays(start, step)
    const weekend = weekday(date) === 0 || weekday(date) === 6
    if (isWorkingDay(date) === weekend) special.push({ date, kind: weekend ? 'WORKED' : 'HOLIDAY' })
  }
  return { start, workingDays, due, calendarDays, restDays: calendarDays - workingDays, special }
}
