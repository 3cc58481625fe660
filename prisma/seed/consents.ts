import { createHash } from 'node:crypto'
import { classNames } from '@/server/consent/class-names'
import { artefactType, consentArtefact, signOffStatement, signOffType } from '@/server/consent/domain/consent-artefact'
import { nextConsentState } from '@/server/consent/domain/consent-lifecycle'
import { type ConsentTerms, grantConsent } from '@/server/consent/domain/grant-consent'
import { currentNoticeVersion, type Notice, renderNotice } from '@/server/consent/domain/notice-text'
import { personalClasses } from '@/server/consent/domain/personal-classes'
import { currentPersonalNotice, renderPersonalNotice } from '@/server/consent/domain/personal-notice'
import { termsColumns } from '@/server/consent/domain/terms-columns'
import { signatureDigest, signStatement } from '@/server/consent/platform-key'
import { platformName, platformParty } from '@/server/consent/platform-party'
import type { ConsentEvent, GrantConsentInput } from '@/server/consent/schema'
import { durationWords, purposeWords } from '@/server/consent/wording'
import { addDays, addMonths, shanghaiDate } from '@/server/kernel/dates'
import { dataClasses, scoredClasses } from '@/server/sources/schema'
import type { Firm } from './enterprises'
import { digest, idAt } from './identifiers'
import { record } from './ledger'
import type { Institution } from './organisations'
import type { TableRows } from './rows'
import type { World } from './world'

/** A consent as it stands; its row is written when the firm's story is told to the end. */
export type Consent = {
  id: string
  terms: ConsentTerms
  row: TableRows['consent']
  firm: Firm
  /** The person's sign-off, where the consent holds personal data: it ends with it. */
  signOff: TableRows['consent_sign_off'] | null
  /** When institutions read under it. */
  reads: Date[]
}

type Party = { id: string; name: string; contact: string }
type Recipient = { kind: 'PLATFORM' } | { kind: 'INSTITUTION'; institution: Institution; applicationId: string }

/** Who is told by the clock. */
export const nobody = '00000000-0000-0000-0000-000000000000'
export const systemName = 'SYSTEM'

/** Every fifth firm lets the platform fetch all that the catalogue has; banks get what the portrait is drawn from. */
const grantsAll = ({ index, demo }: Firm, recipient: Recipient) => recipient.kind === 'PLATFORM' && !demo && index % 5 === 2

function termsOf(firm: Firm, recipient: Recipient, from: string, months: number): Omit<GrantConsentInput, 'notice'> {
  const common = {
    dataClasses: grantsAll(firm, recipient) ? [...dataClasses] : [...scoredClasses],
    consentMode: 'STORE' as const,
    from,
    to: addMonths(from, months),
    lookbackMonths: 24,
  }
  if (recipient.kind === 'PLATFORM') {
    return {
      ...common,
      recipient: { kind: 'PLATFORM' },
      purpose: 'MATCHING',
      fetchType: 'PERIODIC',
      frequency: { unit: 'MONTH', value: 4 },
      retention: { unit: 'MONTH', value: 24 },
    }
  }
  const { institution, applicationId } = recipient
  return {
    ...common,
    recipient: { kind: 'INSTITUTION', institutionId: institution.id, applicationId },
    purpose: 'LOAN_APPLICATION',
    fetchType: 'ONETIME',
    retention: { unit: 'MONTH', value: 36 },
  }
}

/**
 * Grants a consent as the enterprise does: the domain's bounds, the notice as it is read, the artefact signed by the
 * platform's own key. Call `expireInTime` once nothing more happens under it.
 */
