import { useLocale, useTranslations } from 'next-intl'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import { formatMoney } from '@/components/ui/number-format'
import type { Lack, Reason } from '@/server/matching/schema'
import { useConditionText } from './condition-text'

/** What a condition asks, what was found and by how much it is missed, as sentences. For server components. */
export function useFindingText() {
  const t = useTranslations('indicators')
  const own = useTranslations('matching.reason')
  const locale = useLocale()
  const indicators = useIndicatorText()
  const { condition, actual } = useConditionText()
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' })
  const classes = (lack: Lack) => conjunction.format(lack.classes.map((one) => t(`dataClasses.${one}`)))

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
