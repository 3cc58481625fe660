import { describe, expect, it } from 'vitest'
import { countText, decimalText, rateText, withPrefix } from './number-text'

describe('numbers in words', () => {
  it('rounds half away from zero without floats', () => {
    expect(decimalText(5n, 1000n, 2)).toBe('0.01')
    expect(decimalText(-5n, 1000n, 2)).toBe('−0.01')
    expect(decimalText(-4n, 1000n, 2)).toBe('0.00')
    expect(decimalText(1n, 3n, 4)).toBe('0.3333')
  })
  it('groups, and keeps the minus before the sign of a currency', () => {
    expect(countText(1_234_567)).toBe('1,234,567')
    expect(rateText(-385)).toBe('−3.85%')
    expect(withPrefix(decimalText(-123_450n, 100n, 2), '¥')).toBe('−¥1,234.50')
    expect(withPrefix('5', '¥')).toBe('¥5')
  })
})
