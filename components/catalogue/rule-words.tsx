import { useTranslations } from 'next-intl'
import type { AdmissionRule } from '@/server/catalogue/schema'
import { readNode, useRuleText } from './rule-text'

/** An admission rule in full sentences, as nested lists. */
export function RuleWords({ rule }: { rule: AdmissionRule }) {
  const t = useTranslations('catalogue.rule')
  const { condition } = useRuleText()
  const node = readNode(rule)
  if (node.joint === null) return <span>{condition(node.condition)}</span>
  return (
    <div className="grid gap-1">
      <p className="text-fg-2">{t(node.joint)}</p>
      <ul className="grid list-disc gap-1 pl-6">
        {node.children.map((child, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule's conditions have no other name and do not move
          <li key={at}>
            <RuleWords rule={child} />
          </li>
        ))}
      </ul>
    </div>
  )
}
