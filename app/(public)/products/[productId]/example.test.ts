import { describe, expect, it } from 'vitest'
import { ProductTerms } from '@/server/catalogue/schema'
import { readExample } from './example'

const terms = ProductTerms.parse({
  amountMinFen: 10_000_000,
  amountMaxFen: 200_000_000,
  termMinMonths: 6,
  termMaxMonths: 24,
  rateMinSpreadBps: 85,
  rateMaxSpreadBps: 185,
  methods: ['interest_only', 'equal_instalment'],
  fees: [{ kind: 'GUARANTEE', basis: 'BPS_OF_PRINCIPAL_UPFRONT', value: 120 }],
  guaranteeMode: 'GUARANTEE',
  revolving: false,
  regions: [],
  legalForms: [],
  sizes: [],
  industries: [],
  purposes: [],
  admissionRule: { gate: 'NONE' },
})
const example = (params: Record<string, string>) => readExample(terms, params, '2026-01-05')

describe('the cost example of a product', () => {
  it('is that of oracle 11 where the product is: 3.85 %, 1.2 % fees, 12 months', () => {
    const { feesFen, lines } = example({ amount: '100', unit: 'wan', term: '12', method: 'interest_only' })
    expect(feesFen).toBe(1_200_000n)
    expect(lines.map(({ rateBps }) => rateBps)).toEqual([385, 485])
    expect(lines[0]?.cost.annualCostSimple).toBeCloseTo(0.050833, 6)
  })
  it('is the usual one within the product when nothing was asked', () => {
    expect(example({})).toMatchObject({ amountFen: 50_000_000n, termMonths: 12, method: 'interest_only', faults: [] })
  })
  it('tells what the product does not lend', () => {
    expect(example({ amount: '9.99', unit: 'wan', term: '25' }).faults).toEqual(['amount', 'term'])
    expect(example({ amount: 'x', method: 'bullet' })).toMatchObject({ faults: ['amount'], method: 'interest_only' })
  })
})
