import { leastReference } from '../schema'
import { type Interval, mean, shareDifference, wilson } from './intervals'

/** A group as the database tells it: one key, or several that were too small each. */
export type GroupCount = { keys: readonly string[]; firms: number; granted: number; scoreSum: bigint; scoreSquares: bigint }
export type FairnessGroup = GroupCount & {
  approval: Interval | null
  score: (Interval & { value: number }) | null
  /** Approval rate less that of all others together. Null when there are no others. */
  difference: (Interval & { value: number }) | null
  /** The interval of the difference leaves out zero: more than chance would often do. */
  stands: boolean
  /** Approval rate ÷ that of the reference group; null for want of one. */
  impact: number | null
  /** Below four fifths of the reference group's rate: a figure to look into, no verdict. */
  belowFourFifths: boolean
  reference: boolean
}
export type Fairness = {
  firms: number
  granted: number
  groups: FairnessGroup[]
  /** How many groups stand out to either side, and the one that does most. */
  standing: number
  foremost: FairnessGroup | null
}

/** The sign of one rate less another, exactly. */
const compareRates = (a: GroupCount, b: GroupCount) => a.granted * b.firms - b.granted * a.firms

/** The group with the highest approval rate among those large enough to be a measure; groups of several keys are none. */
export function referenceGroup(groups: readonly GroupCount[]): GroupCount | null {
  return groups
    .filter(({ keys, firms, granted }) => keys.length === 1 && firms >= leastReference && granted > 0)
    .reduce<GroupCount | null>((best, one) => (best === null || compareRates(one, best) > 0 ? one : best), null)
}

/** Whether a rate is below four fifths of the reference's (29 CFR 1607.4 D), by whole numbers: 5·a·m < 4·b·n. */
export const belowFourFifths = (one: GroupCount, reference: GroupCount) =>
  5 * one.granted * reference.firms < 4 * reference.granted * one.firms

/** Each group against all others, and against the one with the highest approval rate. */
export function judgeFairness(counts: readonly GroupCount[]): Fairness {
  const firms = counts.reduce((sum, one) => sum + one.firms, 0)
  const granted = counts.reduce((sum, one) => sum + one.granted, 0)
  const reference = referenceGroup(counts)
  const groups = counts.map((one): FairnessGroup => {
    const difference = shareDifference(one.granted, one.firms, granted - one.granted, firms - one.firms)
    const measured = reference !== null && reference !== one
    return {
      ...one,
      approval: wilson(one.granted, one.firms),
      score: mean(one.firms, one.scoreSum, one.scoreSquares),
      difference,
      stands: difference !== null && (difference.low > 0 || difference.high < 0),
      impact: reference ? (one.granted * reference.firms) / (one.firms * reference.granted) : null,
      belowFourFifths: measured && belowFourFifths(one, reference),
      reference: reference === one,
    }
  })
  const standing = groups.filter(({ stands }) => stands)
  const size = ({ difference }: FairnessGroup) => Math.abs(difference?.value ?? 0)
  const foremost = standing.reduce<FairnessGroup | null>((most, one) => (most && size(most) >= size(one) ? most : one), null)
  return { firms, granted, groups, standing: standing.length, foremost }
}
