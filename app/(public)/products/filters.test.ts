import { describe, expect, it } from 'vitest'
import type { PublishedProduct } from '@/server/catalogue/schema'
import { chosenProducts, readProductQuery, relaxations } from './filters'

const today = '2026-01-05'
function product(id: string, terms: Partial<PublishedProduct['terms']> = {}): PublishedProduct {
  return {
    institutionId: `institution-${id}`,
    productId: id,
    version: 1,
    code: id,
    name: id,
    nameEn: id,
    summary: id,
    summaryEn: id,
    publishedAt: new Date(0),
    institutionName: id,
    institutionNameEn: id,
    institutionKind: 'BANK',
    servicePhone: '0912',
    terms: {
      amountMinFen: 10_000_000,
      amountMaxFen: 100_000_000,
      termMinMonths: 6,
      termMaxMonths: 24,
      rateMinSpreadBps: 50,
      rateMaxSpreadBps: 100,
      methods: ['interest_only'],
      fees: [],
      guaranteeMode: 'CREDIT',
      revolving: false,
      regions: [],
      legalForms: [],
      sizes: [],
      industries: [],
      purposes: [],
      admissionRule: { gate: 'NONE' },
      ...terms,
    },
  }
}
const dear = product('dear', { rateMinSpreadBps: 200, amountMaxFen: 900_000_000 })
const local = product('local', { regions: ['610881'], legalForms: ['COMPANY'] })
const pledged = product('pledged', { guaranteeMode: 'PLEDGE', rateMinSpreadBps: 10 })
const all = [dear, local, pledged]
const ids = (params: Record<string, string>) =>
  chosenProducts(all, readProductQuery(params), today).map(({ productId }) => productId)

describe('the list of products', () => {
  it('begins with the cheapest, or with the highest ceiling', () => {
    expect(ids({})).toEqual(['pledged', 'local', 'dear'])
    expect(ids({ sort: 'amount' })[0]).toBe('dear')
  })
  it('is cut by each filter, both bounds included', () => {
    expect(ids({ amount: '100', unit: 'wan' })).toHaveLength(3)
    expect(ids({ amount: '101', unit: 'wan' })).toEqual(['dear'])
    expect(ids({ amount: '99999', unit: 'yuan' })).toEqual([])
    expect(ids({ term: '24' })).toHaveLength(3)
    expect(ids({ term: '25' })).toEqual([])
    expect(ids({ guarantee: 'PLEDGE' })).toEqual(['pledged'])
    expect(ids({ institution: 'institution-dear' })).toEqual(['dear'])
    expect(ids({ county: '610802' })).toEqual(['pledged', 'dear'])
    expect(ids({ form: 'SOLE_TRADER' })).toEqual(['pledged', 'dear'])
    expect(ids({ form: 'COMPANY', county: '610881' })).toHaveLength(3)
  })
  it('tells what it cannot read and leaves unknown choices open', () => {
    expect(readProductQuery({ amount: '五百', term: '0' }).faults).toEqual(['amount', 'term'])
    expect(ids({ guarantee: 'X', county: '1', form: 'X', sort: 'X', page: '-1' })).toHaveLength(3)
  })
  it('names the filter to relax', () => {
    const { filter } = readProductQuery({ amount: '500', guarantee: 'PLEDGE', county: '610802' })
    expect(relaxations(all, filter)).toEqual([
      { name: 'amount', found: 1 },
      { name: 'guarantee', found: 1 },
    ])
  })
})
