import type { Column } from './bins'

/**
 * A column cut finely, before anything is merged. Cells 0 … `ordered` − 1 may merge: intervals in their order, or the levels
 * of a text column in any order. The others are special: texts in a numeric column, and missing.
 */
export type FineCells = {
  of: Int32Array
  ordered: number
  /** Lower edges of the intervals but the first. */
  cuts: number[]
  levels: string[]
  /** The level that stands for rare and unseen ones, −1 when there is none. */
  rest: number
  specials: ({ value: string } | 'rest' | 'missing')[]
}

const MOST_INTERVALS = 50
const MOST_LEVELS = 60

/** Rows below which a level or a fine interval isn't looked at by itself. */
const fewest = (rows: number) => Math.max(8, Math.ceil(rows * 0.005))

/** Numbers into at most 50 intervals of about equal size (a value with many rows has its own), levels by frequency. */
export function fineCells(column: Column): FineCells {
  return column.kind === 'text' ? levelCells(column) : intervalCells(column)
}

function intervalCells(column: Column): FineCells {
  const rows = column.texts.length
  const sorted = column.numbers.filter((value) => !Number.isNaN(value)).sort()
  const target = Math.max(fewest(rows), sorted.length / MOST_INTERVALS)
  const cuts: number[] = []
  let size = 0
  for (let at = 0; at < sorted.length; ) {
    const value = sorted[at] as number
    let end = at + 1
    while (end < sorted.length && sorted[end] === value) end++
    const here = end - at
    // An infinite edge couldn't be written down; such values stay with their neighbours.
    if (size > 0 && Number.isFinite(value) && (size >= target || here >= target)) {
      cuts.push(shortCut(sorted[at - 1] as number, value, column.kind === 'date'))
      size = 0
    }
    size += here
    at = end
  }
  if (size < target / 2) cuts.pop()
  const counted = levelCounts(column.texts.filter((_, row) => Number.isNaN(column.numbers[row] as number)))
  const listed = counted.filter(([value, count]) => column.codes.has(value) || count >= fewest(rows)).map(([value]) => value)
  const specials: FineCells['specials'] = listed.map((value) => ({ value }))
  if (counted.length > listed.length) specials.push('rest')
  if (column.texts.includes(null)) specials.push('missing')
  const ordered = sorted.length === 0 ? 0 : cuts.length + 1
  const of = Int32Array.from(column.numbers, (value, row) => {
    if (!Number.isNaN(value)) return upper(cuts, value)
    const text = column.texts[row] ?? null
    return ordered + specialOf(specials, text)
  })
  return { of, ordered, cuts, levels: [], rest: -1, specials }
}

/**
 * A cut above `below` and not above `from`, near their middle, with as few digits as lie between: rows not seen yet fall on
 * the likelier side, and an analyst can read it.
 */
export function shortCut(below: number, from: number, whole: boolean): number {
  const gap = from - below
  if (!Number.isFinite(gap)) return from
  const middle = below + gap / 2
  for (let power = Math.ceil(Math.log10(gap)); power > Math.log10(gap) - 3 && !(whole && power < 0); power--) {
    const step = 10 ** Math.abs(power)
    const cut = (power < 0 ? Math.round(middle * step) / step : Math.round(middle / step) * step) + 0
    if (cut > below && cut <= from) return cut
  }
  return from
}

/** How many cuts are at or below the value. */
function upper(cuts: readonly number[], value: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

function specialOf(specials: FineCells['specials'], text: string | null): number {
  if (text === null) return specials.indexOf('missing')
  const at = specials.findIndex((one) => typeof one === 'object' && one.value === text)
  return at < 0 ? specials.indexOf('rest') : at
}

function levelCells(column: Column): FineCells {
  const counted = levelCounts(column.texts)
  const frequent = counted.filter(([, count]) => count >= fewest(column.texts.length)).slice(0, MOST_LEVELS)
  const levels = frequent.map(([value]) => value)
  const rest = counted.length > levels.length ? levels.length : -1
  const ordered = levels.length + (rest < 0 ? 0 : 1)
  const specials: FineCells['specials'] = column.texts.includes(null) ? ['missing'] : []
  const place = new Map(levels.map((level, at) => [level, at]))
  const of = Int32Array.from(column.texts, (text) => (text === null ? ordered : (place.get(text) ?? rest)))
  return { of, ordered, cuts: [], levels, rest, specials }
}

/** Levels with their rows, most first, then by code point. */
function levelCounts(texts: readonly (string | null)[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}
