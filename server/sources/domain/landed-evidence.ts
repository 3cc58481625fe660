export type LandedContent = { subjectCode: string; records: Record<string, string | null>[] }

type Evidence = {
  agency: string
  subject: string
  dataClass: string
  period: { from: string; to: string }
  issuedAt: string
  content: LandedContent
  /** The deliveries that the records came by, each with the manifest that the agency signed. */
  deliveries: { id: string; sha256: string; manifest: string }[]
}

/** Says that the whole carries no signature of its own: each manifest inside does. */
const header = { typ: 'landed-records', alg: 'none' }

/**
 * Records of the landing zone in the form of an answer, so that a snapshot is stored and read in one way: three parts as a JWS,
 * the last of them empty. The bytes of the middle part are what the snapshot's digest is taken of.
 */
export function landedEvidence(evidence: Evidence): { payload: string; compact: string } {
  const payload = JSON.stringify(evidence)
  return { payload, compact: `${encoded(JSON.stringify(header))}.${encoded(payload)}.` }
}

/** Base64url of UTF-8, without the platform's Buffer: the domain knows no platform. */
function encoded(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
