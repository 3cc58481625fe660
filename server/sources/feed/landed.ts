import type { Layout } from './layouts'
import { withdrawn } from './read-line'

export type LandedRow = { sequence: bigint; part: number; body: string }
type LandedRecord = Record<string, string | null>

/** Where what lies in the landing zone stands sealed, under its firm's key. */
export const landedCell = (creditCode: string, deliveryId: string, part: number) => ({
  table: 'feed_record',
  column: 'body',
  row: `${creditCode}/${deliveryId}/${part}`,
})

/** The lines of landed rows in the order in which they came. */
export const linesInOrder = (rows: readonly LandedRow[]): string[] =>
  rows
    .toSorted((a, b) => (a.sequence === b.sequence ? a.part - b.part : a.sequence < b.sequence ? -1 : 1))
    .flatMap(({ body }) => body.split('\n'))

/**
 * The records that are current among an enterprise's landed rows of one class: of two lines with one key the later delivery's
 * counts, and a withdrawn one is gone. Only those of the period (months, both included) are taken, and what has no date.
 */
export function currentRecords(
  { columns, dated }: Layout,
  rows: readonly LandedRow[],
  { from, to }: { from: string; to: string },
): LandedRecord[] {
  const byKey = new Map<string, string[]>()
  for (const line of linesInOrder(rows)) {
    const values = line.split('\t')
    const key = values[0] as string
    if (values.length === 2 && values[1] === withdrawn) byKey.delete(key)
    else byKey.set(key, values)
  }
  const keys = [...byKey.keys()].sort()
  const records = keys.map((key) => {
    const values = byKey.get(key) as string[]
    return Object.fromEntries(columns.map(({ field }, at) => [field, values[at] || null]))
  })
  return dated === null ? records : records.filter((record) => within(record[dated] ?? '', from, to))
}

/** `202603` or `2026-03-15` against months such as `2026-03`. */
function within(date: string, from: string, to: string): boolean {
  const month = date.length === 6 ? `${date.slice(0, 4)}-${date.slice(4)}` : date.slice(0, 7)
  return month >= from && month <= to
}
