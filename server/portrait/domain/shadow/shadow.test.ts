import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { psi } from '@/server/kernel/population-stability'
import { randomRuns } from '@/tests/random-runs'
import { grades, type IndicatorId } from '../../schema'
import type { CardTerms } from '../card-terms'
import type { Reading } from '../score'
import { cardByVersion } from '../score-card'
import { compareCards } from './compare-cards'
import { shadowReport } from './shadow-report'
import { ShadowReport, type ShadowResult } from './shadow-result'

const { validFrom: _, ...current } = cardByVersion('EXPERT-2026.2')
const firm = { countyCode: '610881', size: 'small' }
/** Some bins of the card given other points; not a card to use, but scored like one. */
const other = (points: readonly number[]): CardTerms => ({
  ...current,
  version: 'EXPERT-2099.1',
  factors: current.factors.map((one, at) => ({
    ...one,
    bins: one.bins.map((bin, place) => (place === 0 ? bin : { ...bin, points: bin.points + (points[at] ?? 0) })),
  })),
})
const readings = (values: readonly (number | null)[]): Reading[] =>
  current.factors.map(({ indicatorId: id }, at) => {
    const value = values[at]
    return value == null ? { id, state: 'MISSING', reason: 'NO_SOURCE', classes: [] } : { id, state: 'KNOWN', value }
  })
const count = current.factors.length
const anyReadings = fc
  .array(fc.option(fc.integer({ min: -20_000, max: 2_000_000_000 }), { nil: null }), { minLength: count, maxLength: count })
  .map(readings)
const anyPoints = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: count, maxLength: count })

describe('two cards over one firm', () => {
  it('differ by exactly the differences of their factors', () => {
    fc.assert(
      fc.property(anyReadings, anyPoints, (figures, points) => {
        const found = compareCards(figures, firm, current, other(points))
        const sum = found.changes.reduce((total, { by }) => total + by, 0)
        return sum === found.toScore - found.fromScore && found.changes.every(({ by }) => by !== 0)
      }),
      randomRuns('shadow comparisons', 2_000),
    )
  })
  it('are the same where the card is the same', () => {
    fc.assert(
      fc.property(anyReadings, (figures) => {
        const { fromScore, toScore, changes } = compareCards(figures, firm, current, { ...current, version: 'EXPERT-2099.1' })
        return fromScore === toScore && changes.length === 0
      }),
      randomRuns('a card beside itself', 500),
    )
  })
  it('count what stands on one of them only', () => {
    const [gone, ...kept] = current.factors
    const without = { ...current, factors: kept }
    const best = gone?.bins.at(-1)
    const figures = readings(current.factors.map((_, at) => (at === 0 ? (best?.from ?? 0) : null)))
    expect(compareCards(figures, firm, current, without).changes).toEqual([
      { indicatorId: gone?.indicatorId, by: -(best?.points ?? 0) },
    ])
  })
})

const result = (
  fromScore: number,
  toScore: number,
  from: number,
  to: number,
  more: Partial<ShadowResult> = {},
): ShadowResult => ({
  ...firm,
  fromScore,
  toScore,
  fromGrade: grades[from] ?? 'E',
  toGrade: grades[to] ?? 'E',
  changes: toScore === fromScore ? [] : [{ indicatorId: 'tax.grade' satisfies IndicatorId, by: toScore - fromScore }],
  ...more,
})

describe('the report', () => {
  const results = [
    result(760, 740, 0, 1),
    result(700, 706, 2, 1, { countyCode: '610802', size: null }),
    result(640, 640, 2, 2),
    result(850, 849, 0, 0),
  ]
  const report = shadowReport(results, { candidate: 'EXPERT-2099.1', current: 'EXPERT-2026.2' })

  it('has every firm once in matrix, bands and groups', () => {
    expect(ShadowReport.parse(report)).toEqual(report)
    expect(report.matrix[0]).toEqual([1, 1, 0, 0, 0])
    expect(report.matrix[2]).toEqual([0, 1, 1, 0, 0])
    const total = (key: 'before' | 'after') => report.bands.reduce((sum, band) => sum + band[key], 0)
    expect([report.firms, total('before'), total('after')]).toEqual([4, 4, 4])
    expect(report.bands.at(-1)).toEqual({ from: 800, to: 851, before: 1, after: 1 })
    expect(report.counties).toEqual([
      { key: '610802', firms: 1, up: 1, down: 0, points: 6 },
      { key: '610881', firms: 3, up: 0, down: 1, points: -21 },
    ])
    expect(report.sizes.map(({ key }) => key)).toEqual(['small', 'unknown'])
  })
  it('says who moves most and why', () => {
    expect(report.movers.map(({ number }) => number)).toEqual([1, 2, 4])
    expect(report.factors).toEqual([{ indicatorId: 'tax.grade', raised: 1, lowered: 2, points: -15, moved: 27 }])
    expect([report.up, report.down, report.points]).toEqual([1, 1, -15])
  })
  it('reckons the index over its own bands', () => {
    const counts = (key: 'before' | 'after') => report.bands.map((band) => band[key])
    expect(report.psi).toBe(Math.round(psi(counts('before'), counts('after')) * 10_000))
    expect(report.psi).toBeGreaterThan(0)
    expect(shadowReport([result(640, 640, 2, 2)], { candidate: 'a', current: 'b' }).psi).toBe(0)
  })
})
