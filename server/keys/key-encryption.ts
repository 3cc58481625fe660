import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** A data key as the database keeps it: enciphered under a key that the database never sees. */
export type Wrapped = { kekId: string; wrapped: Uint8Array<ArrayBuffer> }

/**
 * What stands above all data keys. Here it is a file; a hardware module or a key service takes its place by these four
 * methods, without the keys inside ever coming out. `bound` names the data key: it unwraps under no other name.
 */
export type KeyEncryption = {
  /** The key that wraps from now on. */
  readonly currentId: string
  wrap(dataKey: Buffer, bound: string): Promise<Wrapped>
  /** @throws KeyUnknown, or an error where the bytes are not what was wrapped under this name */
  unwrap(wrapped: Wrapped, bound: string): Promise<KeyObject>
  /** HMAC-SHA-256 under a key of its own, apart from all that encipher; `label` separates what is searched. */
  blindIndex(label: string, value: string): Uint8Array<ArrayBuffer>
}

/** The wrapping key is not here: another installation's file, or a retired key. */
export class KeyUnknown extends Error {
  constructor(kekId: string) {
    super(`the key-encryption key ${kekId} is not in this installation's key file (KEY_ENCRYPTION_FILE)`)
  }
}

const key256 = z.base64().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 32) context.addIssue('a key has 256 bits')
  return bytes
})
const KeyFile = z.strictObject({ current: z.string().min(1), keys: z.record(z.string().min(1), key256), index: key256 })

/** What a key file holds. */
export type KeyMaterial = z.infer<typeof KeyFile>

/** New material: one wrapping key and the key of the blind indexes. */
export function newKeyMaterial(): KeyMaterial {
  const id = newKekId()
  return { current: id, keys: { [id]: randomBytes(32) }, index: randomBytes(32) }
}

export const newKekId = () => `kek-${randomBytes(6).toString('hex')}`

export const textOf = ({ current, keys, index }: KeyMaterial): string =>
  JSON.stringify(
    {
      current,
      keys: Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, key.toString('base64')])),
      index: index.toString('base64'),
    },
    null,
    2,
  )

const [nonceBytes, tagBytes] = [12, 16]

/** Wraps with AES-256-GCM under keys held in memory. */
export function keyEncryptionOf({ current, keys, index }: KeyMaterial): KeyEncryption {
  const wrapping = new Map(Object.entries(keys).map(([id, key]) => [id, createSecretKey(key)]))
  const indexKey = createSecretKey(index)
  const keyOf = (id: string) => {
    const key = wrapping.get(id)
    if (!key) throw new KeyUnknown(id)
    return key
  }
  keyOf(current)
  return {
    currentId: current,
    async wrap(dataKey, bound) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', keyOf(current), nonce).setAAD(Buffer.from(bound))
      const wrapped = Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()])
      return { kekId: current, wrapped: new Uint8Array(wrapped) }
    },
    async unwrap({ kekId, wrapped }, bound) {
      const bytes = Buffer.from(wrapped)
      const decipher = createDecipheriv('aes-256-gcm', keyOf(kekId), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(bound))
        .setAuthTag(bytes.subarray(-tagBytes))
      const dataKey = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
      return createSecretKey(dataKey)
    },
    blindIndex: (label, value) => new Uint8Array(createHmac('sha256', indexKey).update(`${label}\0${value}`).digest()),
  }
}

const keyFile = () => path.resolve(/* turbopackIgnore: true */ process.env.KEY_ENCRYPTION_FILE ?? '.data/keys/encryption.json')

/** Reads a key file that nobody but its owner may read. @throws with what to do where there is none, or others may read it */
export function readKeyFile(file = keyFile()): KeyMaterial {
  const found = statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false })
  if (!found) throw new Error(`no encryption keys: set KEY_ENCRYPTION_FILE (npm start makes ${file})`)
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new Error(`${file} may be read by others: chmod 600 ${file}`)
  return KeyFile.parse(JSON.parse(readFileSync(/* turbopackIgnore: true */ file, 'utf8')))
}

let loaded: KeyEncryption | undefined

/** The installation's own; read once a process. */
export function keyEncryption(): KeyEncryption {
  loaded ??= keyEncryptionOf(readKeyFile())
  return loaded
}

/** Puts another in its place: a hardware module at start, or what a test needs. */
export function useKeyEncryption(given: KeyEncryption | undefined): void {
  loaded = given
}
