import { createSecretKey, randomBytes } from 'node:crypto'
import { type Cell, seal, type VersionedKey } from '@/server/keys/envelope'
import { keyEncryption } from '@/server/keys/key-encryption'
import type { KeyOwner } from '@/server/keys/schema'
import { boundTo } from '@/server/keys/sealed.repository'
import type { Rows } from './rows'

/** Seals as `sealValue` does, without waiting for the database; the keys that it makes are rows of the city like any other. */
export function createSealing(rows: Rows) {
  const keys = new Map<string, VersionedKey>()
  let unwritten: { owner: KeyOwner; bytes: Buffer }[] = []

  function keyOf(owner: KeyOwner): VersionedKey {
    const name = `${owner.ownerId} ${owner.purpose}`
    const known = keys.get(name)
    if (known) return known
    const bytes = randomBytes(32)
    const key = { version: 1, key: createSecretKey(bytes) }
    keys.set(name, key)
    unwritten.push({ owner, bytes })
    return key
  }

  return {
    seal: (owner: KeyOwner, cell: Cell, plaintext: string): string => seal(keyOf(owner), cell, plaintext),
    /** Wraps the keys made since the last call and adds their rows; before every flush. */
    async settle(): Promise<void> {
      const now = unwritten
      unwritten = []
      for (const { owner, bytes } of now) {
        const { kekId, wrapped } = await keyEncryption().wrap(bytes, boundTo(owner, 1))
        rows.add('guard.data_key', { owner_id: owner.ownerId, purpose: owner.purpose, version: 1, kek_id: kekId, wrapped })
      }
    },
  }
}
export type Sealing = ReturnType<typeof createSealing>
