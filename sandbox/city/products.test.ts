import { beforeAll, describe, expect, test } from 'vitest'
import { ProductDraft } from '@/server/catalogue/schema'
import { matchProducts } from '@/server/matching/domain/match-products'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn } from '@/server/portrait/domain/score-card'
import { dataClasses, type EnterpriseFacts } from '@/server/sources/schema'
import { transformContent } from '@/server/sources/transform-content'
import { createCity } from './city'
import { institutionKinds, institutions } from './institutions'
import { blockedWords, isBlocked } from './names'
import { counties } from './places'
import { products } from './products'

const different = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length)

describe('institutions', () => {
  test('are 42, of every kind, each under a name, code and number of its own', () => {
    expect(institutions).toHaveLength(42)
    expect(new Set(institutions.map(({ kind }) => kind))).toEqual(new Set(institutionKinds))
    for (const key of ['code', 'name', 'nameEn', 'servicePhone'] as const) different(institutions.map((one) => one[key]))
  })

  test('bear no word of a real bank', () => {
    expect(institutions.map(({ name }) => name).filter(isBlocked)).toEqual([])
    expect(blockedWords.length).toBeGreaterThan(60)
  })

  test('have branches in real counties, and leave no county without a bank', () => {
    const codes = counties.map(({ code }) => code)
    const served = institutions
      .filter(({ kind }) => kind === 'BANK')
      .flatMap(({ branches }) => branches.map((one) => one.countyCode))
    expect(new Set(served)).toEqual(new Set(codes))
    for (const { branches } of institutions) different(branches.map((one) => one.countyCode))
  })
})

describe('products', () => {
  test('are 91, every institution has one, and codes and names are their own', () => {
    expect(products).toHaveLength(91)
    expect(new Set(products.map(({ institutionCode }) => institutionCode)).size).toBe(42)
    different(products.map(({ code }) => code))
    different(products.map(({ draft }) => draft.name))
    different(products.map(({ draft }) => draft.nameEn))
    expect(products.filter(({ draft }) => isBlocked(draft.name))).toEqual([])
  })

  test.each(products.map(({ code, draft }) => [code, draft] as const))(
    '%s is a product as the catalogue wants it',
    (_, draft) => {
      expect(ProductDraft.parse(draft)).toEqual(draft)
      expect(JSON.parse(JSON.stringify(draft))).toEqual(draft)
    },
  )

  test('are lent only where the institution has a branch', () => {
    for (const { institutionCode, draft } of products) {
      const branches = institutions.find(({ code }) => code === institutionCode)?.branches ?? []
      const regions = draft.terms.regions.length > 0 ? draft.terms.regions : counties.map(({ code }) => code)
      expect(regions.toSorted()).toEqual(branches.map(({ countyCode }) => countyCode).toSorted())
    }
  })
})

describe('who may have them, when everything is authorised', () => {
  const city = createCity({ seed: 610800, enterprises: 2_000, asOf: '2026-10' })
  const today = '2026-11-25'
  const period = { from: '2024-11', to: '2026-10' }
  const firms = 160
  const eligible: number[] = []
  const reached = new Set<string>()

  beforeAll(() => {
    const offered = products.map(({ institutionCode, code, draft }) => ({
      institutionId: institutionCode,
      productId: code,
      version: 1,
      terms: draft.terms,
    }))
    for (let index = 0; index < firms; index++) {
      const { creditCode, county, legalForm, industry, sales } = city.enterprise(index)
      const facts: EnterpriseFacts = {}
      for (const dataClass of dataClasses) {
        const content = city.contentOf(index, dataClass, period.from, period.to)
        const outcome = transformContent(dataClass, content, { creditCode, ...period, today })
        if (outcome.ok) Object.assign(facts, { [dataClass]: outcome.value.facts })
      }
      const portrait = buildPortrait(facts, cardOn(today), today)
      const applicant = { countyCode: county.code, legalForm, size: 'small' as const, industry: industry.code }
      // A month's sales, between 20,000 and 5 million yuan.
      const amountFen = BigInt(Math.round(Math.min(5_000_000, Math.max(20_000, sales)) / 10_000)) * 1_000_000n
      const matches = matchProducts(offered, portrait, applicant, { amountFen, termMonths: 12 }, 300)
      const may = matches.filter(({ verdict }) => verdict === 'ELIGIBLE')
      eligible.push(may.length)
      for (const { productId } of may) reached.add(productId)
    }
  })

  test('most firms are eligible for some products, and none for half of them', () => {
    expect(eligible.filter((count) => count > 0).length / firms).toBeGreaterThan(0.75)
    expect(Math.max(...eligible)).toBeLessThan(products.length / 2)
  })

  test('some firms are eligible for none, and firms differ', () => {
    expect(eligible).toContain(0)
    expect(new Set(eligible).size).toBeGreaterThan(10)
  })

  test('nearly every product finds a firm among 160', () => {
    expect(products.filter(({ code }) => !reached.has(code)).length).toBeLessThan(20)
  })
})
