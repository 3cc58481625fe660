import { uuidv7 } from 'uuidv7'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { artefactType, consentArtefact } from '../domain/consent-artefact'
import { nextConsentState } from '../domain/consent-lifecycle'
import { receiptSchemaVersion } from '../domain/consent-receipt'
import { noticeObstacle } from '../domain/notice-text'
import { signStatement } from '../platform-key'
import { platformParty } from '../platform-party'
import { receiptNumber } from '../receipt-number'
import { insertConsent, insertEvent } from '../repository'
import type { GrantConsentInput } from '../schema'
import type { ConsentContext } from './context'
import { prepareConsent } from './prepare-consent'

export type GrantedConsent = { consentId: string; receiptNumber: string; startsAt: Date; expiresAt: Date }

/**
 * Grants a consent in the caller's transaction: signed, on record, in force from its first day. Serves the platform's
 * consent for matching and, inside an application's flow, the consent to one bank for that application.
 * @throws Refused when the terms lack a bound, the person may not bind the firm, or the notice is not the one that was shown
 */
export async function grantConsent(ctx: ConsentContext, input: GrantConsentInput): Promise<GrantedConsent> {
  const { notice: signed, ...asked } = input
  const granted = nextConsentState('DRAFT', 'GRANTED', ctx.session.roles)
  if (!granted.ok) throw new Refused(granted.refusal)
  const prepared = await prepareConsent(ctx, asked, signed.language)
  const obstacle = noticeObstacle(signed, prepared.sha256)
  if (obstacle) throw new Refused(obstacle)

  const { tx, scope, person, now } = ctx
  const { terms } = prepared
  const [id, eventId] = [uuidv7(), uuidv7()]
  await insertConsent(tx, scope, {
    id,
    recipientKind: terms.recipient.kind,
    institutionId: terms.recipient.kind === 'INSTITUTION' ? terms.recipient.institutionId : null,
    applicationId: terms.recipient.kind === 'INSTITUTION' ? terms.recipient.applicationId : null,
    purpose: terms.purpose,
    dataClasses: terms.dataClasses,
    consentMode: terms.consentMode,
    fetchType: terms.fetchType,
    startsAt: terms.startsAt,
    expiresAt: terms.expiresAt,
    lookbackMonths: terms.lookbackMonths,
    retentionUnit: terms.retention.unit,
    retentionValue: terms.retention.value,
    frequencyUnit: terms.frequency?.unit ?? null,
    frequencyValue: terms.frequency?.value ?? null,
    noticeVersion: signed.version,
    noticeHash: signed.sha256,
    noticeLanguage: signed.language,
    schemaVersion: receiptSchemaVersion,
    signedConsent: await signStatement(
      consentArtefact({ issuer: platformParty.id, consentId: id, grantedAt: now, ...prepared }),
      artefactType,
    ),
    grantedBy: person.accountId,
    grantedByName: person.name,
    grantedAt: now,
  })
  const event = { id: eventId, consentId: id, event: 'GRANTED', state: granted.value, at: now }
  await insertEvent(tx, scope, { ...event, actorId: person.accountId, actorName: person.name })
  await appendToLedger(tx, person, {
    act: 'consent.granted',
    enterpriseId: scope.enterpriseId,
    subjectId: id,
    body: { purpose: terms.purpose, dataClasses: terms.dataClasses, recipient: prepared.recipient.id, notice: prepared.sha256 },
  })
  const { startsAt, expiresAt } = terms
  return { consentId: id, receiptNumber: receiptNumber('GRANTED', eventId, now), startsAt, expiresAt }
}
