import { generateKeyPairSync } from 'node:crypto'
import { CompactSign } from 'jose'
import { z } from 'zod'
import { defaultTransport, type Transport } from '@/server/sources/http'
import { answerType } from '@/server/sources/verify-answer'
import { anOrganisation, owner } from '@/tests/world'

const Asked = z.object({ subject: z.string(), dataClass: z.string(), from: z.string(), to: z.string(), nonce: z.string() })

/**
 * Enters a court in the directory and returns the way to it: it answers whatever it is asked at once and without a network, with no
 * cases, signed by the key that is pinned.
 */
export async function anAnsweringCourt(): Promise<Transport> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const kid = 'court-1'
  await owner(
    `INSERT INTO agency ("agencyId", code, name, "nameEn", "baseUrl", "publicKey", "dataClasses")
     VALUES ($1, 'court', '法院', 'Court', 'http://127.0.0.1:1', $2, '{COURT}')`,
    [await anOrganisation('AGENCY'), JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid })],
  )
  const answer: typeof fetch = async (_, init) => {
    const { subject, dataClass, from, to, nonce } = Asked.parse(JSON.parse(String(init?.body)))
    const content = { partyCode: subject, cases: [], defaulters: [] }
    const said = { agency: 'court', subject, dataClass, period: { from, to }, nonce, issuedAt: new Date().toISOString(), content }
    const signing = new CompactSign(new TextEncoder().encode(JSON.stringify(said)))
    return new Response(await signing.setProtectedHeader({ alg: 'EdDSA', kid, typ: answerType }).sign(privateKey))
  }
  return { ...defaultTransport, fetch: answer }
}
