/** A band of scores, `from` ≤ score < `to`. */
export type ScoreBand = { from: number; to: number }

/** The value below which `share` of the sorted values lie, by linear interpolation (Hyndman & Fan 1996, type 7). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share
  const low = Math.floor(place)
  const below = sorted[low] as number
  const above = sorted[Math.min(low + 1, sorted.length - 1)] as number
  return below + (above - below) * (place - low)
}

/**
 * Score bands of one width: cut at each multiple of it between the 2nd and the 98th percentile (each rounded to a multiple),
 * the outer bands reach to the multiples around the extremes. These are the bands of the reference's stability table.
 */
export function scoreBands(scores: readonly number[], width: number): ScoreBand[] {
  if (scores.length === 0 || !(width > 0)) return []
  const sorted = Float64Array.from(scores).sort()
  const multiple = (score: number) => Math.round(score / width) * width
  const low = multiple(quantile(sorted, 0.02))
  const high = multiple(quantile(sorted, 0.98))
  const cuts = new Set([Math.floor((sorted[0] as number) / width) * width])
  for (let cut = low; cut < high; cut += width) cuts.add(cut)
  const top = sorted.at(-1) as number
  const end = Math.ceil(top / width) * width
  cuts.add(end > top ? end : end + width)
  const edges = [...cuts].sort((a, b) => a - b)
  return edges.slice(1).map((to, at) => ({ from: edges[at] as number, to }))
}

/** How many scores fall into each band; those outside all bands count in the nearest. */
export function bandCounts(scores: readonly number[], bands: readonly ScoreBand[]): number[] {
  const counts = bands.map(() => 0)
  for (const score of scores) {
    const found = bands.findIndex((band) => score < band.to)
    const at = found < 0 ? bands.length - 1 : found
    if (at >= 0) counts[at] = (counts[at] as number) + 1
  }
  return counts
}
