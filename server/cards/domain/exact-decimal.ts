/** digits × 10^−scale, `scale` never below zero: what a decimal text says, with nothing rounded. */
export type Decimal = { digits: bigint; scale: number }

const FORM = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/
const power = (exponent: number) => 10n ** BigInt(exponent)

/**
 * A decimal text, or a machine number by its shortest text, without loss.
 * @throws RangeError on what is no decimal number
 */
export function decimalOf(value: string | number): Decimal {
  const [, sign, whole = '', fraction = '', exponent = '0'] = FORM.exec(String(value).trim()) ?? []
  if (sign === undefined || whole + fraction === '') throw new RangeError(`no decimal number: ${value}`)
  const digits = BigInt(`${sign}${whole}${fraction}`)
  const scale = fraction.length - Number(exponent)
  return scale < 0 ? { digits: digits * power(-scale), scale: 0 } : { digits, scale }
}

const at = ({ digits, scale }: Decimal, wanted: number) => digits * power(wanted - scale)

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: at(a, scale) + at(b, scale), scale }
}

export const times = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, scale: a.scale + b.scale })

export function isLess(a: Decimal, b: Decimal): boolean {
  const scale = Math.max(a.scale, b.scale)
  return at(a, scale) < at(b, scale)
}

/** The largest whole number that is not above it. */
export function floorOf({ digits, scale }: Decimal): Decimal {
  const one = power(scale)
  const whole = digits / one
  return { digits: digits < 0n && whole * one !== digits ? whole - 1n : whole, scale: 0 }
}

/** The machine number nearest to it. */
export function numberFrom({ digits, scale }: Decimal): number {
  return Number(`${digits}e-${scale}`)
}
