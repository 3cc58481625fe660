import type { Bin, Binning, Column } from './bins'
import { intervalsAt, missingBin } from './bins'
import { type FineCells, fineCells } from './fine-cells'
import { type Counts, cellLikelihood, merged, monotoneBlocks, partitions } from './partition'

export type OwnBinning = {
  binning: Binning
  /** Mean gain in log-likelihood a row over no bins at all, on rows that had no part in cutting them; ≤ 0: nothing found. */
  gain: number
  /** The weight of evidence of each row by bins and rates that it had no part in: what a row not seen yet would be given. */
  held: Float64Array
}

/** Pseudo-rows at the average rate that a bin's rate is drawn towards: a small bin says little (additive smoothing). */
export const PRIOR_ROWS = 12
const MOST_BINS = 12
const SMALLEST_SHARE = 0.02

type Shape = 'free' | 'monotone'
/** One way to bin: the group of each fine cell, specials in groups of their own. */
type Grouping = Int32Array

/**
 * Bins of our own for one column: fine cells, merged exactly (see `partitions`) with the rate free or monotone, the shape
 * and the number of bins chosen by the likelihood of rows left out. `fold`: the fold of each row; `folds` of them.
 */
export function ownBins(column: Column, y: Uint8Array, fold: Uint8Array, folds: number): OwnBinning {
  const fine = fineCells(column)
  const size = fine.ordered + fine.specials.length
  const byFold = Array.from({ length: folds }, () => emptyCounts(size))
  for (let row = 0; row < y.length; row++) {
    const counts = byFold[fold[row] as number] as Counts
    const at = fine.of[row] as number
    const of = y[row] ? counts.bad : counts.good
    of[at] = (of[at] as number) + 1
  }
  const all = byFold.reduce(plus, emptyCounts(size))
  const smallest = Math.max(10, Math.ceil(y.length * SMALLEST_SHARE))
  const trained = byFold.map((held) => {
    const rest = minus(all, held)
    return { held, rest, ways: waysToGroup(fine, rest, (smallest * (folds - 1)) / folds) }
  })
  const chosen = choose(trained)
  const ways = waysToGroup(fine, all, smallest)
  const grouping = ways[chosen.shape][chosen.index] ?? ways.free[0]
  const heldByFold = trained.map(({ rest, ways: cut }) => heldEvidence(rest, cut[chosen.shape][chosen.index] ?? cut.free[0]))
  return {
    binning: { name: column.name, kind: column.kind, bins: binsOf(fine, grouping as Grouping) },
    gain: chosen.gain,
    held: Float64Array.from(fold, (of, row) => heldByFold[of]?.[fine.of[row] as number] ?? 0),
  }
}

/** The weight of evidence of each fine cell under a grouping, by these counts. */
function heldEvidence(counts: Counts, grouping: Grouping | undefined): Float64Array {
  if (!grouping) return new Float64Array(counts.good.length)
  const { average, rates } = groupRates(counts, grouping)
  const logit = (rate: number) => Math.log(rate / (1 - rate))
  return Float64Array.from(grouping, (group) => logit(rates[group] as number) - logit(average))
}

const emptyCounts = (size: number): Counts => ({ good: new Float64Array(size), bad: new Float64Array(size) })
const plus = (a: Counts, b: Counts): Counts => ({
  good: a.good.map((each, at) => each + (b.good[at] as number)),
  bad: a.bad.map((each, at) => each + (b.bad[at] as number)),
})
const minus = (a: Counts, b: Counts): Counts => ({
  good: a.good.map((each, at) => each - (b.good[at] as number)),
  bad: a.bad.map((each, at) => each - (b.bad[at] as number)),
})
const total = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0)

type Ways = Record<Shape, (Grouping | undefined)[]>

