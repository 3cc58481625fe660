import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { type AdmissionRule, type Ask, type ProductTerms, verdicts } from '../schema'
import { estimateCost, estimateLine, estimateRate } from './estimate'
import { matchProduct, matchProducts } from './match-products'
import { applicant, ask, portraitOf, product, sales, terms } from './matching.fixture'

/** The stated count of random runs, on two busy cores. */
const FULL_RUN_MS = 60_000

const LPR = 300
const portrait = portraitOf({ 'tax.taxableSales12m': 1_000_000_000 }, { score: 850 })
const match = (change: Partial<ProductTerms>, asked: Ask = ask) =>
  matchProduct(product('p', change), portrait, applicant, asked, LPR)
const blocking = (change: Partial<ProductTerms>, asked?: Ask) => match(change, asked).reasons.filter((one) => one.blocking)

describe('the verdict', () => {
  it('is eligible when every condition holds, and shows them all', () => {
    const { verdict, reasons } = match({ admissionRule: sales('>=', 1_000_000_000) })
    expect(verdict).toBe('ELIGIBLE')
    expect(reasons.map((one) => [one.kind, one.state, one.blocking])).toEqual([
      ['AMOUNT', 'TRUE', false],
      ['TERM', 'TRUE', false],
      ['INDICATOR', 'TRUE', false],
    ])
  })
  it('is ineligible with the condition that failed and by how much', () => {
    const { verdict, reasons, rule } = match({ admissionRule: sales('>=', 1_000_000_001) })
    expect(verdict).toBe('INELIGIBLE')
    expect(reasons[2]).toMatchObject({ kind: 'INDICATOR', needed: 1_000_000_001, actual: 1_000_000_000, gap: 1, blocking: true })
    expect(rule).toEqual({ reason: 2, state: 'FALSE' })
  })
  it('is undecidable with the datum that is missing', () => {
    const rule: AdmissionRule = { indicator: 'social.arrears', op: '<=', value: 100 }
    expect(match({ admissionRule: rule }).verdict).toBe('UNDECIDABLE')
    expect(blocking({ admissionRule: rule })).toMatchObject([{ lack: { reason: 'NO_SOURCE', classes: ['SOCIAL_SECURITY'] } }])
  })
  it('is ineligible, not undecidable, when something fails whatever the missing datum says', () => {
    const rule: AdmissionRule = { indicator: 'social.arrears', op: '<=', value: 100 }
    const { verdict, reasons } = match({ admissionRule: rule, sizes: ['micro'] })
    expect(verdict).toBe('INELIGIBLE')
    expect(reasons.filter((one) => one.blocking).map((one) => one.kind)).toEqual(['SIZE'])
  })
})

describe('the terms', () => {
  it('bound the amount inclusively', () => {
    const [low, high] = [10_000_000n, 300_000_000n]
    const gap = (amountFen: bigint) => blocking({}, { ...ask, amountFen }).map((one) => one.kind === 'AMOUNT' && one.gapFen)
    expect([low, high].map(gap)).toEqual([[], []])
    expect([low - 1n, high + 1n].map(gap)).toEqual([[1n], [-1n]])
  })
  it('bound the term inclusively', () => {
    const gap = (termMonths: number) => blocking({}, { ...ask, termMonths }).map((one) => one.kind === 'TERM' && one.gap)
    expect([2, 3, 36, 37].map(gap)).toEqual([[1], [], [], [-1]])
  })
  it.each([
    ['METHOD', { methods: ['bullet'] }, { methods: ['equal_instalment'] }],
    ['PURPOSE', { purposes: ['EXPANSION'] }, { purposes: ['EQUIPMENT', 'EXPANSION'] }],
    ['REGION', { regions: ['610802'] }, { regions: ['610881'] }],
    ['LEGAL_FORM', { legalForms: ['SOLE_TRADER'] }, { legalForms: ['COMPANY'] }],
    ['SIZE', { sizes: ['micro'] }, { sizes: ['small', 'micro'] }],
    ['INDUSTRY', { industries: ['C35', 'A'] }, { industries: ['A', 'C348'] }],
  ] satisfies [string, Partial<ProductTerms>, Partial<ProductTerms>][])('bound by %s', (kind, failing, holding) => {
    const asked: Ask = { ...ask, method: 'equal_instalment', purpose: 'EQUIPMENT' }
    const accepting: Partial<ProductTerms> = { methods: ['equal_instalment'] }
    expect(blocking({ ...accepting, ...failing }, asked).map((one) => one.kind)).toEqual([kind])
    expect(match({ ...accepting, ...holding }, asked).verdict).toBe('ELIGIBLE')
  })
  it('cannot be decided for a firm without a size, unless the product takes every size', () => {
    const unsized = { ...applicant, size: null }
    expect(matchProduct(product('p', { sizes: ['small'] }), portrait, unsized, ask, LPR).verdict).toBe('UNDECIDABLE')
    expect(matchProduct(product('p'), portrait, unsized, ask, LPR).verdict).toBe('ELIGIBLE')
  })
})

