import { uuidv7 } from 'uuidv7'
import { ChangedMeanwhile, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { resumptionStatement, resumptionType } from '../domain/consent-artefact'
import { type ConsentActor, nextConsentState } from '../domain/consent-lifecycle'
import { signatureDigest, signStatement } from '../platform-key'
import { platformParty } from '../platform-party'
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
  const id = uuidv7()
  const by = { actorId: person.accountId, actorName: person.name }
  await insertEvent(tx, scope, { id, consentId: consent.id, event, state: next.value, at: now, ...by })
  await appendToLedger(tx, person, {
    act: reason ? 'consent.paused' : 'consent.resumed',
    enterpriseId: scope.enterpriseId,
    subjectId: consent.id,
    body: reason ? { reason } : await signedResumption(ctx, consent.id, id),
  })
  return { consentId: consent.id }
}

/** What goes on is what was signed once, and the platform signs that it does: whoever writes the entry by SQL has no such signature. */
async function signedResumption({ tx, scope, person, now }: Pausing, consentId: string, eventId: string) {
  const consent = await findConsent(tx, scope, consentId)
  if (!consent?.signedConsent) throw new RangeError(`consent ${consentId} was never signed`)
  const terms = signatureDigest(consent.signedConsent)
  const facts = { issuer: platformParty.id, eventId, consentId, terms, person: person.accountId, resumedAt: now }
  return { signed: terms, resumption: await signStatement(resumptionStatement(facts), resumptionType) }
}
