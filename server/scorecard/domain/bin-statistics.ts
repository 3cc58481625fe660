import type { Bin, Binning } from './bins'

export type BinRow = { bin: Bin; n: number; good: number; bad: number; woe: number; iv: number }
/** Where an untransformed variable lay on the rows that trained: its mean, least and most value. */
export type LinearRange = { mean: number; least: number; most: number }
/** `linear`: the variable is its own number, and has no rows of bins. */
export type BinTable = { name: string; kind: Binning['kind']; rows: BinRow[]; iv: number; linear: LinearRange | null }

/** What stands in for an empty class of a bin, so that its logarithm exists; the convention of the scorecard packages. */
const EMPTY = 0.9

type Totals = { goods: number; bads: number }

/**
 * Weight of evidence, ln(share of all bad ÷ share of all good): above 0 is worse than the average. Reference 4.19 writes
 * ln(%good/%bad), which is its negative; the reference outputs, and so the tables here, use this sign, under which every
 * sound coefficient is positive. `prior` adds so many rows of average risk to the bin before the shares are taken.
 */
export function weightOfEvidence(good: number, bad: number, { goods, bads }: Totals, prior = 0): number {
  if (good === 0 && bad === 0) return 0
  const average = bads / (goods + bads)
  const b = bad + prior * average || EMPTY
  const g = good + prior * (1 - average) || EMPTY
  return Math.log(b / bads / (g / goods))
}

/**
 * Counts, weight of evidence and information value Σ (%bad − %good)·WOE by bin (Siddiqi, Intelligent Credit Scoring, 6).
 * `bins`: the bin of each row, −1 for none.
 */
export function binTable(binning: Binning, bins: Int32Array, y: Uint8Array, prior = 0): BinTable {
  const count = binning.bins.map(() => ({ good: 0, bad: 0 }))
  let goods = 0
  let bads = 0
  for (let row = 0; row < y.length; row++) {
    const of = count[bins[row] as number]
    if (y[row]) {
      bads++
      if (of) of.bad++
    } else {
      goods++
      if (of) of.good++
    }
  }
  const rows = binning.bins.map((bin, at) => {
    const { good, bad } = count[at] as { good: number; bad: number }
    const woe = weightOfEvidence(good, bad, { goods, bads }, prior)
    const empty = prior === 0 ? EMPTY : 0
    const shares = good + bad === 0 ? 0 : (bad || empty) / bads - (good || empty) / goods
    return { bin, n: good + bad, good, bad, woe, iv: shares * woe }
  })
  return { name: binning.name, kind: binning.kind, rows, iv: rows.reduce((sum, row) => sum + row.iv, 0), linear: null }
}

/** The weight of evidence of each row; 0 where no bin takes it. */
export const woeColumn = (table: BinTable, bins: Int32Array): Float64Array =>
  Float64Array.from(bins, (bin) => table.rows[bin]?.woe ?? 0)
