import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { aSigner, openWitness } from '@/tests/ledger-world'
import { owner } from '@/tests/world'
import { LogFolder } from '../sequencer/log-folder'
import { type Attack, exportFile, firstAct, later, places, recordTables, size, superuser } from './attacked-ledger.fixture'

/** What the owner of the log's disk and keys may try. */
export const byLogOwner: Attack[] = [
  {
    name: 'cuts the tail of the log, of the database, and of what the witness remembers',
    chief: 'rolled-back',
    caughtBy: ['length'],
    seen: ['rolled-back'],
    asStranger: true,
    before: () => cut(6),
  },
  {
    name: 'tells another history from the start (fork), signed with the log’s own key',
    chief: 'fork',
    caughtBy: ['consistency', 'witness'],
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
    caughtBy: ['consistency', 'witness'],
    seen: ['fork', 'witness-missing'],
    asStranger: true,
    before: async () => {
      await superuser(`DELETE FROM public.ledger_entry WHERE id = ${firstAct}`)
      await owner(
        `DELETE FROM guard.ledger_leaf WHERE record_id NOT IN (${recordTables.map((table) => `SELECT id FROM public.${table}`).join(' UNION ALL ')})`,
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
    caughtBy: ['continuity', 'keys'],
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
    caughtBy: ['keys'],
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
    caughtBy: ['dates', 'witness'],
    seen: ['time-backwards', 'witness-missing'],
    before: async () => {
      await rebuild((all) => all, places.logKey, new Date(Date.now() - 86_400_000))
    },
    after: forgetWitness,
  },
]

/** Builds a log anew from altered leaves and signs it with the log's own key: its owner can. */
async function rebuild(change: (leaves: Buffer[]) => Buffer[], signer = places.logKey, at = new Date()) {
  const bodies = await owner<{ body: Buffer }>('SELECT body FROM guard.ledger_leaf ORDER BY index')
  rmSync(places.log, { recursive: true, force: true })
  const built = await LogFolder.open(places.log, signer)
  for (const leaf of change(bodies.map(({ body }) => body))) built.append(leaf)
  await built.publish(at)
}

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
