import { useTranslations } from 'next-intl'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import type { AdmissionRule, Condition } from '@/server/catalogue/schema'
import { useCatalogueText } from './catalogue-text'

/** A condition of an admission rule as one sentence. For server components. */
export function useRuleText() {
  const t = useTranslations('indicators')
  const names = useIndicatorText()
  const { list } = useCatalogueText()
  const condition = (one: Condition): string => {
    if ('gate' in one) return t('conditions.GATE')
    if ('score' in one) return t('conditions.SCORE', { op: t(`operators.${one.score.op}`), needed: one.score.value })
    if ('grade' in one) return t('conditions.GRADE', { needed: list(one.grade.in) })
    const name = names.name(one.indicator)
    if (one.op === 'in')
      return t('conditions.INDICATOR_IN', {
        name,
        op: t('operators.in'),
        needed: list(one.value.map((value) => names.value(one.indicator, value))),
      })
    return t('conditions.INDICATOR', { name, op: t(`operators.${one.op}`), needed: names.value(one.indicator, one.value) })
  }
  return { condition }
}

/** The joint and the children of a node that joins others, or the condition that it is. */
export function readNode(
  node: AdmissionRule,
): { joint: 'all' | 'any' | 'not'; children: AdmissionRule[] } | { joint: null; condition: Condition } {
  if ('all' in node) return { joint: 'all', children: node.all }
  if ('any' in node) return { joint: 'any', children: node.any }
  if ('not' in node) return { joint: 'not', children: [node.not] }
  return { joint: null, condition: node }
}
