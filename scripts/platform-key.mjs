// The platform's own Ed25519 key pair: it signs consents, and the statements by which an agency knows that one is in force
// or ended. Made once; the private half is readable by its owner only, the public half is what agencies pin.
import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const platformKeyFiles = (folder = path.resolve('.data/keys')) => ({
  privateFile: path.join(folder, 'platform.json'),
  publicFile: path.join(folder, 'platform.public.json'),
})

/** RFC 7638 thumbprint of an Ed25519 key. */
const thumbprint = ({ crv, kty, x }) => createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')

/** Makes the key pair where there is none. Returns both files and the private half as PLATFORM_SIGNING_KEY wants it. */
export function readPlatformKey(folder) {
  const { privateFile, publicFile } = platformKeyFiles(folder)
  if (!existsSync(privateFile)) {
    mkdirSync(path.dirname(privateFile), { recursive: true, mode: 0o700 })
    const privateJwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
    const kid = `platform-${thumbprint(privateJwk).slice(0, 8)}`
    // Whole or not at all: a half-written key would be taken for the platform's own at the next start.
    writeFileSync(`${privateFile}.new`, JSON.stringify({ ...privateJwk, kid }), { mode: 0o600 })
    renameSync(`${privateFile}.new`, privateFile)
  }
  const signingKey = readFileSync(privateFile, 'utf8')
  const { kty, crv, x, kid } = JSON.parse(signingKey)
  writeFileSync(publicFile, JSON.stringify({ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }))
  return { privateFile, publicFile, signingKey }
}
