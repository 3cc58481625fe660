import path from 'node:path'
import { NotFound, Refused } from '@/server/kernel/refused'
import type { ExportedRecord } from './export/records.repository'
import { logFolder, witnessFolder } from './log-health'
import { parseCheckpoint } from './notes/checkpoint'
import { platformKeyLine } from './notes/platform-line'
import { textOf } from './notes/signed-note'
import { treeHash } from './tree/hashes'
import { inclusionProof } from './tree/proofs'
import { readIfThere, subtreesOf } from './tree/tile-reader'

/** The leaf of one read and the salts that open it, and it alone. */
export type OpenedLeaf = { index: number; body: Buffer; keyId: string; salt: Buffer; actorSalt: Buffer | null }

const hash = treeHash('sha256')

/**
 * A proof of one read as a C2SP tlog-proof file: the leaf with the record it seals, its place, its path to the root, and the head
 * that log and witness have signed. Whoever holds the two keys checks it offline (verify/verify.mjs).
 * @throws Refused while the witness has not signed a head that covers the leaf: a second later it has
 */
export async function proofOf(record: ExportedRecord, leaf: OpenedLeaf): Promise<string> {
  const note = (await readIfThere(path.join(witnessFolder(), 'checkpoint')))?.toString()
  const size = note ? parseCheckpoint(textOf(note)).size : 0
  if (!note || size <= leaf.index) throw new Refused('ledger-not-witnessed')
  const siblings = await inclusionProof(hash, subtreesOf(logFolder(), hash, size), leaf.index, size)
  const opening = {
    leaf: leaf.body.toString(),
    record,
    keyId: leaf.keyId,
    salt: leaf.salt.toString('base64'),
    actorSalt: leaf.actorSalt?.toString('base64') ?? null,
  }
  const lines = [
    'c2sp.org/tlog-proof@v1',
    `extra ${Buffer.from(JSON.stringify(opening)).toString('base64')}`,
    `index ${leaf.index}`,
    ...siblings.map((sibling) => sibling.toString('base64')),
  ]
  return `${lines.join('\n')}\n\n${note}`
}

/** The keys of log, witness and platform as text, one a line; those of log and witness are not there before they have first run. */
export async function logKeys(): Promise<string> {
  const files = [path.join(logFolder(), 'log.vkey'), path.join(witnessFolder(), 'witness.vkey')]
  const keys = await Promise.all(files.map(async (file) => (await readIfThere(file))?.toString().trim() ?? ''))
  return [...keys, platformKeyLine()].filter(Boolean).join('\n')
}

/** The newest head that the witness has signed. @throws NotFound before there is one */
export async function newestHead(): Promise<string> {
  const note = await readIfThere(path.join(witnessFolder(), 'checkpoint'))
  if (!note) throw new NotFound('checkpoint')
  return note.toString()
}
