/** More selections than these of one lever are not drawn: all subsets of nine records of which none is as good as another. */
export const MOST_SELECTIONS = 512

/** What curing one record takes and does. */
export type Cure = {
  /** Effort, in units above zero. */
  effort: number
  /** By how much each figure of which less is better falls. The same figures in the same order for every record. */
  gains: readonly bigint[]
  /** What a figure without a good direction loses by it: only selections that are equal here can be compared. */
  neutral: number
  /** The record's day, where the age of the newest one that is left counts. */
  day?: string
}

type Selection = { chosen: number[]; effort: number; gains: bigint[]; neutral: number; newestLeft: string }

/** Whether whoever takes `b` could as well take `a`: it asks no more and leaves every figure at least as good. */
const isAsGood = (a: Selection, b: Selection) =>
  a.effort <= b.effort &&
  a.neutral === b.neutral &&
  a.newestLeft <= b.newestLeft &&
  a.gains.every((gain, figure) => gain >= (b.gains[figure] ?? 0n))

/** Those of some selections than which none is as good; of equals the first. */
function undominated(selections: readonly Selection[]): Selection[] {
  const kept: Selection[] = []
  // No later one of this order is better than an earlier one unless both are equal in effort.
  const order = [...selections].sort((a, b) => a.effort - b.effort || a.chosen.length - b.chosen.length)
  for (const one of order) {
    if (kept.some((other) => isAsGood(other, one))) continue
    kept.splice(0, kept.length, ...kept.filter((other) => other.effort < one.effort || !isAsGood(one, other)), one)
  }
  return kept
}

/**
 * Which selections of some records have to be looked at for the cheapest path: all than which no other is as good. A dynamic
 * programme over the lever's totals: record by record each selection is left as it is or has the record added, and of the totals
 * reached so far only those survive that no other equals at no greater effort. Figures are sums of what the cured records carry,
 * and the newest record left is a maximum, so what is dominated stays so whatever is added to both: some cheapest path takes a
 * selection that is told here.
 * @returns the indices of the records of each selection, none of them empty; null where more than `most` would have to be told apart
 */
export function cheapestSelections(cures: readonly Cure[], most = MOST_SELECTIONS): number[][] | null {
  const figures = cures[0]?.gains.length ?? 0
  let found: Selection[] = [{ chosen: [], effort: 0, gains: Array<bigint>(figures).fill(0n), neutral: 0, newestLeft: '' }]
  for (const [at, { effort, gains, neutral, day = '' }] of cures.entries()) {
    const left = found.map((one) => ({ ...one, newestLeft: one.newestLeft > day ? one.newestLeft : day }))
    const cured = found.map((one) => ({
      chosen: [...one.chosen, at],
      effort: one.effort + effort,
      gains: one.gains.map((gain, figure) => gain + (gains[figure] ?? 0n)),
      neutral: one.neutral + neutral,
      newestLeft: one.newestLeft,
    }))
    found = undominated([...left, ...cured])
    if (found.length > most) return null
  }
  return found.map(({ chosen }) => chosen).filter((chosen) => chosen.length > 0)
}
