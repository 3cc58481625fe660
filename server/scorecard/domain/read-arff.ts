import { ScorecardFault } from './fault'
import { checkNames } from './read-csv'
import { cellOf, type Table } from './table'

/**
 * An ARFF file (Weka's attribute-relation format: https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/)
 * as a table: quoted names and values, `?` for missing, comments by %, sparse rows in braces. Relational attributes are
 * refused. Throws a ScorecardFault that names the line.
 */
export function readArff(text: string): Table {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const attributes: { name: string; first: string }[] = []
  let at = 0
  for (; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim()
    if (line === '' || line.startsWith('%') || /^@relation\b/i.test(line)) continue
    if (/^@data\b/i.test(line)) break
    attributes.push(attributeOf(line, at + 1))
  }
  if (at >= lines.length) throw new ScorecardFault('The ARFF file has no @data line.')
  const names = attributes.map((one) => one.name)
  if (names.length === 0) throw new ScorecardFault('The ARFF file declares no attribute.')
  checkNames(names)
  const columns: (string | null)[][] = names.map(() => [])
  for (let next = at + 1; next < lines.length; next++) {
    const line = (lines[next] ?? '').trim()
    if (line === '' || line.startsWith('%')) continue
    const cells = line.startsWith('{') ? sparse(line, attributes, next + 1) : cellsOf(line, next + 1)
    if (cells.length !== names.length) {
      throw new ScorecardFault(`Line ${next + 1} has ${cells.length} values, but ${names.length} attributes are declared.`)
    }
    for (const [place, cell] of cells.entries()) columns[place]?.push(cell)
  }
  const rows = columns[0]?.length ?? 0
  if (rows === 0) throw new ScorecardFault('The ARFF file has no rows behind @data.')
  return { names, columns, rows }
}

const ATTRIBUTE = /^@attribute\s+(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+))\s+(.+)$/i

function attributeOf(line: string, number: number): { name: string; first: string } {
  const [, single, double, bare, type = ''] = ATTRIBUTE.exec(line) ?? []
  const name = single ?? double ?? bare
  if (name === undefined) throw new ScorecardFault(`Line ${number} of the ARFF file is no @attribute, @relation or @data.`)
  if (/^relational\b/i.test(type))
    throw new ScorecardFault(`Line ${number} declares a relational attribute, which no table holds.`)
  if (!/^(?:numeric|real|integer|string|date\b.*|\{.*\})\s*(?:%.*)?$/i.test(type.trim())) {
    throw new ScorecardFault(`Line ${number} declares the attribute "${name}" with an unknown type.`)
  }
  // A sparse row leaves out what is zero, or the first of the listed values.
  const nominal = /^\{(.*)\}/.exec(type.trim())?.[1]
  const first = nominal === undefined ? '0' : (cellsOf(nominal, number)[0] ?? '0')
  return { name: unescaped(name).trim(), first }
}

const unescaped = (text: string) => text.replaceAll(/\\(.)/g, '$1')

/** The values of a line: quoted by ' or " with backslash escapes, or bare; a bare `?` is missing, a quoted one is text. */
function cellsOf(line: string, number: number): (string | null)[] {
  const cells: (string | null)[] = []
  let at = 0
  for (;;) {
    while (line[at] === ' ' || line[at] === '\t') at++
    const quote = line[at]
    if (quote === "'" || quote === '"') {
      const start = ++at
      while (at < line.length && line[at] !== quote) at += line[at] === '\\' ? 2 : 1
      if (at >= line.length) throw new ScorecardFault(`Line ${number} of the ARFF file opens a quotation and never closes it.`)
      cells.push(unescaped(line.slice(start, at)).trim())
      at++
      while (line[at] === ' ' || line[at] === '\t') at++
      if (at < line.length && line[at] !== ',')
        throw new ScorecardFault(`Line ${number} of the ARFF file lacks a comma behind a quotation.`)
    } else {
      const end = line.indexOf(',', at)
      cells.push(cellOf(line.slice(at, end < 0 ? line.length : end)))
      at = end < 0 ? line.length : end
    }
    if (at >= line.length) return cells
    at++
    if (at === line.length) return [...cells, null]
  }
}

function sparse(line: string, attributes: readonly { first: string }[], number: number): (string | null)[] {
  const cells: (string | null)[] = attributes.map((one) => one.first)
  const inner = /^\{(.*)\}$/.exec(line)?.[1]?.trim()
  if (inner === undefined) throw new ScorecardFault(`Line ${number} of the ARFF file opens a brace and never closes it.`)
  if (inner === '') return cells
  // A value may hold a comma only inside quotation marks.
  for (const pair of inner.match(/\d+\s+(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? []) {
    const [, index, value] = /^(\d+)\s+(.*)$/.exec(pair) ?? []
    if (index === undefined || Number(index) >= cells.length) {
      throw new ScorecardFault(`Line ${number} of the ARFF file names an attribute that is not declared.`)
    }
    cells[Number(index)] = cellsOf(value ?? '', number)[0] ?? null
  }
  return cells
}
