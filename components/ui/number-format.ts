import type { Locale } from 'next-intl'
import { countText, decimalText, rateText, withPrefix } from '@/server/kernel/number-text'
import { fenPerUnit, type MoneyUnit } from './money-text'

/** What an absent figure looks like; zero is 0. */
export const emptyMark = '--'
/** Full yuan; jiao and fen only where there are any. */
const yuanText = (fen: bigint) => decimalText(fen, 100n, fen % 100n === 0n ? 0 : 2)

/**
 * The bare figure of a column whose header names the unit (see {@link moneyUnitLabel}). 万元 and 亿元 have two decimals.
 * English has no 万: such columns are in yuan, and 亿 columns in millions of yuan.
 */
export function moneyFigure(fen: bigint | null | undefined, unit: MoneyUnit, locale: Locale): string {
  if (fen == null) return emptyMark
  if (locale === 'en' && unit === 'wan') return decimalText(fen, 100n, 0)
  if (locale === 'en' && unit === 'yi') return decimalText(fen, 100_000_000n, 2)
  return unit === 'yuan' ? decimalText(fen, 100n, 2) : decimalText(fen, fenPerUnit[unit], 2)
}

/** The unit that belongs into the header of a column of {@link moneyFigure}. */
export const moneyUnitLabel = (unit: MoneyUnit, locale: Locale): string =>
  locale === 'en' ? (unit === 'yi' ? '¥ million' : '¥') : { yuan: '元', wan: '万元', yi: '亿元' }[unit]

/** Money in prose and headline figures: ¥5,000,000, 500.00 万元, 12.85 亿元; English ¥5,000,000, ¥12.85 billion. */
export function formatMoney(fen: bigint | null | undefined, unit: MoneyUnit, locale: Locale): string {
  if (fen == null) return emptyMark
  if (locale !== 'en')
    return unit === 'yuan' ? withPrefix(yuanText(fen), '¥') : `${moneyFigure(fen, unit, locale)} ${moneyUnitLabel(unit, locale)}`
  if (unit !== 'yi') return withPrefix(unit === 'yuan' ? yuanText(fen) : decimalText(fen, 100n, 0), '¥')
  const billion = 100_000_000_000n
  return fen >= billion || fen <= -billion
    ? `${withPrefix(decimalText(fen, billion, 2), '¥')} billion`
    : `${withPrefix(decimalText(fen, 100_000_000n, 2), '¥')} million`
}

/** Basis points as a percentage: 385 → 3.85%. */
export const formatRate = (bps: number | null | undefined): string => (bps == null ? emptyMark : rateText(bps))

/** A share with its parts left to the caller: 54 of 91 → 59.3%. `--` where there is nothing to share. */
export const formatShare = (part: bigint | number, whole: bigint | number, fractionDigits = 1): string =>
  BigInt(whole) === 0n ? emptyMark : `${decimalText(BigInt(part) * 100n, BigInt(whole), fractionDigits)}%`

/** A whole number with grouping; `--` when absent. */
export const formatCount = (count: number | bigint | null | undefined): string => (count == null ? emptyMark : countText(count))
