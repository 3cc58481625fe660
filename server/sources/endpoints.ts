import { z } from 'zod'
import type { AgencyEndpoint } from './client'
import { type AgencyCode, agencyCodes } from './domain/agencies'

/** An agency's Ed25519 key as the operator pinned it. */
const PinnedKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })

type Stored = { agencyId: string; code: string; baseUrl: string; publicKey: unknown }

/** Where each agency answers and with which key, from the stored directory. */
export function endpointsOf(agencies: readonly Stored[]): Map<AgencyCode, AgencyEndpoint & { agencyId: string }> {
  const endpoints = new Map<AgencyCode, AgencyEndpoint & { agencyId: string }>()
  for (const { code, baseUrl, publicKey, agencyId } of agencies) {
    const agency = agencyCodes.find((one) => one === code)
    if (agency) endpoints.set(agency, { agency, baseUrl, publicJwk: PinnedKey.parse(publicKey), agencyId })
  }
  return endpoints
}
