import { type KeyObject, randomBytes } from 'node:crypto'
import type { Tx } from '@/server/db/transaction'
import { type Cell, codec, SealBroken, type VersionedKey, versionOf } from './envelope'
import { keyEncryption } from './key-encryption'
import type { KeyOwner, KeyPurpose } from './schema'
import { unwrappedKeys } from './unwrapped-keys'

/** What repositories seal and open values with, in the transaction that writes or reads them. */

type KeyRow = { ownerId: string; version: number; kekId: string | null; wrapped: Uint8Array<ArrayBuffer> | null }

/** Under which name a data key is wrapped: it unwraps as no other's, for nothing else, and as no other version. */
export const boundTo = ({ ownerId, purpose }: KeyOwner, version: number) => `data-key|${ownerId}|${purpose}|${version}`

const keyRows = (tx: Tx, ownerIds: readonly string[], purpose: KeyPurpose) =>
  tx.$queryRaw<KeyRow[]>`SELECT "ownerId", version, "kekId", wrapped FROM guard.data_keys(${[...ownerIds]}::uuid[], ${purpose})`

async function keyOf(row: KeyRow, purpose: KeyPurpose): Promise<KeyObject | null> {
  const { ownerId, version, kekId, wrapped } = row
  return kekId && wrapped ? unwrappedKeys.get({ kekId, wrapped }, boundTo({ ownerId, purpose }, version)) : null
}

/**
 * The owner's key that seals now; made at the first use. Of two who make it at once, both go on with the one that was stored.
 * The key is read from the database every time: one made in a transaction that fails was never there.
 */
export async function sealingKey(tx: Tx, owner: KeyOwner): Promise<VersionedKey> {
  const { ownerId, purpose } = owner
  const rows = await keyRows(tx, [ownerId], purpose)
  let current = rows.find(({ wrapped }) => wrapped !== null)
  if (!current) {
    const version = Math.max(0, ...rows.map((row) => row.version)) + 1
    const made = await keyEncryption().wrap(randomBytes(32), boundTo(owner, version))
    const added = await tx.$queryRaw<KeyRow[]>`
      SELECT "ownerId", version, "kekId", wrapped
      FROM guard.add_data_key(${ownerId}::uuid, ${purpose}, ${version}::integer, ${made.kekId}, ${made.wrapped})`
    current = added[0]
  }
  const key = current && (await keyOf(current, purpose))
  if (!current || !key) throw new Error(`no key to seal with for ${ownerId} (${purpose})`)
  return { version: current.version, key }
}

/** The keys that seal now of many owners, with one question to the database but for those that are made. */
export async function sealingKeys(tx: Tx, ownerIds: readonly string[], purpose: KeyPurpose): Promise<Map<string, VersionedKey>> {
  const keys = new Map<string, VersionedKey>()
  for (const row of await keyRows(tx, ownerIds, purpose)) {
    const key = await keyOf(row, purpose)
    if (key) keys.set(row.ownerId, { version: row.version, key })
  }
  for (const ownerId of ownerIds) if (!keys.has(ownerId)) keys.set(ownerId, await sealingKey(tx, { ownerId, purpose }))
  return keys
}

/** The value sealed for its cell under its owner's key. */
export const sealValue = async (tx: Tx, owner: KeyOwner, cell: Cell, plaintext: string): Promise<string> =>
  codec.seal(await sealingKey(tx, owner), cell, plaintext)

export type Sealed = { ownerId: string; cell: Cell; value: string }

/**
 * The values as they were sealed, in the same order, with one question to the database; null where the key was destroyed:
 * the value is erased for good.
 * @throws SealBroken where a value was altered or stands in another cell, or the asker has no right to its key
 */
export async function openValues(tx: Tx, purpose: KeyPurpose, sealed: readonly Sealed[]): Promise<(string | null)[]> {
  if (sealed.length === 0) return []
  const rows = await keyRows(tx, [...new Set(sealed.map(({ ownerId }) => ownerId))], purpose)
  const byName = new Map(rows.map((row) => [`${row.ownerId} ${row.version}`, row]))
  return Promise.all(
    sealed.map(async ({ ownerId, cell, value }) => {
      const version = versionOf(cell, value)
      const row = byName.get(`${ownerId} ${version}`)
      if (!row) throw new SealBroken(cell, `there is no key of version ${version} for it`)
      const key = await keyOf(row, purpose)
      return key && codec.open({ version, key }, cell, value)
    }),
  )
}

/** One value; null when its key was destroyed. See {@link openValues}. */
export const openValue = async (tx: Tx, purpose: KeyPurpose, sealed: Sealed): Promise<string | null> =>
  (await openValues(tx, purpose, [sealed]))[0] ?? null
