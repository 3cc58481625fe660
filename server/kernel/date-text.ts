import type { Month, PlainDate } from './dates'

type Language = 'zh-CN' | 'en'
export type DateStyle = 'table' | 'prose'

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/
const isoMonth = /^(\d{4})-(\d{2})$/

/** A day: 2026-11-21 in tables, 2026年11月21日 in prose, 21 Nov 2026 in English. */
export function dayText(day: PlainDate, language: Language, style: DateStyle = 'table'): string {
  const [, year = '', month = '', date = ''] = isoDay.exec(day) ?? []
  if (!year) throw new RangeError(`Not a day: ${day}`)
  if (language === 'en') return `${Number(date)} ${englishMonths[Number(month) - 1]} ${year}`
  return style === 'table' ? day : `${year}年${Number(month)}月${Number(date)}日`
}

/** A month: 2026-11, 2026年11月 or Nov 2026. */
export function monthText(month: Month, language: Language, style: DateStyle = 'table'): string {
  const [, year = '', number = ''] = isoMonth.exec(month) ?? []
  if (!year) throw new RangeError(`Not a month: ${month}`)
  if (language === 'en') return `${englishMonths[Number(number) - 1]} ${year}`
  return style === 'table' ? month : `${year}年${Number(number)}月`
}

/** From one month to another: 2026-01 ～ 2026-12; English uses an en dash. */
export const monthRangeText = (from: Month, to: Month, language: Language, style: DateStyle = 'table'): string =>
  `${monthText(from, language, style)} ${language === 'en' ? '–' : '～'} ${monthText(to, language, style)}`
