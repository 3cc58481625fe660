import { describe, expect, it } from 'vitest'
import { decimalNumber, percentAsBps, typed, wholeNumber } from './query-reading'

describe('what people type into an address', () => {
  it('takes the first of repeated parameters and cuts what is endless', () => {
    expect(typed({ code: [' a ', 'b'] }, 'code')).toBe('a')
    expect(typed({}, 'code')).toBe('')
    expect(typed({ code: 'x'.repeat(1e6) }, 'code')).toHaveLength(100)
  })
  it('reads whole numbers, full-width ones too, within their bounds', () => {
    expect(wholeNumber('１２', 1, 600)).toBe(12)
    expect(wholeNumber('1,000', 1, 1000)).toBe(1000)
    for (const wrong of ['', '0', '601', '-1', '1.5', '1e2', '十二', '12个月']) expect(wholeNumber(wrong, 1, 600)).toBeNull()
  })
  it('reads decimals', () => {
    expect(decimalNumber('39,999.5', 1e10)).toBe(39999.5)
    expect(decimalNumber('0', 10)).toBe(0)
    for (const wrong of ['', '11', '.5', '1e1', '-0', 'NaN', 'Infinity']) expect(decimalNumber(wrong, 10)).toBeNull()
  })
  it('reads percentages exactly', () => {
    expect(percentAsBps('3.85', 10_000)).toBe(385)
    expect(percentAsBps('３。８５％', 10_000)).toBe(385)
    expect(percentAsBps('4.6%', 10_000)).toBe(460)
    expect(percentAsBps('0', 10_000)).toBe(0)
    expect(percentAsBps('100', 10_000)).toBe(10_000)
    for (const wrong of ['', '100.01', '3.855', '-1', '%', 'abc']) expect(percentAsBps(wrong, 10_000)).toBeNull()
  })
})
