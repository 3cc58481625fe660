import type { AdmissionRule, Condition, DataClass, Finding, Lack, Portrait, RuleResult, Truth } from '../schema'
import { gateSources, grades, indicatorCatalogue, openReasons } from '../schema'
import { compare, compareInterval, gapTo, gapToList, isIn, opposite } from './compare'
import { all, any, not } from './kleene'

export type Found = Finding & { state: Truth }
export type Evaluation = { rule: RuleResult; found: Found[] }
type IndicatorCondition = Extract<Condition, { indicator: unknown }>

/**
 * Evaluates an admission rule against a portrait in three values. Negation is carried down to the conditions (De Morgan
 * holds in Kleene's logic), so that each finding states what the firm has to show: `not (x >= 5)` demands `x < 5`.
 * @returns the rule's tree with states, whose leaves point into `found` (counted from `firstReason`)
 */
export function evaluateRule(rule: AdmissionRule, portrait: Portrait, firstReason = 0): Evaluation {
  const found: Found[] = []
  const visit = (node: AdmissionRule, negated: boolean): RuleResult => {
    if ('not' in node) return visit(node.not, !negated)
    if ('all' in node || 'any' in node) {
      const children = ('all' in node ? node.all : node.any).map((child) => visit(child, negated))
      const conjunction = 'all' in node !== negated
      const states = children.map((child) => child.state)
      return { joint: conjunction ? 'ALL' : 'ANY', state: conjunction ? all(states) : any(states), children }
    }
    const one = findingOf(node, negated, portrait)
    found.push(one)
    return { reason: firstReason + found.length - 1, state: one.state }
  }
  return { rule: visit(rule, false), found }
}

/** The leaves that keep a rule from being TRUE: those that share the state of every joint above them. */
export function blockingReasons(rule: RuleResult): number[] {
  if (rule.state === 'TRUE') return []
  if ('reason' in rule) return [rule.reason]
  return rule.children.filter((child) => child.state === rule.state).flatMap(blockingReasons)
}

function findingOf(condition: Condition, negated: boolean, portrait: Portrait): Found {
  if ('indicator' in condition) return indicator(condition, negated, portrait)
  if ('score' in condition) return score(condition.score, negated, portrait)
  if ('grade' in condition) return grade(condition.grade.in, negated, portrait)
  return gate(negated, portrait)
}

function indicator(condition: IndicatorCondition, negated: boolean, portrait: Portrait): Found {
  const indicatorId = condition.indicator
  const { unit, sources } = indicatorCatalogue[indicatorId]
  const reading = portrait.indicators.find((one) => one.id === indicatorId)
  const actual = reading?.state === 'KNOWN' ? reading.value : null
  const lack: Lack | null =
    actual !== null
      ? null
      : reading?.state === 'MISSING'
        ? { reason: reading.reason, classes: reading.classes }
        : { reason: 'NO_SOURCE', classes: [...sources] }
  const common = { indicatorId, unit, actual, lack }
  if (condition.op === 'in') {
    const needed = condition.value
    const inList = actual === null ? 'UNKNOWN' : isIn(actual, needed)
    const gap = actual === null || negated ? null : gapToList(actual, needed)
    return { kind: 'INDICATOR_IN', ...common, op: negated ? 'not in' : 'in', needed, gap, state: negated ? not(inList) : inList }
  }
  const op = negated ? opposite[condition.op] : condition.op
  const needed = condition.value
  const gap = actual === null ? null : gapTo(actual, op, needed)
  return { kind: 'INDICATOR', ...common, op, needed, gap, state: actual === null ? 'UNKNOWN' : compare(actual, op, needed) }
}

/** The classes whose data could still move the score. */
function openClasses(portrait: Portrait): Lack {
  const scored = new Set(portrait.factors.map((factor) => factor.indicatorId))
  const open = portrait.indicators.flatMap((one) =>
    one.state === 'MISSING' && scored.has(one.id) && openReasons.includes(one.reason) ? [one] : [],
  )
  const classes = [...new Set(open.flatMap((one) => one.classes))]
  return { reason: open[0]?.reason ?? 'NO_SOURCE', classes }
}

/** A score with data missing is neutral, not known: the condition holds only if it holds whatever those data would say. */
function score(demand: Extract<Condition, { score: unknown }>['score'], negated: boolean, portrait: Portrait): Found {
  const { low, high } = portrait.scoreInterval
  const op = negated ? opposite[demand.op] : demand.op
  const state = compareInterval(low, high, op, demand.value)
  const gap = state === 'FALSE' ? gapTo(portrait.score, op, demand.value) : null
  const lack = state === 'UNKNOWN' ? openClasses(portrait) : null
  return { kind: 'SCORE', op, needed: demand.value, actual: portrait.score, low, high, gap, lack, state }
}

function grade(wanted: Portrait['grade'][], negated: boolean, portrait: Portrait): Found {
  const { gradeLow, gradeHigh } = portrait.scoreInterval
  const needed = grades.filter((one) => wanted.includes(one) !== negated)
  const possible = grades.slice(grades.indexOf(gradeHigh), grades.indexOf(gradeLow) + 1)
  const fitting = possible.filter((one) => needed.includes(one))
  const state: Truth = fitting.length === possible.length ? 'TRUE' : fitting.length === 0 ? 'FALSE' : 'UNKNOWN'
  const lack = state === 'UNKNOWN' ? openClasses(portrait) : null
  return { kind: 'GRADE', needed, actual: portrait.grade, lack, state }
}

/** "No gate" may be said only when every class that could hold one is on file. */
function gate(negated: boolean, portrait: Portrait): Found {
  const gates = [...new Set(portrait.gates.map((one) => one.code))]
  const absent = gateSources.filter(
    (source) => !portrait.coverage.some((one) => one.dataClass === source && one.state !== 'ABSENT'),
  )
  const classes: DataClass[] = [...absent]
  const none: Truth = gates.length > 0 ? 'FALSE' : classes.length > 0 ? 'UNKNOWN' : 'TRUE'
  const lack: Lack | null = none === 'UNKNOWN' ? { reason: 'NO_SOURCE', classes } : null
  return { kind: 'GATE', needed: negated ? 'SOME' : 'NONE', gates, lack, state: negated ? not(none) : none }
}
