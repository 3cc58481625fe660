import { describe, expect, it } from 'vitest'
import { artefactEnvelope, consentArtefact } from './consent-artefact'
import { buildReceipt } from './consent-receipt'
import type { ConsentTerms } from './grant-consent'

// Both lists by hand, out of the standards (reference 4.10 and 4.11), so that a field that falls out of the code is missed.
const rebit = `
  consentStart consentExpiry consentMode fetchType consentTypes fiTypes DataConsumer.id Customer.id
  Purpose.code Purpose.refUri Purpose.text Purpose.Category.type FIDataRange.from FIDataRange.to
  DataLife.unit DataLife.value Frequency.unit Frequency.value DataFilter consentId txnid createTimestamp`
const rebitEnvelope =
  'consentId txnid createTimestamp status signedConsent ConsentUse.logUri ConsentUse.count ConsentUse.lastUseDateTime'
const iso27560 = `
  header.schema_version header.record_id header.receipt_id header.pii_principal_id
  processing.privacy_notice processing.language processing.purpose processing.pii_information processing.pii_controllers
  processing.storage_locations processing.retention_period processing.jurisdiction processing.recipient_third_parties
  processing.withdrawal_method processing.pii_information.0.pii_type
  parties.0.party_id parties.0.address parties.0.name parties.0.contact parties.0.type
  parties.1.party_id parties.1.address parties.1.name parties.1.contact parties.1.type
  events.0.event_time events.0.validity_duration events.0.entity_id events.0.event_type events.0.event_state`

const at = new Date('2026-09-18T02:00:00Z')
const terms = (kind: 'PLATFORM' | 'INSTITUTION', periodic: boolean): ConsentTerms => ({
  recipient: kind === 'PLATFORM' ? { kind } : { kind, institutionId: 'bank', applicationId: 'application' },
  purpose: kind === 'PLATFORM' ? 'MATCHING' : 'LOAN_APPLICATION',
  dataClasses: ['TAX', 'COURT'],
  consentMode: 'STORE',
  fetchType: periodic ? 'PERIODIC' : 'ONETIME',
  lookbackMonths: 24,
  startsAt: new Date('2026-09-17T16:00:00Z'),
  expiresAt: new Date('2026-12-17T16:00:00Z'),
  retention: { unit: 'MONTH', value: 12 },
  frequency: periodic ? { unit: 'MONTH', value: 2 } : null,
})
const party = (id: string) => ({ id, name: id, address: '榆林市', contact: '0912-0000000' })
const notice = { version: 'consent-notice/2', language: 'zh-CN' as const, sha256: 'a'.repeat(64) }

/** The fields of a list that a document lacks, or has empty; an empty list is a statement, an absent one is not. */
function lacking(list: string, document: object): string[] {
  const valueAt = (path: string) =>
    path.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document)
  return list
    .trim()
    .split(/\s+/)
    .filter((path) => [undefined, null, ''].includes(valueAt(path) as string | null | undefined))
}

const artefactOf = (of: ConsentTerms) =>
  consentArtefact({
    issuer: 'platform',
    consentId: 'consent',
    transactionId: 'event',
    grantedAt: at,
    terms: of,
    notice,
    sha256: notice.sha256,
    giver: { creditCode: '91610802MA70ABCD7Q' },
    recipient: { id: 'recipient' },
    personalClasses: ['COURT'],
  })
const envelope = artefactEnvelope({
  consentId: 'consent',
  transactionId: 'event',
  grantedAt: at,
  state: 'ACTIVE',
  signedConsent: 'jws',
  use: { count: 3, lastUseAt: at },
})
const receiptOf = (of: ConsentTerms) =>
  buildReceipt({
    recordId: 'record',
    receiptId: 'SJ20260918ABCDEF01',
    terms: of,
    personalClasses: ['COURT'],
    notice,
    principal: party('91610802MA70ABCD7Q'),
    controller: party('platform'),
    recipient: party('bank'),
    storageLocation: 'CN-61',
    withdrawalUrl: 'http://localhost/sme/consents/consent/withdraw',
    events: [{ at, event: 'GRANTED', state: 'ACTIVE', byId: 'person' }],
    signOffs: [
      { id: 's', personName: '李某', dataClasses: ['COURT'], notice, signedAt: at, endedAt: null, signedStatement: 'jws' },
    ],
  })

describe.each([
  ['the platform, again and again', terms('PLATFORM', true)],
  ['a bank, once', terms('INSTITUTION', false)],
] as const)('the papers of a consent to %s', (_, of) => {
  it('hold every field of the ReBIT artefact', () => {
    expect(lacking(rebit, artefactOf(of))).toEqual([])
    expect(lacking(rebitEnvelope, envelope)).toEqual([])
  })

  it('hold every mandatory field of ISO/IEC TS 27560', () => {
    expect(lacking(iso27560, receiptOf(of))).toEqual([])
  })

  it('would be missed without one (control)', () => {
    const { Purpose, ...artefact } = artefactOf(of)
    expect(lacking(rebit, artefact)).toEqual(['Purpose.code', 'Purpose.refUri', 'Purpose.text', 'Purpose.Category.type'])
    const { processing, ...receipt } = receiptOf(of)
    expect(lacking(iso27560, { ...receipt, processing: { ...processing, jurisdiction: '' } })).toEqual([
      'processing.jurisdiction',
    ])
  })
})

describe('the artefact', () => {
  it('states its range of data as days, from the look-back to the last day', () => {
    expect(artefactOf(terms('PLATFORM', true)).FIDataRange).toEqual({ from: '2024-09-18', to: '2026-12-17', lookbackMonths: 24 })
  })

  it('gives records to the platform and the portrait to a bank', () => {
    expect(artefactOf(terms('PLATFORM', true)).consentTypes).toContain('TRANSACTIONS')
    expect(artefactOf(terms('INSTITUTION', false)).consentTypes).toEqual(['PROFILE', 'SUMMARY'])
  })
})

describe('the receipt', () => {
  it('tells personal data from the rest, and carries the person’s own consent', () => {
    const { processing, personal_consents } = receiptOf(terms('INSTITUTION', false))
    expect(processing.pii_information.map((one) => [one.pii_type, one.sensitive_category])).toEqual([
      ['TAX', 'ENTERPRISE'],
      ['COURT', 'PERSONAL'],
    ])
    expect(personal_consents).toMatchObject([
      { person: '李某', pii_types: ['COURT'], event_state: 'ACTIVE', signed_statement: 'jws' },
    ])
  })
})
