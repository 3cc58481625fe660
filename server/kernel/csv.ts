import { type Fen, yuanText } from './fen'
import { done, type Outcome, refused } from './outcome'

/** What goes into a table: text, a whole number, an amount (written in yuan with two decimals), or nothing. */
export type Cell = string | number | bigint | { fen: Fen } | null

export type CsvRefusal = 'csv.unclosed-quote' | 'csv.text-after-quote'

const BOM = '\uFEFF'
/** What a spreadsheet takes for the beginning of a formula, full-width forms too; behind quotes that we put there. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

/**
 * Rows as a CSV file (RFC 4180, CRLF) with a byte order mark, by which Excel knows UTF-8. Text that a spreadsheet would
 * run as a formula gets an apostrophe before it; `parseCsv` takes it off again, so nothing is lost on the way.
 */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  BOM + rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return quoted(FORMULA.test(cell) ? `'${cell}` : cell)
  // Numbers of our own making: `-12.00` is a number there too, not a formula.
  return typeof cell === 'object' ? yuanText(cell.fen) : String(cell)
}

const quoted = (text: string) => (/[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const restored = (text: string) => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text)

/** The delimiter of a file, by its first line: comma, semicolon or tab, whichever stands there most. */
export function delimiterOf(text: string): ',' | ';' | '\t' {
  const [first = ''] = text.split(/[\r\n]/, 1)
  const count = (delimiter: string) => first.split(delimiter).length
  if (count('\t') > count(',') && count('\t') >= count(';')) return '\t'
  return count(';') > count(',') ? ';' : ','
}

/**
 * Rows of cells; lines end with CRLF, LF or CR, a byte order mark is skipped, an empty line is a row of one empty cell.
 * Refuses text whose quotes don't close, or that goes on behind a closing quote: such a file is cut or damaged.
 */
export function parseCsv(text: string, delimiter: ',' | ';' | '\t' = ','): Outcome<string[][], CsvRefusal> {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.startsWith(BOM) ? 1 : 0
  while (at < text.length) {
    const cell = readCell(text, at, delimiter)
    if ('refusal' in cell) return refused(cell.refusal)
    row.push(restored(cell.text))
    at = cell.end
    if (text[at] === delimiter) {
      at++
      // A delimiter as the last character still opens a cell.
      if (at < text.length) continue
      row.push('')
    } else at += text.startsWith('\r\n', at) ? 2 : 1
    rows.push(row)
    row = []
  }
  return done(rows)
}

type ReadCell = { text: string; end: number } | { refusal: CsvRefusal }

function readCell(text: string, start: number, delimiter: string): ReadCell {
  if (text[start] !== '"') {
    let end = start
    while (end < text.length && text[end] !== delimiter && text[end] !== '\r' && text[end] !== '\n') end++
    return { text: text.slice(start, end), end }
  }
  let close = start
  for (;;) {
    close = text.indexOf('"', close + 1)
    if (close < 0) return { refusal: 'csv.unclosed-quote' }
    if (text[close + 1] !== '"') break
    close++
  }
  const next = text[close + 1]
  if (next !== undefined && next !== delimiter && next !== '\r' && next !== '\n') return { refusal: 'csv.text-after-quote' }
  return { text: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
}
