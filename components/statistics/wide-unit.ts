import type { Locale } from 'next-intl'

/** 亿元 shows two decimals: below ten of them a county or a month would be 0.00. */
const tenYi = 100_000_000_000n

/** The unit of a chart's figures: 万元, or 亿元 when the largest has ten of them; English has millions of yuan. */
export const wideUnit = (fen: readonly bigint[], locale: Locale): 'wan' | 'yi' =>
  locale === 'en' || fen.some((one) => one >= tenYi || one <= -tenYi) ? 'yi' : 'wan'

/** Fen of one unit as a chart draws it. */
export const fenOfUnit = (unit: 'wan' | 'yi', locale: Locale): number => (unit === 'wan' ? 1e6 : locale === 'en' ? 1e8 : 1e10)
