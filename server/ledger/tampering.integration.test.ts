import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendToLedger } from '@/server/ledger/append'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import {
  aSigner,
  exported,
  foundIn,
  keepDisk,
  type LedgerPlaces,
  ledgerPlaces,
  openLog,
  openWitness,
  rewrite,
} from '@/tests/ledger-world'
import { startSequencer, stopSequencer } from '@/tests/standing-sequencer'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { openPortrait } from '../portrait/granted.repository'
import { parseCheckpoint } from './notes/checkpoint'
import { textOf, vkeyOf } from './notes/signed-note'
import { LogFolder } from './sequencer/log-folder'
import { bundleOf, entriesOf } from './tree/tile-reader'

// What a database superuser, or the owner of the log's disk and keys, may try. `seen`: all that the verifier then names;
// `chief`: the name that says what was done. The control of each: without the checks named, nobody would notice.

aPlatformKey()
let places: LedgerPlaces
let old: string
let remembered: string
let keys: string
let restoreDisk: () => void
let later: () => Promise<void>

const recordTables = ['ledger_entry', 'access_record'] as const
const tables = ['public.ledger_entry', 'public.access_record', 'guard.ledger_leaf', 'guard.ledger_pending', 'guard.pseudonym_key']

/** A superuser's statement: no trigger, no policy, no constraint stops it. */
async function superuser(text: string, values: unknown[] = []) {
  await owner(
    `ALTER TABLE ${text.includes('access_record') ? 'public.access_record' : 'public.ledger_entry'} DISABLE TRIGGER ALL`,
  )
  const rows = await owner<{ id: string; index: string }>(text, values)
  for (const table of recordTables) await owner(`ALTER TABLE public.${table} ENABLE TRIGGER ALL`)
  return rows
}

const exportFile = (name: string) => path.join(places.export, name)
const size = () => parseCheckpoint(textOf(readFileSync(path.join(places.log, 'checkpoint'), 'utf8'))).size

/** Places what waits, signs it, has it witnessed, and leaves the disk alone again. */
async function settle() {
  await stopSequencer()
  startSequencer(await openLog(places), { checkpointMs: 0 })
  while ((await owner('SELECT FROM guard.ledger_pending LIMIT 1')).length > 0) await sleep(5)
  await stopSequencer()
  await (await openWitness(places)).look(new Date())
}

beforeAll(async () => {
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
})

afterAll(() => rmSync(places.root, { recursive: true, force: true }))

