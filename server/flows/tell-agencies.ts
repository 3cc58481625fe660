import { randomBytes } from 'node:crypto'
import type { EnterpriseScope } from '@/server/auth/scope'
import { platformKey } from '@/server/consent/platform-key'
import { findConsent } from '@/server/consent/repository'
import type { InTenant } from '@/server/jobs/task'
import { announceRevocation, type SourceClient } from '@/server/sources/client'
import { agencyOf } from '@/server/sources/domain/agencies'
import { endpointsOf } from '@/server/sources/endpoints'
import { listAgencies } from '@/server/sources/repository'
import { DataClass } from '@/server/sources/schema'
import { signRevocation } from '@/server/sources/sign-statement'

type TellJob = { scope: EnterpriseScope; inTenant: InTenant; now: () => Date }

/**
 * Tells every agency of a consent's classes that it was withdrawn. Telling again changes nothing, so the queue repeats the
 * whole until all have heard it.
 * @throws Error naming the agencies that could not be told
 */
export async function tellAgencies({ scope, inTenant, now }: TellJob, consentId: string): Promise<void> {
  const { consent, endpoints } = await inTenant(async (tx) => ({
    consent: await findConsent(tx, scope, consentId),
    endpoints: endpointsOf(await listAgencies(tx)),
  }))
  if (!consent) return
  const client: SourceClient = {
    endpointOf: (agency) => endpoints.get(agency) ?? null,
    now,
    newNonce: () => randomBytes(24).toString('base64url'),
  }
  const statement = await signRevocation(consentId, now(), platformKey())
  const agencies = [
    ...new Set(
      DataClass.array()
        .parse(consent.dataClasses)
        .map((one) => agencyOf[one]),
    ),
  ]
  const outcomes = await Promise.all(
    agencies.map(async (agency) => ({ agency, told: await announceRevocation(client, agency, consentId, statement) })),
  )
  const deaf = outcomes.filter(({ told }) => !told.ok).map(({ agency }) => agency)
  if (deaf.length > 0) throw new Error(`not told of the withdrawal: ${deaf.join(', ')}`)
}