/** The best grouping for each shape and each number of groups (index 0: one group). */
function waysToGroup(fine: FineCells, counts: Counts, smallest: number): Ways {
  const order = orderOf(fine, counts)
  const line: Counts = { good: order.map((at) => counts.good[at] as number), bad: order.map((at) => counts.bad[at] as number) }
  const spread = (first: readonly number[]): Grouping => {
    const grouping = new Int32Array(fine.ordered + fine.specials.length)
    let group = -1
    for (const [place, cell] of order.entries()) {
      if (first[group + 1] === place) group++
      grouping[cell] = group
    }
    for (let at = 0; at < fine.specials.length; at++) grouping[fine.ordered + at] = first.length + at
    return grouping
  }
  if (fine.ordered === 0) return { free: [spread([])], monotone: [] }
  const free = partitions(line, smallest, MOST_BINS).map((first) => first && spread(first))
  if (fine.cuts.length === 0) return { free, monotone: [] }
  const blocks = ([1, -1] as const).map((direction) => {
    const first = monotoneBlocks(line, direction)
    const pooled = merged(line, first)
    const likelihood = pooled.good.reduce((sum, good, at) => sum + cellLikelihood(good, pooled.bad[at] as number), 0)
    return { first, pooled, likelihood }
  })
  const [rising, falling] = blocks
  const better = rising && falling && rising.likelihood >= falling.likelihood ? rising : falling
  const monotone = better
    ? partitions(better.pooled, smallest, MOST_BINS).map(
        (starts) => starts && spread(starts.map((start) => better.first[start] as number)),
      )
    : []
  return { free, monotone }
}

/** Intervals stand in their order; levels by their bad rate, drawn towards the average. */
function orderOf(fine: FineCells, counts: Counts): Float64Array {
  const cells = Float64Array.from({ length: fine.ordered }, (_, at) => at)
  if (fine.levels.length === 0) return cells
  const bads = total(counts.bad)
  const average = bads / Math.max(1, bads + total(counts.good))
  const rate = cells.map((at) => smoothed(counts.good[at] as number, counts.bad[at] as number, average))
  return cells.sort((a, b) => (rate[a] as number) - (rate[b] as number) || a - b)
}

const smoothed = (good: number, bad: number, average: number) => (bad + PRIOR_ROWS * average) / (good + bad + PRIOR_ROWS)

function groupRates(counts: Counts, grouping: Grouping): { average: number; rates: Float64Array } {
  const groups = grouping.reduce((most, group) => Math.max(most, group + 1), 0)
  const sums = emptyCounts(groups)
  for (const [cell, group] of grouping.entries()) {
    sums.good[group] = (sums.good[group] as number) + (counts.good[cell] as number)
    sums.bad[group] = (sums.bad[group] as number) + (counts.bad[cell] as number)
  }
  const bads = total(counts.bad)
  const goods = total(counts.good)
  const average = (bads + 0.5) / (bads + goods + 1)
  return { average, rates: sums.bad.map((bad, group) => smoothed(sums.good[group] as number, bad, average)) }
}

/** Log-likelihood of the held rows under the rates of the others, above that of the others' average. */
function heldGain(held: Counts, rest: Counts, grouping: Grouping): number {
  const { average, rates } = groupRates(rest, grouping)
  let gain = 0
  for (const [cell, group] of grouping.entries()) {
    const rate = rates[group] as number
    gain += (held.bad[cell] as number) * Math.log(rate / average)
    gain += (held.good[cell] as number) * Math.log((1 - rate) / (1 - average))
  }
  return gain
}

/** The shape and number of groups with the greatest held-out gain; of equals fewer groups, then the monotone shape. */
function choose(trained: readonly { held: Counts; rest: Counts; ways: Ways }[]): { shape: Shape; index: number; gain: number } {
  const rows = trained.reduce((sum, { held }) => sum + total(held.good) + total(held.bad), 0)
  let best: { shape: Shape; index: number; gain: number } = { shape: 'free', index: 0, gain: Number.NEGATIVE_INFINITY }
  for (let index = 0; index < MOST_BINS; index++) {
    for (const shape of ['monotone', 'free'] as const) {
      let gain = 0
      let complete = true
      for (const { held, rest, ways } of trained) {
        const way = ways[shape][index]
        if (way) gain += heldGain(held, rest, way)
        else complete = false
      }
      if (complete && gain / rows > best.gain + 1e-12) best = { shape, index, gain: gain / rows }
    }
  }
  return best
}

function binsOf(fine: FineCells, grouping: Grouping): Bin[] {
  const groups = [...new Set(grouping.subarray(0, fine.ordered))]
  const ordered: Bin[] =
    fine.levels.length > 0 || fine.rest >= 0
      ? groups.map((group) => ({
          interval: null,
          values: fine.levels.filter((_, level) => grouping[level] === group),
          missing: false,
          rest: fine.rest >= 0 && grouping[fine.rest] === group,
        }))
      : fine.ordered === 0
        ? []
        : intervalsAt(fine.cuts.filter((_, at) => grouping[at] !== grouping[at + 1]))
  const special = fine.specials.map((one): Bin => {
    if (one === 'missing') return missingBin
    return { interval: null, values: one === 'rest' ? [] : [one.value], missing: false, rest: one === 'rest' }
  })
  return [...ordered, ...special]
}
