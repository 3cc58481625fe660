import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { sharedData } from '@/tests/shared-data'
import { type LoanTerms, monthlyInstalment, repaymentMethods, repaymentSchedule, totalInterest } from './schedule'

const million = { principalFen: 100_000_000n, annualRateBps: 385, termMonths: 12 } as const

const paid = (terms: LoanTerms) => repaymentSchedule(terms).map(({ principalFen, interestFen }) => principalFen + interestFen)

describe('one million at 3.85 % for 12 months', () => {
  test('等额本息', () => {
    const schedule = repaymentSchedule({ ...million, method: 'equal_instalment' })
    expect(schedule[0]).toEqual({ period: 1, principalFen: 8_187_306n, interestFen: 320_833n, balanceFen: 91_812_694n })
    expect(paid({ ...million, method: 'equal_instalment' })).toEqual([...Array(11).fill(8_508_139n), 8_508_134n])
    expect(totalInterest(schedule)).toBe(2_097_663n)
  })

  test('等额本金', () => {
    const schedule = repaymentSchedule({ ...million, method: 'equal_principal' })
    const payments = paid({ ...million, method: 'equal_principal' })
    expect([payments[0], payments[11]]).toEqual([8_654_166n, 8_360_073n])
    expect(schedule[11]?.principalFen).toBe(8_333_337n)
    expect(totalInterest(schedule)).toBe(2_085_416n)
  })

  test('按月付息到期还本', () => {
    const schedule = repaymentSchedule({ ...million, method: 'interest_only' })
    expect(schedule.map(({ interestFen }) => interestFen)).toEqual(Array(12).fill(320_833n))
    expect(schedule.map(({ principalFen }) => principalFen)).toEqual([...Array(11).fill(0n), 100_000_000n])
    expect(totalInterest(schedule)).toBe(3_849_996n)
  })

  test('到期一次还本付息 is one row, its interest rounded once', () =>
    expect(repaymentSchedule({ ...million, method: 'bullet' })).toEqual([
      { period: 12, principalFen: 100_000_000n, interestFen: 3_850_000n, balanceFen: 0n },
    ]))
})

describe('dates', () => {
  test('each counts from the start, clipped to its month', () => {
    const schedule = repaymentSchedule({ ...million, termMonths: 4, method: 'equal_principal', startDate: '2026-01-31' })
    expect(schedule.map(({ dueDate }) => dueDate)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'])
  })

  test('a bullet is due once', () =>
    expect(repaymentSchedule({ ...million, method: 'bullet', startDate: '2024-02-29' })).toMatchObject([
      { dueDate: '2025-02-28' },
    ]))

  test('the start only dates the rows', () => {
    for (const method of repaymentMethods) {
      const dated = repaymentSchedule({ ...million, method, startDate: '2026-02-28' })
      expect(dated.map(({ dueDate, ...row }) => dueDate !== undefined && row)).toEqual(repaymentSchedule({ ...million, method }))
    }
  })
})

describe('at the edges', () => {
  test('no interest', () => {
    for (const method of repaymentMethods)
      expect(totalInterest(repaymentSchedule({ ...million, annualRateBps: 0, method }))).toBe(0n)
    expect(monthlyInstalment(100n, 0, 12)).toBe(8n)
  })

  test('one month is the same by every method', () => {
    for (const method of repaymentMethods) {
      expect(repaymentSchedule({ ...million, termMonths: 1, method })).toEqual([
        { period: 1, principalFen: 100_000_000n, interestFen: 320_833n, balanceFen: 0n },
      ])
    }
  })

  test.each([{ principalFen: 0n }, { annualRateBps: -1 }, { annualRateBps: 3.85 }, { termMonths: 0 }, { termMonths: 1.5 }])(
    '%o is a mistake of the caller',
    (wrong) => expect(() => repaymentSchedule({ ...million, method: 'bullet', ...wrong })).toThrow(RangeError),
  )
})

const anyTerms: fc.Arbitrary<LoanTerms> = fc.record({
  principalFen: fc.oneof(fc.bigInt(1n, 1_000n), fc.bigInt(1n, 10n ** 14n)),
  annualRateBps: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10_000 })),
  termMonths: fc.integer({ min: 1, max: 120 }),
  method: fc.constantFrom(...repaymentMethods),
})

