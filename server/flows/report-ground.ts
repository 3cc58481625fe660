import type { EnterpriseScope } from '@/server/auth/scope'
import { findConsent } from '@/server/consent/repository'
import type { Tx } from '@/server/db/transaction'
import { findCurrentPortrait } from '@/server/portrait/repository'

/** What a report would stand on now, for the page that issues one: the portrait, or why there can be no report. */
export async function reportGround({ tx, scope, now }: { tx: Tx; scope: EnterpriseScope; now: Date }) {
  const portrait = await findCurrentPortrait(tx, scope)
  if (!portrait) return { state: 'NO_PORTRAIT' as const }
  const { asOf, score, grade, staleSince, consentId } = portrait
  if (staleSince) return { state: 'STALE' as const }
  const consent = await findConsent(tx, scope, consentId)
  const isLive = consent?.state === 'ACTIVE' && consent.startsAt <= now && consent.expiresAt > now
  return isLive ? { state: 'READY' as const, asOf, score, grade } : { state: 'NO_CONSENT' as const }
}
