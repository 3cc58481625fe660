import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { checkHealth } from '../domain/health/check-health'
import { readPeers } from '../peers.repository'
import { findCurrentPortrait } from '../repository'
import { comparePeers } from './compare-peers'

/** The health check of the enterprise's own current portrait; null while there is none. Reads, writes nothing. */
export async function readHealth({ tx, scope }: { tx: Tx; scope: EnterpriseScope }) {
  const portrait = await findCurrentPortrait(tx, scope)
  if (!portrait) return null
  const { id, body, createdAt, staleSince } = portrait
  const peers = await readPeers(tx, scope.enterpriseId)
  return { portrait: { id, body, createdAt, staleSince }, check: checkHealth(body), peers: comparePeers(body, peers) }
}
