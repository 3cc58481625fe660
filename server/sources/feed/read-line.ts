import type { ColumnKind, Layout } from './layouts'

/** Why a line is set aside. */
export const lineRefusals = [
  'line.encoding',
  'line.too-long',
  'line.columns',
  'line.credit-code',
  'line.operation',
  'line.type',
  'line.negative',
  'line.future',
  'line.duplicate',
] as const
export type LineRefusal = (typeof lineRefusals)[number]

/** One believed line: whose, its key, and what is kept of it (values parted by TAB, the key first). */
export type ReadLine = { ok: true; creditCode: string; key: string; kept: string }
export type RefusedLine = { ok: false; reason: LineRefusal; column: string | null }

/** Kept in place of the values of a record that was withdrawn. */
export const withdrawn = '-'

const patterns: Record<ColumnKind, RegExp> = {
  month: /^20\d\d(0[1-9]|1[0-2])$/,
  year: /^20\d\d$/,
  // What is kept begins with it, and must not look sealed (server/keys/envelope.ts).
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters part the values where they are kept
  id: /^(?!enc\.)[^\x00-\x1f]{1,80}$/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  text: /^[^\x00-\x1f]{1,200}$/,
  day: /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'day?': /^(20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/,
  anyDay: /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'anyDay?': /^(20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/,
  yuan: /^-?(0|[1-9]\d{0,12})\.\d{2}$/,
  quantity: /^-?(0|[1-9]\d{0,11})$/,
}
const code = /^[0-9A-HJ-NPQRTUWXY]{18}$/

/** Days of the pattern that no calendar has, such as 2026-02-30; only those late in the month need asking. */
const exists = (day: string) => day.slice(8) < '29' || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day

type Check = (value: string, today: string) => LineRefusal | null

function checkOf(kind: ColumnKind | readonly string[]): Check {
  if (typeof kind !== 'string') {
    const known = new Set(kind)
    return (value) => (known.has(value) ? null : 'line.type')
  }
  const pattern = patterns[kind]
  switch (kind) {
    case 'month':
      return (value, today) =>
        !pattern.test(value) ? 'line.type' : value > today.slice(0, 4) + today.slice(5, 7) ? 'line.future' : null
    case 'year':
      return (value, today) => (!pattern.test(value) ? 'line.type' : value > today.slice(0, 4) ? 'line.future' : null)
    case 'day':
    case 'day?':
      return (value, today) =>
        !pattern.test(value) || (value && !exists(value)) ? 'line.type' : value > today ? 'line.future' : null
    case 'anyDay':
    case 'anyDay?':
      return (value) => (!pattern.test(value) || (value && !exists(value)) ? 'line.type' : null)
    case 'yuan':
    case 'quantity':
      return (value) => (!pattern.test(value) ? 'line.type' : value.startsWith('-') ? 'line.negative' : null)
    default:
      return (value) => (pattern.test(value) ? null : 'line.type')
  }
}

/**
 * Reads the cells of one line of a layout: credit code, values, operation. `today`: `YYYY-MM-DD` in Asia/Shanghai. Made once a
 * file, since a file has a million lines.
 */
export function createLineReader({ columns }: Layout, today: string): (cells: readonly string[]) => ReadLine | RefusedLine {
  const checks = columns.map(({ kind, header }) => ({ check: checkOf(kind), header }))
  const width = columns.length + 2
  return (cells) => {
    if (cells.length !== width) return { ok: false, reason: 'line.columns', column: null }
    const creditCode = cells[0] as string
    if (!code.test(creditCode)) return { ok: false, reason: 'line.credit-code', column: null }
    const operation = cells[width - 1]
    const key = cells[1] as string
    if (operation === 'D') {
      const refused = checks[0]?.check(key, today)
      if (refused) return { ok: false, reason: refused, column: checks[0]?.header ?? null }
      return { ok: true, creditCode, key, kept: `${key}\t${withdrawn}` }
    }
    if (operation !== 'I' && operation !== 'U') return { ok: false, reason: 'line.operation', column: null }
    for (let at = 0; at < checks.length; at++) {
      const refused = checks[at]?.check(cells[at + 1] as string, today)
      if (refused) return { ok: false, reason: refused, column: checks[at]?.header ?? null }
    }
    return { ok: true, creditCode, key, kept: cells.slice(1, -1).join('\t') }
  }
}

/** The cells of one line of CSV (RFC 4180; a quoted cell ends on its own line), or null when its quotes don't close. */
export function cellsOfCsv(line: string): string[] | null {
  if (!line.includes('"')) return line.split(',')
  const cells: string[] = []
  for (let at = 0; ; ) {
    if (line[at] !== '"') {
      const end = line.indexOf(',', at)
      cells.push(line.slice(at, end < 0 ? line.length : end))
      if (end < 0) return cells
      at = end + 1
      continue
    }
    let close = at + 1
    for (;;) {
      close = line.indexOf('"', close)
      if (close < 0) return null
      if (line[close + 1] !== '"') break
      close += 2
    }
    cells.push(line.slice(at + 1, close).replaceAll('""', '"'))
    if (close + 1 === line.length) return cells
    if (line[close + 1] !== ',') return null
    at = close + 2
  }
}

/** The cells of one line of NDJSON, in the layout's order: every value is text or null, and no field is unknown. */
export function cellsOfJson({ columns }: Layout, line: string): string[] | null {
  let record: unknown
  try {
    record = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return null
  const values = new Map<string, unknown>(Object.entries(record))
  const fields = ['creditCode', ...columns.map(({ field }) => field), 'op']
  if (values.size !== fields.length) return null
  const cells: string[] = []
  for (const field of fields) {
    const value = values.get(field)
    if (value !== null && typeof value !== 'string') return null
    cells.push(value ?? '')
  }
  return cells
}
