/** A calendar day in Asia/Shanghai, 'YYYY-MM-DD', years 0001–9999. Plain text compares in time order with `<`. */
export type PlainDate = string

/** A calendar month, 'YYYY-MM'. Compares in time order with `<`. */
export type Month = string

const DAY_MS = 86_400_000

// China has no summer time today, but had it from 1986 to 1991: the zone's own table knows, a fixed +8 does not.
const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

/** The day that a clock on a wall in Shanghai shows at this instant. */
export const shanghaiDate = (at: Date): PlainDate => shanghai.format(at)

/** The instant at which a day begins in Shanghai (its midnight; UTC+8, which has held since 1991-09-15). */
export const shanghaiMidnight = (date: PlainDate): Date => new Date(`${checked(date)}T00:00:00+08:00`)

/** Whether the text is a day that exists: '2026-02-29' does not. */
export function isPlainDate(text: string): text is PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = partsOf(text)
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

export const isMonth = (text: string): text is Month => isPlainDate(`${text}-01`)

/** The day `days` later, or earlier when negative. Throws RangeError for no date, or a year beyond 0001–9999. */
export const addDays = (date: PlainDate, days: number): PlainDate => fromDayNumber(dayNumber(date) + integer(days))

/**
 * The same day of the month `months` later, clipped to the month's end: 2026-01-31 + 1 is 2026-02-28. Dates of a
 * schedule are each counted from its start, so that clipping once does not shorten every month after.
 */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const month = addMonthsToMonth(monthOf(checked(date)), months)
  const [year, number] = partsOf(`${month}-01`)
  return `${month}-${pad(Math.min(Number(date.slice(8)), daysInMonth(year, number)), 2)}`
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from)

/** 0 is Sunday, 6 is Saturday. */
export const weekday = (date: PlainDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7

export const yearOf = (date: PlainDate | Month): number => Number(date.slice(0, 4))

export const monthOf = (date: PlainDate): Month => date.slice(0, 7)

export const firstDayOf = (month: Month): PlainDate => checked(`${month}-01`)

export const lastDayOf = (month: Month): PlainDate => addDays(addMonths(firstDayOf(month), 1), -1)

/** The month `months` later, or earlier when negative. Throws RangeError for no month, or a year beyond 0001–9999. */
export function addMonthsToMonth(month: Month, months: number): Month {
  const index = monthNumber(month) + integer(months)
  const year = Math.floor(index / 12)
  if (year < 1 || year > 9999) throw new RangeError(`${month} ${months} months on is outside the years 0001–9999`)
  return `${pad(year, 4)}-${pad((index % 12) + 1, 2)}`
}

/** Whole months from one month to another: 2026-01 to 2026-03 is 2; negative when `to` is earlier. */
export const monthsBetween = (from: Month, to: Month): number => monthNumber(to) - monthNumber(from)

/** `count` consecutive months that end with `last`, oldest first: the window of every monthly indicator. */
export const monthsEndingWith = (last: Month, count: number): Month[] =>
  Array.from({ length: count }, (_, index) => addMonthsToMonth(last, index - count + 1))

const pad = (value: number, width: number) => String(value).padStart(width, '0')

const partsOf = (date: string) => [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))] as const

const monthNumber = (month: Month) => yearOf(checked(`${month}-01`)) * 12 + Number(month.slice(5, 7)) - 1

/** Days since 1970-01-01. ISO text, because Date.UTC reads the years 0–99 as 1900–1999. */
const dayNumber = (date: PlainDate) => Date.parse(`${checked(date)}T00:00:00Z`) / DAY_MS

function fromDayNumber(number: number): PlainDate {
  const date = new Date(number * DAY_MS)
  const year = date.getUTCFullYear()
  // `>= 1` is false for the NaN of an instant that Date cannot hold, too.
  if (!(year >= 1 && year <= 9999)) throw new RangeError('the day is outside the years 0001–9999')
  return date.toISOString().slice(0, 10)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function checked(date: PlainDate): PlainDate {
  if (!isPlainDate(date)) throw new RangeError(`not a date: ${JSON.stringify(date).slice(0, 40)}`)
  return date
}

function integer(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`)
  return value
}
