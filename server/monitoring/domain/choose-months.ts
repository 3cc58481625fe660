import { addMonthsToMonth } from '@/server/kernel/dates'
import { type ClassCount, leastPopulation } from '../schema'

type PopulationMonth = { month: string; classes: readonly ClassCount[] }

export const firmsIn = ({ classes }: Pick<PopulationMonth, 'classes'>): number =>
  classes.reduce((sum, { firms }) => sum + firms, 0)

/**
 * The month asked for, else the newest; against the one asked for, else a year before, else the oldest large enough.
 * @param months oldest first
 */
export function monthPair<Month extends PopulationMonth>(
  months: readonly Month[],
  asked: { month?: string | undefined; reference?: string | undefined },
): { month: Month; reference: Month } | null {
  const byName = (name: string | undefined) => months.find(({ month }) => month === name)
  const month = byName(asked.month) ?? months.at(-1)
  if (!month) return null
  const large = months.filter((one) => firmsIn(one) >= leastPopulation && one.month < month.month)
  const yearBefore = large.find((one) => one.month === addMonthsToMonth(month.month, -12))
  const reference = byName(asked.reference) ?? yearBefore ?? large[0] ?? months[0]
  return reference ? { month, reference } : null
}

/** The class of those without a value stands before all others. */
const absent = -1

/** How many had no value in a month; null where they are too few to be told apart from others. */
export function missingIn(classes: readonly ClassCount[]): number | null {
  const held = classes.find(({ places }) => places[0] === absent)
  return held === undefined ? 0 : held.places.length === 1 ? held.firms : null
}
