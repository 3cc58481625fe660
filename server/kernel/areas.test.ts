import { expect, test } from 'vitest'
import { areaOfCreditCode, counties, countyOf, isCountyCode } from './areas'

test('the twelve counties of the city, each code and name once', () => {
  expect(counties).toHaveLength(12)
  for (const key of ['code', 'zh', 'en'] as const) expect(new Set(counties.map((county) => county[key])).size).toBe(12)
  expect(counties.every(({ code }) => /^6108\d\d$/.test(code))).toBe(true)
})

test('a retired code leads to the county of today, but is none itself', () => {
  expect(countyOf('610821')?.zh).toBe('神木市')
  expect(countyOf('610823')?.zh).toBe('横山区')
  expect(isCountyCode('610821')).toBe(false)
  expect(isCountyCode('610881')).toBe(true)
})

test('other codes, the city among them, are no county', () => {
  for (const code of ['610800', '610801', '110101', '', 'constructor']) expect(countyOf(code)).toBeUndefined()
})

test('the area inside a credit code', () => expect(countyOf(areaOfCreditCode('91610802MA70ABCD7Q'))?.zh).toBe('榆阳区'))
