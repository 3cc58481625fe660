import { addMonthsToMonth, monthOf } from '@/server/kernel/dates'
import { repairRuleOn } from '../repair-rules'

/** A day as the number YYYYMMDD: days compare as their texts do. 0 stands for none. */
export type DayNumber = number
/** A month as year × 12 + month − 1: months compare and subtract. */
export type MonthNumber = number

export const dayNumber = (day: string | null): DayNumber =>
  day === null ? 0 : Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10))
export const monthNumber = (month: string): MonthNumber => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1

const epoch = Date.UTC(2000, 0, 1)
/** Days since 1999-12-31, from 1 to 65,535 (year 2179): what only has to be compared with another day. 0 stands for none. */
export const dayCount = (day: string | null): number =>
  day === null ? 0 : (Date.parse(`${day}T00:00:00Z`) - epoch) / 86_400_000 + 1

const longest = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
function daysIn(year: number, month: number): number {
  if (month === 1 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29
  return longest[month] ?? 31
}

/** The same day of the month `months` later, clipped to its end, as `addMonths` of the kernel. */
export function laterBy(day: DayNumber, months: number): DayNumber {
  const at = monthOfDay(day) + months
  const year = Math.floor(at / 12)
  const month = at - year * 12
  return year * 10_000 + (month + 1) * 100 + Math.min(day % 100, daysIn(year, month))
}

export function monthOfDay(day: DayNumber): MonthNumber {
  const year = Math.floor(day / 10_000)
  return year * 12 + Math.floor((day - year * 10_000) / 100) - 1
}

/** Full months from one day to another; never below 0. */
export function fullMonthsBetween(from: DayNumber, to: DayNumber): number {
  const months = monthOfDay(to) - monthOfDay(from)
  return Math.max(0, laterBy(from, months) > to ? months - 1 : months)
}

/** The day on which the city is looked at, with all that follows from it once for everybody. */
export type Today = {
  asOf: DayNumber
  /** The same day as a count. */
  asOfCount: number
  year: number
  lastMonth: MonthNumber
  after12: DayNumber
  after24: DayNumber
  /** Months by severity: MINOR, GENERAL, SERIOUS. */
  shortest: readonly [number, number, number]
  longest: readonly [number, number, number]
}

/** @param day in Asia/Shanghai, YYYY-MM-DD */
export function todayOf(day: string): Today {
  const { MINOR, GENERAL, SERIOUS } = repairRuleOn(day).periods
  const asOf = dayNumber(day)
  return {
    asOf,
    asOfCount: dayCount(day),
    year: Math.floor(asOf / 10_000),
    lastMonth: monthNumber(addMonthsToMonth(monthOf(day), -1)),
    after12: laterBy(asOf, -12),
    after24: laterBy(asOf, -24),
    shortest: [MINOR.shortestMonths, GENERAL.shortestMonths, SERIOUS.shortestMonths],
    longest: [MINOR.longestMonths, GENERAL.longestMonths, SERIOUS.longestMonths],
  }
}
