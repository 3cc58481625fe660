import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { parseCheckpoint } from '../notes/checkpoint'
import { textOf } from '../notes/signed-note'
import { hashesAt, tilePath, tileWidth } from '../tree/tile-path'
import { bundleOf, entriesOf, readIfThere } from '../tree/tile-reader'
import { type ExportedRecord, ExportSource } from './records.repository'

export type ExportPlaces = {
  ownerUrl: string
  logFolder: string
  witnessFolder: string
  /** By which the platform signs what is granted, as a line of text. */
  platformKey: string
  target: string
}

const headSize = (note: string) => parseCheckpoint(textOf(note)).size
const jsonLines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** A tile of exactly this width; the log drops partial tiles once they are full, and the head of a full one is the same. */
async function tileAt(
  folder: string,
  prefix: string,
  level: number | 'entries',
  index: number,
  width: number,
): Promise<Buffer | null> {
  const exact = await readIfThere(path.join(folder, prefix, tilePath(level, index, width)))
  if (exact) return exact
  const full = await readIfThere(path.join(folder, prefix, tilePath(level, index)))
  if (!full) return null
  return level === 'entries' ? bundleOf(entriesOf(full).slice(0, width)) : full.subarray(0, width * 32)
}

async function copyTiles(places: ExportPlaces, prefix: string, level: number | 'entries', count: number): Promise<void> {
  for (let index = 0; index * tileWidth < count; index++) {
    const width = Math.min(tileWidth, count - index * tileWidth)
    const tile = await tileAt(places.logFolder, prefix, level, index, width)
    if (!tile) continue // the verifier names what is missing
    const file = path.join(places.target, prefix, tilePath(level, index, width))
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, tile)
  }
}

/** Every note of the history that speaks of no more than `size` leaves, and the last line whole. */
async function notesUpTo(file: string, size: number): Promise<string> {
  const lines = ((await readIfThere(file))?.toString() ?? '').split('\n').filter(Boolean)
  return lines
    .filter((line) => headSize(String(JSON.parse(line))) <= size)
    .map((line) => `${line}\n`)
    .join('')
}

/** The newest head that covers `size` leaves: the witness's, else (it refuses, or does not run) the log's own. */
async function newestHead({ logFolder, witnessFolder }: ExportPlaces, size: number, until: number): Promise<string> {
  for (;;) {
    const witnessed = (await readIfThere(path.join(witnessFolder, 'checkpoint')))?.toString()
    if (witnessed && headSize(witnessed) >= size) return witnessed
    if (Date.now() < until) await sleep(100)
    else {
      const own = (await readIfThere(path.join(logFolder, 'checkpoint')))?.toString()
      if (!own) throw new Error(`no checkpoint in ${logFolder}: has the sequencer ever run?`)
      return own
    }
  }
}

/** The consent whose acts move this consent or sign-off. */
const movedBy = ({ act, id, detail }: ExportedRecord): string =>
  act === 'consent_sign_off.recorded' ? SignOffDetail.parse(JSON.parse(detail[0] ?? '')).consentId : id
const SignOffDetail = z.object({ consentId: z.string() })

/**
 * Writes an export that can be verified without the platform: tiles and entries, every checkpoint, keys, and the business records
 * of the same moment with the keys of their pseudonyms. Keep it as you would the database: with the keys the leaves can be read.
 * @param waitMs how long to wait for records that are not in the tree yet
 */
export async function exportLedger(
  places: ExportPlaces,
  waitMs = 10_000,
): Promise<{ size: number; records: number; waiting: number }> {
  const { target, logFolder, witnessFolder } = places
  const until = Date.now() + waitMs
  const source = await ExportSource.open(places.ownerUrl)
  try {
    const { records, keys, size, pending } = await source.snapshot()
    let placed = await source.sizeWith(pending)
    while (placed === null && Date.now() < until) {
      await sleep(50)
      placed = await source.sizeWith(pending)
    }
    const head = await newestHead(places, Math.max(size, placed ?? 0), until)
    const covered = headSize(head)
    // Leaves that came while we waited bring their records along.
    const known = new Set(records.map(({ id }) => id))
    const later = (await source.recordsOf(size, covered)).filter((record: ExportedRecord) => !known.has(record.id))
    // ... and what they moved in the meantime is not held against how it stood before.
    const moved = new Set(later.flatMap(({ detail }) => detail[0] ?? []))
    const asOfHead = records.map(({ inForce, ...record }) =>
      inForce === undefined || moved.has(movedBy(record)) ? record : { ...record, inForce },
    )
    await mkdir(target, { recursive: true })
    const write = (name: string, content: string) => writeFile(path.join(target, name), content)
    for (const [folder, name] of [
      [logFolder, 'log.vkey'],
      [witnessFolder, 'witness.vkey'],
    ] as const)
      await write(name, (await readIfThere(path.join(folder, name)))?.toString() ?? '')
    await write('platform.vkey', places.platformKey && `${places.platformKey}\n`)
    await write('checkpoint', head)
    await write('checkpoints.jsonl', await notesUpTo(path.join(logFolder, 'checkpoints.jsonl'), covered))
    await write('cosigned.jsonl', await notesUpTo(path.join(witnessFolder, 'cosigned.jsonl'), covered))
    await write('records.jsonl', jsonLines([...asOfHead, ...later]))
    await write('pseudonym-keys.jsonl', jsonLines(keys))
    await copyTiles(places, '', 'entries', covered)
    for (const prefix of ['', 'sm3/'])
      for (let level = 0; hashesAt(level, covered) > 0; level++) await copyTiles(places, prefix, level, hashesAt(level, covered))
    return { size: covered, records: records.length + later.length, waiting: placed === null ? pending.length : 0 }
  } finally {
    await source.close()
  }
}
