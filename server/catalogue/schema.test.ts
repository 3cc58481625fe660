import { describe, expect, it } from 'vitest'
import { AdmissionRule, feeFen, ProductTerms, type ProductTerms as Terms, upfrontFees } from './schema'

const faults = (rule: unknown) =>
  AdmissionRule.safeParse(rule).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []

const terms: Terms = {
  amountMinFen: 10_000_000,
  amountMaxFen: 300_000_000,
  termMinMonths: 3,
  termMaxMonths: 36,
  rateMinSpreadBps: 35,
  rateMaxSpreadBps: 180,
  methods: ['interest_only', 'equal_instalment'],
  fees: [{ kind: 'GUARANTEE', basis: 'BPS_OF_PRINCIPAL_UPFRONT', value: 100 }],
  guaranteeMode: 'GUARANTEE',
  revolving: false,
  regions: ['610802'],
  legalForms: ['COMPANY'],
  sizes: ['micro', 'small'],
  industries: ['C', 'F51'],
  purposes: ['WORKING_CAPITAL'],
  admissionRule: { all: [{ indicator: 'tax.taxableSales12m', op: '>=', value: 100_000_000 }, { gate: 'NONE' }] },
}
const refusals = (change: Record<string, unknown>) =>
  ProductTerms.safeParse({ ...terms, ...change }).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []

const nested = (levels: number): unknown => (levels <= 1 ? { gate: 'NONE' } : { not: nested(levels - 1) })
const wide = (leaves: number) => ({ all: Array.from({ length: leaves }, () => ({ gate: 'NONE' })) })

describe('an admission rule', () => {
  it('joins conditions on indicators, score, grade and gates', () => {
    const rule = {
      all: [
        { any: [{ score: { op: '>=', value: 600 } }, { grade: { in: ['A', 'B'] } }] },
        { not: { indicator: 'tax.grade', op: 'in', value: [1, 2] } },
        { gate: 'NONE' },
      ],
    }
    expect(faults(rule)).toEqual([])
    expect(AdmissionRule.parse(rule)).toEqual(rule)
  })
  it('refuses an unknown indicator with the path to it', () => {
    const rule = { all: [{ gate: 'NONE' }, { not: { indicator: 'tax.luck', op: '>=', value: 1 } }] }
    expect(faults(rule)).toEqual(['all.1.not.indicator: rule.unknown-indicator'])
  })
  it('reports every fault once, where it is', () => {
    const rule = { any: [{ score: { op: '>=', value: 851 } }, { grade: { in: ['F'] } }, { gate: 'SOME' }] }
    expect(AdmissionRule.safeParse(rule).error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      'any.0.score.value',
      'any.1.grade.in.0',
      'any.2.gate',
    ])
  })
  it.each([
    ['nothing', undefined],
    ['a number', 7],
    ['no kind', {}],
    ['two kinds', { gate: 'NONE', score: { op: '>=', value: 600 } }],
    ['a kind that is only inherited', Object.create({ gate: 'NONE' })],
  ])('refuses %s', (_, rule) => {
    expect(faults(rule)).toEqual([': rule.unknown-kind'])
  })
  it('refuses unknown keys, empty joints and fractions', () => {
    expect(faults({ gate: 'NONE', more: 1 })).toHaveLength(1)
    expect(faults({ all: [] })).toHaveLength(1)
    expect(faults({ indicator: 'tax.grade', op: '>=', value: 1.5 })).toHaveLength(1)
    expect(faults({ indicator: 'tax.grade', op: 'in', value: 3 })).toHaveLength(1)
  })
  it('may be six levels deep and hold 64 nodes, and no more', () => {
    expect(faults(nested(6))).toEqual([])
    expect(faults(nested(7))).toEqual(['not.not.not.not.not.not: rule.too-deep'])
    expect(faults(wide(63))).toEqual([])
    expect(faults(wide(64))).toEqual([': rule.too-many-nodes'])
  })
  it('is not looked at beyond its 64th node or its sixth level', () => {
    const trap = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('looked beyond the limit')
        },
      },
    )
    expect(faults({ all: [wide(62), trap] })).toEqual([': rule.too-many-nodes'])
    expect(() => faults({ all: [wide(61), trap] })).toThrow('looked beyond')
    expect(faults(nested(5_000))).toEqual([`${Array(6).fill('not').join('.')}: rule.too-deep`])
  })
})

describe('product terms', () => {
  it('are accepted as they are', () => {
    expect(ProductTerms.parse(terms)).toEqual(terms)
  })
  it('have ordered bounds', () => {
    expect(refusals({ amountMinFen: 300_000_001 })).toEqual(['amountMaxFen: product.amounts-reversed'])
    expect(refusals({ termMinMonths: 37 })).toEqual(['termMaxMonths: product.terms-reversed'])
    expect(refusals({ rateMinSpreadBps: 181 })).toEqual(['rateMaxSpreadBps: product.rates-reversed'])
    expect(refusals({ amountMinFen: 300_000_000, termMinMonths: 36, rateMinSpreadBps: 180 })).toEqual([])
  })
  it.each([
    ['a rate beyond 36 %', { rateMaxSpreadBps: 3_601 }],
    ['no method', { methods: [] }],
    ['a method twice', { methods: ['bullet', 'bullet'] }],
    ['a county outside the city', { regions: ['610100'] }],
    ['an unknown industry', { industries: ['Z'] }],
    ['an industry under the wrong letter', { industries: ['A25'] }],
    ['money that is not whole', { amountMinFen: 10.5 }],
    ['an unknown field', { bonus: 1 }],
    ['a fault in the rule', { admissionRule: { gate: 'ANY' } }],
  ])('refuse %s', (_, change) => {
    expect(refusals(change)).toHaveLength(1)
  })
  it('refuse fees that eat the smallest loan', () => {
    const fees = [{ kind: 'NOTARY', basis: 'FIXED_UPFRONT', value: 10_000_000 }]
    expect(refusals({ fees })).toEqual(['fees: product.fees-consume-the-loan'])
    expect(refusals({ fees: [{ ...fees[0], value: 9_999_999 }] })).toEqual([])
  })
  it('lead a fault in the rule back to its place in the terms', () => {
    expect(refusals({ admissionRule: { all: [{ indicator: 'x', op: '=', value: 1 }] } })).toEqual([
      'admissionRule.all.0.indicator: rule.unknown-indicator',
    ])
  })
})

describe('fees', () => {
  it('are rounded up to the fen, so that cost is never understated', () => {
    expect(feeFen({ kind: 'GUARANTEE', basis: 'BPS_OF_PRINCIPAL_UPFRONT', value: 120 }, 100_000_000)).toBe(1_200_000n)
    expect(feeFen({ kind: 'GUARANTEE', basis: 'BPS_OF_PRINCIPAL_UPFRONT', value: 1 }, 10_001)).toBe(2n)
    expect(upfrontFees([...terms.fees, { kind: 'NOTARY', basis: 'FIXED_UPFRONT', value: 50 }], 10_000)).toBe(150)
  })
})
