import { type Bin, type Binning, binIndices, type Column, codeBin, intervalsAt, missingBin } from './bins'
import { ScorecardFault } from './fault'
import { numberOf } from './table'

/**
 * What the analyst fixed for a variable; `cuts` of a number, `groups` of texts; `auto`: bins of our own; `linear`: the number
 * itself, in no bins. `special`: numbers that are codes, not amounts; each has a bin of its own.
 */
export type Break =
  | { how: 'cuts'; cuts: number[]; withMissing: number | null; special: number[] }
  | { how: 'groups'; groups: { values: string[]; missing: boolean }[] }
  | { how: 'auto'; special: number[] }
  | { how: 'linear' }
/** In the order of the file, which is the order of the variables on the card. */
export type Breaks = Map<string, Break>

const JOIN = '%,%'

/**
 * A breaks file: `{ "age": [26, 35, 40], "housing": ["own", "rent%,%for free"], "purpose": "auto" }`, as scorecard packages
 * write it; also rows of a bin table with `variable` and `breaks`. Infinite edges may be listed. `missing` joins empty cells
 * to a bin. `"linear"` takes the column untransformed; `{ "breaks": [26, 35], "special": [-999] }` gives codes bins of their
 * own (`breaks` left out: auto). The card has exactly the variables listed. Throws a ScorecardFault that names the variable.
 */
export function readBreaks(json: unknown): Breaks {
  const lists = Array.isArray(json) ? fromRows(json) : json
  if (typeof lists !== 'object' || lists === null) {
    throw new ScorecardFault('The breaks file must be a JSON object that lists breaks by variable.')
  }
  const entries = Object.entries(lists)
  if (entries.length === 0) throw new ScorecardFault('The breaks file lists no variable.')
  return new Map(entries.map(([name, list]) => [name, breakOf(name, list)]))
}

function fromRows(rows: readonly unknown[]): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = {}
  for (const row of rows) {
    const { variable, breaks } = (row ?? {}) as { variable?: unknown; breaks?: unknown }
    if (typeof variable !== 'string' || breaks === undefined) {
      throw new ScorecardFault('A list of breaks must be of rows that have "variable" and "breaks".')
    }
    const list = (lists[variable] ??= [])
    list.push(breaks)
  }
  return lists
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function breakOf(name: string, list: unknown): Break {
  if (isObject(list) && ('special' in list || 'breaks' in list)) return withSpecial(name, list)
  if (list === 'auto' || list === null) return { how: 'auto', special: [] }
  if (list === 'linear') return { how: 'linear' }
  const items = Array.isArray(list) ? list : typeof list === 'string' || typeof list === 'number' ? [list] : undefined
  if (!items) throw new ScorecardFault(`The breaks of "${name}" must be a list of cuts or of groups of values.`)
  const groups = items.map((item) => partsOf(name, item))
  const edges = groups.map((parts) => parts.filter((part) => part !== 'missing').map(edgeOf))
  const numeric = edges.every((of) => of.length <= 1 && !of.includes(null)) && edges.some((of) => of.length === 1)
  if (!numeric) {
    return groupsOf(name, groups)
  }
  const upper = edges.map(([edge]) => edge ?? null)
  const cuts = [...new Set(upper.filter((edge) => edge !== null && Number.isFinite(edge)))].sort((a, b) => (a ?? 0) - (b ?? 0))
  const at = groups.findIndex((parts) => parts.includes('missing') && parts.length > 1)
  const joined = at < 0 ? null : (upper[at] ?? null)
  return { how: 'cuts', cuts: cuts as number[], withMissing: joined, special: [] }
}

/** Breaks beside codes: `{ breaks, special }`. */
function withSpecial(name: string, { breaks = 'auto', special = [], ...more }: Record<string, unknown>): Break {
  const [unknown] = Object.keys(more)
  if (unknown !== undefined) throw new ScorecardFault(`The breaks of "${name}" have "${unknown}" beside breaks and special.`)
  if (isObject(breaks)) throw new ScorecardFault(`The breaks of "${name}" must be a list of cuts or of groups of values.`)
  const codes = Array.isArray(special) ? special.map((one) => (typeof one === 'string' ? numberOf(one.trim()) : one)) : [null]
  if (!codes.every((code) => typeof code === 'number' && Number.isFinite(code))) {
    throw new ScorecardFault(`The special values of "${name}" must be a list of numbers.`)
  }
  const found = breakOf(name, breaks)
  if (codes.length === 0) return found
  if (found.how === 'groups' || found.how === 'linear') {
    throw new ScorecardFault(`"${name}" has special values, but no bins of numbers that they could stand beside.`)
  }
  return { ...found, special: [...new Set(codes as number[])] }
}

function partsOf(name: string, item: unknown): string[] {
  if (typeof item === 'number') return [String(item)]
  if (typeof item === 'string') return item.split(JOIN)
  if (Array.isArray(item) && item.every((each) => typeof each === 'string' || typeof each === 'number')) return item.map(String)
  throw new ScorecardFault(`The breaks of "${name}" hold something that is neither a number, a text nor a list of texts.`)
}

/** The cut that a text states: a number, inf, or an interval's upper end; null when it is a value. */
function edgeOf(text: string): number | null {
  const end = /^\[[^,]+,([^,]+)\)$/.exec(text.trim())?.[1] ?? text.trim()
  if (/^[+-]?inf(?:inity)?$/i.test(end)) return end.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return end !== '' && Number.isFinite(Number(end)) ? Number(end) + 0 : null
}

function groupsOf(name: string, groups: readonly string[][]): Break {
  const listed = groups.map((parts) => ({
    values: parts.filter((part) => part !== 'missing').map((part) => part.trim()),
    missing: parts.includes('missing'),
  }))
  const values = listed.flatMap((group) => group.values)
  const twice = values.find((value, at) => values.indexOf(value) !== at)
  if (twice !== undefined) throw new ScorecardFault(`The breaks of "${name}" list "${twice}" twice.`)
  return { how: 'groups', groups: listed }
}

/** Bins as the analyst fixed them; missing cells and texts that nobody listed get bins of their own where the column has any. */
export function binningOf(column: Column, fixed: Extract<Break, { how: 'cuts' | 'groups' }>): Binning {
  const bins: Bin[] =
    fixed.how === 'groups'
      ? fixed.groups.map((group) => ({ interval: null, ...group, rest: false }))
      : [
          ...intervalsAt(fixed.cuts).map((bin) => ({
            ...bin,
            missing: fixed.withMissing !== null && (bin.interval?.to ?? Number.POSITIVE_INFINITY) === fixed.withMissing,
          })),
          ...fixed.special.map(codeBin),
        ]
  const binning = { name: column.name, kind: column.kind, bins }
  const found = binIndices(binning, column)
  const unplaced = column.texts.filter((_, row) => found[row] === -1)
  if (unplaced.some((text) => text !== null)) bins.push({ interval: null, values: [], missing: false, rest: true })
  if (unplaced.includes(null)) bins.push(missingBin)
  return binning
}
