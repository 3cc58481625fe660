import { describe, expect, it } from 'vitest'
import { aucInterval, mean, shareDifference, student, wilson } from './intervals'
import { belowFourFifths, type GroupCount, judgeFairness, referenceGroup } from './judge-fairness'
import { rankOrdering } from './rank-ordering'
import { vintageCurves } from './vintage-curves'

const group = (key: string, firms: number, granted: number): GroupCount => ({
  keys: [key],
  firms,
  granted,
  scoreSum: BigInt(firms) * 700n,
  scoreSquares: BigInt(firms) * 490_000n,
})

describe('intervals', () => {
  it('of a share are Wilson’s, as published', () => {
    // Newcombe 1998 (two-sided intervals for the single proportion), table I, method 3: 81/263, 15/148, 0/20, 1/29
    const published = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const
    for (const [count, n, low, high] of published) {
      expect(wilson(count, n)?.low).toBeCloseTo(low, 4)
      expect(wilson(count, n)?.high).toBeCloseTo(high, 4)
    }
    expect(wilson(0, 0)).toBeNull()
  })

  it('of a difference are Newcombe’s method 10, as published: 56/70 − 48/80', () => {
    const difference = shareDifference(56, 70, 48, 80)
    expect(difference?.value).toBeCloseTo(0.2, 12)
    expect(difference?.low).toBeCloseTo(0.0524, 4)
    expect(difference?.high).toBeCloseTo(0.3339, 4)
  })

  it('of a mean are Student’s', () => {
    expect([9, 29, 1000].map((degrees) => Math.round(student(degrees) * 1000))).toEqual([2262, 2045, 1962])
    // 1 … 9: mean 5, variance 7.5, t₈ = 2.306
    const found = mean(9, 45n, 285n)
    expect(found?.value).toBe(5)
    expect(found?.high).toBeCloseTo(5 + 2.306 * Math.sqrt(7.5 / 9), 2)
    expect(mean(1, 5n, 25n)).toBeNull()
  })

  it('of an area are Hanley and McNeil’s', () => {
    // A = .8 of 40 good and 10 bad: Q₁ = 2/3, Q₂ = 1.28/1.8; variance (.16 + 9·(Q₁ − .64) + 39·(Q₂ − .64)) / 400
    const half = 1.959964 * Math.sqrt((0.16 + 9 * (2 / 3 - 0.64) + 39 * (1.28 / 1.8 - 0.64)) / 400)
    expect(aucInterval(0.8, 40, 10).low).toBeCloseTo(0.8 - half, 6)
  })
})

describe('fairness', () => {
  it('marks less than four fifths by whole numbers: just four fifths is not below', () => {
    expect(belowFourFifths(group('a', 100, 40), group('b', 100, 50))).toBe(false)
    expect(belowFourFifths(group('a', 1000, 399), group('b', 100, 50))).toBe(true)
  })

  it('measures by the highest rate of a group large enough, never by several groups together', () => {
    const joined = { ...group('x', 50, 50), keys: ['x', 'y'] }
    expect(referenceGroup([group('a', 29, 29), group('b', 40, 30), group('c', 80, 61), joined])?.keys).toEqual(['c'])
    expect(referenceGroup([group('a', 29, 29)])).toBeNull()
  })

  it('names what stands out beyond chance, and nothing where nothing does', () => {
    const { groups, standing, foremost, firms } = judgeFairness([group('a', 200, 160), group('b', 200, 150), group('c', 40, 12)])
    expect([firms, standing, foremost?.keys]).toEqual([440, 2, ['c']])
    expect(groups.map(({ stands, belowFourFifths: below, reference }) => [stands, below, reference])).toEqual([
      [true, false, true],
      [false, false, false],
      [true, true, false],
    ])
    expect(judgeFairness([group('a', 100, 70), group('b', 100, 72)])).toMatchObject({ standing: 0, foremost: null })
    expect(judgeFairness([group('a', 100, 70)]).groups[0]?.difference).toBeNull()
  })
})

describe('ranking and vintages', () => {
  it('reads area and distance from whole numbers', () => {
    // Bad at 1 and 2, good at 2 and 3: of four pairs three right, one tied; the curves are furthest apart (½) after either.
    expect(rankOrdering({ loans: 4, bad: 2, doubled: 7n, ks: 2n }).told).toMatchObject({ auc: 0.875, gini: 0.75, ks: 0.5 })
    expect(rankOrdering({ loans: 60, bad: 9, doubled: null, ks: null }).told).toBeNull()
  })

  it('strings the points of a quarter together', () => {
    const point = (from: string, onBook: number, bad: number) => ({ from, to: from, loans: 20, onBook, bad })
    expect(vintageCurves([point('2026Q1', 0, 0), point('2025Q4', 1, 1), point('2025Q4', 0, 0)])).toEqual([
      { from: '2025Q4', to: '2025Q4', loans: 20, bad: [0, 1] },
      { from: '2026Q1', to: '2026Q1', loans: 20, bad: [0] },
    ])
  })
})
