/** Months as whole numbers (year × 12 + month − 1): the city counts in them, and writes `YYYY-MM` only on the wire. */
export type MonthNumber = number

export const monthNumber = (month: string): MonthNumber => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
export const yearOf = (month: MonthNumber) => Math.floor(month / 12)
/** 0 is January. */
export const monthOfYear = (month: MonthNumber) => month % 12

const two = (value: number) => (value < 10 ? `0${value}` : String(value))
export const monthText = (month: MonthNumber) => `${yearOf(month)}-${two(monthOfYear(month) + 1)}`
export const compactMonth = (month: MonthNumber) => `${yearOf(month)}${two(monthOfYear(month) + 1)}`
/** A day of a month; beyond the 28th it would need the month's length, so the city uses 1–28 only. */
export const dayText = (month: MonthNumber, day: number) => `${monthText(month)}-${two(Math.min(28, Math.max(1, day)))}`

const dayMs = 86_400_000
/** `date` moved by whole days. */
export const shiftDay = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + Math.round(days) * dayMs).toISOString().slice(0, 10)

/** Years whose Spring Festival falls in January; in all other years of this century's first half it falls in February. */
const januaryFestivals = new Set([2001, 2004, 2006, 2009, 2012, 2014, 2017, 2020, 2023, 2025, 2028, 2031, 2033, 2036, 2039, 2042])
export const isSpringFestival = (month: MonthNumber) => monthOfYear(month) === (januaryFestivals.has(yearOf(month)) ? 0 : 1)

/** The city's life begins here; before it nothing is simulated, so that a later month never rewrites an earlier one. */
export const epoch = monthNumber('2019-01')
/** No enterprise is founded later, so that every one of them has a past at any `asOf` from 2026-03 on. */
export const lastFounding = monthNumber('2025-12')

/**
 * The last month about which all agencies have spoken on a day: returns are due on the 15th, bills on the 20th of the
 * month after. `today` is `YYYY-MM-DD` in Asia/Shanghai.
 */
export const latestCompleteMonth = (today: string): string =>
  monthText(monthNumber(today) - (Number(today.slice(8, 10)) > 20 ? 1 : 2))
