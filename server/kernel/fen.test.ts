import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { fenToNumber, mulDivRound, parseYuan, yuanText } from './fen'

describe('yuan text', () => {
  test.each([
    ['0', 0n],
    ['12345.6', 1_234_560n],
    ['12,345.67', 1_234_567n],
    [' 1,000,000 ', 100_000_000n],
    ['-0.05', -5n],
    ['0.0500', 5n],
    ['999999999999999.99', 99_999_999_999_999_999n],
  ])('%s is %s fen', (text, fen) => expect(parseYuan(text)).toEqual({ ok: true, value: fen }))

  test.each(['', ' ', '1,23', '1,2345', '.5', '5.', '1e3', '0x10', '+1', '--1', '1 000', '１２', 'NaN', '1234567890123456'])(
    '%j is refused as malformed',
    (text) => expect(parseYuan(text)).toEqual({ ok: false, refusal: 'money.malformed' }),
  )

  test('a tenth of a fen is refused, not rounded away', () => {
    expect(parseYuan('1.005')).toEqual({ ok: false, refusal: 'money.too-precise' })
  })

  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 17n) + 1n, 10n ** 17n - 1n), (fen) => {
        expect(parseYuan(yuanText(fen))).toEqual({ ok: true, value: fen })
      }),
      randomRuns('yuan text round trip', 10_000),
    )
  }, 60_000)
})

describe('rounding', () => {
  test.each([
    [1n, 1n, 2n, 1n],
    [-1n, 1n, 2n, -1n],
    [1n, 1n, 3n, 0n],
    [2n, 1n, 3n, 1n],
    [100_000_000n, 385n, 120_000n, 320_833n],
    [0n, 5n, 7n, 0n],
  ])('%s × %s ÷ %s is %s', (value, multiplier, divisor, rounded) => expect(mulDivRound(value, multiplier, divisor)).toBe(rounded))

  test('the error is never more than half, and a half goes away from zero', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.bigInt(0n, 10n ** 6n), fc.bigInt(1n, 10n ** 9n), (value, by, over) => {
        const twiceError = 2n * (mulDivRound(value, by, over) * over - value * by)
        const outward = value * by < 0n ? -twiceError : twiceError
        expect(outward > -over && outward <= over).toBe(true)
      }),
      randomRuns('mulDivRound', 10_000),
    )
  }, 60_000)

  test('a divisor of zero is a mistake of the caller', () => expect(() => mulDivRound(1n, 1n, 0n)).toThrow(RangeError))
})

test('a JSON integer stays exact or is not made', () => {
  expect(fenToNumber(9_007_199_254_740_991n)).toBe(9_007_199_254_740_991)
  expect(() => fenToNumber(9_007_199_254_740_992n)).toThrow(RangeError)
})
