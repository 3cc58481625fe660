import { uuidv7 } from 'uuidv7'
import { ChangedMeanwhile, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { type ConsentActor, nextConsentState } from '../domain/consent-lifecycle'
import { signatureDigest } from '../platform-key'
import { findConsent, insertEvent, moveConsent, type PauseReason } from '../repository'
import type { ConsentState } from '../schema'
import type { ConsentContext } from './context'

type Pausing = Pick<ConsentContext, 'tx' | 'scope' | 'person' | 'now'> & { roles: readonly ConsentActor[] }
type Standing = { id: string; state: ConsentState; version: number }

/**
 * Pauses a consent, or lets it go on, in the caller's transaction: binding from its commit, as a withdrawal is.
 * @param reason of a pause: the firm's own wish, or that the register names another representative; null goes on
 * @throws Refused, ChangedMeanwhile
 */
export async function pauseConsent(ctx: Pausing, consent: Standing, reason: PauseReason | null): Promise<{ consentId: string }> {
  const { tx, scope, person, now } = ctx
  const event = reason ? 'PAUSED' : 'RESUMED'
  const next = nextConsentState(consent.state, event, ctx.roles)
  if (!next.ok) throw new Refused(next.refusal)
  if (!(await moveConsent(tx, scope, consent, next.value, { pauseReason: reason }))) throw new ChangedMeanwhile('consent')
  const by = { actorId: person.accountId, actorName: person.name }
  await insertEvent(tx, scope, { id: uuidv7(), consentId: consent.id, event, state: next.value, at: now, ...by })
  // What goes on is what was signed once: the entry says which signature that is.
  const { signedConsent } = (reason ? null : await findConsent(tx, scope, consent.id)) ?? {}
  await appendToLedger(tx, person, {
    act: reason ? 'consent.paused' : 'consent.resumed',
    enterpriseId: scope.enterpriseId,
    subjectId: consent.id,
    body: reason ? { reason } : { signed: signedConsent ? signatureDigest(signedConsent) : null },
  })
  return { consentId: consent.id }
}
