import { checkHealth } from '@/server/portrait/domain/health/check-health'
import type { ScoreCard } from '@/server/portrait/domain/score-card'
import { gateSources, type Portrait, unreadOf } from '@/server/portrait/schema'
import type { ComparedPeers } from '@/server/portrait/use-cases/compare-peers'
import { describeCard } from '@/server/portrait/use-cases/describe-card'
import { shownHealth } from '@/server/report/domain/shown-health'
import type { ReportContent, ReportSection, ReportSource } from '@/server/report/schema'

/**
 * What the enterprise chose of the portrait, and nothing else of it. Pure.
 * @param body a portrait that holds the axes of the chosen sections (`asksForMissingAxes`)
 * @param card the card that it was drawn by
 * @param sources who provided each class; looked at only where SOURCES is chosen
 * @param peers where the firm stands by single figures; looked at only where HEALTH is chosen; without it the report
 *   says nothing of peers
 */
export function sectionsOf(
  chosen: readonly ReportSection[],
  body: Portrait,
  { card, sources, peers }: { card: ScoreCard; sources: ReportSource[]; peers?: ComparedPeers['rows'] },
): ReportContent['sections'] {
  const readings = new Map(body.indicators.map((one) => [one.id, one]))
  const factors = body.factors.flatMap((factor) => {
    const reading = readings.get(factor.indicatorId)
    return reading ? [{ factor, reading }] : []
  })
  const { score, grade, confidenceBps, scoreInterval: interval, dimensions, basis } = body
  const all = {
    SCORE: { score, grade, confidenceBps, interval, dimensions, bands: describeCard(card).bands, basis },
    FACTORS: factors,
    LEGAL: { items: body.legal ?? [], unread: unreadOf(gateSources, body.coverage) },
    EVALUATIONS: body.evaluations ?? [],
    TRENDS: body.months.map(({ month, salesFen, headcount, kwh }) => ({ month, salesFen, headcount, kwh })),
    // Without the firm's own figure: its place is what it shows, and the peers' median.
    HEALTH: {
      ...shownHealth(checkHealth(body)),
      ...(peers && { peers: peers.map(({ own: _, ...row }) => row) }),
    },
    SOURCES: sources,
  }
  return Object.fromEntries(chosen.map((section) => [section, all[section]]))
}
