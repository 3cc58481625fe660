/** Counts of an ordered run of cells. */
export type Counts = { good: Float64Array; bad: Float64Array }

/** The maximal Bernoulli log-likelihood of a cell: bad·ln(bad/n) + good·ln(good/n). */
export function cellLikelihood(good: number, bad: number): number {
  const n = good + bad
  return (bad > 0 ? bad * Math.log(bad / n) : 0) + (good > 0 ? good * Math.log(good / n) : 0)
}

/**
 * The best ways to merge neighbouring cells into 1, 2, … `most` segments of at least `smallest` rows each: for each count
 * the first cells of its segments, undefined where there is none. Exact, by dynamic programming over the last segment
 * (Bellman 1961; Fisher 1958); of equal ways the one whose last cut is earliest.
 */
export function partitions({ good, bad }: Counts, smallest: number, most: number): (number[] | undefined)[] {
  const cells = good.length
  const goods = running(good)
  const bads = running(bad)
  const likelihood = new Float64Array((cells + 1) * (cells + 1)).fill(Number.NEGATIVE_INFINITY)
  for (let from = 0; from < cells; from++) {
    for (let to = from + 1; to <= cells; to++) {
      const g = (goods[to] as number) - (goods[from] as number)
      const b = (bads[to] as number) - (bads[from] as number)
      if (g + b >= smallest || (from === 0 && to === cells)) likelihood[from * (cells + 1) + to] = cellLikelihood(g, b)
    }
  }
  let best = Float64Array.from({ length: cells + 1 }, (_, to) => likelihood[to] as number)
  const backs: Int32Array[] = []
  const found: (number[] | undefined)[] = [[0]]
  for (let count = 2; count <= Math.min(most, cells); count++) {
    const next = new Float64Array(cells + 1).fill(Number.NEGATIVE_INFINITY)
    const back = new Int32Array(cells + 1)
    for (let to = count; to <= cells; to++) {
      for (let from = count - 1; from < to; from++) {
        const value = (best[from] as number) + (likelihood[from * (cells + 1) + to] as number)
        if (value > (next[to] as number)) {
          next[to] = value
          back[to] = from
        }
      }
    }
    backs.push(back)
    best = next
    found.push(best[cells] === Number.NEGATIVE_INFINITY ? undefined : starts(backs, cells))
  }
  return found
}

function running(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let at = 0; at < values.length; at++) sums[at + 1] = (sums[at] as number) + (values[at] as number)
  return sums
}

function starts(backs: readonly Int32Array[], cells: number): number[] {
  const cuts: number[] = []
  let to = cells
  for (const back of backs.toReversed()) {
    to = back[to] as number
    cuts.unshift(to)
  }
  return [0, ...cuts]
}

/**
 * The first cells of the blocks in which the bad rate never falls (`direction` 1) or never rises (−1): pool adjacent
 * violators (Barlow et al. 1972), compared by cross-multiplication so that equal rates don't merge by rounding.
 */
export function monotoneBlocks({ good, bad }: Counts, direction: 1 | -1): number[] {
  const blocks: { start: number; good: number; bad: number }[] = []
  for (let at = 0; at < good.length; at++) {
    blocks.push({ start: at, good: good[at] as number, bad: bad[at] as number })
    for (;;) {
      const last = blocks.at(-1)
      const before = blocks.at(-2)
      if (!last || !before) break
      const rises = last.bad * (before.good + before.bad) - before.bad * (last.good + last.bad)
      if (direction * rises >= 0 && last.good + last.bad > 0) break
      blocks.pop()
      before.good += last.good
      before.bad += last.bad
    }
  }
  return blocks.map((block) => block.start)
}

/** The counts of merged cells; `first`: the first cell of each. */
export function merged({ good, bad }: Counts, first: readonly number[]): Counts {
  const sum = (values: Float64Array) =>
    Float64Array.from(first, (start, at) => values.subarray(start, first[at + 1] ?? values.length).reduce((a, b) => a + b, 0))
  return { good: sum(good), bad: sum(bad) }
}
