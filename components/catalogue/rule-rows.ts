import './zod-without-eval'
import { convertField } from '@/components/ui/form-input'
import type { AdmissionRule, Comparison, Condition } from '@/server/catalogue/schema'
import { type Grade, type IndicatorId, indicatorCatalogue, type Unit } from '@/server/portrait/schema'

/** What a row of the form is about: an indicator, the score, the grade, or the gate. */
export type RowSubject = IndicatorId | 'score' | 'grade' | 'gate'
/** A condition as it is being typed: its value is text in the unit that people use. */
export type ConditionRow = { key: number; subject: RowSubject; op: Comparison | 'in'; value: string; chosen: string[] }
export type GroupRow = { key: number; joint: 'all' | 'any'; rows: ConditionRow[] }
/** Two levels: a joint over conditions and groups of conditions. */
export type RuleForm = { joint: 'all' | 'any'; items: (ConditionRow | GroupRow)[] }

export const isGroup = (item: ConditionRow | GroupRow): item is GroupRow => 'rows' in item
export const subjectUnit = (subject: RowSubject): Unit | 'GATE' | 'LETTER' =>
  subject === 'gate' ? 'GATE' : subject === 'grade' ? 'LETTER' : subject === 'score' ? 'POINTS' : indicatorCatalogue[subject].unit

/** Choices are ticked, not typed: grades, and yes or no. */
export const isChosen = (subject: RowSubject) => ['GRADE', 'LETTER', 'BOOLEAN'].includes(subjectUnit(subject))

/** Text in the form's unit: 万元 (yuan in English) for money, per cent for shares, else the number itself. */
const typed = (value: number, unit: string, english: boolean) =>
  unit === 'FEN' ? String(value / (english ? 100 : 1_000_000)) : unit === 'BPS' ? String(value / 100) : String(value)

function rowOf(condition: Condition, key: number, english: boolean): ConditionRow {
  if ('gate' in condition) return { key, subject: 'gate', op: '=', value: '', chosen: [] }
  if ('score' in condition)
    return { key, subject: 'score', op: condition.score.op, value: String(condition.score.value), chosen: [] }
  if ('grade' in condition) return { key, subject: 'grade', op: 'in', value: '', chosen: condition.grade.in }
  const { indicator: subject, op } = condition
  const values = op === 'in' ? condition.value : [condition.value]
  if (isChosen(subject)) return { key, subject, op, value: '', chosen: values.map(String) }
  return { key, subject, op, value: values.map((value) => typed(value, subjectUnit(subject), english)).join(' '), chosen: [] }
}

/** The rule as rows, or null where it is nested deeper than two levels or negates: then the form leaves it as it is. */
export function rowsOfRule(rule: AdmissionRule, english: boolean): RuleForm | null {
  let key = 0
  const condition = (node: AdmissionRule): ConditionRow | null =>
    'all' in node || 'any' in node || 'not' in node ? null : rowOf(node, ++key, english)
  const joint = (node: AdmissionRule) =>
    'all' in node ? { joint: 'all' as const, nodes: node.all } : 'any' in node ? { joint: 'any' as const, nodes: node.any } : null
  const root = joint(rule) ?? { joint: 'all' as const, nodes: [rule] }
  const items: RuleForm['items'] = []
  for (const node of root.nodes) {
    const group = joint(node)
    const rows = group?.nodes.map(condition)
    const item = group && rows ? { key: ++key, joint: group.joint, rows: rows.filter((row) => row !== null) } : condition(node)
    if (item === null || (rows && rows.length !== (item as GroupRow).rows.length)) return null
    items.push(item)
  }
  return { joint: root.joint, items }
}

/** A typed figure in the unit in which it is kept; null where it is none, which the server then refuses at its row. */
function numberOf(text: string, unit: string, english: boolean): number | null {
  const type = unit === 'FEN' ? 'fen' : unit === 'BPS' ? 'bps' : 'int'
  const negative = unit === 'FEN' && /^\s*[-−]/.test(text)
  const read = convertField(negative ? text.replace(/^\s*[-−]/, '') : text.replace('−', '-'), type, english ? 'yuan' : 'wan')
  if (!read.ok || read.value === undefined) return null
  return Number(read.value) * (negative ? -1 : 1)
}

type Sent = { [key: string]: unknown }

function conditionOf(row: ConditionRow, english: boolean): Sent {
  const { subject, op, value, chosen } = row
  if (subject === 'gate') return { gate: 'NONE' }
  if (subject === 'grade') return { grade: { in: chosen as Grade[] } }
  if (subject === 'score') return { score: { op, value: numberOf(value, 'POINTS', english) } }
  const unit = subjectUnit(subject)
  if (unit === 'BOOLEAN') return { indicator: subject, op: '=', value: chosen[0] === undefined ? null : Number(chosen[0]) }
  if (op === 'in')
    return {
      indicator: subject,
      op,
      value: isChosen(subject)
        ? chosen.map(Number)
        : value
            .split(/\s+/)
            .filter(Boolean)
            .map((one) => numberOf(one, unit, english)),
    }
  return { indicator: subject, op, value: numberOf(value, unit, english) }
}

/** The rule that the rows make, to be checked by the schema; figures that are none are null. */
export const ruleOfRows = ({ joint, items }: RuleForm, english: boolean): Sent => ({
  [joint]: items.map((item) =>
    isGroup(item) ? { [item.joint]: item.rows.map((row) => conditionOf(row, english)) } : conditionOf(item, english),
  ),
})
