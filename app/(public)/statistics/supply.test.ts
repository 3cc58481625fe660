import { describe, expect, it } from 'vitest'
import type { PublishedProduct } from '@/server/catalogue/schema'
import { featuredProducts } from '../featured'
import { breaksOf, supplyByCounty, supplyByMode } from './supply'

const today = '2026-01-05'
const terms: PublishedProduct['terms'] = {
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
}
const product = (
  productId: string,
  institutionId: string,
  changes: Partial<PublishedProduct['terms']> = {},
): PublishedProduct => ({
  institutionId,
  productId,
  version: 1,
  code: productId,
  name: productId,
  nameEn: productId,
  summary: productId,
  summaryEn: productId,
  publishedAt: new Date(0),
  institutionName: institutionId,
  institutionNameEn: institutionId,
  institutionKind: 'BANK',
  servicePhone: '0912',
  terms: { ...terms, ...changes },
})
const all = [
  product('a1', 'a'),
  product('a2', 'a', { regions: ['610881'], rateMinSpreadBps: 10 }),
  product('b1', 'b', { guaranteeMode: 'PLEDGE', rateMinSpreadBps: 20, rateMaxSpreadBps: 300, amountMaxFen: 900_000_000 }),
]

describe('what is on offer', () => {
  it('counts for a county what serves it, and what serves everywhere', () => {
    const byCounty = new Map(supplyByCounty(all).map((row) => [row.code, row]))
    expect(byCounty.get('610881')).toEqual({ code: '610881', products: 3, institutions: 2 })
    expect(byCounty.get('610802')).toEqual({ code: '610802', products: 2, institutions: 2 })
  })
  it('counts by guarantee mode; modes add up to all', () => {
    const byMode = supplyByMode(all, today)
    expect(byMode.reduce((sum, { products }) => sum + products, 0)).toBe(all.length)
    expect(byMode.find(({ mode }) => mode === 'PLEDGE')).toMatchObject({
      rates: { fromBps: 320, toBps: 600 },
      ceilingFen: 900_000_000,
    })
    expect(byMode.find(({ mode }) => mode === 'MORTGAGE')).toMatchObject({ products: 0, rates: null })
  })
  it('parts into five classes, all of them reachable', () => {
    expect(breaksOf([10, 20, 30, 40, 59])).toEqual([20, 30, 40, 50])
    expect(breaksOf([7, 7])).toEqual([8, 9, 10, 11])
  })
  it('features the cheapest of each institution', () => {
    expect(featuredProducts(all, today, 6).map(({ productId }) => productId)).toEqual(['a2', 'b1'])
    expect(featuredProducts(all, today, 1)).toHaveLength(1)
  })
})
