import { createHash, generateKeyPairSync } from 'node:crypto'
import type { Session } from '@/server/auth/session'
import type { GrantConsentInput } from '@/server/consent/schema'
import { grantConsent } from '@/server/consent/use-cases/grant-consent'
import { prepareConsent } from '@/server/consent/use-cases/prepare-consent'
import { shanghaiDate } from '@/server/kernel/dates'
import { scoredClasses } from '@/server/sources/schema'
import { as, owner, scopes } from './world'

/** A signing key for the test's process; its public half is what sandbox agencies pin. */
export function aPlatformKey() {
  const privateJwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const kid = `platform-${createHash('sha256').update(String(privateJwk.x)).digest('hex').slice(0, 8)}`
  process.env.PLATFORM_SIGNING_KEY = JSON.stringify({ ...privateJwk, kid })
  return { kty: 'OKP', crv: 'Ed25519', x: privateJwk.x, kid, alg: 'EdDSA', use: 'sig' }
}

export type Asked = Omit<GrantConsentInput, 'notice'>

export const matchingTerms = (now = new Date()): Asked => ({
  recipient: { kind: 'PLATFORM' },
  purpose: 'MATCHING',
  dataClasses: [...scoredClasses],
  consentMode: 'STORE',
  fetchType: 'PERIODIC',
  from: shanghaiDate(now),
  to: shanghaiDate(new Date(now.getTime() + 200 * 86_400_000)),
  lookbackMonths: 24,
  retention: { unit: 'MONTH', value: 12 },
  frequency: { unit: 'DAY', value: 4 },
})

export const bankTerms = (institutionId: string, applicationId: string, now = new Date()): Asked => {
  const { frequency, ...rest } = matchingTerms(now)
  const recipient = { kind: 'INSTITUTION', institutionId, applicationId } as const
  return { ...rest, recipient, purpose: 'LOAN_APPLICATION', fetchType: 'ONETIME' }
}

/** As if the legal representative had signed off the personal data within the consent; written as the owner. */
const signedOff = (consentId: string) =>
  owner(
    `INSERT INTO consent_sign_off ("enterpriseId", id, "consentId", "institutionId", "dataClasses", "accountId", "personName",
       "noticeVersion", "noticeHash", "noticeLanguage", "signedStatement")
     SELECT "enterpriseId", uuidv7(), id, "institutionId", "personalClasses", "grantedBy", "grantedByName", 'v', 'hash', 'zh-CN', 'jws'
     FROM consent WHERE id = $1 AND cardinality("personalClasses") > 0`,
    [consentId],
  )

/** Grants as the session's person does, and has the personal data within it signed off. */
export async function grant(session: Session, asked: Asked, now = new Date()) {
  const granted = await grantOnly(session, asked, now)
  await signedOff(granted.consentId)
  return granted
}

/** Grants as the session's person does: reads the notice and signs it. */
export const grantOnly = (session: Session, asked: Asked, now = new Date()) =>
  as(session, async (tx) => {
    const ctx = { tx, scope: scopes.enterprise(session), person: session, session, now }
    const { notice, sha256 } = await prepareConsent(ctx, asked, 'zh-CN')
    return grantConsent(ctx, { ...asked, notice: { version: notice.version, language: 'zh-CN', sha256 } })
  })
