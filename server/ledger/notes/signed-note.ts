import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto'

// C2SP signed-note, tlog-checkpoint and tlog-cosignature: text, an empty line, and one line a signature.

/** 1: Ed25519 over the text. 4: a witness's, over the time and the text. */
export type KeyType = 1 | 4
export type NoteKey = { name: string; type: KeyType; id: Buffer; publicKey: KeyObject }
export type Signer = NoteKey & { privateKey: KeyObject }

const rawOf = (key: KeyObject) => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')

/** The first four bytes of SHA-256(name, newline, type, public key). */
const idOf = (name: string, type: KeyType, raw: Buffer) =>
  createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(raw).digest().subarray(0, 4)

export function noteKey(name: string, type: KeyType, publicKey: KeyObject): NoteKey {
  return { name, type, id: idOf(name, type, rawOf(publicKey)), publicKey }
}

export function signerOf(name: string, type: KeyType, privateJwk: JsonWebKey): Signer {
  const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' })
  return { ...noteKey(name, type, createPublicKey(privateKey)), privateKey }
}

/** A verifier key as text: `name+id+key`. */
export const vkeyOf = ({ name, type, id, publicKey }: NoteKey): string =>
  `${name}+${id.toString('hex')}+${Buffer.concat([Uint8Array.of(type), rawOf(publicKey)]).toString('base64')}`

/** @throws where the text is no verifier key, or its number is not its own */
export function parseVkey(text: string): NoteKey {
  const [, name, id, key] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? []
  const bytes = Buffer.from(key ?? '', 'base64')
  const type = bytes[0]
  if (!name || !id || bytes.length !== 33 || (type !== 1 && type !== 4)) throw new Error('not a verifier key')
  const raw = bytes.subarray(1)
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
  const found = noteKey(name, type, publicKey)
  if (found.id.toString('hex') !== id) throw new Error('a verifier key whose number is not its own')
  return found
}

const lineOf = ({ name, id }: NoteKey, signature: Buffer) => `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`

/** The note of `text` (whole lines), signed by its author. */
export const signNote = (text: string, signer: Signer): string =>
  `${text}\n${lineOf(signer, sign(null, Buffer.from(text), signer.privateKey))}`

const cosigned = (text: string, seconds: number) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)

/** The note with a witness's cosignature added. @param seconds since 1970 */
export function cosign(note: string, witness: Signer, seconds: number): string {
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(seconds))
  const signature = sign(null, cosigned(textOf(note), seconds), witness.privateKey)
  return note + lineOf(witness, Buffer.concat([time, signature]))
}

/** The signed text of a note, with its last newline. @throws where there are no signatures */
export function textOf(note: string): string {
  const end = note.indexOf('\n\n')
  if (end < 0) throw new Error('a note without signatures')
  return note.slice(0, end + 1)
}

/** Whether the note bears a right signature of this key; for a witness the time (seconds since 1970) that it says. */
export function verifyNote(note: string, key: NoteKey): { seconds: number | null } | null {
  const text = textOf(note)
  for (const line of note.slice(text.length + 1).split('\n')) {
    const [, name, blob] = /^— (\S+) (\S+)$/.exec(line) ?? []
    const bytes = Buffer.from(blob ?? '', 'base64')
    if (name !== key.name || !bytes.subarray(0, 4).equals(key.id)) continue
    const signature = bytes.subarray(4)
    if (key.type === 1) return verify(null, Buffer.from(text), key.publicKey, signature) ? { seconds: null } : null
    if (signature.length !== 72) return null
    const seconds = Number(signature.readBigUInt64BE(0))
    return verify(null, cosigned(text, seconds), key.publicKey, signature.subarray(8)) ? { seconds } : null
  }
  return null
}
