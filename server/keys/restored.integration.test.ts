import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replayErasures } from '@/prisma/keys/replay-erasures'
import type { Session } from '@/server/auth/session'
import { aPortrait } from '@/tests/applications'
import { anOrganisation, aSession, owner } from '@/tests/world'
import { account, aFirm, answerOf, callAs, type Firm, numberOf, snapshotOf } from './sealed-world.fixture'
import { readTombstones } from './tombstones'

const folder = mkdtempSync(path.join(tmpdir(), 'erasures-'))
const url = process.env.OWNER_DATABASE_URL ?? ''
/** What a backup holds of what an erasure takes. */
const kept = ['guard.data_key', 'guard.erasure', 'guard.pseudonym_key', 'public.portrait', 'public.person', 'public.invitation']
const copyOf = (table: string) => `backup.${table.replace('.', '_')}`
const backUp = () =>
  owner(`CREATE SCHEMA backup; ${kept.map((table) => `CREATE TABLE ${copyOf(table)} AS TABLE ${table}`).join(';')}`)

/** Puts the rows of the backup in the place of today's. */
async function restore() {
  for (const table of kept) {
    const columns = await owner<{ name: string }>(
      `SELECT quote_ident(attname) AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      [table],
    )
    const list = columns.map(({ name }) => name).join(', ')
    await owner(
      `SET session_replication_role = 'replica'; DELETE FROM ${table}; INSERT INTO ${table} (${list}) SELECT ${list} FROM ${copyOf(table)}`,
    )
  }
}

describe('a database that was restored from a backup from before an erasure', () => {
  let operators: [Session, Session]
  let firm: Firm
  let records: string
  let leaver: { id: string }
  const keyFile = process.env.KEY_ENCRYPTION_FILE ?? ''
  beforeAll(async () => {
    // What is remembered lies beside the key file: these tests' own.
    process.env.KEY_ENCRYPTION_FILE = path.join(folder, 'encryption.json')
    cpSync(keyFile, process.env.KEY_ENCRYPTION_FILE)
    const operator = await anOrganisation('OPERATOR')
    operators = [await aSession(operator, ['OPERATOR']), await aSession(operator, ['OPERATOR'])]
    firm = await aFirm()
    records = await snapshotOf(firm, 'erased for good')
    await aPortrait(firm.session.organisationId, firm.consentId)
    leaver = await account('15498760000', 'restored')
  })
  afterAll(async () => {
    await owner('DROP SCHEMA backup CASCADE')
    process.env.KEY_ENCRYPTION_FILE = keyFile
    rmSync(folder, { recursive: true })
  })
  const erase = async (subject: 'ENTERPRISE' | 'PERSON', name: string) => {
    const [first, second] = operators
    const { id } = await callAs(first).keys.askErasure({ subject, name, reason: '企业注销，申请删除' })
    // Whoever has left cannot be asked what is readable.
    await owner('UPDATE organisation SET "disabledAt" = NULL WHERE id = $1', [firm.session.organisationId])
    await callAs(second).keys.settleErasure({ erasureId: id, verdict: 'CONFIRM' })
    return id
  }
  const readable = async () => [
    await answerOf(firm, records),
    (await owner('SELECT FROM portrait WHERE "enterpriseId" = $1 AND body IS NOT NULL', [firm.session.organisationId])).length >
      0,
    await numberOf(leaver.id),
  ]

  it('has it erased again at the next start, on record; without what was remembered it would not', async () => {
    const { organisationId } = firm.session
    await owner('UPDATE organisation SET "disabledAt" = now() WHERE id = $1', [organisationId])
    await owner('UPDATE account SET "disabledAt" = now() WHERE id = $1', [leaver.id])
    const [found] = await owner<{ code: string }>('SELECT "creditCode" AS code FROM enterprise WHERE "enterpriseId" = $1', [
      organisationId,
    ])
    await backUp()
    const ids = [await erase('ENTERPRISE', found?.code ?? ''), await erase('PERSON', 'restored')]
    const gone = [null, false, null]
    expect(await readable()).toEqual(gone)
    expect(readTombstones().map(({ id }) => id)).toEqual(ids)
    expect(JSON.stringify(readTombstones())).not.toContain('15498760000')
    await restore()
    expect(await readable()).toEqual(['erased for good', true, '15498760000'])
    expect(await replayErasures(url, path.join(folder, 'none.jsonl'))).toBe(0)
    expect(await readable()).toEqual(['erased for good', true, '15498760000']) // the control: nothing was remembered
    expect(await replayErasures(url)).toBe(2)
    expect(await readable()).toEqual(gone)
    expect(await replayErasures(url)).toBe(0)
    const acts = await owner<{ body: unknown }>(
      `SELECT body FROM ledger_entry WHERE act = 'keys.destroyed' AND body ? 'restored'`,
    )
    expect(acts).toHaveLength(2)
  })

  it('adds to what is remembered the erasures from before anything was', async () => {
    const file = path.join(folder, 'older.jsonl')
    await replayErasures(url, file)
    expect(readTombstones(file).map(({ id }) => id)).toEqual(readTombstones().map(({ id }) => id))
    expect(readTombstones(file).every(({ keys }) => keys.length > 0)).toBe(true)
    writeFileSync(file, '{"id":"torn', { flag: 'a' })
    await expect(replayErasures(url, file)).rejects.toThrow()
  })
})
