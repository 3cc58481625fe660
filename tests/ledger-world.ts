import { generateKeyPairSync } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { exportLedger } from '@/server/ledger/export/export-ledger'
import { platformKeyLine } from '@/server/ledger/notes/platform-line'
import { type Signer, signerOf } from '@/server/ledger/notes/signed-note'
import { LogFolder } from '@/server/ledger/sequencer/log-folder'
import { verifyExport } from '@/server/ledger/verify/verify.mjs'
import { Witness } from '@/server/ledger/witness/witness'

export const aSigner = (name: string, type: 1 | 4): Signer =>
  signerOf(name, type, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))

/** Where a ledger of a test lies: the log, its witness, and what was exported. */
export type LedgerPlaces = { root: string; log: string; witness: string; export: string; logKey: Signer; witnessKey: Signer }

export function ledgerPlaces(): LedgerPlaces {
  const root = mkdtempSync(path.join(os.tmpdir(), 'ledger-'))
  const at = (name: string) => path.join(root, name)
  const keys = { logKey: aSigner('test/log', 1), witnessKey: aSigner('test/witness', 4) }
  return { root, log: at('log'), witness: at('witness'), export: at('export'), ...keys }
}

export const openLog = (places: LedgerPlaces, signer = places.logKey) => LogFolder.open(places.log, signer)
export const openWitness = (places: LedgerPlaces) => Witness.open(places.log, places.witness, places.witnessKey)

/** Exports as `npm run ledger:export` does. */
export async function exported(places: LedgerPlaces): Promise<string> {
  rmSync(places.export, { recursive: true, force: true })
  const folders = { logFolder: places.log, witnessFolder: places.witness }
  const from = { ownerUrl: process.env.OWNER_DATABASE_URL ?? '', platformKey: platformKeyLine(), ...folders }
  await exportLedger({ ...from, target: places.export }, 300)
  return places.export
}

export const readerOf = (folder: string) => async (name: string) => {
  const file = path.join(folder, name)
  return existsSync(file) ? readFileSync(file) : null
}

type Options = { keys?: string; remembered?: string }

/** What the verifier (or another in its place) finds in an export, each once, in order of the alphabet. */
export async function foundIn(folder: string, options: Options = {}, verify: typeof verifyExport = verifyExport) {
  const { findings } = await verify(readerOf(folder), options)
  return [...new Set(findings.map(({ code }: { code: string }) => code))].sort()
}

/** A copy of the disk, to be put back later. */
export function keepDisk(places: LedgerPlaces): () => void {
  const kept = mkdtempSync(path.join(os.tmpdir(), 'ledger-kept-'))
  cpSync(places.root, kept, { recursive: true })
  return () => {
    rmSync(places.root, { recursive: true, force: true })
    cpSync(kept, places.root, { recursive: true })
  }
}

export function rewrite(file: string, change: (content: Buffer) => Buffer | string): void {
  writeFileSync(file, change(readFileSync(file)))
}
