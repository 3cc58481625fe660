import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { shortCut } from './fine-cells'
import { type Counts, cellLikelihood, merged, monotoneBlocks, partitions } from './partition'

const cells = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 9 })
  .map((pairs): Counts => ({ good: Float64Array.from(pairs, ([good]) => good), bad: Float64Array.from(pairs, ([, bad]) => bad) }))

const likelihoodOf = ({ good, bad }: Counts) => good.reduce((sum, each, at) => sum + cellLikelihood(each, bad[at] ?? 0), 0)
const smallestOf = ({ good, bad }: Counts) => Math.min(...good.map((each, at) => each + (bad[at] ?? 0)))

/** Every way to cut `size` cells into `count` runs, by brute force. */
function everyWay(size: number, count: number): number[][] {
  const ways: number[][] = []
  for (let bits = 0; bits < 1 << (size - 1); bits++) {
    const first = [0, ...Array.from({ length: size - 1 }, (_, at) => at + 1).filter((at) => bits & (1 << (at - 1)))]
    if (first.length === count) ways.push(first)
  }
  return ways
}

test('the partition found is the best there is, and respects the smallest size', () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 0, max: 15 }), (counts, smallest) => {
      for (const [at, found] of partitions(counts, smallest, 5).entries()) {
        if (at === 0) continue
        const allowed = everyWay(counts.good.length, at + 1).filter((first) => smallestOf(merged(counts, first)) >= smallest)
        if (!found) expect(allowed).toEqual([])
        else {
          const best = Math.max(...allowed.map((first) => likelihoodOf(merged(counts, first))))
          expect(allowed).toContainEqual(found)
          expect(likelihoodOf(merged(counts, found))).toBeCloseTo(best, 9)
        }
      }
    }),
    randomRuns('the best partition', 2000),
  )
})

test('merging loses no row, and never gains likelihood', () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 1, max: 9 }), (counts, most) => {
      for (const first of partitions(counts, 0, most)) {
        if (!first) continue
        const fewer = merged(counts, first)
        const total = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0)
        expect(total(fewer.good)).toBe(total(counts.good))
        expect(total(fewer.bad)).toBe(total(counts.bad))
        expect(likelihoodOf(fewer)).toBeLessThanOrEqual(likelihoodOf(counts) + 1e-9)
      }
    }),
    randomRuns('merging', 2000),
  )
})

test('monotone blocks: the rate never falls, or never rises', () => {
  fc.assert(
    fc.property(cells, fc.constantFrom(1 as const, -1 as const), (counts, direction) => {
      const { good, bad } = merged(counts, monotoneBlocks(counts, direction))
      for (let at = 1; at < good.length; at++) {
        const [g, b, g0, b0] = [good[at] ?? 0, bad[at] ?? 0, good[at - 1] ?? 0, bad[at - 1] ?? 0]
        expect(direction * (b * (g0 + b0) - b0 * (g + b))).toBeGreaterThanOrEqual(0)
      }
    }),
    randomRuns('monotone blocks', 2000),
  )
})

test('a cut lies in its gap, and is short', () => {
  expect([
    shortCut(25, 26, false),
    shortCut(-0.53, 0.62, false),
    shortCut(1.2826, 1.2899, false),
    shortCut(14_500, 14_501, true),
  ]).toEqual([26, 0, 1.286, 14_501])
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.boolean(), (a, b, whole) => {
      const [below, from] = [Math.min(a, b), Math.max(a, b)]
      fc.pre(below < from && Number.isFinite(from))
      const cut = shortCut(below, from, whole)
      expect(cut > below && cut <= from).toBe(true)
    }),
    randomRuns('a cut lies in its gap', 5000),
  )
})
