import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { isSoundCreditCode } from '@/server/kernel/credit-code'
import { dataClasses } from '@/server/sources/schema'
import { transformContent } from '@/server/sources/transform-content'
import { createCity, maxEnterprises } from './city'
import { isBlocked } from './names'
import { counties } from './places'
import { createPermutation } from './random'
import type { Truth } from './truth'

const runs = Math.ceil(2_000 * (process.env.TEST_FULL ? 1 : 0.05))
const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
const options = { numRuns: runs, seed, verbose: true }
const asOf = '2026-10'
const city = createCity({ seed: 610800, enterprises: 2_000, asOf })
const period = { from: '2023-11', to: asOf }
const everyone = Array.from({ length: city.size }, (_, index) => index)

describe(`a city by seed (fast-check seed ${seed})`, () => {
  const big = createCity({ seed: 7, enterprises: maxEnterprises, asOf })
  const anyone = fc.integer({ min: 0, max: maxEnterprises - 1 })

  test('every credit code is sound and leads back to its enterprise, in a city of a million', () => {
    fc.assert(
      fc.property(anyone, (index) => {
        const { creditCode } = big.enterprise(index)
        return isSoundCreditCode(creditCode) && big.find(creditCode) === index
      }),
      options,
    )
  })

  test('one changed character never finds an enterprise', () => {
    fc.assert(
      fc.property(
        anyone,
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'),
        (index, at, to) => {
          const { creditCode } = big.enterprise(index)
          return creditCode[at] === to || big.find([...creditCode].with(at, to).join('')) === null
        },
      ),
      options,
    )
  })

  test('an enterprise alone is the same as in order, and in a smaller city', () => {
    const again = createCity({ seed: 610800, enterprises: 500, asOf })
    for (const index of [499, 3, 250, 3]) {
      expect(again.enterprise(index)).toEqual(city.enterprise(index))
      for (const dataClass of dataClasses)
        expect(again.contentOf(index, dataClass, period.from, period.to)).toEqual(
          city.contentOf(index, dataClass, period.from, period.to),
        )
    }
    expect(createCity({ seed: 610801, enterprises: 500, asOf }).enterprise(3)).not.toEqual(city.enterprise(3))
  })

  test('later months never rewrite earlier ones', () => {
    const later = createCity({ seed: 610800, enterprises: 2_000, asOf: '2027-04' })
    type Sales = { returns: { period: string; taxableSales: string | null }[] }
    for (const index of everyone.slice(0, 60)) {
      const before = city.contentOf(index, 'TAX', '2026-01', '2026-06') as Sales
      const after = later.contentOf(index, 'TAX', '2026-01', '2026-06') as Sales
      const filed = before.returns.filter(({ taxableSales }) => taxableSales !== null)
      expect(after.returns).toEqual(expect.arrayContaining(filed))
    }
  })

  test('a permutation is a bijection that runs backwards', () => {
    const { size, forward, backward } = createPermutation(seed, 31, 'test')
    const images = Array.from({ length: size }, (_, value) => forward(value))
    expect(new Set(images).size).toBe(size)
    expect(images.every((image, value) => backward(image) === value)).toBe(true)
  })

  test('knows no code of another seed, no stranger and no index beyond its size', () => {
    expect(city.find(createCity({ seed: 2, enterprises: 2_000, asOf }).enterprise(5).creditCode)).toBeNull()
    expect(city.find('91610802MA70ABCD7Q')).toBeNull()
    expect(city.find('')).toBeNull()
    expect(() => city.enterprise(2_000)).toThrow(RangeError)
    expect(() => createCity({ seed: 1, enterprises: 0, asOf })).toThrow('1 to 1000000')
    expect(() => createCity({ seed: 1, enterprises: 1, asOf: '2025-06' })).toThrow('2026-03')
  })
})

describe('names', () => {
  test('of 2,000 enterprises are all different and hold no word of a real bank or firm', () => {
    const names = everyone.map((index) => city.enterprise(index).name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter(isBlocked)).toEqual([])
    expect(isBlocked('神木市农行代办店')).toBe(true)
  })

  test('sit in all twelve counties, the coal counties being the larger', () => {
    const codes = everyone.map((index) => city.enterprise(index).county.code)
    const count = (code: string) => codes.filter((other) => other === code).length
    expect(counties.every(({ code }) => count(code) > 5)).toBe(true)
    expect(count('610881')).toBeGreaterThan(5 * count('610829'))
  })
})

