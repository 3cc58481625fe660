import type { EnterpriseScope } from '@/server/auth/scope'
import { copyDeletionDays } from '@/server/consent/domain/copies'
import { findConsent } from '@/server/consent/repository'
import { listSignOffs } from '@/server/consent/sign-off.repository'
import type { Tx } from '@/server/db/transaction'
import { type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { NotFound } from '@/server/kernel/refused'
import { deletionDay, type Retention, takenBackAt } from '@/server/sources/domain/retention'
import { listDeletions, spansHeld } from '@/server/sources/retention.repository'

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
  const { retentionUnit: unit, retentionValue: value } = consent
  if (!isUnit(unit)) throw new RangeError(`consent ${consentId} is retained for ${unit}`)
  const signOffs = await listSignOffs(tx, scope, consentId)
  const spans = await spansHeld(tx, scope, consentId)
  const dayOf = (receivedAt: Date, dataClass: string) => {
    const withdrawnAt = takenBackAt(dataClass, consent, signOffs)
    const days = copyDeletionDays(shanghaiDate(withdrawnAt ?? receivedAt))
    return deletionDay(receivedAt, { retention: { unit, value }, withdrawnAt }, days)
  }
  const first = spans.map((span) => dayOf(span.first, span.dataClass)).sort()[0]
  const last = spans
    .map((span) => dayOf(span.last, span.dataClass))
    .sort()
    .at(-1)
  const held = first && last ? { count: spans.reduce((sum, { count }) => sum + count, 0), first, last } : null
  return { held, deletions: await listDeletions(tx, scope, consentId) }
}
