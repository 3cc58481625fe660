import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { sharedData } from '@/tests/shared-data'
import {
  enterpriseSize,
  enterpriseSizes,
  neededMetrics,
  type SizeFigures,
  type SizeRuleId,
  sizeBy,
  sizeMetrics,
  sizeRuleOf,
  sizeRules,
} from './enterprise-size'
import { divisions, parseIndustry } from './industry'

const vectors: [
  industry: string,
  rule: SizeRuleId,
  x: number | undefined,
  y: number | undefined,
  z: number | undefined,
  size: string,
][] = [
  ['C25', 'industry', 300, 2000, undefined, 'medium'],
  ['C25', 'industry', 299, 39999, undefined, 'small'],
  ['B06', 'industry', 1000, 39999, undefined, 'medium'],
  ['D44', 'industry', 1000, 40000, undefined, 'large'],
  ['C13', 'industry', 19, 100000, undefined, 'micro'],
  ['A01', 'agri', undefined, 49.99, undefined, 'micro'],
  ['A05', 'agri', undefined, 50, undefined, 'small'],
  ['E47', 'construction', undefined, 6000, 4999, 'small'],
  ['E50', 'construction', undefined, 80000, 80000, 'large'],
  ['F51', 'wholesale', 5, 1000, undefined, 'small'],
  ['F51', 'wholesale', 4, 999999, undefined, 'micro'],
  ['F52', 'retail', 50, 499, undefined, 'small'],
  ['L72', 'leasing_business', 100, undefined, 8000, 'medium'],
  ['L71', 'leasing_business', 300, undefined, 119999, 'medium'],
  ['K701', 'realestate_dev', undefined, 100, 1999, 'micro'],
  ['K702', 'property_mgmt', 100, 499, undefined, 'micro'],
  ['I65', 'software', 10, 50, undefined, 'small'],
  ['M73', 'other', 9, undefined, undefined, 'micro'],
]

describe('the 18 vectors of the reference', () => {
  test.each(vectors)(
    '%s (%s): %s persons, revenue %s, assets %s is %s',
    (industry, rule, employees, revenueWan, assetsWan, size) => {
      expect(enterpriseSize(industry, { employees, revenueWan, assetsWan })).toEqual({ ok: true, value: { size, rule } })
    },
  )
})

describe('which rule', () => {
  const ruleOf = (code: string) => {
    const parsed = parseIndustry(code)
    return parsed.ok ? sizeRuleOf(parsed.value) : parsed
  }

  test.each([
    ['G54', 'transport'],
    ['G58', 'transport'],
    ['G591', 'transport'],
    ['G592', 'storage'],
    ['G5990', 'storage'],
    ['G60', 'post'],
    ['H61', 'hotel'],
    ['H6210', 'catering'],
    ['I64', 'infotrans'],
    ['K703', 'other'],
    ['K7090', 'other'],
    ['N79', 'other'],
    ['O82', 'other'],
    ['Q85', 'other'],
    ['R90', 'other'],
  ])('%s is %s', (code, rule) => expect(ruleOf(code)).toEqual({ ok: true, value: rule }))

  test.each(['G53', 'G531', 'J66', 'J69', 'P83', 'Q84', 'S91', 'S96', 'T97', 'K704', 'G590', 'K700'])('%s has none', (code) =>
    expect(ruleOf(code)).toEqual({ ok: false, refusal: 'size.no-rule' }),
  )

  test.each(['G59', 'K70'])('%s needs three digits', (code) =>
    expect(ruleOf(code)).toEqual({ ok: false, refusal: 'size.needs-three-digits' }),
  )

  test('every rule is reached by some industry, and every division is decided', () => {
    const codes = divisions.flatMap(({ code }) => [code, ...Array.from({ length: 10 }, (_, digit) => `${code}${digit}`)])
    const outcomes = codes.map(ruleOf)
    expect(new Set(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))).size).toBe(Object.keys(sizeRules).length)
    expect(outcomes.some((outcome) => !outcome.ok && outcome.refusal.startsWith('industry.'))).toBe(false)
  })
})

test('the metrics that a rule turns on', () => {
  expect(neededMetrics('C25')).toEqual(['employees', 'revenueWan'])
  expect(neededMetrics('E47')).toEqual(['revenueWan', 'assetsWan'])
  expect(neededMetrics('M73')).toEqual(['employees'])
  expect(neededMetrics('J66')).toEqual([])
  expect(neededMetrics('?')).toEqual([])
})

describe('missing figures', () => {
  test.each([
    [{}, 'employees'],
    [{ employees: 300 }, 'revenueWan'],
    [{ revenueWan: 300 }, 'employees'],
    [{ revenueWan: 300, assetsWan: 1 }, 'employees'],
  ])('industry with %j lacks %s', (figures: SizeFigures, metric) =>
    expect(enterpriseSize('C25', figures)).toEqual({ ok: false, refusal: `size.missing-${metric}` }),
  )

  test('one figure below the lowest bound is enough for micro', () => {
    expect(enterpriseSize('C25', { employees: 19.5 })).toMatchObject({ ok: true, value: { size: 'micro' } })
    expect(enterpriseSize('C25', { revenueWan: 299.99 })).toMatchObject({ ok: true, value: { size: 'micro' } })
  })

  test('a figure that the rule does not use changes nothing', () =>
    expect(enterpriseSize('A01', { employees: 1, assetsWan: 0, revenueWan: 20000 })).toMatchObject({
      ok: true,
      value: { size: 'large' },
    }))
})

test('the bounds are those of the standard', () => {
  const data = sharedData('reference/sme_size_thresholds.json') as
    | { thresholds: { industry: string; X?: number[]; Y?: number[]; Z?: number[] }[] }
    | undefined
  const ours = Object.values(sizeRules).map(({ zh, bounds }) => {
    const { employees: X, revenueWan: Y, assetsWan: Z }: { [metric in (typeof sizeMetrics)[number]]?: readonly number[] } = bounds
    return { industry: zh, ...(X && { X }), ...(Y && { Y }), ...(Z && { Z }) }
  })
  expect(ours).toEqual(data?.thresholds ?? ours)
  expect(ours).toHaveLength(16)
})

test('growing never makes an enterprise smaller', () => {
  const figure = fc.oneof(fc.integer({ min: 0, max: 250_000 }), fc.double({ min: 0, max: 250_000, noNaN: true }))
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(sizeRules) as SizeRuleId[])),
      fc.tuple(figure, figure, figure),
      fc.constantFrom(...sizeMetrics),
      figure,
      (rule, [employees, revenueWan, assetsWan], metric, growth) => {
        const before: SizeFigures = { employees, revenueWan, assetsWan }
        const rank = (figures: SizeFigures) => {
          const size = sizeBy(rule, figures)
          return size.ok ? enterpriseSizes.indexOf(size.value) : -1
        }
        expect(rank(before)).toBeGreaterThanOrEqual(0)
        expect(rank({ ...before, [metric]: (before[metric] ?? 0) + growth })).toBeGreaterThanOrEqual(rank(before))
      },
    ),
    randomRuns('enterprise sizes', 10_000),
  )
}, 60_000)
