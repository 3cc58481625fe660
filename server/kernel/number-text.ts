const minus = '−'

/** Groups by thousands: 1234567 → 1,234,567. */
const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/**
 * A fraction as decimal text with grouped thousands, rounded half away from zero in integers.
 * @param fractionDigits digits after the point
 */
export function decimalText(numerator: bigint, denominator: bigint, fractionDigits: number): string {
  const negative = numerator < 0n !== denominator < 0n && numerator !== 0n
  const top = numerator < 0n ? -numerator : numerator
  const bottom = denominator < 0n ? -denominator : denominator
  const scaled = (top * 10n ** BigInt(fractionDigits) * 2n + bottom) / (bottom * 2n)
  const digits = String(scaled).padStart(fractionDigits + 1, '0')
  const whole = grouped(digits.slice(0, digits.length - fractionDigits))
  const text = fractionDigits ? `${whole}.${digits.slice(-fractionDigits)}` : whole
  return negative && scaled !== 0n ? minus + text : text
}

/** Puts a sign of currency before the digits and behind the minus: −¥5. */
export const withPrefix = (text: string, prefix: string) =>
  text.startsWith(minus) ? minus + prefix + text.slice(1) : prefix + text

/** Basis points as a percentage: 385 → 3.85%. */
export const rateText = (bps: number) => `${decimalText(BigInt(bps), 100n, 2)}%`

/** A whole number with grouped thousands. */
export const countText = (count: number | bigint) => decimalText(BigInt(count), 1n, 0)
