// use-intl is next-intl's own core: the worker runs without the hooks of React that next-intl brings.
import { createTranslator } from 'use-intl/core'
import englishIndicators from '@/messages/en/indicators.json'
import englishPortrait from '@/messages/en/portrait.json'
import englishReport from '@/messages/en/report.json'
import chineseIndicators from '@/messages/zh-CN/indicators.json'
import chinesePortrait from '@/messages/zh-CN/portrait.json'
import chineseReport from '@/messages/zh-CN/report.json'
import { countyOf } from '@/server/kernel/areas'
import { findDivision, parseIndustry } from '@/server/kernel/industry'
import { type HealthFigure, type IndicatorId, type IndicatorReading, indicatorCatalogue } from '@/server/portrait/schema'
import type { ReportLanguage } from '@/server/report/schema'
import type { DataClass } from '@/server/sources/schema'

const chinese = { report: chineseReport, indicators: chineseIndicators, portrait: chinesePortrait }
const english: typeof chinese = { report: englishReport, indicators: englishIndicators, portrait: englishPortrait }

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const minus = '−'

/** A fraction as decimal text with grouped thousands, rounded half away from zero in integers. */
export function decimal(numerator: bigint, denominator: bigint, digits: number): string {
  const size = numerator < 0n ? -numerator : numerator
  const scaled = (size * 10n ** BigInt(digits) * 2n + denominator) / (denominator * 2n)
  const text = String(scaled).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${numerator < 0n && scaled !== 0n ? minus : ''}${whole}${digits ? `.${text.slice(-digits)}` : ''}`
}

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
    if (isEnglish) return `${fen < 0n ? minus : ''}¥${decimal(fen < 0n ? -fen : fen, 100n, 0)}`
    const inWan = fen >= 1_000_000n || fen <= -1_000_000n
    return inWan ? `${decimal(fen, 1_000_000n, 2)} 万元` : `${decimal(fen, 100n, 2)} 元`
  }
  const rate = (bps: number) => `${decimal(BigInt(bps), 100n, 2)}%`
  const count = (value: number) => decimal(BigInt(value), 1n, 0)
  const day = (value: string | null): string => {
    if (!value) return '--'
    const [year, month, date] = value.split('-')
    return isEnglish && date ? `${Number(date)} ${englishMonths[Number(month) - 1]} ${year}` : value
  }
  const month = (value: string): string => {
    const [year, number] = value.split('-')
    return isEnglish ? `${englishMonths[Number(number) - 1]} ${year}` : value
  }
  const range = (from: string, to: string) => (isEnglish ? `${month(from)} – ${month(to)}` : `${month(from)} ～ ${month(to)}`)

  /** The name of an indicator; next-intl keeps the dot for itself, so the files write an underscore. */
  const name = (id: IndicatorId) => messages.indicators[id.replace('.', '_') as 'tax_grade'].name
  function value(id: IndicatorId, amount: number): string {
    const { unit } = indicatorCatalogue[id]
    switch (unit) {
      case 'FEN':
        return money(BigInt(amount))
      case 'BPS':
        return rate(amount)
      case 'GRADE':
        return indicators(`taxGrades.${String(amount) as '1'}`)
      case 'BOOLEAN':
        return indicators(`boolean.${amount === 0 ? '0' : '1'}`)
      case 'COUNT':
        return count(amount)
      default:
        return `${count(amount)} ${indicators(`units.${unit}`)}`
    }
  }
  const reading = (one: IndicatorReading) =>
    one.state === 'KNOWN' ? value(one.id, one.value) : indicators(`missingReasons.${one.reason}`)

  function figure({ key, unit, value: amount }: HealthFigure): string {
    if (unit === 'FEN') return money(BigInt(amount))
    if (unit === 'BPS') return rate(amount)
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
    rate,
    count,
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
