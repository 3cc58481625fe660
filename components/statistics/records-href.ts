import { queryHref } from '@/components/ui/query-href'
import { firstDayOf, lastDayOf, type PlainDate } from '@/server/kernel/dates'
import type { Dimension } from '@/server/statistics/domain/definitions'
import { periodOf } from '@/server/statistics/domain/period-of'
import type { PeriodName, RecordKind, Selection } from '@/server/statistics/schema'

type Cut = { by: Dimension; period: PeriodName; asOf: PlainDate; selection: Selection }

/** What stands on a day has no first one. */
const stocks: readonly RecordKind[] = ['balance', 'enterprises']

/**
 * The way from a figure of a breakdown down to its own records: those of its row, or of the whole, in its days.
 * @param key the row's; null: of the total
 */
export function recordsHref({ by, period, asOf, selection }: Cut, key: string | null, kind: RecordKind): string {
  const ofMonth = by === 'month' && key !== null
  const last = ofMonth && lastDayOf(key) < asOf ? lastDayOf(key) : asOf
  const first = ofMonth ? firstDayOf(key) : period === 'cumulative' ? undefined : periodOf(period, asOf).from
  return queryHref('/office/records', selection, {
    ...(by === 'month' || key === null ? {} : { [by]: key }),
    kind,
    from: stocks.includes(kind) ? undefined : first,
    to: last,
  })
}
