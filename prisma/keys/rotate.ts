import { randomBytes } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import pg from 'pg'
import { type KeyEncryption, keyEncryptionOf, newKekId, readKeyFile, textOf } from '@/server/keys/key-encryption'
import { isKeyPurpose } from '@/server/keys/schema'
import { boundTo } from '@/server/keys/sealed.repository'

/**
 * Changes the key-encryption key: every data key is wrapped anew, no value is touched. Three steps, each of which leaves a
 * working installation: the new key joins the file, the keys are re-wrapped, the old one leaves the file. As the database's
 * owner: `KEY_ENCRYPTION_FILE=… DATABASE_URL=… node --import=tsx prisma/keys/rotate.ts`; restart web and worker after it,
 * and once more with `--retire`, when no backup is kept that needs the old key.
 */
const part = 1000

type Row = { owner_id: string; purpose: string; version: number; kek_id: string; wrapped: Buffer }

/** Wraps every key that another key than `above`'s current one wraps. @returns how many */
export async function rewrap(databaseUrl: string, above: KeyEncryption): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  let done = 0
  try {
    for (;;) {
      await client.query('BEGIN')
      const { rows } = await client.query<Row>(
        `SELECT owner_id, purpose, version, kek_id, wrapped FROM guard.data_key
         WHERE destroyed_at IS NULL AND kek_id <> $1 LIMIT ${part} FOR UPDATE`,
        [above.currentId],
      )
      for (const { owner_id: ownerId, purpose, version, kek_id: kekId, wrapped } of rows) {
        if (!isKeyPurpose(purpose)) throw new Error(`no such purpose: ${purpose}`)
        const bound = boundTo({ ownerId, purpose }, version)
        const key = await above.unwrap({ kekId, wrapped: new Uint8Array(wrapped) }, bound)
        const anew = await above.wrap(key.export(), bound)
        await client.query(
          'UPDATE guard.data_key SET kek_id = $4, wrapped = $5 WHERE owner_id = $1 AND purpose = $2 AND version = $3',
          [ownerId, purpose, version, anew.kekId, Buffer.from(anew.wrapped)],
        )
      }
      await client.query('COMMIT')
      done += rows.length
      if (rows.length < part) return done
    }
  } finally {
    await client.end()
  }
}

/** A whole new file in the place of the old one, or none of it. */
function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** The file with a new key that wraps from now on; the former ones stay and unwrap. */
export function addKey(file: string): KeyEncryption {
  const { keys, index } = readKeyFile(file)
  const current = newKekId()
  const next = { current, keys: { ...keys, [current]: randomBytes(32) }, index }
  replaceFile(file, textOf(next))
  return keyEncryptionOf(next)
}

/** The file with nothing but the key that wraps now. */
export function retireKeys(file: string): void {
  const { current, keys, index } = readKeyFile(file)
  const key = keys[current]
  if (!key) throw new Error(`${file} lacks its current key`)
  replaceFile(file, textOf({ current, keys: { [current]: key }, index }))
}

if (process.argv[1]?.endsWith('rotate.ts')) {
  const { DATABASE_URL: url, KEY_ENCRYPTION_FILE: file } = process.env
  if (!url || !file) throw new Error('DATABASE_URL and KEY_ENCRYPTION_FILE must be set')
  if (process.argv.includes('--retire')) {
    const left = await rewrap(url, keyEncryptionOf(readKeyFile(file)))
    retireKeys(file)
    console.log(`[keys] former keys are out of the file (${left} data keys were still to be wrapped anew)`)
  } else console.log(`[keys] ${await rewrap(url, addKey(file))} data keys wrapped anew`)
}
