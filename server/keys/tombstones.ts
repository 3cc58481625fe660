import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { ErasureSubject } from './schema'

/**
 * What was erased, remembered outside the database: a backup from before an erasure still holds the destroyed keys, and a database
 * that was restored from it learns of the erasure here (prisma/keys/replay-erasures.ts). No key, no number, no name.
 */
export const Tombstone = z.object({
  id: z.uuid(),
  subject: ErasureSubject,
  subjectId: z.uuid(),
  reason: z.string(),
  askedBy: z.uuid(),
  askedPerson: z.uuid(),
  askedAt: z.string(),
  settledBy: z.uuid(),
  settledAt: z.string(),
  keys: z.array(z.object({ owner: z.uuid(), purpose: z.string(), version: z.int() })),
})
export type Tombstone = z.infer<typeof Tombstone>

/** Beside the key above all keys: kept, and copied, apart from the database and its backups. */
export const tombstoneFile = (): string =>
  path.join(
    path.dirname(path.resolve(/* turbopackIgnore: true */ process.env.KEY_ENCRYPTION_FILE ?? '.data/keys/encryption.json')),
    'erasures.jsonl',
  )

/** One line more. Lines are short: an append is whole or not there. */
export const appendTombstone = (tombstone: Tombstone, file = tombstoneFile()): void =>
  appendFileSync(/* turbopackIgnore: true */ file, `${JSON.stringify(tombstone)}\n`, { mode: 0o600, flush: true })

/** All of them, each once. @throws where a line is not one */
export function readTombstones(file = tombstoneFile()): Tombstone[] {
  if (!existsSync(/* turbopackIgnore: true */ file)) return []
  const lines = readFileSync(/* turbopackIgnore: true */ file, 'utf8').split('\n').filter(Boolean)
  const all = lines.map((line) => Tombstone.parse(JSON.parse(line)))
  return [...new Map(all.map((one) => [one.id, one])).values()]
}
