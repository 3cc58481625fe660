import { dayOf, numberOf } from './table'

/** How a column is read: `date` counts days since 1970-01-01. */
export type Kind = 'number' | 'date' | 'text'

/**
 * One bin of a variable. `interval`: from ≤ value < to, null where it is open. `values`: texts that it takes (in a numeric
 * column these are special codes). `missing`: it takes empty cells. `rest`: it takes texts that no other bin lists.
 */
export type Bin = {
  interval: { from: number | null; to: number | null } | null
  values: string[]
  missing: boolean
  rest: boolean
}
export type Binning = { name: string; kind: Kind; bins: Bin[] }

/** A column decoded once: `numbers` is NaN where the cell is missing, text or one of `codes`. */
export type Column = { name: string; kind: Kind; numbers: Float64Array; texts: (string | null)[]; codes: ReadonlySet<string> }

export function columnFrom(name: string, kind: Kind, cells: readonly (string | null)[]): Column {
  const numbers = new Float64Array(cells.length).fill(Number.NaN)
  if (kind !== 'text') {
    const read = kind === 'date' ? dayOf : numberOf
    for (const [row, cell] of cells.entries()) {
      const value = cell === null ? null : read(cell)
      if (value !== null) numbers[row] = value
    }
  }
  return { name, kind, numbers, texts: [...cells], codes: new Set() }
}

/** The column with some of its numbers taken for codes: however a cell writes them, they are texts of one spelling. */
export function withCodes(column: Column, special: readonly number[]): Column {
  if (special.length === 0) return column
  const isCode = column.numbers.map((value) => (special.includes(value) ? 1 : 0))
  return {
    ...column,
    numbers: column.numbers.map((value, row) => (isCode[row] ? Number.NaN : value)),
    texts: column.texts.map((text, row) => (isCode[row] ? String(column.numbers[row]) : text)),
    codes: new Set(special.map(String)),
  }
}

/** At least this share of the cells of a numeric column are numbers; the rest are special codes. */
const NUMERIC_SHARE = 0.8
const MOST_CODES = 20

/** Numbers with at most a few textual codes among them, days, or text; judged by the cells of the rows that train. */
export function kindOf(cells: readonly (string | null)[]): Kind {
  const present = cells.filter((cell) => cell !== null)
  if (present.length === 0) return 'text'
  for (const [kind, read] of [['number', numberOf] as const, ['date', dayOf] as const]) {
    const others = present.filter((cell) => read(cell) === null)
    const few = others.length <= present.length * (1 - NUMERIC_SHARE) && new Set(others).size <= MOST_CODES
    if (few) return kind
  }
  return 'text'
}

/** The bin of each cell of a column; −1 where none takes it, which scores as neutral. */
export function binIndices(binning: Binning, column: Column): Int32Array {
  const { bins } = binning
  const ofValue = new Map(bins.flatMap((bin, at) => bin.values.map((value) => [value, at] as const)))
  // Codes that are numbers: -999 and -999.0 are one.
  const ofCode = new Map<number, number>()
  if (binning.kind === 'number') for (const [value, at] of ofValue) ofCode.set(numberOf(value) ?? Number.NaN, at)
  const missing = bins.findIndex((bin) => bin.missing)
  const rest = bins.findIndex((bin) => bin.rest)
  const intervals = bins.flatMap((bin, at) => (bin.interval ? [{ ...bin.interval, at }] : []))
  return Int32Array.from({ length: column.texts.length }, (_, row) => {
    const text = column.texts[row] ?? null
    if (text === null) return missing
    const number = column.numbers[row] as number
    const listed = ofValue.get(text)
    if (listed !== undefined) return listed
    if (Number.isNaN(number)) return rest
    const code = ofCode.get(number)
    if (code !== undefined) return code
    const found = intervals.find(({ from, to }) => (from === null || number >= from) && (to === null || number < to))
    return found?.at ?? rest
  })
}

const DAY_MS = 86_400_000

function edge(value: number | null, open: string, kind: Kind): string {
  if (value === null) return open
  if (kind === 'date') return new Date(value * DAY_MS).toISOString().slice(0, 10)
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value)
}

/** The bin in the notation of scorecard tables: `[8.0,16.0)`, `a%,%b`, `missing`; `(other)` takes texts not listed. */
export function binLabel(bin: Bin, kind: Kind): string {
  const { interval } = bin
  const parts = [
    ...(bin.missing ? ['missing'] : []),
    ...(interval ? [`[${edge(interval.from, '-inf', kind)},${edge(interval.to, 'inf', kind)})`] : []),
    ...bin.values,
    ...(bin.rest ? ['(other)'] : []),
  ]
  return parts.join('%,%')
}

/** Upper edge or values of a bin: the `breaks` column of scorecard tables. */
export const binBreaks = (bin: Bin, kind: Kind) =>
  bin.interval && !bin.missing ? edge(bin.interval.to, 'inf', kind) : binLabel(bin, kind)

/** Consecutive intervals over the whole line, cut at ascending `cuts`. */
export const intervalsAt = (cuts: readonly number[]): Bin[] =>
  [null, ...cuts].map((from, at) => ({ interval: { from, to: cuts[at] ?? null }, values: [], missing: false, rest: false }))

/** The bin of one number that is a code. */
export const codeBin = (code: number): Bin => ({ interval: null, values: [String(code)], missing: false, rest: false })

export const missingBin: Bin = { interval: null, values: [], missing: true, rest: false }
