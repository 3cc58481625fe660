/** ln 2 in millionths. */
const LN2_MICRO = 693_147.180_56
const MANTISSA_BITS = 25
const FRACTION_BITS = 22

/**
 * ln(value) in millionths, to about one millionth. Bit by bit from a squared mantissa: `Math.log` may differ in its last bit
 * from engine to engine, and a portrait must be drawn again to the byte. Only exact whole numbers and one product occur here.
 * @param value above zero
 */
export function lnMicro(value: bigint): number {
  if (value <= 0n) throw new RangeError(`no logarithm of ${value}`)
  const exponent = value.toString(2).length - 1
  const shift = exponent - MANTISSA_BITS
  let mantissa = Number(shift > 0 ? value >> BigInt(shift) : value << BigInt(-shift))
  let fraction = 0
  for (let bit = 0; bit < FRACTION_BITS; bit++) {
    mantissa = Math.floor((mantissa * mantissa) / 2 ** MANTISSA_BITS)
    fraction *= 2
    if (mantissa >= 2 ** (MANTISSA_BITS + 1)) {
      fraction += 1
      mantissa = Math.floor(mantissa / 2)
    }
  }
  return Math.round(((exponent * 2 ** FRACTION_BITS + fraction) * LN2_MICRO) / 2 ** FRACTION_BITS)
}

/** (exp(x) − 1) in basis points, x in millionths and held within ±4: a Taylor sum of x/32, squared five times. */
export function changeBps(micro: number): number {
  const x = Math.max(-4, Math.min(4, micro / 1_000_000)) / 32
  let term = 1
  let sum = 1
  for (let n = 1; n <= 12; n++) {
    term = (term * x) / n
    sum += term
  }
  for (let n = 0; n < 5; n++) sum *= sum
  return Math.round((sum - 1) * 10_000)
}

/** The middle of some numbers; of two middles their mean. Zero of none. */
export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? 0 : (low + high) / 2
}

/** Spread of a series about its own path: 1.4826 × median |difference of neighbours| ÷ √2 (1.0483…), robust to few jumps. */
export const wobble = (values: readonly number[]): number =>
  1.048_36 * middle(values.slice(1).map((value, at) => Math.abs(value - (values[at] ?? 0))))
