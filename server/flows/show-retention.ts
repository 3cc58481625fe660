import type { EnterpriseScope } from '@/server/auth/scope'
import { copyDeletionDays } from '@/server/consent/domain/copies'
import { findConsent } from '@/server/consent/repository'
import type { Tx } from '@/server/db/transaction'
import { type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { NotFound } from '@/server/kernel/refused'
import { deletionDay, type Retention } from '@/server/sources/domain/retention'
import { listDeletions, spanHeld } from '@/server/sources/retention.repository'

/** What the platform holds of what came under a consent, and what it has deleted. */
export type Retained = {
  /** `first`, `last`: the days on which the first and the last of them are deleted. */
  held: { count: number; first: PlainDate; last: PlainDate } | null
  deletions: { id: string; at: Date; records: number; portraits: number; claims: number }[]
}

const units: readonly string[] = ['DAY', 'MONTH', 'YEAR'] satisfies Retention['unit'][]
const isUnit = (unit: string): unit is Retention['unit'] => units.includes(unit)

/**
 * For the enterprise itself: until when the platform keeps what it received under the consent.
 * @throws NotFound
 */
export async function showRetention(tx: Tx, scope: EnterpriseScope, consentId: string): Promise<Retained> {
  const consent = await findConsent(tx, scope, consentId)
  if (!consent) throw new NotFound('consent')
  const { retentionUnit: unit, retentionValue: value, state, endReason, endedAt } = consent
  if (!isUnit(unit)) throw new RangeError(`consent ${consentId} is retained for ${unit}`)
  const withdrawnAt = state === 'REVOKED' && endReason !== 'REPLACED' ? endedAt : null
  const span = await spanHeld(tx, scope, consentId)
  const dayOf = (receivedAt: Date) =>
    deletionDay(
      receivedAt,
      { retention: { unit, value }, withdrawnAt },
      copyDeletionDays(shanghaiDate(withdrawnAt ?? receivedAt)),
    )
  const held = span && { count: span.count, first: dayOf(span.first), last: dayOf(span.last) }
  return { held, deletions: await listDeletions(tx, scope, consentId) }
}