test('the principal sums to the loan, no balance is negative, the last is nothing, and each interest is its balance at the rate', () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const schedule = repaymentSchedule(terms)
      expect(schedule.reduce((sum, { principalFen }) => sum + principalFen, 0n)).toBe(terms.principalFen)
      expect(schedule.at(-1)).toMatchObject({ period: terms.termMonths, balanceFen: 0n })
      let owed = terms.principalFen
      let from = 0
      const wrong: number[] = []
      for (const { period, principalFen, interestFen, balanceFen } of schedule) {
        const twiceError = 2n * (interestFen * 120_000n - owed * BigInt(terms.annualRateBps * (period - from)))
        const rounded = twiceError > -120_000n && twiceError <= 120_000n
        if (!rounded || principalFen < 0n || balanceFen < 0n || owed - principalFen !== balanceFen) wrong.push(period)
        owed = balanceFen
        from = period
      }
      expect(wrong).toEqual([])
    }),
    randomRuns('schedules', 4_000),
  )
}, 60_000)

test('a level instalment amortises: half a fen more or less would leave the loan overpaid or owing', () => {
  const leftBy = ({ principalFen, annualRateBps, termMonths }: LoanTerms, instalment: bigint) => {
    // 120,000ⁿ × the unrounded balance after n instalments.
    let balance = principalFen
    for (let period = 0; period < termMonths; period++) {
      balance = balance * BigInt(120_000 + annualRateBps) - instalment * 120_000n ** BigInt(period + 1)
    }
    return balance
  }
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const twice = { ...terms, principalFen: terms.principalFen * 2n }
      const instalment = monthlyInstalment(terms.principalFen, terms.annualRateBps, terms.termMonths) * 2n
      expect(leftBy(twice, instalment - 1n) >= 0n).toBe(true)
      expect(leftBy(twice, instalment + 1n) < 0n).toBe(true)
    }),
    randomRuns('instalments', 1_000),
  )
}, 60_000)

test('spreadsheet PMT agrees to the fen', () => {
  const data = sharedData('loan/formulajs_financial_cases.json') as
    | { cases: { fn: string; args: unknown[]; expect: unknown }[] }
    | undefined
  let compared = 0
  for (const { fn, args, expect: payment } of data?.cases ?? []) {
    const [rate, months, value, future = 0, due = 0] = args
    if (
      fn !== 'PMT' ||
      typeof rate !== 'number' ||
      typeof months !== 'number' ||
      typeof value !== 'number' ||
      typeof payment !== 'number'
    )
      continue
    const bps = Math.round(rate * 120_000)
    if (future !== 0 || due !== 0 || Math.abs(bps / 120_000 - rate) > 1e-12 || value <= 0) continue
    expect(Number(monthlyInstalment(BigInt(value * 100), bps, months))).toBe(Math.round(-payment * 100))
    compared++
  }
  console.info(`PMT cases compared: ${compared}`)
  expect(data === undefined || compared > 0).toBe(true)
})

test('fineract agrees to the cent where its loan is ours: 30/360, no grace, instalments not rounded to whole units', () => {
  type Row = { Nr: string; 'Principal due': string; Interest: string }
  type Case = { terms: Record<string, string>; schedule: Row[] }
  const data = sharedData('loan/fineract_feature_schedules.json') as { cases: Case[] } | undefined
  const cents = (text: string | undefined) => BigInt(Math.round(Number(text) * 100))
  const none = (terms: Record<string, string>) =>
    ['graceOnPrincipalPayment', 'graceOnInterestPayment', 'interest free period'].every((grace) => Number(terms[grace]) === 0)
  const ours = (data?.cases ?? []).filter(
    ({ terms }) =>
      terms['interest type'] === 'DECLINING_BALANCE' &&
      none(terms) &&
      (terms['amortization type'] === 'EQUAL_PRINCIPAL_PAYMENTS' || terms.LoanProduct?.includes('360_30')),
  )
  for (const { terms, schedule } of ours) {
    const expected = schedule.filter(({ Nr }) => Nr !== '').map((row) => [cents(row['Principal due']), cents(row.Interest)])
    const actual = repaymentSchedule({
      principalFen: cents(terms['with Principal']),
      annualRateBps: Math.round(Number(terms['ANNUAL interest rate %']) * 100),
      termMonths: Number(terms.numberOfRepayments),
      method: terms['amortization type'] === 'EQUAL_INSTALLMENTS' ? 'equal_instalment' : 'equal_principal',
    })
    expect(actual.map(({ principalFen, interestFen }) => [principalFen, interestFen])).toEqual(expected)
  }
  console.info(`fineract schedules compared: ${ours.length}`)
  expect(data === undefined || ours.length >= 3).toBe(true)
})
