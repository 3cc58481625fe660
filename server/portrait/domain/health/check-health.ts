import type { Portrait } from '../../schema'
import type { HealthCheck, HealthPoint, HealthTrend, TrendSeries } from './check'
import { type HealthRuleBook, healthRulesOn, signOf } from './rules'
import { changeBps, type MonthlySeries, yearOnYear } from './window'

/** Strengths and weaknesses that are named; more would bury the first. */
const MOST_POINTS = 5

const seriesOf: Record<TrendSeries, MonthlySeries> = { sales: 'salesFen', tax: 'taxFen', headcount: 'headcount', power: 'kwh' }

/** Every factor with a value, by its distance from the neutral points; equal ones in the card's order. */
function points(portrait: Portrait): (HealthPoint & { distance: number })[] {
  const values = new Map(portrait.indicators.map((one) => [one.id, one]))
  return portrait.factors.flatMap(({ indicatorId, points: own, best, neutral }) => {
    const reading = values.get(indicatorId)
    return reading?.state === 'KNOWN'
      ? [{ indicatorId, value: reading.value, points: own, best, neutral, distance: own - neutral }]
      : []
  })
}

function trend(portrait: Portrait, series: TrendSeries): HealthTrend[] {
  const key = seriesOf[series]
  const compared = yearOnYear(portrait, [key], 12)?.[key]
  if (!compared || compared.before <= 0n) return []
  const { now, before, from, to } = compared
  return [{ series, before: Number(before), now: Number(now), changeBps: changeBps(compared), from, to }]
}

/**
 * The health check: a pure function of a portrait and the rules of its day. It judges nothing that the portrait does not hold,
 * and changes no score.
 */
export function checkHealth(portrait: Portrait, book: HealthRuleBook = healthRulesOn(portrait.asOf)): HealthCheck {
  const ranked = points(portrait)
  const bare = ({ distance: _, ...point }: HealthPoint & { distance: number }): HealthPoint => point
  return {
    rules: book.version,
    asOf: portrait.asOf,
    signs: book.rules.map((rule) => signOf(rule, portrait)),
    strengths: ranked
      .filter(({ distance }) => distance > 0)
      .sort((a, b) => b.distance - a.distance)
      .slice(0, MOST_POINTS)
      .map(bare),
    weaknesses: ranked
      .filter(({ distance }) => distance < 0)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, MOST_POINTS)
      .map(bare),
    trends: (['sales', 'tax', 'headcount', 'power'] as const).flatMap((series) => trend(portrait, series)),
  }
}
