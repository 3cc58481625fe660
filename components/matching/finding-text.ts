import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import { formatMoney } from '@/components/ui/number-format'
import type { Lack, Reason } from '@/server/matching/schema'

/** What a condition asks, what was found and by how much it is missed, as sentences. For server components. */
export function useFindingText() {
  const t = useTranslations('indicators')
  const own = useTranslations('matching.reason')
  const locale = useLocale()
  const indicators = useIndicatorText()
  const text = useCatalogueText()
  const { list, money } = text
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' })
  const classes = (lack: Lack) => conjunction.format(lack.classes.map((one) => t(`dataClasses.${one}`)))

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

  /** By how much it is missed, where that is a quantity. */
  function gap(reason: Reason): string | null {
    if (reason.kind === 'AMOUNT') {
      if (reason.gapFen === null) return null
      const amount = formatMoney(reason.gapFen < 0n ? -reason.gapFen : reason.gapFen, 'yuan', locale)
      return reason.gapFen > 0n ? own('amountMore', { gap: amount }) : own('amountLess', { gap: amount })
    }
    if (reason.kind === 'TERM') {
      if (reason.gap === null) return null
      return reason.gap > 0 ? own('termMore', { gap: reason.gap }) : own('termLess', { gap: -reason.gap })
    }
    if (!('gap' in reason) || reason.gap === null) return null
    const size = Math.abs(reason.gap)
    // A grade of the tax office is a rank, not a quantity: “2 levels short” says nothing that the grade needed does not.
    if (reason.kind !== 'SCORE' && (reason.unit === 'GRADE' || reason.unit === 'BOOLEAN')) return null
    const amount = reason.kind === 'SCORE' ? `${size} ${t('units.POINTS')}` : indicators.value(reason.indicatorId, size)
    return t(reason.gap > 0 ? 'findings.rise' : 'findings.fall', { gap: amount })
  }

  /** What is missing, and why. */
  function lacking(reason: Reason): string | null {
    if (!('lack' in reason) || reason.lack === null) return null
    return t('findings.lack', { classes: classes(reason.lack), reason: t(`missingReasons.${reason.lack.reason}`) })
  }

  const gates = (reason: Reason) =>
    reason.kind === 'GATE' && reason.gates.length > 0
      ? t('findings.gatesInForce', { gates: conjunction.format(reason.gates.map((code) => t(`gates.${code}.name`))) })
      : null

  return { condition, actual, gap, lacking, gates, classes }
}
