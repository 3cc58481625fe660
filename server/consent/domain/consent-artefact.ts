import type { ConsentTerms } from './grant-consent'

/** The `typ` of the signed artefact: nothing else that the platform signs passes for a consent. */
export const artefactType = 'consent+jwt'

export type ArtefactFacts = {
  /** The platform, which signs. */
  issuer: string
  consentId: string
  grantedAt: Date
  terms: ConsentTerms
  notice: { version: string; language: string }
  /** SHA-256 (hex) of the notice that was signed. */
  sha256: string
  giver: { creditCode: string }
  recipient: { id: string }
}

/** The consent artefact in the fields of ReBIT AA 1.1.2 (reference 4.10), before it is signed. */
export function consentArtefact({ issuer, consentId, grantedAt, terms, notice, sha256, giver, recipient }: ArtefactFacts) {
  return {
    iss: issuer,
    consentId,
    createTimestamp: grantedAt.toISOString(),
    consentStart: terms.startsAt.toISOString(),
    consentExpiry: terms.expiresAt.toISOString(),
    consentMode: terms.consentMode,
    fetchType: terms.fetchType,
    fiTypes: terms.dataClasses,
    DataConsumer: { id: recipient.id },
    Customer: { id: giver.creditCode },
    Purpose: { code: terms.purpose },
    FIDataRange: { lookbackMonths: terms.lookbackMonths },
    DataLife: terms.retention,
    Frequency: terms.frequency,
    notice: { version: notice.version, language: notice.language, sha256 },
    applicationId: terms.recipient.kind === 'INSTITUTION' ? terms.recipient.applicationId : null,
  }
}
