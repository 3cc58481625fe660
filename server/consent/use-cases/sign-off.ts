import { uuidv7 } from 'uuidv7'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { classNames } from '../class-names'
import { signOffStatement, signOffType } from '../domain/consent-artefact'
import { isEnded } from '../domain/consent-lifecycle'
import type { Notice, NoticeLanguage } from '../domain/notice-text'
import { currentPersonalNotice, renderPersonalNotice } from '../domain/personal-notice'
import { sameName } from '../domain/representative'
import { keepNotice } from '../notice.repository'
import { signatureDigest, signStatement } from '../platform-key'
import { platformParty } from '../platform-party'
import { findConsent, findGiver } from '../repository'
import type { GrantConsentInput } from '../schema'
import { endSignOff, insertSignOff } from '../sign-off.repository'
import { durationWords, purposeWords } from '../wording'
import type { ConsentContext } from './context'
import { hashOf, recipientOf } from './prepare-consent'

export type PersonalNotice = { consentId: string; dataClasses: string[]; notice: Notice; sha256: string }

/**
 * The notice that the legal representative (or sole trader) reads before signing off personal data for one recipient.
 * @throws NotFound; Refused when nothing of the consent is personal, it ended, or the person is not the one on the register
 */
export async function readPersonalNotice(
  ctx: ConsentContext,
  consentId: string,
  language: NoticeLanguage,
): Promise<PersonalNotice> {
  const consent = await findConsent(ctx.tx, ctx.scope, consentId)
  if (!consent) throw new NotFound('consent')
  if (consent.personalClasses.length === 0) throw new Refused('consent.nothing-personal')
  if (isEnded(consent.state) || consent.state === 'DRAFT') throw new Refused('consent.event-not-possible')
  const giver = await findGiver(ctx.tx, ctx.scope)
  const isRepresentative = ctx.session.roles.includes('LEGAL_REPRESENTATIVE')
  if (!isRepresentative || !sameName(ctx.person.name, giver.legalRepresentative)) throw new Refused('consent.not-representative')
  const { institutionId, applicationId, personalClasses: dataClasses } = consent
  const toInstitution = institutionId && applicationId ? { kind: 'INSTITUTION' as const, institutionId, applicationId } : null
  const recipient = await recipientOf(ctx, toInstitution ?? { kind: 'PLATFORM' }, language)
  const notice = renderPersonalNotice(currentPersonalNotice, language, {
    personName: ctx.person.name,
    enterpriseName: giver.name,
    creditCode: giver.creditCode,
    recipientName: recipient.name,
    recipientContact: recipient.contact,
    classNames: classNames(dataClasses, language),
    purpose: purposeWords(consent.purpose, language),
    from: shanghaiDate(consent.startsAt),
    to: addDays(shanghaiDate(consent.expiresAt), -1),
    retention: durationWords(consent.retentionUnit, consent.retentionValue, language),
  })
  if (!notice) throw new RangeError(`no notice of version ${currentPersonalNotice}`)
  return { consentId, dataClasses, notice, sha256: hashOf(notice) }
}

/**
 * The person's own consent to their personal data, apart from the firm's: a record of its own, from the person's own account,
 * for this recipient only (PIPL 23, 29). The database refuses it from any other account.
 */
export async function signOff(
  ctx: ConsentContext,
  input: { consentId: string; notice: GrantConsentInput['notice'] },
): Promise<{ consentId: string; signOffId: string }> {
  const { tx, scope, person, now } = ctx
  const { notice, sha256, dataClasses, consentId } = await readPersonalNotice(ctx, input.consentId, input.notice.language)
  if (input.notice.version !== notice.version) throw new Refused('consent.notice-outdated')
  if (input.notice.sha256 !== sha256) throw new Refused('consent.notice-differs')
  const consent = await findConsent(tx, scope, consentId)
  if (consent?.signOffs.length) throw new Refused('consent.signed-off-already')
  const id = uuidv7()
  const statement = signOffStatement({
    issuer: platformParty.id,
    signOffId: id,
    consentId,
    person: person.accountId,
    personalClasses: dataClasses,
    recipient: { id: consent?.institutionId ?? platformParty.id },
    signedAt: now,
    notice,
    sha256,
  })
  const signedStatement = await signStatement(statement, signOffType)
  await keepNotice(tx, scope, notice, sha256)
  await insertSignOff(tx, scope, {
    id,
    consentId,
    institutionId: consent?.institutionId ?? null,
    dataClasses,
    accountId: person.accountId,
    personName: person.name,
    noticeVersion: notice.version,
    noticeHash: sha256,
    noticeLanguage: notice.language,
    signedStatement,
    signedAt: now,
  })
  await appendToLedger(tx, person, {
    act: 'consent.signed-off',
    enterpriseId: scope.enterpriseId,
    subjectId: consentId,
    body: { signOffId: id, dataClasses, notice: sha256, signed: signatureDigest(signedStatement) },
  })
  return { consentId, signOffId: id }
}

/** Takes the person's sign-off back: from the commit on the classes are neither fetched nor shown. */
export async function withdrawSignOff(ctx: ConsentContext, consentId: string): Promise<{ consentId: string }> {
  const { tx, scope, person, now } = ctx
  const consent = await findConsent(tx, scope, consentId)
  if (!consent) throw new NotFound('consent')
  if ((await endSignOff(tx, scope, consentId, { endedAt: now, endReason: 'WITHDRAWN' })) === 0) {
    throw new Refused('consent.not-signed-off')
  }
  await appendToLedger(tx, person, {
    act: 'consent.sign-off-withdrawn',
    enterpriseId: scope.enterpriseId,
    subjectId: consentId,
    body: { dataClasses: consent.personalClasses },
  })
  return { consentId }
}
