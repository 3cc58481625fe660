import { addDays, addMonthsToMonth, daysBetween, monthOf } from '@/server/kernel/dates'

/** What is agreed about an item that is due by the clock. */
type Agreed = { cycle: 'ON_CHANGE' | 'DAILY' | 'MONTHLY' | 'YEARLY'; dueDays: number | null }

/**
 * The newest month that a monthly item must cover on a day (`YYYY-MM-DD`), with the day on which it fell due; null where no day
 * is agreed or the item is no monthly one. September's figures due after 20 days are owed from 20 October on.
 */
export function owed({ cycle, dueDays }: Agreed, today: string): { month: string; dueOn: string } | null {
  if (cycle !== 'MONTHLY' || dueDays === null) return null
  for (let back = 1; back <= 3; back++) {
    const month = addMonthsToMonth(monthOf(today), -back)
    const dueOn = addDays(`${addMonthsToMonth(month, 1)}-01`, dueDays - 1)
    if (dueOn < today) return { month, dueOn }
  }
  return null
}

/** By how many days what is owed is late; 0 where it is there, or nothing is owed. `latest`: the newest month there is. */
export function daysLate(agreed: Agreed, latest: string | null, today: string): number {
  const due = owed(agreed, today)
  if (!due || (latest !== null && latest >= due.month)) return 0
  return daysBetween(due.dueOn, today)
}
