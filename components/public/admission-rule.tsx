import { useTranslations } from 'next-intl'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import type { AdmissionRule, Condition } from '@/server/catalogue/schema'

/** One condition as a sentence, as the institution set it. */
function useCondition() {
  const t = useTranslations('indicators')
  const text = useIndicatorText()
  return (condition: Condition): string => {
    if ('score' in condition)
      return t('conditions.SCORE', { op: t(`operators.${condition.score.op}`), needed: condition.score.value })
    if ('grade' in condition) return t('conditions.GRADE', { needed: condition.grade.in.join(' / ') })
    if ('gate' in condition) return t('conditions.GATE')
    const { indicator } = condition
    const name = text.name(indicator)
    if (condition.op === 'in')
      return t('conditions.INDICATOR_IN', {
        name,
        op: t('operators.in'),
        needed: condition.value.map((value) => text.value(indicator, value)).join(' / '),
      })
    return t('conditions.INDICATOR', { name, op: t(`operators.${condition.op}`), needed: text.value(indicator, condition.value) })
  }
}

/** A rule in words: its conditions as a list, groups within it said as all, any or none of them. */
export function AdmissionRuleText({ rule }: { rule: AdmissionRule }) {
  const t = useTranslations('catalogue.rule')
  const sentence = useCondition()
  const group = (title: string, rules: readonly AdmissionRule[]) => (
    <div className="grid gap-1">
      <p className="text-fg-2">{title}</p>
      <ul className="grid list-disc gap-1 pl-6 marker:text-fg-3">
        {rules.map((one) => (
          <li key={JSON.stringify(one)}>
            <AdmissionRuleText rule={one} />
          </li>
        ))}
      </ul>
    </div>
  )
  if ('all' in rule) return group(t('all'), rule.all)
  if ('any' in rule) return group(t('any'), rule.any)
  if ('not' in rule) return group(t('not'), [rule.not])
  return <>{sentence(rule)}</>
}
