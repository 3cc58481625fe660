import { correlationBps } from '../measure'

// Integer arithmetic in doubles. A double holds every whole number up to 2^53. Where a product could be larger, the quotient in
// doubles settles it if its error cannot reach the next whole number, and bigint if it can: nothing is rounded across a
// threshold, and every answer is that of measure.ts (packed.test.ts).

/** Amounts and quantities of one row that are packed: 2^44, so that every sum and deviation over two years stays below 2^53. */
export const MOST = 2 ** 44

/** `NaN`: there is nothing to divide by. */
export const NONE = Number.NaN

const RATIO_MIN = -10_000
const RATIO_MAX = 100_000
/** Below this a product with 10,000 is a safe integer. */
const SAFE_TO_SCALE = Math.floor(Number.MAX_SAFE_INTEGER / 10_000)

/** The floor of a/b for whole |a| < 2^53 and 0 < b < 2^53; the remainder says whether the quotient was rounded across a whole number. */
export function floorDivide(a: number, b: number): number {
  let quotient = Math.floor(a / b)
  let rest = a - quotient * b
  if (rest < 0) {
    quotient -= 1
    rest += b
  }
  return rest >= b ? quotient + 1 : quotient
}

/** a/b without its fraction, as bigint divides. */
export const wholeDivide = (a: number, b: number): number => (a < 0 ? 0 - floorDivide(0 - a, b) : floorDivide(a, b))

const clamp = (bps: number) => (bps < RATIO_MIN ? RATIO_MIN : bps > RATIO_MAX ? RATIO_MAX : bps)

/** A figure reckoned in doubles with an error below 10⁻⁹ is certain, but where a whole number lies as near as this. */
const isCertain = (bps: number) => Math.abs(bps - Math.round(bps)) > 1e-8

const bigFloor = (a: bigint, b: bigint) => (a % b !== 0n && a < 0n ? a / b - 1n : a / b)
function bigRatio(numerator: bigint, denominator: bigint): number {
  const bps = bigFloor(numerator * 10_000n, denominator)
  return Number(bps < -10_000n ? -10_000n : bps > 100_000n ? 100_000n : bps)
}

/** `ratioBps` of measure.ts rounded down. */
export function ratioDown(numerator: number, denominator: number): number {
  if (denominator <= 0) return NONE
  if (Math.abs(numerator) <= SAFE_TO_SCALE) return clamp(floorDivide(numerator * 10_000, denominator))
  const bps = (numerator / denominator) * 10_000
  if (bps > RATIO_MAX + 1) return RATIO_MAX
  if (bps < RATIO_MIN - 1) return RATIO_MIN
  return isCertain(bps) ? clamp(Math.floor(bps)) : bigRatio(BigInt(numerator), BigInt(denominator))
}

/** `ratioBps` of measure.ts rounded up: the next above what rounding down the opposite gives. */
export function ratioUp(numerator: number, denominator: number): number {
  if (denominator <= 0) return NONE
  if (Math.abs(numerator) <= SAFE_TO_SCALE) return clamp(0 - floorDivide(0 - numerator * 10_000, denominator))
  const bps = (numerator / denominator) * 10_000
  if (bps > RATIO_MAX + 1) return RATIO_MAX
  if (bps < RATIO_MIN - 1) return RATIO_MIN
  if (isCertain(bps)) return clamp(Math.ceil(bps))
  return clamp(0 - Number(bigFloor(-BigInt(numerator) * 10_000n, BigInt(denominator))))
}

/** A run of values in a scratch array: from `at`, `count` of them. */
export function sumOf(values: Float64Array, at: number, count: number): number {
  let total = 0
  for (let i = at; i < at + count; i++) total += values[i] as number
  return total
}

/** `growthBps`: the second half against the first. */
export function growthOf(values: Float64Array, at: number, count: number): number {
  const half = count >> 1
  const before = sumOf(values, at, half)
  return ratioDown(sumOf(values, at + half, half) - before, before)
}

