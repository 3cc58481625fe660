import type { ReportContent, ReportHealth } from '../schema'

type Frozen = NonNullable<ReportContent['sections']['HEALTH']>
type Trend = Frozen['trends'][number]

const directionOf = (trend: Trend) =>
  'direction' in trend ? trend.direction : trend.changeBps > 0 ? 'UP' : trend.changeBps < 0 ? 'DOWN' : 'FLAT'
const point = ({ indicatorId, value }: { indicatorId: ReportHealth['strengths'][number]['indicatorId']; value: number }) => ({
  indicatorId,
  value,
})

/**
 * What a report may show of a health check, be it a fresh one, one that an older report holds whole, or one that was narrowed
 * already. Pure.
 */
export function shownHealth(check: Frozen): ReportHealth {
  const { rules, asOf, signs, strengths, weaknesses, trends } = check
  return {
    rules,
    asOf,
    signs: signs.map((sign) => (sign.state === 'FIRED' ? sign : { ...sign, figures: [], months: [] })),
    strengths: strengths.map(point),
    weaknesses: weaknesses.map(point),
    trends: trends.map((trend) => ({ series: trend.series, from: trend.from, to: trend.to, direction: directionOf(trend) })),
    ...('peers' in check && check.peers ? { peers: check.peers } : {}),
  }
}

/** The content as whoever verifies it sees it: an older report's health check without what was never offered for a choice. */
export const shownContent = (content: ReportContent): ReportContent => {
  const { HEALTH } = content.sections
  return HEALTH ? { ...content, sections: { ...content.sections, HEALTH: shownHealth(HEALTH) } } : content
}
