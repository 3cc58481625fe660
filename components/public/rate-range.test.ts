import { describe, expect, it } from 'vitest'
import { isLprVerified, rateRange } from './rate-range'

const terms = { rateMinSpreadBps: 45, rateMaxSpreadBps: 190, termMinMonths: 6, termMaxMonths: 24 }

describe('the annual rates of a product', () => {
  it('stand on the one-year LPR up to five years', () => {
    expect(rateRange(terms, '2026-01-05')).toEqual({
      fromBps: 345,
      toBps: 490,
      bases: [{ tenor: 'ONE_YEAR', lprBps: 300, lprFrom: '2025-05-20', fromBps: 345, toBps: 490 }],
    })
    expect(rateRange({ ...terms, termMaxMonths: 60 }, '2026-01-05').bases).toHaveLength(1)
  })
  it('stand on both where the product lends beyond five years, or on the one of the term asked', () => {
    const long = { ...terms, termMaxMonths: 120 }
    expect(rateRange(long, '2026-01-05')).toMatchObject({ fromBps: 345, toBps: 540 })
    expect(rateRange(long, '2026-01-05', 61)).toMatchObject({ fromBps: 395, bases: [{ tenor: 'FIVE_YEAR' }] })
    expect(rateRange(long, '2026-01-05', 60)).toMatchObject({ fromBps: 345, bases: [{ tenor: 'ONE_YEAR' }] })
  })
  it('never fall below zero', () => {
    expect(rateRange({ ...terms, rateMinSpreadBps: -500 }, '2026-01-05').fromBps).toBe(0)
  })
  it('say how long the LPR is verified', () => {
    expect([isLprVerified('2026-04-20'), isLprVerified('2026-04-21')]).toEqual([true, false])
  })
})
