import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { CompactSign, importJWK, type JWK } from 'jose'
import { z } from 'zod'

/** The platform's own Ed25519 key; `kid` names the public half that agencies have pinned. */
export type PlatformKey = { kid: string; privateJwk: JWK }

const PrivateJwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: z.string().min(1).max(64),
})

let loaded: PlatformKey | undefined

/**
 * The key of this installation: PLATFORM_SIGNING_KEY (a private JWK with `kid`), else the file that `npm start` made
 * (scripts/environment.mjs). Throws where there is neither: nothing can be consented to without a signature.
 */
export function platformKey(): PlatformKey {
  if (loaded) return loaded
  const file = path.resolve(/* turbopackIgnore: true */ process.env.PLATFORM_KEY_FILE ?? '.data/keys/platform.json')
  const text =
    process.env.PLATFORM_SIGNING_KEY ??
    (existsSync(/* turbopackIgnore: true */ file) ? readFileSync(/* turbopackIgnore: true */ file, 'utf8') : null)
  if (!text) throw new Error(`no signing key: set PLATFORM_SIGNING_KEY or PLATFORM_KEY_FILE (npm start makes ${file})`)
  const { kid, ...privateJwk } = PrivateJwk.parse(JSON.parse(text))
  loaded = { kid, privateJwk }
  return loaded
}

/** Compact JWS (EdDSA) of a statement of the platform; `typ` keeps one kind from being passed off as another. */
export async function signStatement(statement: object, typ: string, key = platformKey()): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(statement)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ })
    .sign(await importJWK(key.privateJwk, 'EdDSA'))
}

/** What an entry of the ledger says of a signature: SHA-256 (hex) of the compact JWS. */
export const signatureDigest = (jws: string): string => createHash('sha256').update(jws).digest('hex')
