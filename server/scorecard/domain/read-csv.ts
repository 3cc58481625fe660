import { delimiterOf, parseCsv } from '@/server/kernel/csv'
import { ScorecardFault } from './fault'
import { cellOf, type Table } from './table'

const sentences = {
  'csv.unclosed-quote': 'A quotation mark in the CSV file is never closed.',
  'csv.text-after-quote': 'The CSV file has text between a closing quotation mark and the next separator.',
}

/**
 * A CSV file (RFC 4180; comma, semicolon or tab; first line the names) as a table. Empty lines are skipped.
 * Throws a ScorecardFault for a broken quotation, a row of another length, a name that is empty or stands twice.
 */
export function readCsv(text: string): Table {
  const parsed = parseCsv(text, delimiterOf(text))
  if (!parsed.ok) throw new ScorecardFault(sentences[parsed.refusal])
  const [header, ...rest] = parsed.value
  if (!header || (header.length === 1 && header[0]?.trim() === '')) throw new ScorecardFault('The CSV file is empty.')
  const names = header.map((name) => name.trim())
  const body = names.length > 1 ? rest.filter((row) => row.length > 1 || row[0] !== '') : rest
  checkNames(names)
  if (body.length === 0) throw new ScorecardFault('The CSV file has a heading but no rows.')
  const columns: (string | null)[][] = names.map(() => new Array<string | null>(body.length).fill(null))
  for (const [at, row] of body.entries()) {
    if (row.length !== names.length) {
      throw new ScorecardFault(`Data row ${at + 1} has ${row.length} cells, but the heading names ${names.length} columns.`)
    }
    for (const [place, cell] of row.entries()) {
      const column = columns[place]
      if (column) column[at] = cellOf(cell)
    }
  }
  return { names, columns, rows: body.length }
}

/** Throws when a column has no name, or two have the same. A first column without a name is a data frame's row index. */
export function checkNames(names: string[]): void {
  if (names[0] === '') names[0] = '(row)'
  const blank = names.indexOf('')
  if (blank >= 0) throw new ScorecardFault(`Column ${blank + 1} has no name.`)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new ScorecardFault(`Two columns are named "${twice}".`)
}