export async function grant(world: World, firm: Firm, recipient: Recipient, at: Date, months: number): Promise<Consent> {
  const day = shanghaiDate(at)
  const asked = termsOf(firm, recipient, day, months)
  const granted = grantConsent(asked, day)
  const state = nextConsentState('DRAFT', 'GRANTED', ['LEGAL_REPRESENTATIVE'])
  if (!granted.ok || !state.ok) throw new Error(`a consent of the city was refused: ${granted.ok ? '' : granted.refusal}`)
  const terms = granted.value
  const party =
    recipient.kind === 'PLATFORM'
      ? { id: platformParty.id, name: platformName('zh-CN'), contact: platformParty.contact }
      : { id: recipient.institution.id, name: recipient.institution.name, contact: recipient.institution.servicePhone }
  const giver = { name: firm.entry.name, creditCode: firm.entry.creditCode }
  const personal = personalClasses(terms.dataClasses, firm.entry.legalForm)
  const notice = renderNotice(currentNoticeVersion, 'zh-CN', {
    terms,
    classNames: classNames(terms.dataClasses, 'zh-CN'),
    enterpriseName: giver.name,
    creditCode: giver.creditCode,
    recipientName: party.name,
    recipientContact: party.contact,
    from: asked.from,
    to: asked.to ?? asked.from,
  })
  if (!notice) throw new Error(`no notice of version ${currentNoticeVersion}`)
  const sha256 = keepNotice(world, firm, notice, at)
  const id = idAt(at, 'consent', firm.index, party.id, recipient.kind === 'PLATFORM' ? '' : recipient.applicationId)
  const facts = { issuer: platformParty.id, consentId: id, grantedAt: at, terms, notice, sha256, giver, recipient: party }
  const transactionId = eventId(at, 'GRANTED', id)
  const signedConsent = await signStatement(consentArtefact({ ...facts, transactionId, personalClasses: personal }), artefactType)
  const consent: Consent = {
    id,
    terms,
    firm,
    signOff: null,
    reads: [],
    row: { ...rowOf(id, terms, firm, at), personalClasses: personal, noticeHash: sha256, signedConsent, state: state.value },
  }
  world.rows.add('consent', consent.row)
  addEvent(world, consent, 'GRANTED', at)
  record(world, firm.head, at, {
    act: 'consent.granted',
    enterpriseId: firm.id,
    subjectId: id,
    body: {
      purpose: terms.purpose,
      dataClasses: terms.dataClasses,
      recipient: party.id,
      notice: sha256,
      signed: signatureDigest(signedConsent),
    },
  })
  if (personal.length > 0) consent.signOff = await signOff(world, consent, personal, party, at)
  return consent
}

const kept = new Set<string>()

/** The notice as it was shown; the same text of the same firm is kept once. @returns its SHA-256 (hex) */
function keepNotice(world: World, { id: enterpriseId }: Firm, { version, language, title, text }: Notice, shownAt: Date): string {
  const noticeHash = createHash('sha256').update(text).digest('hex')
  const key = `${enterpriseId} ${noticeHash}`
  if (!kept.has(key)) world.rows.add('consent_notice', { enterpriseId, noticeHash, version, language, title, text, shownAt })
  kept.add(key)
  return noticeHash
}

/** The representative (or sole trader) consents to their personal data, for this recipient, a minute later. */
async function signOff(world: World, consent: Consent, classes: string[], party: Party, at: Date) {
  const { id: consentId, firm, terms, row } = consent
  const signedAt = new Date(at.getTime() + 60_000)
  const notice = renderPersonalNotice(currentPersonalNotice, 'zh-CN', {
    personName: firm.head.name,
    enterpriseName: firm.entry.name,
    creditCode: firm.entry.creditCode,
    recipientName: party.name,
    recipientContact: party.contact,
    classNames: classNames(classes, 'zh-CN'),
    purpose: purposeWords(terms.purpose, 'zh-CN'),
    from: shanghaiDate(terms.startsAt),
    to: addDays(shanghaiDate(terms.expiresAt), -1),
    retention: durationWords(terms.retention.unit, terms.retention.value, 'zh-CN'),
  })
  if (!notice) throw new Error(`no notice of version ${currentPersonalNotice}`)
  const sha256 = keepNotice(world, firm, notice, signedAt)
  const id = idAt(signedAt, 'consent-sign-off', consentId)
  const statement = signOffStatement({
    issuer: platformParty.id,
    signOffId: id,
    consentId,
    person: firm.head.accountId,
    personalClasses: classes,
    recipient: party,
    signedAt,
    notice,
    sha256,
  })
  const signed: TableRows['consent_sign_off'] = {
    enterpriseId: firm.id,
    id,
    consentId,
    institutionId: row.institutionId ?? null,
    dataClasses: classes,
    accountId: firm.head.accountId,
    personName: firm.head.name,
    noticeVersion: notice.version,
    noticeHash: sha256,
    noticeLanguage: 'zh-CN',
    signedStatement: await signStatement(statement, signOffType),
    signedAt,
    endedAt: null,
    endReason: null,
  }
  world.rows.add('consent_sign_off', signed)
  record(world, firm.head, signedAt, {
    act: 'consent.signed-off',
    enterpriseId: firm.id,
    subjectId: consentId,
    body: { signOffId: id, dataClasses: classes, notice: sha256, signed: signatureDigest(signed.signedStatement) },
  })
  return signed
}

