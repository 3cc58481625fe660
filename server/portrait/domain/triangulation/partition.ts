import { wobble } from './fixed-log'

/** No series is steadier than this for the purpose of finding changes: 3 %, in millionths of ln. */
const LEAST_NOISE = 30_000
const LEAST_LENGTH = 3

/**
 * Change points of a series' level by optimal partitioning (Jackson et al., IEEE Signal Processing Letters 12, 2005; PELT
 * without its pruning, which 24 months do not need): the split that minimises Σ squared error ÷ noise² + penalty a change,
 * over all splits into stretches of three months or more. Penalty 12 ≈ 4·ln n: a change has to be plain.
 * @param values seasonally adjusted logarithms in millionths, oldest first
 * @returns the index at which each new level begins, with its rise over the level before
 */
export function levelChanges(values: readonly number[], penalty = 12): { at: number; rise: number }[] {
  const noise = Math.max(LEAST_NOISE, wobble(values))
  const sums = [0]
  const squares = [0]
  for (const value of values) {
    sums.push((sums.at(-1) ?? 0) + value / noise)
    squares.push((squares.at(-1) ?? 0) + (value / noise) * (value / noise))
  }
  const mean = (from: number, to: number) => ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)
  const error = (from: number, to: number) => (squares[to] ?? 0) - (squares[from] ?? 0) - (to - from) * mean(from, to) ** 2

  const best: { cost: number; from: number }[] = [{ cost: -penalty, from: 0 }]
  for (let to = 1; to <= values.length; to++) {
    let chosen = { cost: Number.POSITIVE_INFINITY, from: 0 }
    for (let from = 0; from <= to - LEAST_LENGTH; from++) {
      const cost = (best[from]?.cost ?? Number.POSITIVE_INFINITY) + error(from, to) + penalty
      if (cost < chosen.cost) chosen = { cost, from }
    }
    best.push(chosen)
  }
  const starts: number[] = []
  for (let to = values.length; to > 0; to = best[to]?.from ?? 0) {
    if (!Number.isFinite(best[to]?.cost)) return []
    starts.unshift(best[to]?.from ?? 0)
  }
  return starts.slice(1).map((at, index) => {
    const end = starts[index + 2] ?? values.length
    return { at, rise: Math.round((mean(at, end) - mean(starts[index] ?? 0, at)) * noise) }
  })
}
