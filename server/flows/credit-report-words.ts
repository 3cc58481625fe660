// use-intl is next-intl's own core: the worker runs without the hooks of React that next-intl brings.
import { createTranslator } from 'use-intl/core'
import englishIndicators from '@/messages/en/indicators.json'
import englishPortrait from '@/messages/en/portrait.json'
import englishReport from '@/messages/en/report.json'
import chineseIndicators from '@/messages/zh-CN/indicators.json'
import chinesePortrait from '@/messages/zh-CN/portrait.json'
import chineseReport from '@/messages/zh-CN/report.json'
import { countyOf } from '@/server/kernel/areas'
import { dayText, monthRangeText, monthText } from '@/server/kernel/date-text'
import { findDivision, parseIndustry } from '@/server/kernel/industry'
import { countText, decimalText, rateText, withPrefix } from '@/server/kernel/number-text'
import { indicatorKey, type ValueWords, valueInWords } from '@/server/portrait/domain/value-words'
import type { HealthFigure, IndicatorId, IndicatorReading } from '@/server/portrait/schema'
import type { ReportLanguage } from '@/server/report/schema'
import type { DataClass } from '@/server/sources/schema'

const chinese = { report: chineseReport, indicators: chineseIndicators, portrait: chinesePortrait }
const english: typeof chinese = { report: englishReport, indicators: englishIndicators, portrait: englishPortrait }

const emptyMark = '--'

/** Words, figures and dates of a credit report on paper, in its own language: nobody reads it within a page of ours. */
export function reportWords(language: ReportLanguage) {
  const isEnglish = language === 'en'
  const messages = isEnglish ? english : chinese
  const translator = <Room extends 'report' | 'indicators' | 'portrait.axes' | 'portrait.months'>(namespace: Room) =>
    createTranslator({ locale: language, messages, namespace })
  const t = translator('report')
  const indicators = translator('indicators')
  const axes = translator('portrait.axes')
  const months = translator('portrait.months')

  const money = (fen: bigint): string => {
    if (isEnglish) return withPrefix(decimalText(fen, 100n, 0), '¥')
    const inWan = fen >= 1_000_000n || fen <= -1_000_000n
    return inWan ? `${decimalText(fen, 1_000_000n, 2)} 万元` : `${decimalText(fen, 100n, 2)} 元`
  }
  const day = (value: string | null) => (value ? dayText(value, language) : emptyMark)
  const month = (value: string) => monthText(value, language)
  const range = (from: string, to: string) => monthRangeText(from, to, language)

  const name = (id: IndicatorId) => indicators(`${indicatorKey(id)}.name`)
  const words: ValueWords = {
    money,
    rate: rateText,
    count: countText,
    taxGrade: (grade) => (grade ? indicators(`taxGrades.${grade}`) : emptyMark),
    boolean: (value) => indicators(`boolean.${value}`),
    unit: (unit) => indicators(`units.${unit}`),
  }
  const value = (id: IndicatorId, amount: number) => valueInWords(id, amount, words)
  const reading = (one: IndicatorReading) =>
    one.state === 'KNOWN' ? value(one.id, one.value) : indicators(`missingReasons.${one.reason}`)

  function figure({ key, unit, value: amount }: HealthFigure): string {
    if (unit === 'FEN') return money(BigInt(amount))
    if (unit === 'BPS') return rateText(amount)
    const counted = { recordsInForce: 'records', billsLate: 'bills', changes24m: 'times' } as const
    return t(`health.units.${key in counted ? counted[key as keyof typeof counted] : 'months'}`, { count: amount })
  }

  const classes = (all: readonly DataClass[]) => all.map((one) => indicators(`dataClasses.${one}`)).join(isEnglish ? ', ' : '、')
  const industry = (code: string) => {
    const parsed = parseIndustry(code)
    const division = parsed.ok ? findDivision(code.slice(0, 3)) : undefined
    return division ? `${division.code} ${isEnglish ? division.en : division.zh}` : code
  }
  const county = (code: string) => {
    const found = countyOf(code)
    return found ? (isEnglish ? found.en : found.zh) : code
  }
  return {
    t,
    indicators,
    axes,
    months,
    isEnglish,
    money,
    rate: rateText,
    count: countText,
    day,
    month,
    range,
    name,
    value,
    reading,
    figure,
    classes,
    industry,
    county,
  }
}
export type ReportWords = ReturnType<typeof reportWords>
