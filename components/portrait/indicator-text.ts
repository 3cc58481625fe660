import { useLocale, useTranslations } from 'next-intl'
import { emptyMark, formatCount, formatMoney, formatRate } from '@/components/ui/number-format'
import type { Locale } from '@/server/i18n/locales'
import { type IndicatorId, type IndicatorReading, indicatorCatalogue } from '@/server/portrait/schema'

type Underscored<Id> = Id extends `${infer Room}.${infer Name}` ? `${Room}_${Name}` : never
/** The key of an indicator below `indicators` in messages; next-intl keeps the dot for itself. */
export const indicatorKey = (id: IndicatorId) => id.replace('.', '_') as Underscored<IndicatorId>

const grades = ['1', '2', '3', '4', '5'] as const
const tenThousandYuan = 1_000_000

/** How indicators are named and their values written, in the reader's language. For server components. */
export const useIndicatorText = () => indicatorText(useTranslations('indicators'), useLocale())

/** The same in a language of one's choice. */
export function indicatorText(t: ReturnType<typeof useTranslations<'indicators'>>, locale: Locale) {
  const name = (id: IndicatorId) => t(`${indicatorKey(id)}.name`)

  /** A value with its unit. */
  function value(id: IndicatorId, amount: number): string {
    const { unit } = indicatorCatalogue[id]
    switch (unit) {
      case 'FEN':
        return formatMoney(BigInt(amount), Math.abs(amount) >= tenThousandYuan ? 'wan' : 'yuan', locale)
      case 'BPS':
        return formatRate(amount)
      case 'GRADE': {
        const grade = grades[amount - 1]
        return grade ? t(`taxGrades.${grade}`) : emptyMark
      }
      case 'BOOLEAN':
        return t(`boolean.${amount === 0 ? '0' : '1'}`)
      case 'COUNT':
        return formatCount(amount)
      default:
        return `${formatCount(amount)} ${t(`units.${unit}`)}`
    }
  }
  const reading = (one: IndicatorReading) =>
    one.state === 'KNOWN' ? value(one.id, one.value) : t(`missingReasons.${one.reason}`)
  return { name, value, reading }
}
