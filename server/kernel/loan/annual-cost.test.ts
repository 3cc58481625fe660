import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { sharedData } from '@/tests/shared-data'
import { annualCost, loanCost, monthlyInternalRate, type Payment } from './annual-cost'
import { type LoanTerms, type RepaymentMethod, repaymentMethods } from './schedule'

const million = { principalFen: 100_000_000n, annualRateBps: 385, termMonths: 12 } as const

const costOf = (terms: LoanTerms, fees: bigint) => {
  const cost = loanCost(terms, fees)
  if (!cost.ok) throw new Error(cost.refusal)
  return cost.value
}

describe('one million at 3.85 % for 12 months with 1.2 % fees', () => {
  // Interest-only rounds each month, the reference's 5.0833 % stands on 3,208.33.
  test.each<[RepaymentMethod, number, number]>([
    ['interest_only', 0.050833, 0.052034],
    ['bullet', 0.049954, 0.051113],
    ['equal_instalment', 0.061051, 0.062789],
  ])('%s: %d simple, %d compound', (method, simple, compound) => {
    const { annualCostSimple, annualCostCompound } = costOf({ ...million, method }, 1_200_000n)
    expect(annualCostSimple).toBeCloseTo(simple, 6)
    expect(annualCostCompound).toBeCloseTo(compound, 6)
  })

  test('as a professional would read it: 5.08 % simple', () =>
    expect((costOf({ ...million, method: 'interest_only' }, 1_200_000n).annualCostSimple * 100).toFixed(2)).toBe('5.08'))
})

test('without fees the simple cost is the nominal rate, to the rounding of the fen', () => {
  for (const method of ['equal_instalment', 'equal_principal', 'interest_only'] as const) {
    expect(costOf({ ...million, method }, 0n).annualCostSimple).toBeCloseTo(0.0385, 7)
  }
})

test('without interest and fees it costs nothing, exactly', () => {
  for (const method of repaymentMethods) {
    expect(costOf({ ...million, annualRateBps: 0, method }, 0n)).toMatchObject({ annualCostSimple: 0, annualCostCompound: 0 })
  }
})

test('fees that leave nothing to draw are refused', () => {
  const refusal = { ok: false, refusal: 'cost.fees-consume-the-loan' }
  expect(loanCost({ ...million, method: 'bullet' }, 100_000_000n)).toEqual(refusal)
  expect(loanCost({ ...million, method: 'bullet' }, 99_999_999n).ok).toBe(true)
  expect(() => loanCost({ ...million, method: 'bullet' }, -1n)).toThrow(RangeError)
})

test.each<[bigint, Payment[]]>([
  [0n, [{ at: 1, fen: 1n }]],
  [2n, [{ at: 1, fen: 1n }]],
  [1n, [{ at: 0, fen: 2n }]],
  [1n, [{ at: 1.5, fen: 2n }]],
  [1n, [{ at: 1, fen: -2n }]],
])('%s against %o has no rate and is a mistake of the caller', (net, payments) =>
  expect(() => monthlyInternalRate(net, payments)).toThrow(RangeError),
)

/** Bisection on the same equation, sharing nothing with the solver. */
function bisected(net: number, payments: { at: number; fen: number }[]): number {
  let low = -0.01
  let high = 1
  const worth = (rate: number) => payments.reduce((sum, { at, fen }) => sum + fen * Math.exp(-at * Math.log1p(rate)), 0)
  while (worth(high) > net) high *= 2
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2
    if (worth(middle) > net) low = middle
    else high = middle
  }
  return low
}

test('the rate agrees with bisection to 1e-9, whatever the loan', () => {
  const loans = fc.record({
    principalFen: fc.oneof(fc.bigInt(100n, 10_000n), fc.bigInt(10_000n, 10n ** 14n)),
    annualRateBps: fc.integer({ min: 0, max: 10_000 }),
    termMonths: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(360, 600)),
    method: fc.constantFrom(...repaymentMethods),
  })
  const feeShare = fc.oneof(fc.constantFrom(0n, 1_000_000n), fc.bigInt(0n, 100_000n), fc.bigInt(0n, 1_000_000n))
  fc.assert(
    fc.property(loans, feeShare, (terms, share) => {
      const fees = ((terms.principalFen - 1n) * share) / 1_000_000n
      const { schedule, monthlyRate, annualCostSimple, annualCostCompound } = costOf(terms, fees)
      const payments = schedule.map(({ period, principalFen, interestFen }) => ({
        at: period,
        fen: Number(principalFen + interestFen),
      }))
      const expected = bisected(Number(terms.principalFen - fees), payments)
      expect(Math.abs(monthlyRate - expected) / Math.max(1, expected)).toBeLessThan(1e-9)
      expect(annualCostSimple).toBe(12 * monthlyRate)
      expect(Math.abs(annualCostCompound / ((1 + monthlyRate) ** 12 - 1 || 1) - (annualCostCompound ? 1 : 0))).toBeLessThan(1e-6)
      expect(Number.isFinite(annualCostCompound)).toBe(true)
    }),
    randomRuns('annual costs', 2_000),
  )
}, 60_000)

test('the examples of the EU directive agree where they fall on whole months', () => {
  const data = sharedData('loan/eu_apr_examples.json') as
    | { cases: { id: string; drawdowns: { amt: number }[]; repayments: { t: number; amt: number }[]; recomputedPct: number }[] }
    | undefined
  let compared = 0
  for (const { drawdowns, repayments, recomputedPct } of data?.cases ?? []) {
    const [drawn] = drawdowns
    const payments = repayments.map(({ t, amt }) => ({ at: t * 12, fen: BigInt(amt * 100) }))
    if (!drawn || drawdowns.length > 1 || !payments.every(({ at }) => Number.isInteger(at))) continue
    expect(annualCost(BigInt(drawn.amt * 100), payments).annualCostCompound * 100).toBeCloseTo(recomputedPct, 5)
    compared++
  }
  console.info(`EU examples compared: ${compared}`)
  expect(data === undefined || compared > 0).toBe(true)
})
