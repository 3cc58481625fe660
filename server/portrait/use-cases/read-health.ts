import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { checkHealth } from '../domain/health/check-health'
import { placeAmong } from '../domain/health/place'
import { readPeers } from '../peers.repository'
import { findCurrentPortrait } from '../repository'
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

type Peers = Awaited<ReturnType<typeof readPeers>>

function compare(portrait: Portrait, peers: Peers) {
  if (!peers) return null
  const values = new Map(portrait.indicators.map((one) => [one.id, one]))
  const rows = comparedIndicators.flatMap((id) => {
    const [reading, figure] = [values.get(id), peers.figures[id]]
    if (reading?.state !== 'KNOWN' || !figure) return []
    const place = placeAmong(reading.value, figure.quantiles, indicatorCatalogue[id].direction)
    return [{ id, own: reading.value, median: figure.quantiles[2], place }]
  })
  const { score } = peers.figures
  return {
    scope: peers.scope,
    firms: peers.firms,
    score: score
      ? { own: portrait.score, median: score.quantiles[2], place: placeAmong(portrait.score, score.quantiles, 'HIGHER') }
      : null,
    rows,
  }
}

/** The health check of the enterprise's own current portrait; null while there is none. Reads, writes nothing. */
export async function readHealth({ tx, scope }: { tx: Tx; scope: EnterpriseScope }) {
  const portrait = await findCurrentPortrait(tx, scope)
  if (!portrait) return null
  const { id, body, createdAt, staleSince } = portrait
  const peers = await readPeers(tx, scope.enterpriseId)
  return { portrait: { id, body, createdAt, staleSince }, check: checkHealth(body), peers: compare(body, peers) }
}
