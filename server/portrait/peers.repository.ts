import { z } from 'zod'
import type { Tx } from '@/server/db/transaction'

/** How far the comparison had to be widened to hold ten firms or more. */
export const peerScopes = ['COUNTY', 'CITY', 'SECTION', 'ALL'] as const
export type PeerScope = (typeof peerScopes)[number]

/** p10, p25, median, p75, p90 of the peers' values, in the indicator's unit, to two leading digits. */
export type Quantiles = [p10: number, p25: number, median: number, p75: number, p90: number]
export type Peers = { scope: PeerScope; firms: number; figures: Record<string, { known: number; quantiles: Quantiles }> }

const count = z.number().int()
const Row = z.object({
  scope: z.enum(peerScopes),
  firms: count,
  indicator: z.string(),
  known: count,
  quantiles: z.tuple([z.coerce.number(), z.coerce.number(), z.coerce.number(), z.coerce.number(), z.coerce.number()]),
})

/**
 * How the figures of the enterprise's peers lie, by indicator, `score` among them; null where ten others have no portrait.
 * For the enterprise itself, or within the transaction that has opened its portrait.
 * @throws the guard's refusal for anybody else
 */
export async function readPeers(tx: Tx, enterpriseId: string): Promise<Peers | null> {
  const rows = Row.array().parse(
    await tx.$queryRaw`SELECT scope, firms, indicator, known, quantiles FROM guard.portrait_peers(${enterpriseId}::uuid)`,
  )
  const [first] = rows
  if (!first) return null
  const figures = Object.fromEntries(rows.map(({ indicator, known, quantiles }) => [indicator, { known, quantiles }]))
  return { scope: first.scope, firms: first.firms, figures }
}
