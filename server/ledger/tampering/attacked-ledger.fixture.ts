import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { appendToLedger } from '@/server/ledger/append'
import { anApplication } from '@/tests/applications'
import { keepDisk, type LedgerPlaces, ledgerPlaces, openLog, openWitness } from '@/tests/ledger-world'
import { startSequencer, stopSequencer } from '@/tests/standing-sequencer'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { openPortrait } from '../../portrait/granted.repository'
import { parseCheckpoint } from '../notes/checkpoint'
import { textOf, vkeyOf } from '../notes/signed-note'

/** `seen`: all that the verifier then names; `chief`: the name that says what was done. */
export type Attack = {
  name: string
  chief: string
  seen: string[]
  /** In the database or on the disk, before the export. */
  before?: () => Promise<unknown>
  /** In the exported files. */
  after?: () => unknown
  /** Checked against keys and a head kept from before, as an auditor would; else against the export's own keys. */
  asStranger?: boolean
}

export let places: LedgerPlaces
/** A head that log and witness signed early on. */
export let old: string
/** The newest head, as an auditor keeps it, with the keys that it was signed by. */
export let remembered: string
export let keys: string
/** Another act, after all that was laid out. */
export let later: () => Promise<void>
let restoreDisk: () => void

export const recordTables = ['ledger_entry', 'access_record'] as const
const tables = ['public.ledger_entry', 'public.access_record', 'guard.ledger_leaf', 'guard.ledger_pending', 'guard.pseudonym_key']

/** The oldest act, in SQL. */
export const firstAct = `(SELECT id FROM public.ledger_entry WHERE act = 'draft.saved' ORDER BY id LIMIT 1)`

/** A superuser's statement: no trigger, no policy, no constraint stops it. */
export async function superuser(text: string, values: unknown[] = []) {
  await owner(
    `ALTER TABLE ${text.includes('access_record') ? 'public.access_record' : 'public.ledger_entry'} DISABLE TRIGGER ALL`,
  )
  const rows = await owner<{ id: string; index: string }>(text, values)
  for (const table of recordTables) await owner(`ALTER TABLE public.${table} ENABLE TRIGGER ALL`)
  return rows
}

/** Where a file of the export lies. */
export const exportFile = (name: string) => path.join(places.export, name)
/** Leaves in the log. */
export const size = () => parseCheckpoint(textOf(readFileSync(path.join(places.log, 'checkpoint'), 'utf8'))).size

/** Places what waits, signs it, has it witnessed, and leaves the disk alone again. */
export async function settle() {
  await stopSequencer()
  startSequencer(await openLog(places), { checkpointMs: 0 })
  while ((await owner('SELECT FROM guard.ledger_pending LIMIT 1')).length > 0) await sleep(5)
  await stopSequencer()
  await (await openWitness(places)).look(new Date())
}

/** Acts and reads, signed and witnessed twice on the way, and a copy of everything. */
export async function layOut(): Promise<void> {
  places = ledgerPlaces()
  keys = `${vkeyOf(places.logKey)}\n${vkeyOf(places.witnessKey)}\n`
  await stopSequencer()
  startSequencer(await openLog(places), { checkpointMs: 0 })
  const firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  const bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  const { applicationId } = await anApplication(firm, bank.organisationId)
  const act = (n: number) =>
    as(firm, (tx) => appendToLedger(tx, firm, { act: 'draft.saved', enterpriseId: firm.organisationId, body: { n } }))
  for (let n = 0; n < 12; n++) await act(n)
  await as(bank, (tx) => openPortrait(tx, applicationId, 'LOAN_REVIEW', ['score', 'grade']))
  await settle()
  old = readFileSync(path.join(places.witness, 'checkpoint'), 'utf8')
  startSequencer(await openLog(places), { checkpointMs: 0 })
  for (let n = 12; n < 20; n++) await act(n)
  await as(bank, (tx) => openPortrait(tx, applicationId, 'LOAN_APPROVAL', ['score']))
  await settle()
  remembered = readFileSync(path.join(places.witness, 'checkpoint'), 'utf8')
  for (const table of tables) await owner(`CREATE TABLE kept_${table.replace('.', '_')} AS TABLE ${table}`)
  restoreDisk = keepDisk(places)
  later = () => act(99)
}

/** Everything as it was before the attack. */
export async function restore() {
  restoreDisk()
  await owner(`ALTER TABLE public.ledger_entry DISABLE TRIGGER ALL`)
  await owner(`ALTER TABLE public.access_record DISABLE TRIGGER ALL`)
  for (const table of tables) {
    await owner(`DELETE FROM ${table}`)
    await owner(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${table.replace('.', '_')}`)
  }
  for (const table of recordTables) await owner(`ALTER TABLE public.${table} ENABLE TRIGGER ALL`)
}