/** `volatilityBps`: mean absolute deviation ÷ mean. */
export function volatilityOf(values: Float64Array, at: number, count: number): number {
  const total = sumOf(values, at, count)
  let deviation = 0
  for (let i = at; i < at + count; i++) deviation += Math.abs(count * (values[i] as number) - total)
  return ratioUp(deviation, count * total)
}

/** The sign of a/b − c/d for positive b and d: by doubles where they are far apart, exactly where they are not. */
function comesAfter(a: number, b: number, c: number, d: number): boolean {
  const x = a * d
  const y = c * b
  if (Math.abs(x) <= Number.MAX_SAFE_INTEGER && Math.abs(y) <= Number.MAX_SAFE_INTEGER) return x > y
  // Each product is off by at most one part in 2^53.
  if (Math.abs(x - y) > (Math.abs(x) + Math.abs(y)) * 2.3e-16) return x > y
  return BigInt(a) * BigInt(d) > BigInt(c) * BigInt(b)
}

const rises = new Float64Array(12)
const bases = new Float64Array(12)
const ratios = new Float64Array(12)

/** Sorts the first `count` changes exactly. */
function sortExactly(count: number): void {
  for (let next = 1; next < count; next++) {
    const rise = rises[next] as number
    const base = bases[next] as number
    let place = next
    for (; place > 0 && comesAfter(rises[place - 1] as number, bases[place - 1] as number, rise, base); place--) {
      rises[place] = rises[place - 1] as number
      bases[place] = bases[place - 1] as number
    }
    rises[place] = rise
    bases[place] = base
  }
}

const sorted = new Float64Array(12)

/** Sorts the quotients in doubles, and nothing else. */
function sortRatios(count: number): void {
  for (let next = 0; next < count; next++) {
    const ratio = ratios[next] as number
    let place = next
    for (; place > 0 && (sorted[place - 1] as number) > ratio; place--) sorted[place] = sorted[place - 1] as number
    sorted[place] = ratio
  }
}

/** Whether the sorted quotient at a place is farther from the next one than the error of both. */
function isApart(place: number): boolean {
  const low = sorted[place] as number
  const high = sorted[place + 1] as number
  return high - low > 1e-15 * (Math.abs(low) + Math.abs(high))
}

/** Where among the changes the quotient stands that is sorted to a place; it is there once. */
function changeAt(place: number, count: number): number {
  const ratio = sorted[place] as number
  let at = 0
  while (at < count && ratios[at] !== ratio) at++
  return at
}

/** `seasonalTrendBps` of 24 values: the median of the twelve changes against the same month a year before. */
export function seasonalTrendOf(values: Float64Array, at: number): number {
  let count = 0
  for (let i = at; i < at + 12; i++) {
    const before = values[i] as number
    if (before <= 0) continue
    const rise = (values[i + 12] as number) - before
    rises[count] = rise
    bases[count] = before
    ratios[count++] = rise / before
  }
  if (count < 8) return NONE
  let low = (count - 1) >> 1
  let high = count >> 1
  sortRatios(count)
  // Where the middle ones are too near to each other to be told apart in doubles, they are sorted exactly.
  if (isApart(low - 1) && isApart(high) && (low === high || isApart(low))) {
    const middle = low === high
    low = changeAt(low, count)
    high = middle ? low : changeAt(high, count)
  } else sortExactly(count)
  const rise = rises[low] as number
  const base = bases[low] as number
  if (low === high) return ratioDown(rise, base)
  const otherRise = rises[high] as number
  const otherBase = bases[high] as number
  const bps = (rise / base + otherRise / otherBase) * 5_000
  if (bps > RATIO_MAX + 1) return RATIO_MAX
  // The summands may cancel: the error is theirs, not the sum's.
  const isSmall = Math.abs(rise / base) + Math.abs(otherRise / otherBase) < 100
  if (isSmall && isCertain(bps)) return clamp(Math.floor(bps))
  const b = BigInt(base)
  const d = BigInt(otherBase)
  return bigRatio(BigInt(rise) * d + BigInt(otherRise) * b, 2n * b * d)
}

