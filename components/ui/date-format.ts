import type { Locale } from 'next-intl'
import { type DateStyle, dayText } from '@/server/kernel/date-text'
import { emptyMark } from './number-format'

/** As `dayText`, in the reader's language; `--` where there is no day. */
export const formatDay = (day: string | null | undefined, locale: Locale, style: DateStyle = 'table'): string =>
  day ? dayText(day, locale, style) : emptyMark

export { monthRangeText as formatMonthRange, monthText as formatMonth } from '@/server/kernel/date-text'

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
