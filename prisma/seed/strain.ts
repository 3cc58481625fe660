import { addMonthsToMonth, firstDayOf, type Month, monthOf, shanghaiDate } from '@/server/kernel/dates'
import type { Desk } from './desk'
import type { World } from './world'

/**
 * Chance that a borrower can't meet its instalments from a month on, by its hidden health: 1.1 % for an ordinary one, a quarter
 * of it for one standard deviation better, over 4 % for one worse. The city's own failures are rarer: those end firms, this is
 * debt that was too much for some. Banks lend to the better ones, so that 2 to 4 in a hundred loans of eighteen months go bad.
 */
const strainAt = (health: number): number => 1 / (1 + Math.exp(4.5 + 1.4 * health))

/** Months after the contract in which the strain begins; at most one. Its own stream: all else of the city stays as it is. */
export function strainedMonths(world: World, { at: application }: Desk): Month[] {
  const { firm, row } = application
  const random = world.random(`strain/${row.number}`, firm.index)
  const last = monthOf(world.today)
  for (
    let month = addMonthsToMonth(monthOf(shanghaiDate(application.lastAt)), 2);
    month <= last;
    month = addMonthsToMonth(month, 1)
  ) {
    if (random.chance(strainAt(world.cityOn(firstDayOf(month)).truthOf(firm.index).health))) return [month]
  }
  return []
}