const bigs = (values: Float64Array, at: number, count: number) => Array.from(values.subarray(at, at + count), BigInt)

/**
 * `correlationBps`. With u = n·x − Σx (whole numbers) it is Σuv ÷ √(Σu²·Σv²): in doubles off by less than 10⁻⁹ bp over 24
 * months, since |Σuv| and Σ|uv| are at most that root. Nearer than that to a whole basis point it is reckoned in bigint.
 */
export function correlationOf(a: Float64Array, atA: number, b: Float64Array, atB: number, count: number): number {
  const sumA = sumOf(a, atA, count)
  const sumB = sumOf(b, atB, count)
  let both = 0
  let own = 0
  let other = 0
  for (let i = 0; i < count; i++) {
    const u = count * (a[atA + i] as number) - sumA
    const v = count * (b[atB + i] as number) - sumB
    both += u * v
    own += u * u
    other += v * v
  }
  if (own === 0 || other === 0) return NONE
  const size = (Math.abs(both) / (Math.sqrt(own) * Math.sqrt(other))) * 10_000
  if (!isCertain(size)) return correlationBps(bigs(a, atA, count), bigs(b, atB, count)) ?? NONE
  return both < 0 ? 0 - Math.floor(size) : Math.floor(size)
}

/** Pettitt's K at n = 12 and 5 % (indicators/utilities.ts). */
const PETTITT_K = 34
const weights = new Int32Array(12)

const yearOnYear = new Float64Array(12)

/** The sign of a year-on-year ratio later less one earlier, exactly: months `at + 12 + j` and `at + 12 + i` over those a year before. */
function signOf(values: Float64Array, at: number, i: number, j: number): number {
  const x = (values[at + 12 + j] as number) * (values[at + i] as number)
  const y = (values[at + 12 + i] as number) * (values[at + j] as number)
  if (Math.abs(x) <= Number.MAX_SAFE_INTEGER && Math.abs(y) <= Number.MAX_SAFE_INTEGER) return x > y ? 1 : x < y ? -1 : 0
  const big = (place: number) => BigInt(values[at + place] as number)
  const difference = big(12 + j) * big(i) - big(12 + i) * big(j)
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

/** Where the series changes: the place of the change among the last twelve, or 0 for none that stands out. */
function changePlace(values: Float64Array, at: number): number {
  weights.fill(0)
  for (let i = 0; i < 12; i++) yearOnYear[i] = (values[at + 12 + i] as number) / (values[at + i] as number)
  for (let i = 0; i < 12; i++) {
    const earlier = yearOnYear[i] as number
    for (let j = i + 1; j < 12; j++) {
      const later = yearOnYear[j] as number
      // Each quotient is off by at most one part in 2^53.
      const isSure = Math.abs(later - earlier) > 1e-15 * (later + earlier)
      const sign = isSure ? (later > earlier ? 1 : -1) : signOf(values, at, i, j)
      weights[i] = (weights[i] as number) + sign
      weights[j] = (weights[j] as number) - sign
    }
  }
  // U(t) = U(t − 1) + what month t − 1 adds: signs to all later ones less signs from all earlier ones.
  let u = 0
  let best = 0
  let place = 0
  for (let t = 1; t < 12; t++) {
    u += weights[t - 1] as number
    if (Math.abs(u) <= best) continue
    best = Math.abs(u)
    place = t
  }
  return best < PETTITT_K ? 0 : place
}

/** By how much a series of 24 changed at its change point, as `utilities.electricityChange24m`. */
export function changeOf(values: Float64Array, at: number): number {
  for (let i = at; i < at + 12; i++) if ((values[i] as number) <= 0) return NONE
  const place = changePlace(values, at)
  if (place === 0) return 0
  const later = sumOf(values, at + 12 + place, 12 - place)
  const earlier = sumOf(values, at + 12, place)
  const now = BigInt(later) * BigInt(sumOf(values, at, place))
  const then = BigInt(earlier) * BigInt(sumOf(values, at + place, 12 - place))
  return then <= 0n ? NONE : bigRatio(now - then, then)
}
