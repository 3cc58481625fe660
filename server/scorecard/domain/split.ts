import { ScorecardFault } from './fault'
import { columnOf, numberOf, type Table } from './table'

/** Which rows train and which test. `column`: the column that says so, which is then no predictor. */
export type Split = { how: 'all' } | { how: 'odd-even' } | { how: 'mod10' } | { how: 'column'; column: string; value: string }

/** The 0-based index mod 10 of the rows that test under `mod10`. */
const TESTED = [0, 3, 6]

/** `odd-even`, `mod10` or COLUMN=VALUE; a column's name may itself hold `=`. Throws a ScorecardFault. */
export function splitOf(text: string | undefined, table: Table): Split {
  if (text === undefined) return { how: 'all' }
  if (text === 'odd-even' || text === 'mod10') return { how: text }
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
    const column = text.slice(0, at)
    if (table.names.includes(column)) return { how: 'column', column, value: text.slice(at + 1) }
  }
  if (text.includes('=')) throw new ScorecardFault(`The data have no column "${text.slice(0, text.indexOf('='))}" to split by.`)
  throw new ScorecardFault(`The split "${text}" is neither odd-even, mod10 nor COLUMN=VALUE.`)
}

/** Whether each row trains. Counted as in the reference outputs, the first row is odd, and odd rows train. */
export function trains(split: Split, table: Table): boolean[] {
  const rows = Array.from({ length: table.rows }, (_, row) => row)
  if (split.how === 'column') {
    const cells = columnOf(table, split.column)
    const trained = rows.map((row) => sameValue(cells?.[row] ?? null, split.value))
    if (!trained.includes(true)) throw new ScorecardFault(`No row has ${split.column}=${split.value}, so none could train.`)
    return trained
  }
  if (split.how === 'all') return rows.map(() => true)
  return rows.map((row) => (split.how === 'odd-even' ? row % 2 === 0 : !TESTED.includes(row % 10)))
}

/** Equal as text, or as numbers: 1 and 1.0 are one label. */
export function sameValue(cell: string | null, value: string): boolean {
  if (cell === null) return false
  if (cell === value.trim()) return true
  const [a, b] = [numberOf(cell), numberOf(value.trim())]
  return a !== null && a === b
}
