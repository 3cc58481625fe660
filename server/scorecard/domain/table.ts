/** Raw cells of a data file, column by column; null is a missing cell. Rows keep the order of the file. */
export type Table = { names: string[]; columns: (string | null)[][]; rows: number }

/** How an analyst's tools write "nothing". `none` isn't among them: it is a category as often as not. */
const missingTokens = new Set(['', '?', '.', 'NA', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'NAN', 'null', 'NULL', '<NA>'])

/** The cell without outer blanks, or null when it says that nothing is there. */
export function cellOf(text: string): string | null {
  const trimmed = text.trim()
  return missingTokens.has(trimmed) ? null : trimmed
}

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const GROUPED = /^[+-]?[$¥￥€£]?\s?[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[+-]?[$¥￥€£]\s?\d+(?:\.\d+)?$/
const INFINITE = /^([+-]?)(?:inf|infinity)$/i

/**
 * The number that a cell states, or null when it is text: 12, -1.5e3, 1,234.50, $60,000.00, 12.5%, inf. Negative zero is
 * zero. A per cent sign divides by nothing: the column keeps its own unit.
 */
export function numberOf(cell: string): number | null {
  const text = cell.endsWith('%') ? cell.slice(0, -1).trimEnd() : cell
  if (PLAIN.test(text)) return Number(text) + 0
  const infinite = INFINITE.exec(text)
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return GROUPED.test(text) ? Number(text.replaceAll(/[,$¥￥€£\s]/g, '')) + 0 : null
}

const DATE = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/

/** The day that a cell states (2026-03-01, 2026/3/1, with or without a time), in days since 1970-01-01; null when it is none. */
export function dayOf(cell: string): number | null {
  const [, year, month, day] = DATE.exec(cell) ?? []
  if (!year || !month || !day) return null
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const read = new Date(at)
  return read.getUTCMonth() === Number(month) - 1 && read.getUTCDate() === Number(day) ? at / 86_400_000 : null
}

/** The column of that name, or undefined. */
export const columnOf = (table: Table, name: string) => {
  const at = table.names.indexOf(name)
  return at < 0 ? undefined : table.columns[at]
}
