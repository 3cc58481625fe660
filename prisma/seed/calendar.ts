import type { Random } from '@/sandbox/city/random'
import { addDays, type PlainDate, shanghaiMidnight } from '@/server/kernel/dates'
import { isWorkingDay } from '@/server/kernel/working-days'

const minute = 60_000

/** The n-th working day after a day; 0: the day itself, or the next working day when it is none. */
export function workingDay(from: PlainDate, after: number): PlainDate {
  let day = from
  while (after === 0 && !isWorkingDay(day)) day = addDays(day, 1)
  for (let left = after; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left--
  }
  return day
}

/** The n-th working day before a day. */
export function workingDayBefore(from: PlainDate, before: number): PlainDate {
  let day = from
  for (let left = before; left > 0; ) {
    day = addDays(day, -1)
    if (isWorkingDay(day)) left--
  }
  return day
}

/** Some moment of a day between two full hours, to the second. */
export const timeOn = (random: Random, day: PlainDate, fromHour: number, toHour: number): Date =>
  new Date(shanghaiMidnight(day).getTime() + random.int(fromHour * 3_600, toHour * 3_600 - 1) * 1_000)

/** A moment in the office hours of a bank. */
export const officeTime = (random: Random, day: PlainDate): Date => timeOn(random, day, 9, 17)

export const minutesLater = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minute)
