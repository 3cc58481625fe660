import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { ApplicationState } from './schema'

/** Applications that stand on a consent and are not suspended yet. */
export const listUnderConsent = (tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string) =>
  tx.application.findMany({
    where: { enterpriseId, consentId, suspended: false },
    select: { id: true, institutionId: true, number: true, state: true, version: true },
  })

type Standing = { id: string; institutionId: string; state: ApplicationState; version: number }

/** Flags an application as suspended, with the event; false when it moved meanwhile. */
export async function suspendApplication(
  tx: Tx,
  { enterpriseId }: EnterpriseScope,
  { id, institutionId, state, version }: Standing,
  { person, at, consentId }: { person: Actor; at: Date; consentId: string },
): Promise<boolean> {
  const { count } = await tx.application.updateMany({
    where: { enterpriseId, id, version },
    data: { suspended: true, version: version + 1 },
  })
  if (count !== 1) return false
  await tx.applicationEvent.createMany({
    data: {
      enterpriseId,
      applicationId: id,
      institutionId,
      event: 'SUSPENDED',
      fromState: state,
      toState: state,
      byOrganisation: person.organisationId,
      byAccount: person.accountId,
      byName: person.name,
      at,
      detail: { reason: 'CONSENT_ENDED', consentId },
    },
  })
  return true
}
