/** What stands in for an empty cell of a distribution, so that its logarithm exists; the convention of the scorecard packages. */
const EMPTY = 0.9

/**
 * Population stability index of two distributions over the same bands: Σ (a − e)·ln(a/e) over shares (reference 4.19).
 * Below .1 is commonly read as stable, above .25 as shifted. Counts; throws when they aren't over the same bands.
 */
export function psi(expected: readonly number[], actual: readonly number[]): number {
  if (expected.length !== actual.length) throw new RangeError('the two distributions are over different bands')
  const shares = (counts: readonly number[]) => {
    const total = counts.reduce((sum, each) => sum + each, 0)
    return counts.map((each) => (each === 0 ? EMPTY : each) / total)
  }
  if (expected.every((each) => each === 0) || actual.every((each) => each === 0)) return 0
  const e = shares(expected)
  const a = shares(actual)
  return e.reduce((sum, each, at) => {
    const other = a[at] as number
    // A band that is empty on both sides tells nothing.
    return expected[at] === 0 && actual[at] === 0 ? sum : sum + (other - each) * Math.log(other / each)
  }, 0)
}
