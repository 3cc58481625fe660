import { z } from 'zod'
import { isMonth } from '@/server/kernel/dates'

/** Months that the population pages look back on; complete ones only. */
export const populationMonths = 18
/** Below this many enterprises in a month its distribution is not compared. */
export const leastPopulation = 30
/** Below so many loans, or so many bad or good ones among them, the ranking is not judged (totals.rank_ordering). */
export const leastLoans = 50
export const leastOfEach = 10
/** Below so many enterprises a group's rate is no measure for the others' (four fifths). */
export const leastReference = 30

const month = z.string().refine(isMonth)

export const decisionMonths = ['6', '12', '24'] as const
export const DecisionMonths = z.enum(decisionMonths)
/** Months on the books by which a loan's outcome is read. */
export const onBookMonths = ['6', '12', '18'] as const
export const OnBookMonths = z.enum(onBookMonths)
export const traits = ['size', 'county', 'industry', 'age'] as const
export const Trait = z.enum(traits)
export type Trait = z.infer<typeof Trait>
/** Age of the firm at the decision: from so many complete years on, up to the next. */
export const ages = ['y0', 'y1', 'y3', 'y5', 'y10'] as const

/** Left out: the last complete month, against the one a year before or the oldest that can be compared. */
export const monthsInput = z.strictObject({ month: month.optional(), reference: month.optional() })
export const outcomesInput = z.strictObject({ months: DecisionMonths.default('12'), onBook: OnBookMonths.default('6') })
/** One period only: two that overlap could be subtracted from each other, down to a handful of enterprises. */
export const fairnessMonths = 12
export const fairnessInput = z.strictObject({ trait: Trait.default('size') })

/** Counts of one class of a month: the places (ascending) that it holds, and how many enterprises are in it. */
export type ClassCount = { places: readonly number[]; firms: number }

/** The definition of a bad loan that holds on a day: overdue for more days than that, beyond a share of what was drawn. */
export type BadRule = { since: string; overdueDays: number; toleranceBps: number }