const eventId = (at: Date, event: ConsentEvent, consentId: string) => idAt(at, 'consent-event', event, consentId)

function rowOf(id: string, terms: ConsentTerms, { id: enterpriseId, head }: Firm, at: Date) {
  return {
    enterpriseId,
    id,
    version: 1,
    ...termsColumns(terms),
    noticeVersion: currentNoticeVersion,
    noticeLanguage: 'zh-CN',
    grantedBy: head.accountId,
    grantedByName: head.name,
    grantedAt: at,
    endedAt: null as Date | null,
    endReason: null as string | null,
  }
}

function addEvent(world: World, { id, firm, row }: Consent, event: ConsentEvent, at: Date) {
  const bySystem = event === 'EXPIRED'
  world.rows.add('consent_event', {
    enterpriseId: firm.id,
    id: eventId(at, event, id),
    consentId: id,
    event,
    state: row.state,
    actorId: bySystem ? nobody : firm.head.accountId,
    actorName: bySystem ? systemName : firm.head.name,
    at,
  })
}

function end(world: World, consent: Consent, event: 'REVOKED' | 'EXPIRED', reason: 'WITHDRAWN' | 'EXPIRED', at: Date) {
  const roles = event === 'EXPIRED' ? (['SYSTEM'] as const) : (['LEGAL_REPRESENTATIVE'] as const)
  const next = nextConsentState(consent.row.state, event, roles)
  if (!next.ok) throw new Error(`a consent could not end: ${next.refusal}`)
  Object.assign(consent.row, { state: next.value, version: 2, endedAt: at, endReason: reason })
  if (consent.signOff) Object.assign(consent.signOff, { endedAt: at, endReason: 'CONSENT_ENDED' })
  addEvent(world, consent, event, at)
  const by = event === 'EXPIRED' ? { accountId: nobody, organisationId: consent.firm.id } : consent.firm.head
  record(world, by, at, {
    act: event === 'EXPIRED' ? 'consent.expired' : 'consent.withdrawn',
    enterpriseId: consent.firm.id,
    subjectId: consent.id,
    body: { reason },
  })
}

/** The enterprise takes its consent back. */
export const withdraw = (world: World, consent: Consent, at: Date) => end(world, consent, 'REVOKED', 'WITHDRAWN', at)

/** What the worker would have done by today: a consent past its last day has ended. */
export function expireInTime(world: World, consent: Consent): void {
  const { expiresAt } = consent.terms
  if (consent.row.state !== 'ACTIVE' || expiresAt >= world.now) return
  // The worker comes round within a minute.
  end(world, consent, 'EXPIRED', 'EXPIRED', new Date(expiresAt.getTime() + 1_000 * (digest(consent.id)[0] ?? 0) * 0.2))
}

export const isLiveAt = ({ row, terms }: Consent, at: Date): boolean =>
  row.state === 'ACTIVE' && terms.startsAt <= at && at < terms.expiresAt
