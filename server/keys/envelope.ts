import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Where a sealed value stands. It opens nowhere else: the place is part of what is authenticated. */
export type Cell = {
  table: string
  column: string
  /** The row's key; of a composite key its parts, joined by `/`. */
  row: string
}

/** A key that seals, with the version under which it is kept. */
export type VersionedKey = { version: number; key: KeyObject }

/** The value cannot be what was sealed in this cell: altered, moved, or under another key. Its message names no value. */
export class SealBroken extends Error {
  constructor({ table, column, row }: Cell, why: string) {
    super(`${table}.${column} of ${row} does not open: ${why}`)
  }
}

/**
 * AES-256-GCM (NIST SP 800-38D), the long values deflated first. The name stands in the value, so that another algorithm can
 * take over row by row; a profile with SM4-CBC and HMAC-SM3 would be one more name here.
 */
const algorithms = ['A256GCM', 'A256GCM+DEF'] as const
type Algorithm = (typeof algorithms)[number]

/** What every sealed value begins with; constraints of the database ask for it. */
export const mark = 'enc.v1.'
const [nonceBytes, tagBytes] = [12, 16]
/** Shorter values do not shrink by more than they cost. */
const worthDeflating = 512
/** No stored value is longer when it opens: a value that claims to be is not ours. */
const mostBytes = 64 * 1024 * 1024

const contextOf = (algorithm: Algorithm, { table, column, row }: Cell, version: number) =>
  Buffer.from(`${mark}${algorithm}|${table}|${column}|${row}|${version}`, 'utf8')

export const isSealed = (value: string): boolean => value.startsWith(mark)

/** The value for its cell: `enc.v1.<algorithm>.<key version>.<nonce ‖ ciphertext ‖ tag, base64url>`. The nonce is random, 96 bits. */
export function seal({ key, version }: VersionedKey, cell: Cell, plaintext: string): string {
  const bytes = Buffer.from(plaintext, 'utf8')
  const algorithm: Algorithm = bytes.length < worthDeflating ? 'A256GCM' : 'A256GCM+DEF'
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(contextOf(algorithm, cell, version))
  const body = algorithm === 'A256GCM' ? bytes : deflateRawSync(bytes, { level: 1 })
  const sealed = Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()])
  return `${mark}${algorithm}.${version}.${sealed.toString('base64url')}`
}

type Parts = { algorithm: Algorithm; version: number; sealed: Buffer }

function partsOf(cell: Cell, value: string): Parts {
  if (!isSealed(value)) throw new SealBroken(cell, 'it was not sealed')
  const [name, version, sealed, ...rest] = value.slice(mark.length).split('.')
  const algorithm = algorithms.find((one) => one === name)
  if (!algorithm || !version || !/^[1-9]\d{0,8}$/.test(version) || !sealed || rest.length > 0)
    throw new SealBroken(cell, 'its form is unknown')
  return { algorithm, version: Number(version), sealed: Buffer.from(sealed, 'base64url') }
}

/** The version of the key that a sealed value asks for. @throws SealBroken */
export const versionOf = (cell: Cell, value: string): number => partsOf(cell, value).version

/**
 * The value as it was sealed in this very cell.
 * @throws SealBroken when it was altered, comes from another cell, or the key is another
 */
export function open({ key, version }: VersionedKey, cell: Cell, value: string): string {
  const parts = partsOf(cell, value)
  if (parts.version !== version) throw new SealBroken(cell, `key version ${version} was given, ${parts.version} asked for`)
  const { algorithm, sealed } = parts
  if (sealed.length < nonceBytes + tagBytes) throw new SealBroken(cell, 'it is cut off')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(contextOf(algorithm, cell, version))
    .setAuthTag(sealed.subarray(-tagBytes))
  const body = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    decipher.final()
  } catch {
    throw new SealBroken(cell, 'it was altered, moved, or sealed under another key')
  }
  return (algorithm === 'A256GCM' ? body : inflateRawSync(body, { maxOutputLength: mostBytes })).toString('utf8')
}

/** The codec that repositories use; an object, so that a test can switch the defence off. */
export const codec = { seal, open }
