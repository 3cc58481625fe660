import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonthsToMonth, firstDayOf, lastDayOf } from '@/server/kernel/dates'
import { randomRuns } from '@/tests/random-runs'
import {
  addSums,
  borrowers,
  creditLoanShare,
  daysToDecision,
  firstLoanShare,
  median,
  netNewFen,
  p90,
  type StatisticsFacts,
  shareBps,
  sumsOf,
  weightedRateBps,
} from './figures'

const none: StatisticsFacts = { enterprises: [], applications: [], disbursements: [], repayments: [] }
const wan = (amount: number) => BigInt(amount) * 1_000_000n
const drawn = (amountFen: bigint, on = '2026-09-18', more = {}) => ({
  enterpriseId: 'e',
  amountFen,
  on,
  rateBps: 385,
  renewal: false,
  firstLoan: false,
  creditLoan: false,
  ...more,
})
const september = { from: '2026-09-01', to: '2026-09-30' }

describe('figures', () => {
  it('count a renewal of 3 million as disbursed and renewed, and as nothing new', () => {
    const facts = {
      ...none,
      disbursements: [drawn(wan(300), '2025-09-20'), drawn(wan(300), '2026-09-18', { renewal: true })],
      repayments: [{ principalFen: wan(300), writtenOffFen: 0n, on: '2026-09-18', creditLoan: false }],
    }
    const sums = sumsOf(facts, september)
    expect([sums.disbursedFen, sums.renewalFen, netNewFen(sums)]).toEqual([wan(300), wan(300), 0n])
    expect([sumsOf(facts, { from: '2026-08-01', to: '2026-08-31' }).balanceFen, sums.balanceFen]).toEqual([wan(300), wan(300)])
  })

  it('never take a grant for a disbursement or a balance', () => {
    const application = {
      applicationId: 'a',
      submittedOn: '2026-09-01',
      decidedOn: '2026-09-10',
      workingDaysToDecision: 7,
      grantedFen: wan(500),
    }
    const sums = sumsOf({ ...none, applications: [application, { ...application, grantedFen: null }] }, september)
    expect(sums).toMatchObject({
      applications: 2n,
      grantedApplications: 1n,
      grantedFen: wan(500),
      disbursedFen: 0n,
      balanceFen: 0n,
    })
  })

  it('take a reversal out of the month in which it was said to have happened', () => {
    const facts = {
      ...none,
      disbursements: [drawn(wan(100), '2026-08-31'), drawn(-wan(100), '2026-08-31'), drawn(wan(10), '2026-09-01')],
    }
    expect(sumsOf(facts, { from: '2026-08-01', to: '2026-08-31' }).disbursedFen).toBe(0n)
    expect(sumsOf(facts, september).disbursedFen).toBe(wan(10))
    expect(borrowers(facts, { from: '2026-08-01', to: '2026-08-31' })).toBe(0)
  })

  it('weigh rates by the amount, and shares by both their numbers', () => {
    const facts = {
      ...none,
      disbursements: [
        drawn(wan(300), '2026-09-01', { creditLoan: true, firstLoan: true }),
        drawn(wan(100), '2026-09-02', { rateBps: 465 }),
      ],
      repayments: [{ principalFen: wan(100), writtenOffFen: 0n, on: '2026-09-03', creditLoan: true }],
    }
    const sums = sumsOf(facts, september)
    expect(weightedRateBps(sums)).toBe(405)
    expect(firstLoanShare(sums)).toEqual({ numerator: wan(300), denominator: wan(400) })
    expect(creditLoanShare(sums)).toEqual({ numerator: wan(200), denominator: wan(300) })
    expect([shareBps(firstLoanShare(sums)), shareBps(creditLoanShare(sums))]).toEqual([7500, 6667])
    expect([weightedRateBps(sumsOf(none, september)), shareBps(creditLoanShare(sumsOf(none, september)))]).toEqual([null, null])
  })

  it('count a firm with two banks once', () => {
    const facts = { disbursements: [drawn(wan(1)), drawn(wan(2)), drawn(wan(3), '2026-09-18', { enterpriseId: 'f' })] }
    expect(borrowers(facts, september)).toBe(2)
  })

  it('take the median and the ninth tenth', () => {
    expect([median([]), median([4]), median([1, 4]), median([1, 2, 9])]).toEqual([null, 4, 2.5, 2])
    expect([p90([]), p90([3]), p90([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])]).toEqual([null, 3, 9])
    const application = {
      applicationId: 'a',
      submittedOn: '2026-08-01',
      decidedOn: '2026-09-10',
      workingDaysToDecision: 7,
      grantedFen: null,
    }
    expect(
      daysToDecision(
        { applications: [application, { ...application, workingDaysToDecision: 3 }, { ...application, decidedOn: null }] },
        september,
      ),
    ).toEqual([3, 7])
  })
})

