import { existsSync, readFileSync } from 'node:fs'
import { type CryptoKey, compactVerify, importJWK } from 'jose'
import { z } from 'zod'
import type { Refusals } from './revocations'

/** An agency's own reading of the platform's statement; written apart from the platform's code on purpose. */
const Claims = z.strictObject({
  iss: z.literal('credit-easy-loan'),
  jti: z.string().min(1).max(64),
  sub: z.string().length(18),
  dataClasses: z.array(z.string()).min(1),
  lookbackMonths: z.int().min(1).max(120),
  iat: z.int(),
  nbf: z.int(),
  exp: z.int(),
})
const Revocation = z.strictObject({ iss: z.literal('credit-easy-loan'), jti: z.string().min(1).max(64), iat: z.int() })

const PublicKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })

export type Request = { subject: string; dataClass: string; from: string; to: string }
export type Verdict = { ok: true; consentId: string } | { ok: false; error: string }

/** The platform as the agencies know it: by one pinned public key, read from a file once it is there. */
export function trustPlatform(keyFile: string) {
  let pinned: { kid: string; key: CryptoKey | Uint8Array } | null = null

  async function verify(statement: string, type: string): Promise<unknown> {
    if (!pinned) {
      if (!existsSync(keyFile)) return null
      const jwk = PublicKey.parse(JSON.parse(readFileSync(keyFile, 'utf8')))
      pinned = { kid: jwk.kid, key: await importJWK(jwk, 'EdDSA') }
    }
    const verified = await compactVerify(statement, pinned.key, { algorithms: ['EdDSA'] }).catch(() => null)
    if (!verified || verified.protectedHeader.kid !== pinned.kid || verified.protectedHeader.typ !== type) return null
    return JSON.parse(new TextDecoder().decode(verified.payload))
  }

  return {
    /** Whether the statement is the platform's, in force, not withdrawn, and covers exactly what is asked. */
    async judge(token: string, request: Request, revoked: Refusals, now: Date): Promise<Verdict> {
      const claims = Claims.safeParse(await verify(token, 'authorisation+jwt'))
      if (!claims.success) return { ok: false, error: 'authorisation.forged' }
      const { jti, sub, dataClasses, lookbackMonths, nbf, exp } = claims.data
      const seconds = Math.floor(now.getTime() / 1000)
      if (revoked.has(jti)) return { ok: false, error: 'authorisation.revoked' }
      if (seconds >= exp) return { ok: false, error: 'authorisation.expired' }
      if (seconds < nbf) return { ok: false, error: 'authorisation.not-yet' }
      if (sub !== request.subject) return { ok: false, error: 'authorisation.subject' }
      if (!dataClasses.includes(request.dataClass)) return { ok: false, error: 'authorisation.data-class' }
      const oldest = monthNumberNow(now) - lookbackMonths
      if (monthNumber(request.from) < oldest || request.from > request.to || monthNumber(request.to) > monthNumberNow(now))
        return { ok: false, error: 'authorisation.period' }
      return { ok: true, consentId: jti }
    },

    /** The consent that a withdrawal statement names, or null when the statement is not the platform's. */
    async withdrawn(statement: string): Promise<string | null> {
      const claims = Revocation.safeParse(await verify(statement, 'revocation+jwt'))
      return claims.success ? claims.data.jti : null
    },
  }
}
export type Platform = ReturnType<typeof trustPlatform>

const monthNumber = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
/** China keeps one time all year, eight hours ahead. */
const monthNumberNow = (now: Date) => monthNumber(new Date(now.getTime() + 8 * 3_600_000).toISOString())
