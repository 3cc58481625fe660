import type { EnterpriseScope } from '@/server/auth/scope'
import { isLive } from '@/server/consent/domain/use-consent'
import { findConsent } from '@/server/consent/repository'
import type { Tx } from '@/server/db/transaction'
import { findCurrentPortrait } from '@/server/portrait/repository'
import { groundOf, missingSections } from '@/server/report/domain/report-ground'

/** What a report would stand on now, for the page that issues one: the portrait, or why there can be no report. */
export async function reportGround({ tx, scope, now }: { tx: Tx; scope: EnterpriseScope; now: Date }) {
  const portrait = await findCurrentPortrait(tx, scope)
  const consent = portrait && (await findConsent(tx, scope, portrait.consentId))
  const ground = groundOf(portrait, consent !== null && isLive(consent, now))
  if (ground.state !== 'READY') return { state: ground.state }
  const { asOf, score, grade } = ground.portrait
  /** What the form can't offer, said before it is asked for. */
  return { state: ground.state, asOf, score, grade, missing: missingSections(ground.portrait) }
}
