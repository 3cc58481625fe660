import { z } from 'zod'
import type { Tx } from '@/server/db/transaction'
import { type PeerScope, peerScopes } from './domain/health/place'

/** p10, p25, median, p75, p90 of the peers' values, in the indicator's unit, to two leading digits. */
export type Quantiles = [p10: number, p25: number, median: number, p75: number, p90: number]
/** By indicator, `score` among them. `known`: the peers of the scope that have the figure, at most 250. */
export type Peers = { figures: Record<string, { scope: PeerScope; known: number; quantiles: Quantiles }> }

const Row = z.object({
  scope: z.enum(peerScopes),
  indicator: z.string(),
  known: z.number().int(),
  quantiles: z.tuple([z.coerce.number(), z.coerce.number(), z.coerce.number(), z.coerce.number(), z.coerce.number()]),
})

/**
 * How the figures of the enterprise's peers lie, each in the narrowest scope where ten others have it; null where none is had by
 * ten. Peers are firms whose portrait stands on a matching consent in force.
 * For the enterprise itself, or within the transaction that has opened its portrait.
 * @throws the guard's refusal for anybody else
 */
export async function readPeers(tx: Tx, enterpriseId: string): Promise<Peers | null> {
  const rows = Row.array().parse(
    await tx.$queryRaw`SELECT scope, indicator, known, quantiles FROM guard.portrait_peers(${enterpriseId}::uuid)`,
  )
  if (rows.length === 0) return null
  return { figures: Object.fromEntries(rows.map(({ indicator, ...figure }) => [indicator, figure])) }
}
