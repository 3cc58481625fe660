import { useLocale, useTranslations } from 'next-intl'
import { emptyMark, formatCount, formatMoney, formatRate } from '@/components/ui/number-format'
import type { Locale } from '@/server/i18n/locales'
import { indicatorKey, type ValueWords, valueInWords } from '@/server/portrait/domain/value-words'
import type { IndicatorId, IndicatorReading } from '@/server/portrait/schema'

const tenThousandYuan = 1_000_000

/** How indicators are named and their values written, in the reader's language. For server components. */
export const useIndicatorText = () => indicatorText(useTranslations('indicators'), useLocale())

/** The same in a language of one's choice. */
export function indicatorText(t: ReturnType<typeof useTranslations<'indicators'>>, locale: Locale) {
  const name = (id: IndicatorId) => t(`${indicatorKey(id)}.name`)

  const words: ValueWords = {
    money: (fen) => formatMoney(fen, fen >= tenThousandYuan || fen <= -tenThousandYuan ? 'wan' : 'yuan', locale),
    rate: formatRate,
    count: formatCount,
    taxGrade: (grade) => (grade ? t(`taxGrades.${grade}`) : emptyMark),
    boolean: (value) => t(`boolean.${value}`),
    unit: (unit) => t(`units.${unit}`),
  }
  /** A value with its unit. */
  const value = (id: IndicatorId, amount: number) => valueInWords(id, amount, words)
  const reading = (one: IndicatorReading) =>
    one.state === 'KNOWN' ? value(one.id, one.value) : t(`missingReasons.${one.reason}`)
  return { name, value, reading }
}