/** Everything as it was before the attack. */
async function restore() {
  restoreDisk()
  await owner(`ALTER TABLE public.ledger_entry DISABLE TRIGGER ALL`)
  await owner(`ALTER TABLE public.access_record DISABLE TRIGGER ALL`)
  for (const table of tables) {
    await owner(`DELETE FROM ${table}`)
    await owner(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${table.replace('.', '_')}`)
  }
  for (const table of recordTables) await owner(`ALTER TABLE public.${table} ENABLE TRIGGER ALL`)
}

/** Builds a log anew from altered leaves and signs it with the log's own key: its owner can. */
async function rebuild(change: (leaves: Buffer[]) => Buffer[], signer = places.logKey, at = new Date()) {
  const bodies = await owner<{ body: Buffer }>('SELECT body FROM guard.ledger_leaf ORDER BY index')
  rmSync(places.log, { recursive: true, force: true })
  const built = await LogFolder.open(places.log, signer)
  for (const leaf of change(bodies.map(({ body }) => body))) built.append(leaf)
  await built.publish(at)
}

const editJson = (name: string, line: number, change: (row: Record<string, unknown>) => unknown) =>
  rewrite(exportFile(name), (content) => {
    const rows = content.toString().trimEnd().split('\n')
    rows[line] = JSON.stringify(change(JSON.parse(rows.at(line) ?? '{}')))
    return `${rows.join('\n')}\n`
  })

const lastBundle = () => `tile/entries/000.p/${size()}`
const flip = (content: Buffer, at: number) => Buffer.from(content.map((byte, place) => (place === at ? byte ^ 1 : byte)))
const entry = (change: (leaf: Buffer[]) => Buffer[]) =>
  rewrite(exportFile(lastBundle()), (bytes) => bundleOf(change(entriesOf(bytes))))

type Attack = {
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

const firstAct = `(SELECT id FROM public.ledger_entry WHERE act = 'draft.saved' ORDER BY id LIMIT 1)`

const attacks: Attack[] = [
  {
    name: 'edits the body of an entry',
    chief: 'record-edited',
    seen: ['record-edited'],
    before: () => superuser(`UPDATE public.ledger_entry SET body = '{"n": 7777}' WHERE id = ${firstAct}`),
  },
  {
    name: 'puts an entry on somebody else',
    chief: 'record-edited',
    seen: ['record-edited'],
    before: () =>
      superuser(`UPDATE public.ledger_entry SET "actorId" = '00000000-0000-0000-0000-000000000000' WHERE id = ${firstAct}`),
  },
  {
    name: 'deletes an entry',
    chief: 'leaf-without-record',
    seen: ['leaf-without-record'],
    before: () => superuser(`DELETE FROM public.ledger_entry WHERE id = ${firstAct}`),
  },
  {
    name: 'inserts an entry past the trigger',
    chief: 'record-without-leaf',
    seen: ['record-without-leaf'],
    before: () =>
      superuser(`INSERT INTO public.ledger_entry SELECT "organisationId", uuidv7(), 'consent.granted', "actorId", "enterpriseId", "subjectId",
        at, body FROM public.ledger_entry WHERE id = ${firstAct}`),
  },
  {
    name: 'swaps the contents of two entries',
    chief: 'record-edited',
    seen: ['record-edited'],
    before: () =>
      superuser(`UPDATE public.ledger_entry a SET body = b.body FROM (SELECT id, lead(body) OVER w AS body, row_number() OVER w AS n
        FROM public.ledger_entry WHERE act = 'draft.saved' WINDOW w AS (ORDER BY id)) b WHERE a.id = b.id AND b.n = 1`),
  },
  {
    name: 'deletes the record of a read',
    chief: 'leaf-without-record',
    seen: ['leaf-without-record', 'read-without-access-record'],
    before: () => superuser(`DELETE FROM public.access_record WHERE purpose = 'LOAN_REVIEW'`),
  },
  {
    name: 'deletes a read whole, record and entry',
    chief: 'leaf-without-record',
    seen: ['leaf-without-record'],
    before: async () => {
      await superuser(`DELETE FROM public.access_record WHERE purpose = 'LOAN_REVIEW'`)
      await superuser(`DELETE FROM public.ledger_entry WHERE act = 'portrait.read' AND body->>'purpose' = 'LOAN_REVIEW'`)
    },
  },
  {
    name: 'shortens the fields that a read saw',
    chief: 'record-edited',
    seen: ['record-edited'],
    before: () => superuser(`UPDATE public.access_record SET fields = '{grade}' WHERE purpose = 'LOAN_REVIEW'`),
  },
  {
    name: 'says that another person read',
    chief: 'record-edited',
    seen: ['read-without-access-record', 'record-edited'],
    before: () => superuser(`UPDATE public.access_record SET "readerAccountId" = '00000000-0000-0000-0000-000000000000'`),
  },
  {
    name: 'drops a pending leaf before it is placed',
    chief: 'record-without-leaf',
    seen: ['record-without-leaf'],
    before: async () => {
      await later()
      await owner('DELETE FROM guard.ledger_pending')
      await settle()
    },
  },
  {
    name: 'edits a pending leaf before it is placed',
    chief: 'record-edited',
    seen: ['record-edited'],
    before: async () => {
      await later()
      await owner(
        `UPDATE guard.ledger_pending SET body = convert_to(replace(convert_from(body, 'UTF8'), 'draft.saved', 'draft.dropped'), 'UTF8')`,
      )
      await settle()
    },
  },
  {
    name: 'plays a leaf twice',
    chief: 'leaf-duplicated',
    seen: ['leaf-duplicated'],
    before: async () => {
      await owner(
        'INSERT INTO guard.ledger_pending (record_id, transaction, body) SELECT record_id, transaction, body FROM guard.ledger_leaf WHERE index = 3',
      )
      await settle()
    },
  },
  {
    name: 'slips in a leaf that no act made',
    chief: 'leaf-without-record',
    seen: ['leaf-without-record'],
    before: async () => {
      await owner(`INSERT INTO guard.ledger_pending (record_id, transaction, body) SELECT uuidv7(), 1,
        convert_to(regexp_replace(convert_from(body, 'UTF8'), '"record":"..', '"record":"00'), 'UTF8') FROM guard.ledger_leaf WHERE index = 3`)
      await settle()
    },
  },
  {
    name: 'dates an act back through the product’s own trigger',
    chief: 'time-backwards',
    seen: ['time-backwards'],
    before: async () => {
      await owner(`INSERT INTO public.ledger_entry SELECT "organisationId", uuidv7(), act, "actorId", "enterpriseId", "subjectId",
        at - interval '30 days', body FROM public.ledger_entry WHERE id = ${firstAct}`)
      await settle()
    },
  },
  {
    name: 'erases a pseudonym key and says nothing',
    chief: 'pseudonym-key-missing',
    seen: ['leaf-without-record', 'pseudonym-key-missing'],
    before: () =>
      owner(`UPDATE guard.pseudonym_key SET owner_id = NULL, key = NULL, inner_pad = NULL, outer_pad = NULL, destroyed_at = now()
        WHERE owner_id = (SELECT "enterpriseId" FROM public.ledger_entry WHERE id = ${firstAct})`),
  },
  {
    name: 'edits an entry on the disk',
    chief: 'entry-changed',
    seen: ['entry-changed', 'fork', 'record-edited', 'root-mismatch', 'sm3-root'],
    after: () =>
      entry((all) => all.map((one, at) => (at === 4 ? Buffer.from(one.toString().replace('draft.saved', 'draft.waved')) : one))),
  },
  {
    name: 'swaps two entries on the disk',
    chief: 'entry-changed',
    seen: ['entry-changed', 'fork', 'root-mismatch', 'sm3-root'],
    after: () => entry((all) => all.map((one, at) => (at === 4 ? all[5] : at === 5 ? all[4] : one) ?? one)),
  },
  {
    name: 'spoils an entry’s bytes',
    chief: 'leaf-not-canonical',
    seen: [
      'entry-changed',
      'fork',
      'leaf-not-canonical',
      'leaf-without-record',
      'record-without-leaf',
      'root-mismatch',
      'sm3-root',
      'time-backwards',
    ],
    after: () => entry((all) => all.map((one, at) => (at === 6 ? flip(one, 0) : one))),
  },
  {
    name: 'changes a tile',
    chief: 'tile-changed',
    seen: ['tile-changed'],
    after: () => rewrite(exportFile(`tile/0/000.p/${size()}`), (tile) => flip(tile, 70)),
  },
  {
    name: 'loses a tile',
    chief: 'file-missing',
    seen: ['file-missing'],
    after: () => rmSync(exportFile(`sm3/tile/0/000.p/${size()}`)),
  },
  {
    name: 'changes the root in the checkpoint',
    chief: 'checkpoint-signature',
    seen: ['checkpoint-signature', 'root-mismatch', 'witness-signature'],
    after: () =>
      rewrite(exportFile('checkpoint'), (note) =>
        note.toString().replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${Buffer.alloc(32, 7).toString('base64')}\n`),
      ),
  },
  {
    name: 'changes the SM3 root in the checkpoint',
    chief: 'sm3-root',
    seen: ['checkpoint-signature', 'sm3-root', 'witness-signature'],
    after: () =>
      rewrite(exportFile('checkpoint'), (note) =>
        note.toString().replace(/sm3 \S+/, `sm3 ${Buffer.alloc(32, 7).toString('base64')}`),
      ),
  },
  {
    name: 'changes a signature of the witness',
    chief: 'witness-signature',
    seen: ['witness-signature'],
    after: () =>
      editJson('cosigned.jsonl', 0, (note) =>
        String(note).replace(/(witness \S{20})(\S)/, (_, head, letter) => head + (letter === 'A' ? 'B' : 'A')),
      ),
  },
  {
    name: 'leaves the witness out',
    chief: 'witness-missing',
    seen: ['witness-missing'],
    after: () => rewrite(exportFile('checkpoint'), (note) => note.toString().replace(/— test\/witness .*\n/, '')),
  },
  {
    name: 'hides the history of checkpoints',
    chief: 'file-missing',
    seen: ['file-missing'],
    after: () => writeFileSync(exportFile('checkpoints.jsonl'), ''),
  },
  {
    name: 'turns the order of checkpoints round',
    chief: 'time-backwards',
    seen: ['time-backwards'],
    after: () =>
      rewrite(exportFile('checkpoints.jsonl'), (lines) => `${lines.toString().trimEnd().split('\n').reverse().join('\n')}\n`),
  },
  {
    name: 'cuts the tail of the log, of the database, and of what the witness remembers',
    chief: 'rolled-back',
    seen: ['rolled-back'],
    asStranger: true,
    before: () => cut(6),
  },
  {
    name: 'puts an old checkpoint in place of the newest (replay)',
    chief: 'rolled-back',
    seen: ['record-without-leaf', 'rolled-back', 'sm3-root'],
    after: () => writeFileSync(exportFile('checkpoint'), old),
  },
  {
    name: 'tells another history from the start (fork), signed with the log’s own key',
    chief: 'fork',
    seen: ['fork', 'witness-missing'],
    asStranger: true,
    before: async () => {
      await forkDatabase()
      await rebuild((all) => all)
    },
    after: forgetWitness,
  },
  {
    name: 'takes one leaf out of the middle and signs again',
    chief: 'fork',
    seen: ['fork', 'witness-missing'],
    asStranger: true,
    before: async () => {
      await superuser(`DELETE FROM public.ledger_entry WHERE id = ${firstAct}`)
      await owner(
        'DELETE FROM guard.ledger_leaf WHERE NOT EXISTS (SELECT FROM public.ledger_entry e WHERE e.id = record_id) AND NOT EXISTS (SELECT FROM public.access_record r WHERE r.id = record_id)',
      )
      await owner(
        'UPDATE guard.ledger_leaf l SET index = -1 - n.n FROM (SELECT index, row_number() OVER (ORDER BY index) - 1 AS n FROM guard.ledger_leaf) n WHERE n.index = l.index',
      )
      await owner('UPDATE guard.ledger_leaf SET index = -1 - index')
      await later()
      await owner(
        `INSERT INTO guard.ledger_leaf (index, record_id, transaction, body) SELECT (SELECT max(index) + 1 FROM guard.ledger_leaf), record_id, transaction, body FROM guard.ledger_pending`,
      )
      await owner('DELETE FROM guard.ledger_pending')
      await rebuild((all) => all)
    },
    after: forgetWitness,
  },
  {
    name: 'signs everything anew with keys of its own',
    chief: 'key-substituted',
    seen: ['key-substituted'],
    asStranger: true,
    before: async () => {
      const others = { ...places, logKey: aSigner('test/log', 1), witnessKey: aSigner('test/witness', 4) }
      rmSync(places.witness, { recursive: true, force: true })
      await rebuild((all) => all, others.logKey)
      await (await openWitness(others)).look(new Date())
    },
  },
  {
    name: 'forges the witness',
    chief: 'key-substituted',
    seen: ['key-substituted'],
    asStranger: true,
    before: async () => {
      rmSync(places.witness, { recursive: true, force: true })
      await (await openWitness({ ...places, witnessKey: aSigner('test/witness', 4) })).look(new Date())
    },
  },
  {
    name: 'turns the log’s clock back',
    chief: 'time-backwards',
    seen: ['time-backwards', 'witness-missing'],
    before: async () => {
      await rebuild((all) => all, places.logKey, new Date(Date.now() - 86_400_000))
    },
    after: forgetWitness,
  },
]