describe('the cost', () => {
  const fee = { kind: 'GUARANTEE', basis: 'BPS_OF_PRINCIPAL_UPFRONT', value: 120 } as const
  // Reference 4.17: 1,000,000 yuan, 3.85 %, 12 months, 1.2 % upfront.
  it.each([
    ['interest_only', 50_833, 52_034, 320_833n, 3_849_996n],
    ['bullet', 49_954, 51_113, 103_850_000n, 3_850_000n],
    ['equal_instalment', 61_051, 62_789, 8_508_139n, 2_097_663n],
  ] as const)('of %s is that of the reference', (method, simple, compound, first, interest) => {
    expect(estimateCost({ ...terms, fees: [fee] }, 850, { ...ask, method }, LPR)).toMatchObject({
      rateBps: 385,
      method,
      annualCostSimplePpm: simple,
      annualCostCompoundPpm: compound,
      firstInstalment: { period: method === 'bullet' ? 12 : 1, amountFen: first },
      totalInterestFen: interest,
      feesFen: 1_200_000n,
    })
  })
  it('takes the product’s first method when none is asked', () => {
    expect(estimateCost(terms, 850, ask, LPR)?.method).toBe('interest_only')
  })
  it('cannot be stated when fees eat the amount asked', () => {
    const fees = [{ kind: 'NOTARY', basis: 'FIXED_UPFRONT', value: 500 } as const]
    expect(estimateCost({ ...terms, fees }, 850, { ...ask, amountFen: 500n }, LPR)).toBeNull()
    expect(estimateCost({ ...terms, fees }, 850, { ...ask, amountFen: 501n }, LPR)).not.toBeNull()
  })
  it('rates the firm within the product’s range, never flattering, never below zero', () => {
    const range = { ...terms, rateMinSpreadBps: 50, rateMaxSpreadBps: 160 }
    expect([300, 575, 576, 850].map((score) => estimateRate(range, score, LPR).rateBps)).toEqual([460, 405, 405, 350])
    expect(estimateRate({ ...terms, rateMinSpreadBps: -400, rateMaxSpreadBps: -350 }, 850, LPR).rateBps).toBe(0)
  })
})

describe('the estimated line', () => {
  const line = (salesFen: number, change: Partial<ProductTerms> = {}, score = 850) =>
    estimateLine({ ...terms, ...change }, portraitOf({ 'tax.taxableSales12m': salesFen }, { score })).lineFen
  it('is a share of sales by score and guarantee, whole 万元, within the product', () => {
    expect(line(1_000_000_000)).toBe(200_000_000n)
    expect(line(1_000_000_000, {}, 575)).toBe(100_000_000n)
    expect(line(1_000_000_000, { guaranteeMode: 'MORTGAGE' })).toBe(300_000_000n)
    expect(line(1_004_999_999)).toBe(200_000_000n)
    expect(line(1_005_000_000)).toBe(201_000_000n)
  })
  it('is nothing below the product’s minimum, and unknown without sales', () => {
    expect([line(50_000_000), line(49_999_999), line(-5)]).toEqual([10_000_000n, 0n, 0n])
    expect(estimateLine(terms, portraitOf({}))).toEqual({ lineFen: null, lack: { reason: 'NO_SOURCE', classes: ['TAX'] } })
  })
})

describe('the list', () => {
  const unknown: AdmissionRule = { indicator: 'social.arrears', op: '=', value: 0 }
  const products = [
    product('ineligible-cheap', { rateMinSpreadBps: -50, rateMaxSpreadBps: -50, admissionRule: sales('<=', 1) }),
    product('undecidable-cheap', { rateMinSpreadBps: 0, rateMaxSpreadBps: 0, admissionRule: unknown }),
    product('b-same'),
    product('a-same'),
    product('dear', { rateMinSpreadBps: 300, rateMaxSpreadBps: 300 }),
    product('hidden-fee', { fees: [{ kind: 'OTHER', basis: 'BPS_OF_PRINCIPAL_UPFRONT', value: 100 }] }),
    product('no-cost', { fees: [{ kind: 'OTHER', basis: 'FIXED_UPFRONT', value: 100_000_000 }], amountMinFen: 100_000_000 }),
  ]
  const expected = ['a-same', 'b-same', 'hidden-fee', 'dear', 'no-cost', 'undecidable-cheap', 'ineligible-cheap']
  it(
    'has every product: eligible first, each kind by all-in cost, ties by id, whatever the order given',
    () => {
      fc.assert(
        fc.property(fc.shuffledSubarray(products, { minLength: products.length }), (shuffled) => {
          expect(matchProducts(shuffled, portrait, applicant, ask, LPR).map((one) => one.productId)).toEqual(expected)
        }),
        randomRuns('order of matches', 400),
      )
    },
    FULL_RUN_MS,
  )
  it(
    'never turns eligible into undecidable when a missing datum arrives',
    () => {
      const value = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined })
      const condition = fc.record({
        indicator: fc.constantFrom('social.arrears' as const, 'tax.arrears' as const, 'tax.grade' as const),
        op: fc.constantFrom('>=' as const, '<=' as const, '=' as const),
        value: fc.integer({ min: 0, max: 3 }),
      })
      const rule = fc.oneof(
        fc.record({ any: fc.array(condition, { minLength: 1, maxLength: 3 }) }),
        fc.record({ all: fc.array(condition, { minLength: 1, maxLength: 3 }) }),
      )
      const verdict = (admissionRule: AdmissionRule, known: Parameters<typeof portraitOf>[0]) =>
        matchProduct(product('p', { admissionRule }), portraitOf(known), applicant, ask, LPR).verdict
      fc.assert(
        fc.property(rule, value, value, fc.integer({ min: 0, max: 3 }), (admissionRule, tax, grade, arriving) => {
          const known = {
            ...(tax === undefined ? {} : { 'tax.arrears': tax }),
            ...(grade === undefined ? {} : { 'tax.grade': grade }),
          }
          const before = verdict(admissionRule, known)
          const after = verdict(admissionRule, { ...known, 'social.arrears': arriving })
          expect(verdicts).toContain(after)
          if (before !== 'UNDECIDABLE') expect(after).toBe(before)
        }),
        randomRuns('verdicts survive new data', 4_000),
      )
    },
    FULL_RUN_MS,
  )
})
