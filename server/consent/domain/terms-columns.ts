import { receiptSchemaVersion } from './consent-receipt'
import type { ConsentTerms } from './grant-consent'

/** The terms of a consent as they are stored. */
export const termsColumns = (terms: ConsentTerms) => ({
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
  schemaVersion: receiptSchemaVersion,
})
