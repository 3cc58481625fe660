import { addDays, addMonths, shanghaiDate } from '@/server/kernel/dates'
import type { ConsentState } from '../schema'
import type { ConsentTerms } from './grant-consent'

/** The `typ` of the signed artefact: nothing else that the platform signs passes for a consent. */
export const artefactType = 'consent+jwt'
/** The `typ` of a person's own sign-off. */
export const signOffType = 'consent-sign-off+jwt'

export type ArtefactFacts = {
  /** The platform, which signs. */
  issuer: string
  consentId: string
  /** The event that granted it. */
  transactionId: string
  grantedAt: Date
  terms: ConsentTerms
  notice: { version: string; language: string }
  /** SHA-256 (hex) of the notice that was signed. */
  sha256: string
  giver: { creditCode: string }
  recipient: { id: string }
  /** Of the terms' classes, those that take a sign-off of the person's own. */
  personalClasses: readonly string[]
}

/** ReBIT's numbers (101–105) name purposes of Indian law: ours are our own. */
const purposes = {
  MATCHING: { text: 'credit portrait and matching of loan products', Category: { type: 'MATCHING' } },
  LOAN_APPLICATION: { text: 'review of one loan application', Category: { type: 'LENDING' } },
} as const

/** The platform gets records; an institution gets the portrait; a verification answers yes or no. */
function consentTypes({ consentMode, recipient }: ConsentTerms): ('PROFILE' | 'SUMMARY' | 'TRANSACTIONS')[] {
  if (consentMode === 'QUERY') return ['SUMMARY']
  return recipient.kind === 'PLATFORM' ? ['PROFILE', 'SUMMARY', 'TRANSACTIONS'] : ['PROFILE', 'SUMMARY']
}

/** The consent artefact in the fields of ReBIT AA 1.1.2 (reference 4.10), before it is signed. */
export function consentArtefact(facts: ArtefactFacts) {
  const { terms, notice, recipient } = facts
  const toInstitution = terms.recipient.kind === 'INSTITUTION'
  return {
    iss: facts.issuer,
    ver: '1.1.2',
    txnid: facts.transactionId,
    consentId: facts.consentId,
    createTimestamp: facts.grantedAt.toISOString(),
    consentStart: terms.startsAt.toISOString(),
    consentExpiry: terms.expiresAt.toISOString(),
    consentMode: terms.consentMode,
    fetchType: terms.fetchType,
    consentTypes: consentTypes(terms),
    fiTypes: terms.dataClasses,
    DataConsumer: { id: recipient.id, type: toInstitution ? 'INSTITUTION' : 'PLATFORM' },
    Customer: { id: facts.giver.creditCode },
    // The reference is the notice, in which the purpose stands in full.
    Purpose: { code: terms.purpose, refUri: `/sme/consents/${facts.consentId}/notice`, ...purposes[terms.purpose] },
    FIDataRange: {
      from: addMonths(shanghaiDate(terms.startsAt), -terms.lookbackMonths),
      to: addDays(shanghaiDate(terms.expiresAt), -1),
      lookbackMonths: terms.lookbackMonths,
    },
    DataLife: terms.retention,
    // Once is once: fetchType says so, and the unit is the shortest in which that holds.
    Frequency: terms.frequency ?? { unit: 'DAY' as const, value: 1 },
    // Nothing is filtered within a class: what the class holds is what the notice names.
    DataFilter: [],
    notice: { version: notice.version, language: notice.language, sha256: facts.sha256 },
    personalTypes: facts.personalClasses,
    applicationId: terms.recipient.kind === 'INSTITUTION' ? terms.recipient.applicationId : null,
  }
}

type SignOffFacts = Pick<ArtefactFacts, 'issuer' | 'consentId' | 'personalClasses' | 'notice' | 'sha256' | 'recipient'> & {
  signOffId: string
  /** The account of whoever consents to their own data. */
  person: string
  signedAt: Date
}

/** A person's own sign-off of the personal classes of a consent, for its recipient only, before it is signed. */
export const signOffStatement = ({ notice, ...facts }: SignOffFacts) => ({
  iss: facts.issuer,
  signOffId: facts.signOffId,
  consentId: facts.consentId,
  person: facts.person,
  personalTypes: facts.personalClasses,
  DataConsumer: { id: facts.recipient.id },
  createTimestamp: facts.signedAt.toISOString(),
  notice: { version: notice.version, language: notice.language, sha256: facts.sha256 },
})

/** The `typ` of the signed word that a paused consent goes on. */
export const resumptionType = 'consent-resumption+jwt'

type ResumptionFacts = {
  issuer: string
  /** The event that resumed it: each resumption has a signature of its own. */
  eventId: string
  consentId: string
  /** SHA-256 (hex) of the consent as it was signed: the very terms that go on. */
  terms: string
  /** The account of whoever lets it go on. */
  person: string
  resumedAt: Date
}

/** That a paused consent goes on, before it is signed: without the signature a resumption cannot be told from one written by SQL. */
export const resumptionStatement = ({ issuer, eventId, resumedAt, ...facts }: ResumptionFacts) => ({
  iss: issuer,
  resumptionId: eventId,
  ...facts,
  createTimestamp: resumedAt.toISOString(),
})

export type ConsentUse = { count: number; lastUseAt: Date | null }

type Issued = {
  consentId: string
  transactionId: string
  grantedAt: Date
  state: ConsentState
  signedConsent: string
  use: ConsentUse
}

/** What the standard puts around the signature: how the consent stands, and what was used under it so far. */
export const artefactEnvelope = ({ consentId, transactionId, grantedAt, state, signedConsent, use }: Issued) => ({
  ver: '1.1.2',
  txnid: transactionId,
  consentId,
  status: state,
  createTimestamp: grantedAt.toISOString(),
  signedConsent,
  ConsentUse: {
    logUri: `/sme/access?consent=${consentId}`,
    count: use.count,
    lastUseDateTime: use.lastUseAt?.toISOString() ?? null,
  },
})
