import { getTranslations } from 'next-intl/server'
import { formatDay } from '@/components/ui/date-format'
import type { Locale } from '@/server/i18n/locales'
import { PROPOSED_FACTORS } from '@/server/portrait/domain/adverse'
import type { Portrait } from '@/server/portrait/schema'
import { indicatorText } from './indicator-text'
import { type Explained, topReasons } from './reasons'

/** What the statement is drawn from; `summary` is null where the reader may not know the score. */
export type Stated = Explained & Pick<Portrait, 'cardVersion' | 'asOf' | 'legal'>
export type StatedSummary = Pick<Portrait, 'score' | 'grade'> | null
export type AdverseText = { locale: Locale; title: string; text: string; reasons: string[]; records: string[]; rules: string[] }

/** What cost most, in order of the points lost, and which public records stand, in one language. */
async function adverseText(locale: Locale, portrait: Stated, summary: StatedSummary, most: number): Promise<AdverseText> {
  const [t, names, axes] = await Promise.all([
    getTranslations({ locale, namespace: 'portrait.adverse' }),
    getTranslations({ locale, namespace: 'indicators' }),
    getTranslations({ locale, namespace: 'portrait.axes' }),
  ])
  const { name, reading } = indicatorText(names, locale)
  const { hurts } = topReasons(portrait.factors, most)
  const asOf = formatDay(portrait.asOf, locale, 'prose')
  const reasons = hurts.map(({ indicatorId, points, best, neutral }) => {
    const found = portrait.indicators.find(({ id }) => id === indicatorId)
    const value = found ? reading(found) : '--'
    return t('item', { code: indicatorId, name: name(indicatorId), value, points, best, loss: neutral - points })
  })
  const records = (portrait.legal ?? []).map(({ code, recordId, severity, endsOn }) => {
    const category = `categories.${code}` as 'categories.OTHER'
    const gate = `gates.${code}.name` as 'gates.COURT_DEFAULTER.name'
    const what = axes.has(category) ? axes(category) : names.has(gate) ? names(gate) : code
    const weight = severity ? axes(`severity.${severity}`) : t('noSeverity')
    const until = endsOn ? axes('endsOn', { on: formatDay(endsOn, locale, 'prose') }) : axes('untilCured')
    return t('record', { what, weight, id: recordId, until })
  })
  const opening = summary
    ? t('text', { asOf, score: summary.score, grade: summary.grade, card: portrait.cardVersion })
    : t('textWithheld', { asOf, card: portrait.cardVersion })
  return {
    locale,
    title: t('title'),
    text: reasons.length > 0 ? opening : `${opening}${t('none')}`,
    reasons,
    records,
    rules: [...(records.length > 0 ? [t('repair')] : []), t('rights')],
  }
}

const bothFrom: Record<Locale, readonly Locale[]> = { 'zh-CN': ['zh-CN', 'en'], en: ['en', 'zh-CN'] }

/** The statement in both languages, the reader's first: whoever is refused should be able to read it, whoever asked for it. */
export const adverseTexts = (
  first: Locale,
  portrait: Stated,
  summary: StatedSummary,
  most: number = PROPOSED_FACTORS,
): Promise<AdverseText[]> => Promise.all(bothFrom[first].map((locale) => adverseText(locale, portrait, summary, most)))

/** As plain text, to be copied into a letter. */
export const asPlainText = ({ title, text, reasons, records, rules }: AdverseText): string =>
  [title, text, ...reasons.map((one, at) => `${at + 1}. ${one}`), ...records, ...rules].join('\n')