describe('totals of every level', () => {
  const date = fc.integer({ min: 0, max: 364 }).map((day) => addDays('2026-01-01', day))
  const fen = fc.bigInt({ min: -10_000n, max: 1_000_000n })
  const county = fc.integer({ min: 0, max: 2 })
  const facts = fc.array(
    fc.record({
      county,
      date,
      fen,
      rateBps: fc.integer({ min: 300, max: 600 }),
      renewal: fc.boolean(),
      firstLoan: fc.boolean(),
      creditLoan: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  type Row = {
    county: number
    date: string
    fen: bigint
    rateBps: number
    renewal: boolean
    firstLoan: boolean
    creditLoan: boolean
  }
  const factsOf = (rows: readonly Row[]): StatisticsFacts => ({
    enterprises: rows.map((row, index) => ({ enterpriseId: String(index), joinedOn: row.date })),
    applications: rows.map((row, index) => ({
      applicationId: String(index),
      submittedOn: row.date,
      decidedOn: row.date,
      workingDaysToDecision: 1,
      grantedFen: row.fen > 0n ? row.fen : null,
    })),
    disbursements: rows.map((row) => drawn(row.fen, row.date, row)),
    repayments: rows.flatMap(({ fen, date: on, creditLoan }) => [
      { principalFen: fen / 3n, writtenOffFen: 0n, on, creditLoan },
      { principalFen: 0n, writtenOffFen: fen / 7n, on, creditLoan },
    ]),
  })
  const year = { from: '2026-01-01', to: '2026-12-31' }

  it('add up: county to city', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const parts = [0, 1, 2].map((each) => sumsOf(factsOf(rows.filter((row) => row.county === each)), year))
        expect(addSums(parts)).toEqual(sumsOf(factsOf(rows), year))
      }),
      randomRuns('county to city', 2_000),
    )
  })

  it('add up: month to year, where they are flows; balances move by what flowed', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const all = factsOf(rows)
        const whole = sumsOf(all, year)
        const months = Array.from({ length: 12 }, (_, index) => addMonthsToMonth('2026-01', index))
        const parts = months.map((month) => sumsOf(all, { from: firstDayOf(month), to: lastDayOf(month) }))
        const sum = addSums(parts)
        for (const flow of [
          'applications',
          'grantedApplications',
          'grantedFen',
          'disbursedFen',
          'renewalFen',
          'firstLoanFen',
          'repaidFen',
          'writtenOffFen',
          'rateWeight',
        ] as const) {
          expect(sum[flow], flow).toBe(whole[flow])
        }
        parts.reduce((before, part) => {
          expect(part.balanceFen).toBe(before + part.disbursedFen - part.repaidFen - part.writtenOffFen)
          return part.balanceFen
        }, 0n)
        expect(parts.at(-1)?.balanceFen).toBe(whole.balanceFen)
      }),
      randomRuns('month to year', 2_000),
    )
  })
})
