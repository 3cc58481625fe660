import fc from 'fast-check'
import { expect, test } from 'vitest'
import { psi } from '@/server/kernel/population-stability'
import { randomRuns } from '@/tests/random-runs'
import { calibration, discrimination, lift } from './discrimination'
import { bandCounts, quantile, scoreBands } from './stability'

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 2, maxLength: 40 })

test('AUC counts pairs, ties one half; KS is the widest gap; both by brute force', () => {
  fc.assert(
    fc.property(rows, (cells) => {
      const risk = cells.map(([value]) => value)
      const y = cells.map(([, bad]) => Number(bad))
      const bads = risk.filter((_, row) => y[row] === 1)
      const goods = risk.filter((_, row) => y[row] === 0)
      const found = discrimination(risk, y)
      expect(found.auc === null).toBe(bads.length === 0 || goods.length === 0)
      if (found.auc === null) return
      const pairs = bads.flatMap((b) => goods.map((g) => (b > g ? 1 : b === g ? 0.5 : 0)))
      expect(found.auc).toBeCloseTo(pairs.reduce((sum: number, each) => sum + each, 0) / pairs.length, 12)
      const share = (values: number[], at: number) => values.filter((value) => value >= at).length / values.length
      const gaps = risk.map((at) => Math.abs(share(bads, at) - share(goods, at)))
      expect(found.ks).toBeCloseTo(Math.max(...gaps), 12)
    }),
    randomRuns('AUC and KS', 2000),
  )
})

test('calibration and lift count each row once', () => {
  const pd = Array.from({ length: 95 }, (_, row) => (row % 19) / 19)
  const y = pd.map((_, row) => (row % 3 === 0 ? 1 : 0))
  const bands = calibration(pd, y)
  expect(bands.reduce((sum, band) => sum + band.n, 0)).toBe(95)
  expect(bands.reduce((sum, band) => sum + band.bad, 0)).toBe(y.filter(Boolean).length)
  expect(bands.map((band) => band.predicted)).toEqual(bands.map((band) => band.predicted).toSorted((a, b) => a - b))
  expect(lift(pd, y).at(-1)).toMatchObject({ share: 1, n: 95, captured: expect.closeTo(1, 12), lift: expect.closeTo(1, 12) })
  // All bad on top: the first tenth catches ten of fifty, five times what chance would.
  const sorted = Array.from({ length: 100 }, (_, row) => 100 - row)
  expect(
    lift(
      sorted,
      sorted.map((_, row) => (row < 20 ? 1 : 0)),
    )[0],
  ).toMatchObject({ bad: 10, captured: 0.5, lift: 5 })
})

test('PSI: nil for like distributions, the same both ways, finite where a band is empty', () => {
  expect(psi([10, 20, 30], [20, 40, 60])).toBe(0)
  expect(psi([50, 50], [25, 75])).toBeCloseTo(0.25 * Math.log(2) + 0.25 * Math.log(1.5), 12)
  expect(psi([50, 50], [25, 75])).toBeCloseTo(psi([25, 75], [50, 50]), 12)
  expect(psi([10, 0], [5, 5])).toBeGreaterThan(0.25)
  expect(psi([10, 0, 0], [10, 0, 0])).toBe(0)
  expect(() => psi([1], [1, 2])).toThrow(RangeError)
})

test('score bands cover every score, once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -500, max: 1500 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 100 }),
      (scores, width) => {
        const bands = scoreBands(scores, width)
        for (const score of scores) expect(bands.filter(({ from, to }) => score >= from && score < to)).toHaveLength(1)
        expect(bandCounts(scores, bands).reduce((sum, each) => sum + each, 0)).toBe(scores.length)
      },
    ),
    randomRuns('score bands', 1000),
  )
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(
    bandCounts(
      [-5, 5, 99],
      [
        { from: 0, to: 10 },
        { from: 10, to: 20 },
      ],
    ),
  ).toEqual([2, 1])
})
