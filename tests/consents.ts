import { createHash, generateKeyPairSync } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Session } from '@/server/auth/session'
import { signOffStatement, signOffType } from '@/server/consent/domain/consent-artefact'
import { signStatement } from '@/server/consent/platform-key'
import { platformParty } from '@/server/consent/platform-party'
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

type Personal = { personalClasses: string[]; institutionId: string | null; grantedBy: string }

/** As if the legal representative had signed off the personal data within the consent; written as the owner. */
async function signedOff(consentId: string): Promise<void> {
  const [consent] = await owner<Personal>('SELECT "personalClasses", "institutionId", "grantedBy" FROM consent WHERE id = $1', [
    consentId,
  ])
  if (!consent || consent.personalClasses.length === 0) return
  const { personalClasses, institutionId, grantedBy: person } = consent
  const [signOffId, signedAt] = [uuidv7(), new Date()]
  const notice = { version: 'v', language: 'zh-CN' }
  const said = { issuer: platformParty.id, signOffId, consentId, person, personalClasses, signedAt, notice, sha256: 'hash' }
  const statement = signOffStatement({ ...said, recipient: { id: institutionId ?? platformParty.id } })
  await owner(
    `INSERT INTO consent_sign_off ("enterpriseId", id, "consentId", "institutionId", "dataClasses", "accountId", "personName",
       "noticeVersion", "noticeHash", "noticeLanguage", "signedStatement", "signedAt")
     SELECT "enterpriseId", $2, id, "institutionId", "personalClasses", "grantedBy", "grantedByName", 'v', 'hash', 'zh-CN', $3, $4
     FROM consent WHERE id = $1`,
    [consentId, signOffId, await signStatement(statement, signOffType), signedAt],
  )
}

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
