import { type BinTable, binTable, woeColumn } from './bin-statistics'
import { type Binning, binIndices, type Column, columnFrom, kindOf, withCodes } from './bins'
import { type Breaks, binningOf } from './breaks'
import { ScorecardFault } from './fault'
import { ownBins, PRIOR_ROWS } from './own-bins'
import { columnOf, type Table } from './table'

/**
 * A variable of the card to be: its bins with their statistics on the training rows, and the WOE of each of these (of an
 * untransformed one, its numbers); under our own binning also the WOE by bins that the row had no part in (see `ownBins`).
 */
export type Candidate = { table: BinTable; woe: Float64Array; gain: number | null; held: Float64Array | null }
export type Exclusion = { variable: string; reason: 'constant' | 'empty' | 'row-number' | 'tells-nothing' | 'repeats-another' }
export type Candidates = { kept: Candidate[]; excluded: Exclusion[] }

export type Training = { table: Table; rows: readonly number[]; y: Uint8Array }

const cellsOf = ({ table, rows }: Training, name: string) => {
  const cells = columnOf(table, name)
  if (!cells) throw new ScorecardFault(`The breaks file names "${name}", which is no column of the data.`)
  return rows.map((row) => cells[row] ?? null)
}

/** Every variable that the breaks file lists, in its order; nothing is selected or dropped. */
export function fixedCandidates(training: Training, breaks: Breaks): Candidates {
  const folds = foldsOf(training.y)
  const kept = [...breaks].map(([name, fixed]) => {
    const cells = cellsOf(training, name)
    if (fixed.how === 'linear') return linearCandidate(name, cells)
    if (fixed.how === 'auto') {
      const column = withCodes(columnFrom(name, fixed.special.length > 0 ? 'number' : kindOf(cells), cells), fixed.special)
      const { binning, gain } = ownBins(column, training.y, folds.of, folds.count)
      return candidate(binning, column, training.y, PRIOR_ROWS, gain)
    }
    const found = kindOf(cells)
    const kind = fixed.how === 'groups' ? 'text' : found === 'date' ? 'date' : 'number'
    const column = columnFrom(name, fixed.how === 'cuts' && fixed.special.length > 0 ? 'number' : kind, cells)
    return candidate(binningOf(column, fixed), column, training.y, 0, null)
  })
  return { kept, excluded: [] }
}

/** The column's own numbers. Each row must have one: what a gap is worth, a line can't say. */
function linearCandidate(name: string, cells: readonly (string | null)[]): Candidate {
  const { numbers } = columnFrom(name, 'number', cells)
  const gap = numbers.findIndex((value) => !Number.isFinite(value))
  if (gap >= 0) {
    throw new ScorecardFault(
      `"${name}" can't be linear: ${cells[gap] === null ? 'a training row has no value' : `"${cells[gap]}" is no number`}.`,
    )
  }
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length
  const linear = { mean, least: numbers.reduce((a, b) => Math.min(a, b)), most: numbers.reduce((a, b) => Math.max(a, b)) }
  return { table: { name, kind: 'number', rows: [], iv: 0, linear }, woe: numbers, gain: null, held: null }
}

function candidate(binning: Binning, column: Column, y: Uint8Array, prior: number, gain: number | null): Candidate {
  const bins = binIndices(binning, column)
  const table = binTable(binning, bins, y, prior)
  return { table, woe: woeColumn(table, bins), gain, held: null }
}

/** Fewer rows of the rarer class than this behind each candidate are too few to judge it by (Vittinghoff & McCulloch 2007). */
const EVENTS_PER_CANDIDATE = 5
/** What a variable then has to gain on rows left out, in nats for each ln of the candidates: of many, the luckiest gain about this. */
const LUCK = 1.5

/** The gain in log-likelihood on rows left out that a variable among `candidates` needs to be taken up. */
function leastGain(y: Uint8Array, candidates: number): number {
  const bads = y.reduce((sum, each) => sum + each, 0)
  return Math.min(bads, y.length - bads) < EVENTS_PER_CANDIDATE * candidates ? LUCK * Math.log(candidates) : 0
}

/**
 * Variables of our own choice among `names`: those whose bins tell good from bad on rows left out. A column that counts the
 * rows, by its name and its values, would only repeat how the file was sorted. Of columns that say the same, the first stays.
 */
export function ownCandidates(training: Training, names: readonly string[]): Candidates {
  const folds = foldsOf(training.y)
  const least = leastGain(training.y, names.length)
  const kept: Candidate[] = []
  const excluded: Exclusion[] = []
  for (const variable of names) {
    const cells = cellsOf(training, variable)
    const column = columnFrom(variable, kindOf(cells), cells)
    const plain = plainReason(column) ?? (numbersRows(training, variable) ? 'row-number' : null)
    if (plain) {
      excluded.push({ variable, reason: plain })
      continue
    }
    const { binning, gain, held } = ownBins(column, training.y, folds.of, folds.count)
    if (!(gain * training.y.length > least + 1e-6) || binning.bins.length < 2) {
      excluded.push({ variable, reason: 'tells-nothing' })
      continue
    }
    const found = { ...candidate(binning, column, training.y, PRIOR_ROWS, gain), held }
    if (kept.some((other) => correlation(other.woe, found.woe) > 0.9999)) excluded.push({ variable, reason: 'repeats-another' })
    else kept.push(found)
  }
  return { kept, excluded }
}

function plainReason({ texts, numbers, kind }: Column): Exclusion['reason'] | null {
  const first = texts.find((text) => text !== null)
  if (first === undefined) return 'empty'
  if (!texts.some((text, row) => (kind === 'text' ? text !== first : text !== first && numbers[row] !== numbers[0]))) {
    return texts.includes(null) ? null : 'constant'
  }
  return null
}

/** How a column that numbers the rows is called: id, customerId, row_no, index, … */
const ROW_NAME = /^\(row\)$|(?:^|[^a-z])(?:id|row|index|idx|no|nr|num|number|seq|key)$|(?:Id|ID|No|Nr|Index|Number)$/

/** Whether a column counts the rows of the file, one by one, and is called so. */
function numbersRows({ table }: Training, name: string): boolean {
  const cells = columnOf(table, name) ?? []
  const first = Number(cells[0])
  return cells.length > 2 && ROW_NAME.test(name) && cells.every((cell, row) => cell !== null && Number(cell) === first + row)
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let row = 0; row < a.length; row++) {
    const x = (a[row] as number) - ma
    const y = (b[row] as number) - mb
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}

/** Folds with each class spread evenly, dealt in an order that no pattern of the file meets; the same each time. */
export function foldsOf(y: Uint8Array): { of: Uint8Array; count: number } {
  const bads = y.reduce((sum, each) => sum + each, 0)
  const count = Math.max(2, Math.min(5, bads, y.length - bads))
  const of = new Uint8Array(y.length)
  let state = 20_261_122
  const next = () => {
    // Numerical Recipes' quick linear congruential generator: enough to deal cards.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  for (const label of [0, 1]) {
    const rows = [...y.keys()].filter((row) => y[row] === label)
    for (let at = rows.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1))
      const held = rows[at] as number
      rows[at] = rows[other] as number
      rows[other] = held
    }
    for (const [place, row] of rows.entries()) of[row] = place % count
  }
  return { of, count }
}
