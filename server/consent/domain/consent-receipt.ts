import type { ConsentEvent, ConsentState } from '../schema'
import type { ConsentTerms } from './grant-consent'

export const receiptSchemaVersion = 'ISO/IEC TS 27560:2023'

type Party = { id: string; name: string; address: string; contact: string }
export type ReceiptFacts = {
  recordId: string
  receiptId: string
  terms: ConsentTerms
  notice: { version: string; language: 'zh-CN' | 'en'; sha256: string }
  /** The enterprise; `id` is its credit code. */
  principal: Party
  controller: Party
  recipient: Party
  storageLocation: string
  withdrawalUrl: string
  events: readonly { at: Date; event: ConsentEvent; state: ConsentState; byId: string }[]
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
      privacy_notice: `${facts.notice.version}#sha256=${facts.notice.sha256}`,
      language: facts.notice.language,
      purpose: terms.purpose,
      lawful_basis: 'CONSENT',
      collection_method: terms.fetchType,
      processing_method: terms.consentMode,
      pii_information: terms.dataClasses.map((pii_type) => ({ pii_type, lookback_months: terms.lookbackMonths })),
      pii_controllers: [facts.controller.id],
      storage_locations: [facts.storageLocation],
      retention_period: isoDuration(terms.retention),
      frequency: terms.frequency && `${terms.frequency.value}/${isoDuration({ unit: terms.frequency.unit, value: 1 })}`,
      jurisdiction: 'CN',
      recipient_third_parties: toInstitution ? [facts.recipient.id] : [],
      withdrawal_method: facts.withdrawalUrl,
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
  }
}

export type ConsentReceipt = ReturnType<typeof buildReceipt>

const party = ({ id, name, address, contact }: Party, type: string) => ({ party_id: id, name, address, contact, type })

/** ISO 8601: P30D, P12M, P2Y, PT1H. */
const isoDuration = ({ unit, value }: { unit: 'HOUR' | 'DAY' | 'MONTH' | 'YEAR'; value: number }) =>
  unit === 'HOUR' ? `PT${value}H` : `P${value}${unit.charAt(0)}`
