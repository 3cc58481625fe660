import { type PeerScope, type Place, placeAmong } from '../domain/health/place'
import type { Peers } from '../peers.repository'
import { type IndicatorId, indicatorCatalogue, type Portrait } from '../schema'

/** The figures by which firms of a trade are compared: size, direction, steadiness, staff, use of capacity, punctuality. */
const comparedIndicators = [
  'tax.taxableSales12m',
  'operation.salesGrowth12m',
  'operation.salesVolatility12m',
  'operation.salesPerHead12m',
  'social.headcountTrend12m',
  'social.wageBasePerHead12m',
  'utilities.capacityUtilisation',
  'utilities.onTimePayment12m',
] as const satisfies readonly IndicatorId[]

/** One figure of the firm among those of `firms` peers of `scope`; `place` is null where neither end is the better one. */
export type PeerPlace = { own: number; scope: PeerScope; firms: number; median: number; place: Place | null }
export type ComparedPeers = { score: PeerPlace | null; rows: (PeerPlace & { id: IndicatorId })[] }

/** Where the firm stands by score and by the compared figures that are known of it and of ten peers; null without peers. Pure. */
export function comparePeers(portrait: Portrait, peers: Peers | null): ComparedPeers | null {
  if (!peers) return null
  const values = new Map(portrait.indicators.map((one) => [one.id, one]))
  const among = (id: IndicatorId | 'score', own: number): PeerPlace | null => {
    const figure = peers.figures[id]
    if (!figure) return null
    const { scope, known: firms, quantiles } = figure
    const direction = id === 'score' ? 'HIGHER' : indicatorCatalogue[id].direction
    return { own, scope, firms, median: quantiles[2], place: placeAmong(own, quantiles, direction) }
  }
  const rows = comparedIndicators.flatMap((id) => {
    const reading = values.get(id)
    const found = reading?.state === 'KNOWN' ? among(id, reading.value) : null
    return found ? [{ id, ...found }] : []
  })
  return { score: among('score', portrait.score), rows }
}
