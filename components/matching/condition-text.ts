import { useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import type { Reason } from '@/server/matching/schema'

/** What a condition asks and what the firm has, in words. For server components. */
export function useConditionText() {
  const t = useTranslations('indicators')
  const indicators = useIndicatorText()
  const text = useCatalogueText()
  const { list, money } = text

  function condition(reason: Reason): string {
    switch (reason.kind) {
      case 'INDICATOR':
      case 'INDICATOR_IN': {
        const { indicatorId: id } = reason
        const needed = reason.kind === 'INDICATOR' ? [reason.needed] : reason.needed
        const values = list(needed.map((value) => indicators.value(id, value)))
        return t(`conditions.${reason.kind}`, { name: indicators.name(id), op: t(`operators.${reason.op}`), needed: values })
      }
      case 'SCORE':
        return t('conditions.SCORE', { op: t(`operators.${reason.op}`), needed: reason.needed })
      case 'GRADE':
        return t('conditions.GRADE', { needed: list(reason.needed) })
      case 'GATE':
        return t(reason.needed === 'NONE' ? 'conditions.GATE' : 'conditions.GATE_SOME')
      case 'AMOUNT':
        return t('conditions.AMOUNT', { min: money(reason.minFen), max: money(reason.maxFen) })
      case 'TERM':
        return t('conditions.TERM', { min: reason.minMonths, max: reason.maxMonths })
      case 'METHOD':
        return t('conditions.METHOD', { needed: list(reason.needed.map(text.method)) })
      case 'REGION':
        return t('conditions.REGION', { needed: list(reason.needed.map(text.county)) })
      case 'LEGAL_FORM':
        return t('conditions.LEGAL_FORM', { needed: list(reason.needed.map(text.legalForm)) })
      case 'SIZE':
        return t('conditions.SIZE', { needed: list(reason.needed.map(text.size)) })
      case 'INDUSTRY':
        return t('conditions.INDUSTRY', { needed: list(reason.needed.map(text.industry)) })
      case 'PURPOSE':
        return t('conditions.PURPOSE', { needed: list(reason.needed.map(text.purpose)) })
    }
  }

  /** What the firm has, or null where nothing is known. */
  function actual(reason: Reason): string | null {
    switch (reason.kind) {
      case 'INDICATOR':
      case 'INDICATOR_IN':
        return reason.actual === null ? null : indicators.value(reason.indicatorId, reason.actual)
      case 'SCORE':
        return `${reason.actual} ${t('units.POINTS')}`
      case 'GRADE':
        return reason.actual
      case 'GATE':
        return null
      case 'AMOUNT':
        return money(reason.actualFen)
      case 'TERM':
        return `${reason.actual} ${t('units.MONTHS')}`
      case 'METHOD':
        return text.method(reason.actual)
      case 'REGION':
        return text.county(reason.actual)
      case 'LEGAL_FORM':
        return text.legalForm(reason.actual)
      case 'SIZE':
        return reason.actual === null ? t('findings.noSize') : text.size(reason.actual)
      case 'INDUSTRY':
        return text.industry(reason.actual)
      case 'PURPOSE':
        return text.purpose(reason.actual)
    }
  }

  return { condition, actual }
}
