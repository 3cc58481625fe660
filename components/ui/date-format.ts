import type { Locale } from 'next-intl'
import { emptyMark } from './number-format'

export type DateStyle = 'table' | 'prose'
const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/
const isoMonth = /^(\d{4})-(\d{2})$/

/**
 * A day: 2026-11-21 in tables, 2026年11月21日 in prose, 21 Nov 2026 in English.
 * @param day `YYYY-MM-DD` in Asia/Shanghai
 */
export function formatDay(day: string | null | undefined, locale: Locale, style: DateStyle = 'table'): string {
  if (!day) return emptyMark
  const [, year = '', month = '', date = ''] = isoDay.exec(day) ?? []
  if (!year) throw new RangeError(`Not a day: ${day}`)
  if (locale === 'en') return `${Number(date)} ${englishMonths[Number(month) - 1]} ${year}`
  return style === 'table' ? day : `${year}年${Number(month)}月${Number(date)}日`
}

/** A month `YYYY-MM`: 2026-11, 2026年11月 or Nov 2026. */
export function formatMonth(month: string, locale: Locale, style: DateStyle = 'table'): string {
  const [, year = '', number = ''] = isoMonth.exec(month) ?? []
  if (!year) throw new RangeError(`Not a month: ${month}`)
  if (locale === 'en') return `${englishMonths[Number(number) - 1]} ${year}`
  return style === 'table' ? month : `${year}年${Number(number)}月`
}

const beijing = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
  hourCycle: 'h23',
})

/** Beijing day and time of an instant, as `YYYY-MM-DD` and `HH:MM`. */
export function beijingParts(at: Date): { day: string; time: string } {
  const [day = '', time = ''] = beijing.format(at).split(', ')
  return { day, time }
}

/** An instant in Beijing time, 24 hours: 2026-11-21 14:05, 2026年11月21日 14:05, 21 Nov 2026, 14:05. */
export function formatInstant(at: Date | null | undefined, locale: Locale, style: DateStyle = 'table'): string {
  if (!at) return emptyMark
  const { day, time } = beijingParts(at)
  return `${formatDay(day, locale, style)}${locale === 'en' ? ', ' : ' '}${time}`
}

/** From one day to another: 2026-01-01 ～ 2026-12-31; English uses an en dash. */
export const formatDayRange = (from: string, to: string, locale: Locale, style: DateStyle = 'table'): string =>
  `${formatDay(from, locale, style)} ${locale === 'en' ? '–' : '～'} ${formatDay(to, locale, style)}`
