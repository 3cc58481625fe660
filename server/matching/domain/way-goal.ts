import type { Goal } from '@/server/kernel/cheapest-choice'
import { type AdmissionRule, type Condition, type Grade, grades, type Portrait } from '../schema'
import { evaluateRule } from './evaluate-rule'

type Seen = Pick<Portrait, 'indicators' | 'gates'>
/** Levers as matching sees them: what the portrait says when an option of theirs is taken. */
export type SeenLever = { options: readonly Seen[] }
type CutOff = { grade: Grade; from: number }

const holds = (rule: AdmissionRule, portrait: Portrait) => evaluateRule(rule, portrait).rule.state === 'TRUE'

/** True for each choice of a lever under which a condition on an indicator holds; index 0 is the portrait as it stands. */
function indicatorGoal(condition: AdmissionRule, portrait: Portrait, levers: readonly SeenLever[]): Goal {
  const now = holds(condition, portrait)
  const moved = levers.flatMap(({ options }, lever) => {
    const accepts = [now, ...options.map(({ indicators }) => holds(condition, { ...portrait, indicators }))]
    return accepts.some((each) => each !== now) ? [{ lever, accepts }] : []
  })
  // No two levers touch one figure, so at most one of them decides.
  return moved[0] ?? now
}

/** Every bar in force has to be lifted by the lever that can. */
function gateGoal(portrait: Portrait, levers: readonly SeenLever[]): Goal {
  const none = holds({ gate: 'NONE' }, { ...portrait, gates: [] })
  if (!none) return false
  return {
    all: portrait.gates.map(({ recordId, code }): Goal => {
      const isLifted = ({ gates }: Seen) => !gates.some((gate) => gate.recordId === recordId && gate.code === code)
      const lever = levers.findIndex(({ options }) => options.some(isLifted))
      return lever < 0 ? false : { lever, accepts: [false, ...(levers[lever]?.options ?? []).map(isLifted)] }
    }),
  }
}

/** Points that lift even the lowest score that missing data leave possible to `needed`. */
const pointsTo = (needed: number, portrait: Portrait): Goal => ({ points: needed - portrait.scoreInterval.low })

/** Grades accepted from some grade upwards; null when the set has a hole above it, which no rule of ours has. */
function lowestAccepted(accepted: readonly Grade[]): Grade | null {
  const lowest = grades.findLast((grade) => accepted.includes(grade)) ?? null
  const upwards = lowest ? grades.slice(0, grades.indexOf(lowest) + 1) : []
  return upwards.every((grade) => accepted.includes(grade)) ? lowest : null
}

function leafGoal(
  condition: Condition,
  negated: boolean,
  portrait: Portrait,
  levers: readonly SeenLever[],
  cuts: readonly CutOff[],
): Goal {
  const rule: AdmissionRule = negated ? { not: condition } : condition
  if ('indicator' in condition) return indicatorGoal(rule, portrait, levers)
  if ('gate' in condition) return negated ? holds(rule, portrait) : gateGoal(portrait, levers)
  if ('score' in condition) {
    const { op, value } = condition.score
    const rises = negated ? op === '<' || op === '<=' : op === '>' || op === '>='
    if (!rises) return holds(rule, portrait)
    return pointsTo(op === '>' || op === '<=' ? value + 1 : value, portrait)
  }
  const accepted = grades.filter((grade) => condition.grade.in.includes(grade) !== negated)
  const lowest = lowestAccepted(accepted)
  const cut = cuts.find(({ grade }) => grade === lowest)
  return lowest && cut ? pointsTo(cut.from, portrait) : holds(rule, portrait)
}

/**
 * An admission rule as a goal over levers: conditions on figures become choices of the one lever that moves the figure, those
 * on score and grade become points. Negation is carried to the leaves.
 * @param cuts the lowest score of each grade on the portrait's card
 */
export function wayGoal(rule: AdmissionRule, portrait: Portrait, levers: readonly SeenLever[], cuts: readonly CutOff[]): Goal {
  const visit = (node: AdmissionRule, negated: boolean): Goal => {
    if ('not' in node) return visit(node.not, !negated)
    if ('all' in node || 'any' in node) {
      const parts = ('all' in node ? node.all : node.any).map((child) => visit(child, negated))
      return 'all' in node !== negated ? { all: parts } : { any: parts }
    }
    return leafGoal(node, negated, portrait, levers, cuts)
  }
  return visit(rule, false)
}
