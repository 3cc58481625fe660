import { uuidv7 } from 'uuidv7'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { artefactType, consentArtefact } from '../domain/consent-artefact'
import { nextConsentState } from '../domain/consent-lifecycle'
import { noticeObstacle } from '../domain/notice-text'
import { termsColumns } from '../domain/terms-columns'
import { keepNotice } from '../notice.repository'
import { signatureDigest, signStatement } from '../platform-key'
import { platformParty } from '../platform-party'
import { receiptNumber } from '../receipt-number'
import { insertConsent, insertEvent, type Signature } from '../repository'
import type { GrantConsentInput } from '../schema'
import type { ConsentContext } from './context'
import { type PreparedConsent, prepareConsent } from './prepare-consent'

export type GrantedConsent = { consentId: string; receiptNumber: string; startsAt: Date; expiresAt: Date }

type Signing = { id: string; eventId: string; prepared: PreparedConsent }

/** The platform's signature over the artefact, with what is written beside it once and for all. */
export async function signatureOf(ctx: ConsentContext, { id, eventId, prepared }: Signing): Promise<Signature> {
  const { person, now } = ctx
  const artefact = consentArtefact({
    issuer: platformParty.id,
    consentId: id,
    transactionId: eventId,
    grantedAt: now,
    ...prepared,
  })
  return {
    signedConsent: await signStatement(artefact, artefactType),
    grantedBy: person.accountId,
    grantedByName: person.name,
    grantedAt: now,
    startsAt: prepared.terms.startsAt,
    noticeVersion: prepared.notice.version,
    noticeHash: prepared.sha256,
    noticeLanguage: prepared.notice.language,
    personalClasses: prepared.personalClasses,
  }
}

/** The words were read as they are: the current version, to the byte. @throws Refused */
export async function readNotice(ctx: ConsentContext, input: GrantConsentInput): Promise<PreparedConsent> {
  const { notice: signed, ...asked } = input
  const prepared = await prepareConsent(ctx, asked, signed.language)
  const obstacle = noticeObstacle(signed, prepared.sha256)
  if (obstacle) throw new Refused(obstacle)
  return prepared
}

/**
 * Event, ledger entry and the notice's text of a consent that was just signed. The terms themselves have a leaf by the database
 * (ADR 0023); the entry says which signature it was.
 */
export async function recordGrant(
  ctx: ConsentContext,
  { id, eventId, prepared }: Signing,
  { signedConsent }: Pick<Signature, 'signedConsent'>,
): Promise<GrantedConsent> {
  const { tx, scope, person, now } = ctx
  const { terms } = prepared
  await keepNotice(tx, scope, prepared.notice, prepared.sha256)
  const event = { id: eventId, consentId: id, event: 'GRANTED', state: 'ACTIVE' as const, at: now }
  await insertEvent(tx, scope, { ...event, actorId: person.accountId, actorName: person.name })
  await appendToLedger(tx, person, {
    act: 'consent.granted',
    enterpriseId: scope.enterpriseId,
    subjectId: id,
    body: {
      purpose: terms.purpose,
      dataClasses: terms.dataClasses,
      recipient: prepared.recipient.id,
      notice: prepared.sha256,
      signed: signatureDigest(signedConsent),
    },
  })
  const { startsAt, expiresAt } = terms
  return { consentId: id, receiptNumber: receiptNumber('GRANTED', eventId, now), startsAt, expiresAt }
}

/**
 * Grants a consent in the caller's transaction: signed, on record, in force from its first day. Serves the platform's
 * consent for matching and, inside an application's flow, the consent to one bank for that application.
 * @throws Refused when the terms lack a bound, the person may not bind the firm, or the notice is not the one that was shown
 */
export async function grantConsent(ctx: ConsentContext, input: GrantConsentInput): Promise<GrantedConsent> {
  const granted = nextConsentState('DRAFT', 'GRANTED', ctx.session.roles)
  if (!granted.ok) throw new Refused(granted.refusal)
  const prepared = await readNotice(ctx, input)
  const signing = { id: uuidv7(), eventId: uuidv7(), prepared }
  const signature = await signatureOf(ctx, signing)
  await insertConsent(ctx.tx, ctx.scope, { id: signing.id, state: 'ACTIVE', ...termsColumns(prepared.terms), ...signature })
  return recordGrant(ctx, signing, signature)
}
