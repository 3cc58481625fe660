import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findAgency } from '@/server/identity/repository'
import type { SourceClient } from '@/server/sources/client'

const PinnedKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })

/**
 * The client for the public register of market regulation: its address and pinned key are the platform's configuration.
 * Without that row every question is answered `source.unreachable`.
 */
export async function marketRegister(): Promise<SourceClient> {
  const row = await findAgency('market')
  const key = PinnedKey.safeParse(row?.publicKey)
  return {
    endpointOf: (agency) =>
      agency === 'market' && row && key.success ? { agency, baseUrl: row.baseUrl, publicJwk: key.data } : null,
    now: () => new Date(),
    newNonce: randomUUID,
  }
}
