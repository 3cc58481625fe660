import { createPublicKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { noteKey, vkeyOf } from './signed-note'

/** Of the platform's signing key only what everybody may know. */
const PublicHalf = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })

/**
 * The key by which the platform signs what is granted, written like the keys of log and witness; empty where there is none yet. Where
 * it lies, server/consent/platform-key.ts says.
 */
export function platformKeyLine(dataDir = '.data'): string {
  const file = path.resolve(
    /* turbopackIgnore: true */ process.env.PLATFORM_KEY_FILE ?? path.join(dataDir, 'keys', 'platform.json'),
  )
  const text =
    process.env.PLATFORM_SIGNING_KEY ??
    (existsSync(/* turbopackIgnore: true */ file) ? readFileSync(/* turbopackIgnore: true */ file, 'utf8') : null)
  if (!text) return ''
  const { kid, ...key } = PublicHalf.parse(JSON.parse(text))
  return vkeyOf(noteKey(kid, 1, createPublicKey({ key, format: 'jwk' })))
}
