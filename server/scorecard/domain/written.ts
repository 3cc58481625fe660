import { binBreaks, binLabel } from './bins'
import { type Card, reasons, scoreTable } from './card'
import type { LogisticFit } from './logistic'
import { sameValue } from './split'
import { columnOf, type Table } from './table'

type Cell = string | number | boolean | null
export type Rows = { head: string[]; body: Cell[][] }

/** How many reasons a scored row states. */
const REASONS = 4

/** A CSV file (RFC 4180, LF) of numbers in their shortest exact form. A program reads it; nothing is put before formulas. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map((cell) => (cell === null ? '' : quoted(String(cell)))).join(',')}\n`).join('')

const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The bins with their statistics and points, in the columns of scorecard tables. */
export function binRows(card: Card): Rows {
  const body = card.variables.flatMap(({ name, kind, bins }) => {
    const rows = bins.reduce((sum, bin) => sum + bin.n, 0)
    const iv = bins.reduce((sum, bin) => sum + bin.iv, 0)
    return bins.map(({ bin, n, good, bad, woe, iv: binIv, points }): Cell[] => [
      name,
      binLabel(bin, kind),
      n,
      rows === 0 ? 0 : n / rows,
      good,
      bad,
      n === 0 ? null : bad / n,
      woe,
      binIv,
      iv,
      binBreaks(bin, kind),
      bin.interval === null && kind !== 'text',
      points,
    ])
  })
  const counts = ['count', 'count_distr', 'good', 'bad', 'badprob', 'woe', 'bin_iv', 'total_iv']
  return { head: ['variable', 'bin', ...counts, 'breaks', 'is_special_values', 'points'], body }
}

/** The intercept and the coefficient of each variable with standard error and Wald's z; both null where a ridge was used. */
export function coefficientRows(card: Card, { standardErrors }: LogisticFit): Rows {
  const terms: [string, number][] = [
    ['(intercept)', card.intercept],
    ...card.variables.map((one) => [one.name, one.coefficient] as [string, number]),
  ]
  const body = terms.map(([term, coefficient], at): Cell[] => {
    const error = standardErrors?.[at] ?? null
    return [term, coefficient, error, error === null ? null : coefficient / error]
  })
  return { head: ['term', 'coefficient', 'std_error', 'z'], body }
}

/**
 * A line for each row: its 1-based number, whether it is bad where the data say so, probability, score, and the reasons: where
 * it falls short most of the `best` points of a variable, or of those of an average row (`neutral`).
 */
export function scoreRows(card: Card, table: Table, against: 'best' | 'neutral' = 'best'): Cell[][] {
  const labels = columnOf(table, card.target)
  const head = ['row', 'bad', 'pd', 'score', ...Array.from({ length: REASONS }, (_, at) => `reason${at + 1}`)]
  const body = scoreTable(card, table).map((scored, row): Cell[] => {
    const label = labels?.[row] ?? null
    const why = reasons(card, scored, against, REASONS).map((one) => one.variable)
    const said = Array.from({ length: REASONS }, (_, at) => why[at] ?? null)
    return [row + 1, label === null ? null : sameValue(label, card.bad) ? 1 : 0, scored.pd, scored.score, ...said]
  })
  return [head, ...body]
}
