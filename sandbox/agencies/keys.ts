import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { type AgencyCode, agencyCodes } from './directory'

export type AgencyKey = { kid: string; privateJwk: JWK; publicJwk: JWK }
export type AgencyKeys = Record<AgencyCode, AgencyKey> & {
  /** Belongs to nobody: what a forger would sign with. */
  forger: AgencyKey
}

/** Reads the agencies' Ed25519 keys from a folder, making those that are missing. The folder is the sandbox's own. */
export async function openKeys(folder: string): Promise<AgencyKeys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const entries = await Promise.all(
    [...agencyCodes, 'forger' as const].map(async (name) => [name, await openKey(folder, name)] as const),
  )
  return Object.fromEntries(entries) as AgencyKeys
}

async function openKey(folder: string, name: string): Promise<AgencyKey> {
  const file = path.join(folder, `${name}.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const publicPart = await exportJWK(pair.publicKey)
  const kid = `${name}-${(await calculateJwkThumbprint(publicPart)).slice(0, 8)}`
  const key: AgencyKey = {
    kid,
    privateJwk: await exportJWK(pair.privateKey),
    publicJwk: { ...publicPart, kid, alg: 'EdDSA', use: 'sig' },
  }
  // Whole or not at all: a half-written key would be read as the agency's own at the next start.
  writeFileSync(`${file}.new`, JSON.stringify(key), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return key
}
