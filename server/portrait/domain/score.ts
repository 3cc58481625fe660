import {
  type Dimension,
  dimensions,
  type Factor,
  type IndicatorReading,
  indicatorCatalogue,
  openReasons,
  type Portrait,
} from '../schema'
import { bestPoints, type CardFactor, gradeOf, type ScoreCard, worstPoints } from './score-card'

/** What scoring needs of a reading: not where it was read. */
export type Reading =
  | Omit<Extract<IndicatorReading, { state: 'KNOWN' }>, 'evidence'>
  | Extract<IndicatorReading, { state: 'MISSING' }>
type Scored = Pick<Portrait, 'score' | 'grade' | 'confidenceBps' | 'scoreInterval' | 'dimensions' | 'factors'>
/** A factor with its points at the worst and at the best that better data could still show. */
type Weighed = { factor: Factor; low: number; high: number }

function binOf({ bins }: CardFactor, value: number) {
  const at = bins.findLastIndex((bin) => bin.from === null || bin.from <= value)
  const bin = bins[at]
  if (!bin) throw new RangeError('the first bin of a factor is open below')
  const next = bins[at + 1]?.from
  return { points: bin.points, bounds: { from: bin.from, to: next == null ? null : next - 1 } }
}

function weigh(one: CardFactor, reading: Reading | undefined): Weighed {
  const fixed = { indicatorId: one.indicatorId, best: bestPoints(one), neutral: one.neutral }
  if (reading?.state !== 'KNOWN') {
    const open = !reading || openReasons.includes(reading.reason)
    const factor: Factor = { ...fixed, points: one.neutral, effect: 'MISSING', bin: null }
    return { factor, low: open ? worstPoints(one) : one.neutral, high: open ? fixed.best : one.neutral }
  }
  const { points, bounds } = binOf(one, reading.value)
  const effect = points > one.neutral ? 'HELPS' : points < one.neutral ? 'HURTS' : 'NEUTRAL'
  return { factor: { ...fixed, points, effect, bin: bounds }, low: points, high: points }
}

const total = <Row>(rows: Row[], of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0)
const shareBps = (part: number, whole: number) => (whole > 0 ? Math.floor((part * 10_000) / whole) : 0)

function dimension(id: Dimension, factors: Factor[]) {
  const own = factors.filter((one) => indicatorCatalogue[one.indicatorId].dimension === id)
  const points = total(own, (one) => one.points)
  const max = total(own, (one) => one.best)
  return { id, points, max, scoreBps: shareBps(points, max) }
}

/**
 * Score = base + Σ points. A missing indicator earns its neutral points, whatever the reason; what it costs is confidence:
 * the share of the card's points, in basis points rounded down, that stand on known indicators. The interval is wider than
 * the score only by what an absent, stale or broken source could still tell.
 */
export function scoreIndicators(readings: readonly Reading[], card: ScoreCard): Scored {
  const byId = new Map(readings.map((reading) => [reading.id, reading]))
  const weighed = card.factors.map((one) => weigh(one, byId.get(one.indicatorId)))
  const factors = weighed.map((one) => one.factor)
  const score = card.base + total(factors, (one) => one.points)
  const low = card.base + total(weighed, (one) => one.low)
  const high = card.base + total(weighed, (one) => one.high)
  const known = factors.filter((one) => one.effect !== 'MISSING')
  return {
    score,
    grade: gradeOf(card, score),
    confidenceBps: shareBps(
      total(known, (one) => one.best),
      total(factors, (one) => one.best),
    ),
    scoreInterval: { low, high, gradeLow: gradeOf(card, low), gradeHigh: gradeOf(card, high) },
    dimensions: dimensions.map((id) => dimension(id, factors)).filter(({ max }) => max > 0),
    factors,
  }
}
