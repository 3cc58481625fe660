import { done, type Outcome, refused } from './outcome'

/**
 * Money is a bigint of fen (1 yuan = 100 fen, 1 wan yuan = 1,000,000 fen). Text is parsed once at the edge and formatted
 * once on the screen; in between nothing is a fraction.
 */
export type Fen = bigint

/** An annual or periodic rate in integer basis points: 385 is 3.85 %. */
export type Bps = number

export type MoneyRefusal = 'money.malformed' | 'money.too-precise'

const FEN_PER_YUAN = 100n

/** Thousands may be grouped by commas, but then all of them: `1,23` is more likely a slip than an amount. */
const AMOUNT = /^(-?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,12}))?$/

/**
 * Yuan as people write them (`12,345.6`, `-0.05`) to fen. Surrounding spaces are ignored.
 * Refuses `money.malformed` for anything else and `money.too-precise` for a non-zero digit below the fen.
 */
export function parseYuan(text: string): Outcome<Fen, MoneyRefusal> {
  const match = AMOUNT.exec(text.trim())
  if (!match) return refused('money.malformed')
  const [, sign = '', whole = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(2))) return refused('money.too-precise')
  const size = BigInt(whole.replaceAll(',', '') + fraction.slice(0, 2).padEnd(2, '0'))
  return done(sign === '-' ? -size : size)
}

/** Fen to the shortest exact yuan text that `parseYuan` reads back: two decimals, no grouping, `-0.05`. */
export function yuanText(fen: Fen): string {
  const size = fen < 0n ? -fen : fen
  return `${fen < 0n ? '-' : ''}${size / FEN_PER_YUAN}.${(size % FEN_PER_YUAN).toString().padStart(2, '0')}`
}

/**
 * `value × multiplier ÷ divisor` in integers, rounded to the nearest; a half goes away from zero, so that a reversal
 * rounds to exactly minus what it reverses. Throws RangeError when the divisor is not positive.
 */
export function mulDivRound(value: bigint, multiplier: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError(`divisor must be positive, not ${divisor}`)
  const product = value * multiplier
  const size = product < 0n ? -product : product
  const rounded = (size * 2n + divisor) / (divisor * 2n)
  return product < 0n ? -rounded : rounded
}

/** Fen as a JSON integer. Throws RangeError beyond ±(2^53 − 1), where readers with doubles would no longer be exact. */
export function fenToNumber(fen: Fen): number {
  const number = Number(fen)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${fen} fen does not fit a JSON integer`)
  return number
}