/** The attacker cannot sign for the witness; of what it signed he can only leave things out. */
function forgetWitness() {
  writeFileSync(exportFile('cosigned.jsonl'), '')
  writeFileSync(exportFile('checkpoint'), readFileSync(path.join(places.log, 'checkpoint')))
}

/** The last leaves are gone from everywhere, their records too; the old head was signed by log and witness alike. */
async function cut(leaves: number) {
  const to = size() - leaves
  const ids = await owner<{ id: string }>('SELECT record_id AS id FROM guard.ledger_leaf WHERE index >= $1', [to])
  for (const table of recordTables) await superuser(`DELETE FROM public.${table} WHERE id = ANY ($1)`, [ids.map(({ id }) => id)])
  await superuser(
    `DELETE FROM public.ledger_entry e WHERE act = 'portrait.read' AND NOT EXISTS (SELECT FROM public.access_record r WHERE r.at = e.at)`,
  )
  await owner('DELETE FROM guard.ledger_leaf WHERE index >= $1', [to])
  rmSync(places.witness, { recursive: true, force: true })
  await rebuild((all) => all)
  await (await openWitness(places)).look(new Date())
}

/** Another past: the first acts never happened, and their records say something else. */
async function forkDatabase() {
  const [record] = await owner<{ id: string }>(`SELECT id FROM public.ledger_entry WHERE id = ${firstAct}`)
  await owner('DELETE FROM public.ledger_entry WHERE id = $1', [record?.id])
  await later()
  await owner(
    `UPDATE guard.ledger_leaf l SET record_id = p.record_id, body = p.body FROM guard.ledger_pending p WHERE l.record_id = $1`,
    [record?.id],
  )
  await owner('DELETE FROM guard.ledger_pending')
}

describe('an untouched ledger', () => {
  it('verifies, against keys and a head kept from before', async () => {
    const folder = await exported(places)
    expect(size()).toBeGreaterThan(20)
    expect(await foundIn(folder, { keys, remembered })).toEqual([])
    expect(await foundIn(folder)).toEqual([])
  })
})

describe('whoever', () => {
  it.each(attacks)('$name is named', async ({ chief, seen, before, after, asStranger }) => {
    try {
      await before?.()
      const folder = await exported(places)
      await after?.()
      const known = asStranger ? { keys, remembered } : {}
      const found = await foundIn(folder, known)
      expect(found).toContain(chief)
      expect(found).toEqual(seen)
      // The control: without these checks it would pass, and each of the chief's kind is needed to see it.
      expect(await foundIn(folder, { ...known, without: seen })).toEqual([])
      if (asStranger) expect(await foundIn(folder)).not.toContain(chief)
    } finally {
      await restore()
    }
  })

  it('tries more than twenty things', () => {
    expect(new Set(attacks.map(({ name }) => name)).size).toBeGreaterThan(20)
  })
})
