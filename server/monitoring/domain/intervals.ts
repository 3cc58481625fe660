/** A share or a difference with the ends of its 95 % confidence interval. */
export type Interval = { low: number; high: number }

/** The 97.5 % quantile of the normal distribution. */
const z = 1.959963984540054

/** Score interval of a share (Wilson, JASA 22, 1927). Null of nobody. */
export function wilson(count: number, n: number): Interval | null {
  if (n === 0) return null
  const p = count / n
  const middle = p + (z * z) / (2 * n)
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}

/** The difference p₁ − p₂ of two independent shares by their Wilson intervals (Newcombe, Statistics in Medicine 17, 1998, method 10). */
export function shareDifference(
  count: number,
  n: number,
  otherCount: number,
  otherN: number,
): (Interval & { value: number }) | null {
  const [own, other] = [wilson(count, n), wilson(otherCount, otherN)]
  if (!own || !other) return null
  const [p, q] = [count / n, otherCount / otherN]
  return {
    value: p - q,
    low: p - q - Math.hypot(p - own.low, other.high - q),
    high: p - q + Math.hypot(own.high - p, q - other.low),
  }
}

/** The 97.5 % quantile of Student's t by its expansion in the normal one (Abramowitz & Stegun 26.7.5); close from ν = 9 on. */
export function student(degrees: number): number {
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  )
}

/** A mean with its interval, from a sum and a sum of squares; null below two. The variance is taken in whole numbers. */
export function mean(n: number, sum: bigint, squares: bigint): (Interval & { value: number }) | null {
  if (n < 2) return null
  const spread = Number(BigInt(n) * squares - sum * sum) / (n * (n - 1))
  const half = student(n - 1) * Math.sqrt(Math.max(0, spread) / n)
  const value = Number(sum) / n
  return { value, low: value - half, high: value + half }
}

/** The interval of an area under the curve (Hanley & McNeil, Radiology 143, 1982). */
export function aucInterval(auc: number, good: number, bad: number): Interval {
  const q1 = auc / (2 - auc)
  const q2 = (2 * auc * auc) / (1 + auc)
  const variance = (auc * (1 - auc) + (bad - 1) * (q1 - auc * auc) + (good - 1) * (q2 - auc * auc)) / (bad * good)
  const half = z * Math.sqrt(Math.max(0, variance))
  return { low: Math.max(0, auc - half), high: Math.min(1, auc + half) }
}
