import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classOf, labelledPlaces, percent, spreadLabels } from './layout'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
const numRuns = process.env.TEST_FULL ? 2000 : 100

describe('chart layout', () => {
  it('moves overlapping labels apart and keeps the others', () => {
    expect(spreadLabels([10, 12, 80], 16, 100)).toEqual([10, 26, 80])
    expect(spreadLabels([95, 99], 16, 100)).toEqual([84, 100])
  })
  it(`keeps the gap, the order and the frame (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 5 }), (wanted) => {
        const placed = spreadLabels(wanted, 16, 200)
        const sorted = [...placed].sort((a, b) => a - b)
        for (const [index, at] of sorted.entries()) {
          expect(at).toBeGreaterThanOrEqual(0)
          expect(at).toBeLessThanOrEqual(200)
          if (index > 0) expect(at - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(16)
        }
        for (const [i, a] of wanted.entries()) {
          for (const [j, b] of wanted.entries()) if (a < b) expect(placed[i]).toBeLessThan(placed[j] ?? 0)
        }
      }),
      { seed, numRuns },
    )
  })
  it('labels the last place always, and about as many as fit', () => {
    expect(labelledPlaces(36, 6)).toEqual([5, 11, 17, 23, 29, 35])
    expect(labelledPlaces(3, 6)).toEqual([0, 1, 2])
  })
  it('puts a value at a break into the class above', () => {
    expect([0, 9.99, 10, 40, 99].map((value) => classOf(value, [10, 20, 30, 40]))).toEqual([0, 0, 1, 4, 4])
  })
  it('writes short percentages', () => {
    expect(percent(1 / 3)).toBe('33.33%')
  })
})
