import type { EnterpriseFacts } from '../schema'

type AnyFacts = NonNullable<EnterpriseFacts[keyof EnterpriseFacts]>
type Row = Record<string, unknown>

/** What names a record within its list: its month, number, year or day. */
const keyOf = (row: Row): string | null => {
  for (const field of ['month', 'id', 'year'] as const) if (row[field] !== undefined) return String(row[field])
  return null
}

/** A record in which nothing stood yet and now something does was continued, not corrected: a bill was paid, a case closed. */
const isContinued = (before: Row, after: Row) =>
  Object.keys(before).some((field) => before[field] === null && after[field] !== null)

const isSame = (before: Row, after: Row) => Object.keys(before).every((field) => before[field] === after[field])

function listsOf(facts: AnyFacts): Map<string, Row[]> {
  const lists = Object.entries(facts).flatMap(([name, value]) =>
    Array.isArray(value) ? [[name, value.filter((row): row is Row => typeof row === 'object' && row !== null)] as const] : [],
  )
  return new Map(lists)
}

/**
 * Keys of the records that a source states otherwise than before, sorted: a value that was given and is now another, or a month
 * of the later period that has gone. What is new, or has come to its end, is no correction.
 */
export function correctedKeys(before: AnyFacts, after: AnyFacts, later: { from: string; to: string }): string[] {
  const now = listsOf(after)
  const corrected = new Set<string>()
  for (const [name, rows] of listsOf(before)) {
    const found = new Map((now.get(name) ?? []).map((row) => [keyOf(row), row]))
    for (const row of rows) {
      const key = keyOf(row)
      if (key === null) continue
      const again = found.get(key)
      if (again ? !isSame(row, again) && !isContinued(row, again) : isMonthOf(row, later)) corrected.add(key)
    }
  }
  return [...corrected].sort()
}

const isMonthOf = ({ month }: Row, { from, to }: { from: string; to: string }) =>
  typeof month === 'string' && month >= from && month <= to
