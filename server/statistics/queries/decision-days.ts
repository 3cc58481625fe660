import type { OfficeScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { addDays, daysBetween, type PlainDate } from '@/server/kernel/dates'
import { isWorkingDay } from '@/server/kernel/working-days'
import type { Dimension } from '../domain/definitions'
import type { Period } from '../domain/figures'
import type { Selection } from '../schema'

export type Stop = { from: PlainDate; until: PlainDate | null }
type Row = { key: string | null; submitted: PlainDate; decided: PlainDate; stops: Stop[] | null; times: bigint }

/** Working days from submission to each decision, ascending, and those on which the clock stood still, together. */
export type DecisionDays = { counted: number[]; stoppedTotal: number; withStops: number }

/**
 * How long the decisions of a period took, by key (`all`: null). The rule is lending's `workingDaysTaken`: the day of
 * submission doesn't count, that of the decision does; the day of a request for supplement counts, that of the answer
 * doesn't.
 */
export async function decisionDaysBy(
  tx: Tx,
  _office: OfficeScope,
  by: Dimension | 'all',
  period: Period,
  { institution, county, industry, size }: Selection,
): Promise<Map<string | null, DecisionDays>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT * FROM totals.decisions(${by}, ${period.from}::date, ${period.to}::date, ${institution ?? null}::uuid, ${county ?? null},
      ${industry ?? null}, ${size ?? null})`
  const first = rows.reduce((earliest, { submitted }) => (submitted < earliest ? submitted : earliest), period.to)
  const workedSince = workedDays(first, period.to)
  const byKey = new Map<string | null, DecisionDays>()
  for (const row of rows) {
    const days = byKey.get(row.key) ?? { counted: [], stoppedTotal: 0, withStops: 0 }
    const { counted, stopped } = daysTaken(row, workedSince)
    for (let time = 0n; time < row.times; time++) days.counted.push(counted)
    days.stoppedTotal += stopped * Number(row.times)
    if (row.stops) days.withStops += Number(row.times)
    byKey.set(row.key, days)
  }
  for (const days of byKey.values()) days.counted.sort((a, b) => a - b)
  return byKey
}

/** Of all keys together; what a whole has when only its parts were read. */
export function joinDays(parts: Iterable<DecisionDays>): DecisionDays {
  const all: DecisionDays = { counted: [], stoppedTotal: 0, withStops: 0 }
  for (const { counted, stoppedTotal, withStops } of parts) {
    all.counted.push(...counted)
    all.stoppedTotal += stoppedTotal
    all.withStops += withStops
  }
  all.counted.sort((a, b) => a - b)
  return all
}

/** Working days up to and including a day, counted once for all rows: a difference of two is the days between. */
export function workedDays(from: PlainDate, to: PlainDate): (day: PlainDate) => number {
  const upTo = new Map<PlainDate, number>()
  let worked = 0
  for (let step = 0; step <= daysBetween(from, to); step++) {
    const day = addDays(from, step)
    if (isWorkingDay(day)) worked++
    upTo.set(day, worked)
  }
  return (day) => upTo.get(day) ?? (day < from ? 0 : worked)
}

export function daysTaken(row: Pick<Row, 'submitted' | 'decided' | 'stops'>, workedUpTo: (day: PlainDate) => number) {
  const between = (after: PlainDate, to: PlainDate) => (to > after ? workedUpTo(to) - workedUpTo(after) : 0)
  let stopped = 0
  let end = row.submitted
  for (const { from, until } of row.stops ?? []) {
    // Spans may touch or overlap: only what lies after the last one's end is new.
    const start = from > end ? from : end
    const last = until === null || until > row.decided ? row.decided : until
    stopped += between(start, last)
    if (last > end) end = last
  }
  return { counted: between(row.submitted, row.decided) - stopped, stopped }
}
