import type { PlainDate } from '@/server/kernel/dates'

/**
 * How many days an institution has to delete its copies after a withdrawal. The law sets no number (个人信息保护法 art. 47:
 * the processor deletes of its own accord); fifteen days is ours, dated.
 */
const rules: readonly [{ since: PlainDate; days: number }, ...{ since: PlainDate; days: number }[]] = [
  { since: '0001-01-01', days: 15 },
]

export const copyDeletionDays = (on: PlainDate): number => (rules.findLast(({ since }) => since <= on) ?? rules[0]).days

export type CopyStanding = 'CONFIRMED' | 'OVERDUE' | 'OPEN'

/** How an order to delete stands on a day; the last day itself is still in time. */
export function copyStanding(copy: { dueOn: PlainDate; confirmedAt: Date | null }, today: PlainDate): CopyStanding {
  if (copy.confirmedAt) return 'CONFIRMED'
  return copy.dueOn < today ? 'OVERDUE' : 'OPEN'
}
