import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { type IndicatorReading, indicatorCatalogue, indicatorIds, missingReasons } from '../schema'
import { scoreIndicators } from './score'
import { type CardFactor, cardFaults, cardOn, gradeOf, type ScoreCard, scoreCards } from './score-card'

/** The stated count of random runs, on two busy cores. */
const FULL_RUN_MS = 60_000

const card = cardOn('2026-06-20')
const known = (id: IndicatorReading['id'], value: number): IndicatorReading => ({ id, state: 'KNOWN', value, evidence: [] })
const missing = (id: IndicatorReading['id'], reason: (typeof missingReasons)[number]): IndicatorReading => ({
  id,
  state: 'MISSING',
  reason,
  classes: [...indicatorCatalogue[id].sources],
})
const none = indicatorIds.map((id) => missing(id, 'NO_SOURCE'))
const put = (readings: IndicatorReading[], one: IndicatorReading) => readings.map((other) => (other.id === one.id ? one : other))

/** Values near the bins, where the steps are, and far from them. */
const value = fc.oneof(fc.integer({ min: -12_000, max: 12_000 }), fc.integer({ min: 0, max: 10 }), fc.maxSafeInteger())
const readings = fc
  .array(fc.oneof(value, fc.constantFrom(...missingReasons)), { minLength: indicatorIds.length, maxLength: indicatorIds.length })
  .map((drawn) =>
    indicatorIds.map((id, at) => {
      const one = drawn[at] ?? 0
      return typeof one === 'number' ? known(id, one) : missing(id, one)
    }),
  )

describe('score cards', () => {
  it.each(scoreCards.map((one) => [one.version, one] as const))('%s runs from 300 to 850 and is monotone', (_, one) => {
    expect(cardFaults(one)).toEqual([])
  })
  it('are refused with points against the good direction, bins in disorder, or a wrong range', () => {
    const spoil = (indicatorId: CardFactor['indicatorId'], bins: CardFactor['bins']): ScoreCard => ({
      ...card,
      factors: card.factors.map((one) => (one.indicatorId === indicatorId ? { ...one, bins } : one)),
    })
    const against = spoil('tax.lateFilings12m', [
      { from: null, points: 0 },
      { from: 1, points: 15 },
    ])
    expect(cardFaults(against)).toEqual(['tax.lateFilings12m: bins must ascend, and points follow the good direction'])
    const closed = spoil('tax.lateFilings12m', [
      { from: 0, points: 15 },
      { from: 1, points: 0 },
    ])
    expect(cardFaults(closed)).toHaveLength(1)
    expect(cardFaults({ ...card, base: 310 })).toEqual(['the score runs from 310 to 860, not from 300 to 850'])
  })
  it('say that an expert set them, and are found by the day', () => {
    expect(card).toMatchObject({ version: 'EXPERT-2026.1', basis: 'EXPERT' })
    expect(cardOn('2025-05-01').version).toBe('EXPERT-2026.1')
  })
  it('grade on exact cut-offs', () => {
    expect([850, 755, 754, 705, 704, 625, 624, 560, 559, 300].map((score) => gradeOf(card, score)).join('')).toBe('AABBCCDDEE')
  })
})

describe('the score', () => {
  it('is neutral without confidence when nothing is known, and could be anything', () => {
    const nothing = scoreIndicators(none, card)
    const neutral = card.factors.reduce((sum, one) => sum + one.neutral, 300)
    expect(nothing).toMatchObject({ score: neutral, confidenceBps: 0, scoreInterval: { low: 300, high: 850 } })
    expect(nothing.factors.every((one) => one.effect === 'MISSING' && one.bin === null)).toBe(true)
  })
  it('gives each factor its points, bin and effect', () => {
    const late = (count: number) =>
      scoreIndicators(put(none, known('tax.lateFilings12m', count)), card).factors.find(
        (one) => one.indicatorId === 'tax.lateFilings12m',
      )
    const fixed = { indicatorId: 'tax.lateFilings12m', best: 15, neutral: 11 }
    expect(late(0)).toEqual({ ...fixed, points: 15, effect: 'HELPS', bin: { from: null, to: 0 } })
    expect(late(1)).toEqual({ ...fixed, points: 10, effect: 'HURTS', bin: { from: 1, to: 1 } })
    expect(late(3)).toEqual({ ...fixed, points: 6, effect: 'HURTS', bin: { from: 2, to: 3 } })
    expect(late(9)).toEqual({ ...fixed, points: 0, effect: 'HURTS', bin: { from: 4, to: null } })
  })
  it(
    'is base plus points, stays within 300–850 and within its interval',
    () => {
      fc.assert(
        fc.property(readings, (drawn) => {
          const scored = scoreIndicators(drawn, card)
          const { low, high } = scored.scoreInterval
          expect(scored.score).toBe(scored.factors.reduce((sum, one) => sum + one.points, 300))
          expect(scored.dimensions.reduce((sum, one) => sum + one.points, 300)).toBe(scored.score)
          expect(low).toBeLessThanOrEqual(scored.score)
          expect(high).toBeGreaterThanOrEqual(scored.score)
          expect([low >= 300, high <= 850]).toEqual([true, true])
        }),
        randomRuns('score within its interval', 2_000),
      )
    },
    FULL_RUN_MS,
  )
  it(
    'never falls when an indicator improves in its good direction',
    () => {
      fc.assert(
        fc.property(readings, fc.constantFrom(...indicatorIds), value, value, (drawn, id, a, b) => {
          const [less, more] = a < b ? [a, b] : [b, a]
          const better = indicatorCatalogue[id].direction === 'LOWER' ? less : more
          const worse = better === less ? more : less
          const after = scoreIndicators(put(drawn, known(id, better)), card)
          const before = scoreIndicators(put(drawn, known(id, worse)), card)
          if (indicatorCatalogue[id].direction === 'NEUTRAL') expect(after).toEqual(before)
          expect(after.score).toBeGreaterThanOrEqual(before.score)
          expect(after.confidenceBps).toBe(before.confidenceBps)
        }),
        randomRuns('monotone score', 4_000),
      )
    },
    FULL_RUN_MS,
  )
  it(
    'gains confidence, and a narrower interval, when a missing value becomes known',
    () => {
      fc.assert(
        fc.property(readings, fc.constantFrom(...indicatorIds), value, (drawn, id, now) => {
          const before = scoreIndicators(put(drawn, missing(id, 'NO_SOURCE')), card)
          const after = scoreIndicators(put(drawn, known(id, now)), card)
          expect(after.confidenceBps).toBeGreaterThanOrEqual(before.confidenceBps)
          expect(after.scoreInterval.low).toBeGreaterThanOrEqual(before.scoreInterval.low)
          expect(after.scoreInterval.high).toBeLessThanOrEqual(before.scoreInterval.high)
        }),
        randomRuns('confidence grows', 2_000),
      )
    },
    FULL_RUN_MS,
  )
  it('does not widen its interval by what no agency could supply', () => {
    const young = put(none, missing('operation.salesGrowth12m', 'TOO_SHORT'))
    expect(scoreIndicators(young, card).scoreInterval).toEqual({ low: 318, high: 833, gradeLow: 'E', gradeHigh: 'A' })
  })
})
