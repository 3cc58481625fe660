import { addDays, addMonthsToMonth, monthOf } from '@/server/kernel/dates'
import type { DataClass } from '../schema'
import type { CatalogueItem } from './catalogue'
import { owed } from './lateness'

/**
 * What is owed of an item that comes as records without a rhythm of their own. PUSH: files for these months (`YYYY-MM`, both
 * included; null where no day is agreed), PULL: an answer whenever one is asked for.
 */
export type OwedList = { itemId: string; dataClass: DataClass; pushed: boolean; from: string | null; to: string | null }

/** So many months back a monthly list is held against its agreement. */
const months = 12

/** The last December of which a yearly list has to be there on a day; the year before last until its days are over. */
function decemberOwed(dueDays: number, today: string): string {
  const year = Number(today.slice(0, 4)) - 1
  return today > addDays(`${year}-12-31`, dueDays) ? `${year}-12` : `${year - 1}-12`
}

function monthsOwed(item: CatalogueItem, today: string): Pick<OwedList, 'from' | 'to'> {
  if (item.share !== 'PUSH' || item.dueDays === null) return { from: null, to: null }
  if (item.cycle === 'YEARLY') {
    const december = decemberOwed(item.dueDays, today)
    return { from: december, to: december }
  }
  const to = owed(item, today)?.month ?? addMonthsToMonth(monthOf(today), -2)
  return { from: addMonthsToMonth(to, 1 - months), to }
}

/**
 * Every list of the catalogue with what is owed of it on a day (`YYYY-MM-DD`, Asia/Shanghai). What has a month of its own
 * (CONTINUOUS) is counted by its months instead (domain/quality.ts).
 */
export const owedLists = (items: readonly CatalogueItem[], today: string): OwedList[] =>
  items.flatMap((item) => {
    const { id: itemId, dataClass, share, rules } = item
    if (!dataClass || rules.includes('CONTINUOUS') || (share !== 'PUSH' && share !== 'PULL')) return []
    return [{ itemId, dataClass, pushed: share === 'PUSH', ...monthsOwed(item, today) }]
  })
