import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { appendToLedger } from '@/server/ledger/append'
import { anApplication } from '@/tests/applications'
import { keepDisk, type LedgerPlaces, ledgerPlaces, openLog, openWitness } from '@/tests/ledger-world'
import { startSequencer, stopSequencer } from '@/tests/standing-sequencer'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { openPortrait } from '../../portrait/granted.repository'
import { recordedTables } from '../export/records.repository'
import { parseCheckpoint } from '../notes/checkpoint'
import { platformKeyLine } from '../notes/platform-line'
import { textOf, vkeyOf } from '../notes/signed-note'
import { layOutRows } from './business-rows.fixture'
import type { Defence } from './defences.fixture'
import { layOutGrants } from './grants.fixture'
import { layOutStanding } from './standing.fixture'

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
  /** Each of these sees it without the others; without them all nobody would. */
  caughtBy: Defence[]
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

export const recordTables = ['ledger_entry', 'access_record', ...recordedTables] as const
const tables = [
  ...recordTables.map((table) => `public.${table}`),
  ...['guard.ledger_leaf', 'guard.ledger_pending', 'guard.pseudonym_key'],
]

/** The oldest act, in SQL. */
export const firstAct = `(SELECT id FROM public.ledger_entry WHERE act = 'draft.saved' ORDER BY id LIMIT 1)`

let master: pg.Client
/** The columns of each table that are written and not reckoned. */
let written: Map<string, string>
/** Where verifiers lie that lack a defence. */
export const verifiers = mkdtempSync(path.join(os.tmpdir(), 'verifiers-'))

/** A superuser's statement: no trigger, no policy, no constraint stops it. */
export const superuser = async (text: string, values?: unknown[]) => (await master.query(text, values)).rows

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
  keys = `${vkeyOf(places.logKey)}\n${vkeyOf(places.witnessKey)}\n${platformKeyLine()}\n`
  await stopSequencer()
  startSequencer(await openLog(places), { checkpointMs: 0 })
  const firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  const bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  const { applicationId, consentId } = await anApplication(firm, bank.organisationId)
  await layOutRows(firm, bank, applicationId, consentId)
  await layOutGrants(firm, bank.organisationId)
  await layOutStanding(bank.organisationId)
  startSequencer(await openLog(places), { checkpointMs: 0 })
  const act = (n: number) =>
    as(firm, (tx) => appendToLedger(tx, firm, { act: 'draft.saved', enterpriseId: firm.organisationId, body: { n } }))
  for (let n = 0; n < 12; n++) await act(n)
  await as(bank, (tx) => openPortrait(tx, applicationId, 'LOAN_REVIEW', ['score', 'grade']))
  await settle()
  old = readFileSync(path.join(places.witness, 'checkpoint'), 'utf8')
  startSequencer(await openLog(places), { checkpointMs: 0 })
  for (let n = 12; n < 20; n++) await act(n)
  const approver = await aSession(bank.organisationId, ['BANK_APPROVER'])
  await as(approver, (tx) => openPortrait(tx, applicationId, 'LOAN_APPROVAL', ['score']))
  await settle()
  remembered = readFileSync(path.join(places.witness, 'checkpoint'), 'utf8')
  master = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL, options: '-c session_replication_role=replica' })
  await master.connect()
  await master.query(tables.map((table) => `CREATE TABLE kept_${table.replace('.', '_')} AS TABLE ${table}`).join(';'))
  const columns = await master.query<{ table: string; names: string }>(
    `SELECT table_schema || '.' || table_name AS table, string_agg(quote_ident(column_name), ', ') AS names
     FROM information_schema.columns WHERE is_generated = 'NEVER' GROUP BY 1`,
  )
  written = new Map(columns.rows.map(({ table, names }) => [table, names]))
  restoreDisk = keepDisk(places)
  later = () => act(99)
}

/** Everything as it was before the attack. */
export async function restore() {
  restoreDisk()
  const backAsItWas = (table: string) =>
    `DELETE FROM ${table}; INSERT INTO ${table} (${written.get(table)}) OVERRIDING SYSTEM VALUE
     SELECT ${written.get(table)} FROM kept_${table.replace('.', '_')}`
  await superuser(tables.map(backAsItWas).join(';'))
}

export async function takeDown() {
  await master.end()
  for (const folder of [places.root, verifiers]) rmSync(folder, { recursive: true, force: true })
}
