import { describe, expect, it } from 'vitest'
import { beijingParts, formatDay, formatDayRange, formatInstant, formatMonth } from './date-format'
import { formatCount, formatMoney, formatRate, formatShare, moneyFigure, moneyUnitLabel } from './number-format'

describe('money', () => {
  it('follows the brief in Chinese', () => {
    expect(formatMoney(500_000_000n, 'yuan', 'zh-CN')).toBe('¥5,000,000')
    expect(formatMoney(123_450n, 'yuan', 'zh-CN')).toBe('¥1,234.50')
    expect(formatMoney(500_000_000n, 'wan', 'zh-CN')).toBe('500.00 万元')
    expect(formatMoney(128_500_000_000n, 'yi', 'zh-CN')).toBe('12.85 亿元')
    expect(formatMoney(-123_450n, 'yuan', 'zh-CN')).toBe('−¥1,234.50')
  })
  it('follows the brief in English, which has no 万', () => {
    expect(formatMoney(500_000_000n, 'wan', 'en')).toBe('¥5,000,000')
    expect(formatMoney(1_285_000_000_000n, 'yi', 'en')).toBe('¥12.85 billion')
    expect(formatMoney(12_850_000_000n, 'yi', 'en')).toBe('¥128.50 million')
  })
  it('gives columns one unit, which the header names', () => {
    expect(moneyFigure(123_456_789n, 'wan', 'zh-CN')).toBe('123.46')
    expect(moneyUnitLabel('wan', 'zh-CN')).toBe('万元')
    expect(moneyFigure(123_456_789n, 'wan', 'en')).toBe('1,234,568')
    expect(moneyUnitLabel('wan', 'en')).toBe('¥')
    expect(moneyFigure(128_500_000_000n, 'yi', 'en')).toBe('1,285.00')
  })
  it('tells absent from zero', () => {
    expect(formatMoney(null, 'wan', 'zh-CN')).toBe('--')
    expect(formatMoney(0n, 'wan', 'zh-CN')).toBe('0.00 万元')
    expect(formatCount(undefined)).toBe('--')
    expect(formatCount(0)).toBe('0')
  })
})

describe('rates', () => {
  it('shows rates and shares', () => {
    expect(formatRate(385)).toBe('3.85%')
    expect(formatShare(54, 91)).toBe('59.3%')
    expect(formatShare(0, 0)).toBe('--')
  })
})

describe('dates', () => {
  it('has one form for tables and one for prose', () => {
    expect(formatDay('2026-11-21', 'zh-CN')).toBe('2026-11-21')
    expect(formatDay('2026-03-01', 'zh-CN', 'prose')).toBe('2026年3月1日')
    expect(formatDay('2026-11-21', 'en')).toBe('21 Nov 2026')
    expect(formatMonth('2026-11', 'en')).toBe('Nov 2026')
    expect(formatDayRange('2026-01-01', '2026-12-31', 'zh-CN')).toBe('2026-01-01 ～ 2026-12-31')
    expect(() => formatDay('2026/11/21', 'en')).toThrow(RangeError)
  })
  it('is in Beijing time whatever the server thinks', () => {
    const at = new Date('2026-11-20T16:05:00Z')
    expect(beijingParts(at)).toEqual({ day: '2026-11-21', time: '00:05' })
    expect(formatInstant(at, 'zh-CN')).toBe('2026-11-21 00:05')
    expect(formatInstant(at, 'en')).toBe('21 Nov 2026, 00:05')
  })
})