describe('2,000 enterprises', () => {
  let truths: Truth[]
  beforeAll(() => {
    truths = everyone.map((index) => city.truthOf(index))
  })
  const share = (group: Truth[], has: (truth: Truth) => boolean) => group.filter(has).length / group.length

  test('every file of every agency reads as facts, and 36 months are there for a firm that is old enough', () => {
    for (const index of everyone.slice(0, 250)) {
      const { creditCode } = city.enterprise(index)
      for (const dataClass of dataClasses) {
        const content = city.contentOf(index, dataClass, period.from, period.to)
        expect(transformContent(dataClass, content, { creditCode, ...period, today: '2026-11-25' }).ok, dataClass).toBe(true)
      }
    }
    const old = everyone.find((index) => city.enterprise(index).foundedOn < '2020') ?? 0
    const { returns } = city.contentOf(old, 'TAX', period.from, period.to) as { returns: unknown[] }
    expect(returns).toHaveLength(36)
  })

  test('the ill default more often than the well, and a few in a hundred default at all', () => {
    const byHealth = truths.toSorted((a, b) => a.health - b.health)
    const ill = share(byHealth.slice(0, 500), (truth) => truth.defaultsNextYear)
    const well = share(byHealth.slice(-500), (truth) => truth.defaultsNextYear)
    expect(ill).toBeGreaterThan(0.05)
    expect(well).toBeLessThan(0.02)
    const all = share(truths, (truth) => truth.defaultsNextYear)
    expect(all).toBeGreaterThan(0.02)
    expect(all).toBeLessThan(0.07)
  })

  test('what the agencies see goes with hidden health: late returns, arrears, suits', () => {
    const byHealth = truths.toSorted((a, b) => a.health - b.health)
    const trouble = (group: Truth[]) =>
      group.reduce((sum, { index }) => {
        const tax = city.contentOf(index, 'TAX', '2025-11', asOf) as { returns: { filedOn: string | null; dueDate: string }[] }
        const social = city.contentOf(index, 'SOCIAL_SECURITY', '2025-11', asOf) as { contributions: { state: string }[] }
        const court = city.contentOf(index, 'COURT', '2025-11', asOf) as { cases: { role: string }[] }
        return (
          sum +
          tax.returns.filter(({ filedOn, dueDate }) => filedOn === null || filedOn > dueDate).length +
          social.contributions.filter(({ state }) => state === '欠缴').length +
          court.cases.filter(({ role }) => role === '被告').length
        )
      }, 0)
    expect(trouble(byHealth.slice(0, 200))).toBeGreaterThan(5 * trouble(byHealth.slice(-200)))
  })

  test('public credit evaluations go with health, come the spring after, and leave some firms out', () => {
    type Found = { evaluations: { level: string; year: string; evaluatedOn: string }[] }
    const found = truths.map(({ index, health }) => ({
      health,
      newest: (city.contentOf(index, 'LIST', '2023-12', asOf) as Found).evaluations.at(-1),
    }))
    const mean = (level: string) => {
      const healths = found.flatMap(({ health, newest }) => (newest?.level === level ? [health] : []))
      expect(healths.length, level).toBeGreaterThan(5)
      return healths.reduce((sum, one) => sum + one, 0) / healths.length
    }
    const means = ['差', '中', '良', '优'].map(mean)
    expect(means).toEqual(means.toSorted((a, b) => a - b))
    const without = found.filter(({ newest }) => !newest).length / found.length
    expect(without).toBeGreaterThan(0.1)
    expect(without).toBeLessThan(0.6)
    for (const { newest } of found) if (newest) expect(newest.evaluatedOn.startsWith(`${Number(newest.year) + 1}-05`)).toBe(true)
  })

  test('some lie: their declared sales rise against electricity, the honest ones’ do not', () => {
    const rise = ({ index }: Truth, from: string, to: string, before: string) => {
      const ratio = (first: string, last: string) => {
        const tax = city.contentOf(index, 'TAX', first, last) as { returns: { taxableSales: string | null }[] }
        const power = city.contentOf(index, 'ELECTRICITY', first, last) as { bills: { usage: string }[] }
        const sales = tax.returns.reduce((sum, { taxableSales }) => sum + Number(taxableSales ?? 0), 0) / tax.returns.length
        return sales / (power.bills.reduce((sum, { usage }) => sum + Number(usage), 0) / power.bills.length)
      }
      return ratio(from, to) / ratio(before, from)
    }
    const liars = truths.filter(({ lie }) => lie && lie.from >= '2024-11' && lie.from <= '2025-05' && lie.to >= '2025-11')
    const honest = truths.filter(({ lie, index }) => !lie && city.enterprise(index).foundedOn < '2021').slice(0, 100)
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
    expect(liars.length).toBeGreaterThan(5)
    expect(median(liars.map((truth) => rise(truth, '2025-07', '2025-11', '2023-11')))).toBeGreaterThan(1.3)
    const ordinary = median(honest.map((truth) => rise(truth, '2025-07', '2025-11', '2023-11')))
    expect(ordinary).toBeGreaterThan(0.85)
    expect(ordinary).toBeLessThan(1.2)
  })
})
