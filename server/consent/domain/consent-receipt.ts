import type { ConsentEvent, ConsentState } from '../schema'
import type { ConsentTerms } from './grant-consent'

export const receiptSchemaVersion = 'ISO/IEC TS 27560:2023'

type Party = { id: string; name: string; address: string; contact: string }

/** A sign-off of the person's own for the personal data within the consent. */
export type ReceiptSignOff = {
  id: string
  personName: string
  dataClasses: readonly string[]
  notice: { version: string; language: string; sha256: string }
  signedAt: Date
  endedAt: Date | null
  signedStatement: string
}

export type ReceiptFacts = {
  recordId: string
  receiptId: string
  terms: ConsentTerms
  personalClasses: readonly string[]
  notice: { version: string; language: 'zh-CN' | 'en'; sha256: string }
  /** The enterprise; `id` is its credit code. */
  principal: Party
  controller: Party
  recipient: Party
  storageLocation: string
  withdrawalUrl: string
  events: readonly { at: Date; event: ConsentEvent; state: ConsentState; byId: string }[]
  signOffs: readonly ReceiptSignOff[]
}

/** The consent as a receipt that the enterprise keeps, in the sections of ISO/IEC TS 27560 (reference 4.11). */
export function buildReceipt(facts: ReceiptFacts) {
  const { terms } = facts
  const toInstitution = terms.recipient.kind === 'INSTITUTION'
  return {
    header: {
      schema_version: receiptSchemaVersion,
      record_id: facts.recordId,
      receipt_id: facts.receiptId,
      pii_principal_id: facts.principal.id,
    },
    processing: {
      privacy_notice: noticeOf(facts.notice),
      language: facts.notice.language,
      purpose: terms.purpose,
      purpose_type: toInstitution ? 'CREDIT_ASSESSMENT' : 'PRODUCT_MATCHING',
      lawful_basis: 'CONSENT',
      collection_method: terms.fetchType,
      processing_method: terms.consentMode,
      pii_information: terms.dataClasses.map((pii_type) => ({
        pii_type,
        pii_optional: true,
        sensitive_category: facts.personalClasses.includes(pii_type) ? 'PERSONAL' : 'ENTERPRISE',
        lookback_months: terms.lookbackMonths,
      })),
      pii_controllers: [facts.controller.id, ...(toInstitution ? [facts.recipient.id] : [])],
      storage_locations: [facts.storageLocation],
      retention_period: isoDuration(terms.retention),
      frequency: terms.frequency && `${terms.frequency.value}/${isoDuration({ unit: terms.frequency.unit, value: 1 })}`,
      processing_location: facts.storageLocation,
      jurisdiction: 'CN',
      recipient_third_parties: toInstitution ? [facts.recipient.id] : ['none'],
      withdrawal_method: facts.withdrawalUrl,
      privacy_rights: ['ACCESS', 'COPY', 'CORRECTION', 'DELETION', 'WITHDRAWAL', 'EXPLANATION'],
    },
    parties: [
      party(facts.principal, 'pii_principal'),
      party(facts.controller, 'pii_controller'),
      ...(toInstitution ? [party(facts.recipient, 'third_party')] : []),
    ],
    events: facts.events.map(({ at, event, state, byId }) => ({
      event_time: at.toISOString(),
      validity_duration: `${terms.startsAt.toISOString()}/${terms.expiresAt.toISOString()}`,
      entity_id: byId,
      event_type: event,
      event_state: state,
    })),
    personal_consents: facts.signOffs.map((one) => ({
      record_id: one.id,
      person: one.personName,
      pii_types: [...one.dataClasses],
      privacy_notice: noticeOf(one.notice),
      language: one.notice.language,
      event_time: one.signedAt.toISOString(),
      event_state: one.endedAt ? 'ENDED' : 'ACTIVE',
      ended_at: one.endedAt?.toISOString() ?? null,
      signed_statement: one.signedStatement,
    })),
  }
}

const noticeOf = ({ version, sha256 }: { version: string; sha256: string }) => `${version}#sha256=${sha256}`

const party = ({ id, name, address, contact }: Party, type: string) => ({ party_id: id, name, address, contact, type })

/** ISO 8601: P30D, P12M, P2Y, PT1H. */
const isoDuration = ({ unit, value }: { unit: 'HOUR' | 'DAY' | 'MONTH' | 'YEAR'; value: number }) =>
  unit === 'HOUR' ? `PT${value}H` : `P${value}${unit.charAt(0)}`
