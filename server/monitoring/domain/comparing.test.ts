import { describe, expect, it } from 'vitest'
import { psi } from '@/server/kernel/population-stability'
import { commonClasses } from './common-classes'
import { compareMonths, samplingNoise, verdictOf } from './compare-months'

describe('the population stability index', () => {
  it('is Σ (a − e)·ln(a/e): a table worked by hand', () => {
    // (.4 − .5)·ln .8 + (.4 − .3)·ln(4/3) + (.2 − .2)·ln 1 = .0223144 + .0287682 + 0
    expect(psi([50, 30, 20], [40, 40, 20])).toBeCloseTo(0.0510826, 7)
    expect(psi([50, 30, 20], [500, 300, 200])).toBe(0)
  })

  it('is read in the usual bands', () => {
    expect([0, 0.0999, 0.1, 0.25, 0.2501].map(verdictOf)).toEqual(['STABLE', 'STABLE', 'SHIFTING', 'SHIFTING', 'SHIFTED'])
  })

  it('has a noise that grows as the months shrink', () => {
    // Two classes, χ²₁ = 3.841: (1/100 + 1/50) · 3.841
    expect(samplingNoise(100, 50, 2)).toBeCloseTo(0.11523, 5)
    expect(samplingNoise(100, 50, 1)).toBeNull()
  })
})

describe('two months over their common classes', () => {
  it('keep a cut only where neither joined across it; an unnamed place held nobody', () => {
    const reference = [
      { places: [550, 600], firms: 12 },
      { places: [650], firms: 20 },
      { places: [800], firms: 8 },
    ]
    const month = [
      { places: [600], firms: 10 },
      { places: [650, 700], firms: 25 },
      { places: [750], firms: 9 },
      { places: [800], firms: 6 },
    ]
    expect(commonClasses(reference, month).map(({ from, to, expected, actual }) => [from, to, expected, actual])).toEqual([
      [550, 600, 12, 10],
      [650, 700, 20, 25],
      [750, 750, 0, 9],
      [800, 800, 8, 6],
    ])
  })

  it('are not compared below thirty enterprises', () => {
    const of = (firms: number) => [{ places: [650], firms }]
    expect(compareMonths(of(30), of(29))).toMatchObject({ verdict: 'TOO_FEW', psi: null })
    expect(compareMonths(of(30), of(30))).toMatchObject({ verdict: 'STABLE', psi: 0 })
  })
})
