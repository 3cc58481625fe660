import 'server-only'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { parseCheckpoint } from './notes/checkpoint'
import { textOf } from './notes/signed-note'
import { readIfThere } from './tree/tile-reader'

/** The log on disk and its witness, as anybody may see them. Ages in seconds; null: never. */
export type LogHealth = {
  checkpoint: { size: number; age: number } | null
  witness: {
    /** `late`: has not looked for ten seconds. `refuses`: the log's head contradicts what it remembers. */
    status: 'ok' | 'late' | 'refuses' | 'unknown'
    size: number
    cosignatureAge: number | null
    refused: string | null
    /** Whether it runs as another system user than the log: else whoever holds that account holds both. */
    ownUser: boolean
  }
}

const Status = z.object({
  size: z.number(),
  cosignedAt: z.string().nullable(),
  refused: z.string().nullable(),
  lookedAt: z.string(),
})

/** Where log and witness lie; `npm start` says so. */
export const logFolder = () => path.resolve(/* turbopackIgnore: true */ process.env.LEDGER_FOLDER ?? '.data/ledger')
export const witnessFolder = () => path.resolve(/* turbopackIgnore: true */ process.env.WITNESS_FOLDER ?? '.data/witness')

const ownerOf = async (file: string) => (await stat(/* turbopackIgnore: true */ file).catch(() => null))?.uid ?? null

export async function readLogHealth(now: Date): Promise<LogHealth> {
  const age = (at: Date) => Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000))
  const [note, told] = await Promise.all([
    readIfThere(path.join(logFolder(), 'checkpoint')),
    readIfThere(path.join(witnessFolder(), 'status.json')),
  ])
  const head = note ? parseCheckpoint(textOf(note.toString())) : null
  const status = told ? Status.parse(JSON.parse(told.toString())) : null
  const owners = await Promise.all([
    ownerOf(path.join(logFolder(), 'checkpoint')),
    ownerOf(path.join(witnessFolder(), 'key.json')),
  ])
  const late = status && age(new Date(status.lookedAt)) > 10
  return {
    checkpoint: head && { size: head.size, age: age(head.at) },
    witness: {
      status: !status ? 'unknown' : status.refused ? 'refuses' : late ? 'late' : 'ok',
      size: status?.size ?? 0,
      cosignatureAge: status?.cosignedAt ? age(new Date(status.cosignedAt)) : null,
      refused: status?.refused ?? null,
      ownUser: owners.every((owner) => owner !== null) && owners[0] !== owners[1],
    },
  }
}
