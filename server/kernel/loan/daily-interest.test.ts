import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { addDays, daysBetween } from '../dates'
import { mulDivRound } from '../fen'
import { actual360Interest, type BalanceChange, revolvingInterest } from './daily-interest'

describe('by actual days over 360', () => {
  test('the vector of the reference: 365 days cost 534.72 more than 30/360', () => {
    const interest = actual360Interest(100_000_000n, 385, '2026-01-20', '2027-01-20')
    expect(interest).toBe(3_903_472n)
    expect(interest - 3_850_000n).toBe(53_472n)
  })

  test('the first day counts and the last does not', () => {
    expect(actual360Interest(3_600_000n, 1, '2026-01-01', '2026-01-02')).toBe(1n)
    expect(actual360Interest(3_600_000n, 1, '2026-01-01', '2026-01-01')).toBe(0n)
  })
})

describe('drawn and repaid at will', () => {
  const changes: BalanceChange[] = [
    { date: '2026-03-01', changeFen: 30_000_000n },
    { date: '2026-03-11', changeFen: 20_000_000n },
    { date: '2026-03-21', changeFen: -50_000_000n },
  ]

  test('10 days on 300,000 and 10 on 500,000 at 3.6 % are 800 yuan', () =>
    expect(revolvingInterest(changes, 360, '2026-03-01', '2026-04-01')).toBe(80_000n))

  test('what was owed before counts, in any order, and what comes later does not', () => {
    expect(revolvingInterest([...changes].reverse(), 360, '2026-03-06', '2026-03-16')).toBe(40_000n)
  })

  test('same-day changes add up before they are judged', () => {
    const sameDay = [
      { date: '2026-03-01', changeFen: -5_000_000n },
      { date: '2026-03-01', changeFen: 5_000_000n },
    ]
    expect(revolvingInterest(sameDay, 360, '2026-03-01', '2026-04-01')).toBe(0n)
  })

  test('repaying more than is owed, a period that ends before it begins, and a wrong rate are mistakes of the caller', () => {
    expect(() => revolvingInterest([{ date: '2026-03-01', changeFen: -1n }], 360, '2026-03-01', '2026-03-02')).toThrow(RangeError)
    expect(() => revolvingInterest(changes, 360, '2026-03-02', '2026-03-01')).toThrow(RangeError)
    expect(() => revolvingInterest(changes, -1, '2026-03-01', '2026-03-02')).toThrow(RangeError)
  })

  test('it is the sum over days, counted one by one', () => {
    const change = fc.record({ day: fc.integer({ min: -60, max: 120 }), changeFen: fc.bigInt(1n, 10n ** 10n) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(90), fc.nat(5_000), (drawn, length, rate) => {
        const from = '2026-01-01'
        const to = addDays(from, length)
        const draws = drawn.map(({ day, changeFen }) => ({ date: addDays(from, day), changeFen }))
        let fenDays = 0n
        for (let day = 0; day < daysBetween(from, to); day++) {
          for (const { date, changeFen } of draws) if (date <= addDays(from, day)) fenDays += changeFen
        }
        expect(revolvingInterest(draws, rate, from, to)).toBe(mulDivRound(fenDays, BigInt(rate), 3_600_000n))
      }),
      randomRuns('revolving interest', 2_000),
    )
  }, 60_000)
})
