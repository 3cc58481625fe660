import type { BinRow, BinTable, LinearRange } from './bin-statistics'
import { type Bin, type Binning, binIndices, type Column, columnFrom, type Kind } from './bins'
import { ScorecardFault } from './fault'
import { sigmoid } from './logistic'
import { columnOf, type Table } from './table'

export type Scale = { points0: number; odds0: number; pdo: number }
export type CardBin = BinRow & { points: number }
/**
 * `best`: the most points; `neutral`: the points of a row of average risk, the mean over the training rows, rounded. `linear`:
 * the variable is untransformed and has no bins; then `best` is at the better end of what the training rows held.
 */
export type CardVariable = {
  name: string
  kind: Kind
  coefficient: number
  best: number
  neutral: number
  linear: LinearRange | null
  bins: CardBin[]
}

/**
 * A fitted card: score = basePoints + Σ points of the bins; pd = sigmoid(intercept + Σ coefficient·WOE). An untransformed
 * variable counts by its number: round(−b·coefficient·x) points, coefficient·x in the probability.
 */
export type Card = {
  target: string
  bad: string
  scale: Scale & { a: number; b: number }
  intercept: number
  basePoints: number
  variables: CardVariable[]
}

/** Halves to the even neighbour, as the reference rounds; never −0. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0)
  return (up ? floor + 1 : floor) + 0
}

/**
 * score = a − b·ln(odds of bad): b = pdo/ln 2, a = points0 + b·ln(odds0), so that `points0` stands at `odds0` and the odds
 * double every `pdo` points (reference 4.19; Siddiqi, Intelligent Credit Scoring, 6).
 */
export function scaling({ points0, odds0, pdo }: Scale): { a: number; b: number } {
  if (!(odds0 > 0) || !Number.isFinite(odds0)) throw new ScorecardFault('The odds at the base points must be above 0.')
  if (!(pdo > 0) || !Number.isFinite(pdo)) throw new ScorecardFault('The points to double the odds must be above 0.')
  if (!Number.isFinite(points0)) throw new ScorecardFault('The base points must be a number.')
  const b = pdo / Math.LN2
  return { a: points0 + b * Math.log(odds0), b }
}

const linearPoints = (b: number, coefficient: number, value: number) => roundHalfEven(-b * coefficient * value)

/**
 * Points of each bin: round(−b·coefficient·WOE), and the base round(a − b·intercept). `base: 'spread'` hands the base out to
 * the variables that have bins in equal parts before rounding, and leaves none.
 */
export function scaledCard(
  model: { target: string; bad: string; intercept: number; coefficients: readonly number[]; tables: readonly BinTable[] },
  scale: Scale,
  base: 'apart' | 'spread' = 'apart',
): Card {
  const { a, b } = scaling(scale)
  const whole = a - b * model.intercept
  const binned = model.tables.filter(({ linear }) => linear === null).length
  const share = base === 'spread' && binned > 0 ? whole / binned : 0
  const variables = model.tables.map((table, at): CardVariable => {
    const coefficient = model.coefficients[at] as number
    const { name, kind, linear } = table
    if (linear) {
      const [low, high, neutral] = [linear.least, linear.most, linear.mean].map((value) => linearPoints(b, coefficient, value))
      return { name, kind, coefficient, best: Math.max(low ?? 0, high ?? 0), neutral: neutral ?? 0, linear, bins: [] }
    }
    const bins = table.rows.map((row) => ({ ...row, points: roundHalfEven(-b * coefficient * row.woe + share) }))
    const rows = bins.reduce((sum, bin) => sum + bin.n, 0)
    const mean = bins.reduce((sum, bin) => sum + bin.points * bin.n, 0) / Math.max(1, rows)
    const best = bins.reduce((most, bin) => Math.max(most, bin.points), Number.NEGATIVE_INFINITY)
    return { name, kind, coefficient, best, neutral: roundHalfEven(mean), linear, bins }
  })
  const { target, bad, intercept } = model
  return { target, bad, scale: { ...scale, a, b }, intercept, basePoints: share === 0 ? roundHalfEven(whole) : 0, variables }
}

const binningOf = ({ name, kind, bins }: CardVariable): Binning => ({ name, kind, bins: bins.map(({ bin }): Bin => bin) })

/** What a card says of a row; `bins`: the bin of each variable, −1 where none takes the value or there are none; `points`: its points. */
export type Scored = { score: number; pd: number; bins: number[]; points: number[] }

/**
 * Scores every row of a table. A value that no bin takes (a level never seen, a gap where there was none) earns no points
 * and weighs nothing: it is neutral; where a number is missing that counts as it is, its mean counts.
 * Throws a ScorecardFault when a variable's column is absent.
 */
export function scoreTable(card: Card, table: Table): Scored[] {
  const columns = card.variables.map((variable): Column => {
    const cells = columnOf(table, variable.name)
    if (!cells) throw new ScorecardFault(`The data lack the column "${variable.name}", which the card needs.`)
    return columnFrom(variable.name, variable.kind, cells)
  })
  const placed = card.variables.map((variable, at) =>
    variable.linear ? null : binIndices(binningOf(variable), columns[at] as Column),
  )
  return Array.from({ length: table.rows }, (_, row) => {
    const bins = placed.map((of) => (of === null ? -1 : (of[row] as number)))
    return scoreRow(card, bins, (at) => columns[at]?.numbers[row] ?? Number.NaN)
  })
}

function scoreRow(card: Card, bins: number[], numberAt: (variable: number) => number): Scored {
  const { b } = card.scale
  let score = card.basePoints
  let eta = card.intercept
  const points = card.variables.map(({ linear, coefficient, bins: rows }, at) => {
    const bin = rows[bins[at] as number]
    const number = linear ? numberAt(at) : 0
    const x = linear ? (Number.isFinite(number) ? number : linear.mean) : (bin?.woe ?? 0)
    const earned = linear ? linearPoints(b, coefficient, x) : (bin?.points ?? 0)
    score += earned
    eta += coefficient * x
    return earned
  })
  return { score, pd: sigmoid(eta), bins, points }
}

export type Reason = { variable: string; bin: number; points: number; short: number }

/**
 * Why a row has no more points: the variables by the points that they fall short of their `best` or `neutral` points, most
 * first, ties in the order of the card. A value that no bin takes counts with its 0 points.
 */
export function reasons(
  card: Card,
  scored: Pick<Scored, 'bins' | 'points'>,
  against: 'best' | 'neutral',
  most: number,
): Reason[] {
  return card.variables
    .map((variable, at) => {
      const bin = scored.bins[at] as number
      const points = scored.points[at] as number
      return { variable: variable.name, bin, points, short: variable[against] - points }
    })
    .filter((reason) => reason.short > 0)
    .sort((a, b) => b.short - a.short)
    .slice(0, most)
}
