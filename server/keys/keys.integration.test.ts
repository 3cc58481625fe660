import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { addKey, retireKeys, rewrap } from '@/prisma/keys/rotate'
import { sealExisting } from '@/prisma/keys/seal-existing'
import { inRoleTransaction } from '@/server/db/transaction'
import { answerCell } from '@/server/sources/repository'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { codec, SealBroken } from './envelope'
import { keyEncryptionOf, readKeyFile, useKeyEncryption } from './key-encryption'
import { openValue, sealingKey, sealValue } from './sealed.repository'
import {
  account,
  aFirm,
  answerOf,
  callAs,
  type Firm,
  linesInTheClear,
  lineText,
  numberOf,
  refusalOf,
  snapshotOf,
  snapshotsOf,
} from './sealed-world.fixture'

let firm: Firm
let other: Firm

beforeAll(async () => {
  ;[firm, other] = [await aFirm(), await aFirm()]
})
afterEach(() => {
  vi.restoreAllMocks()
  useKeyEncryption(undefined)
})

describe('stored values', () => {
  it('open where they were written, and are refused moved to another row, column or enterprise', async () => {
    const [one, two] = [await snapshotOf(firm, 'answer one'), await snapshotOf(firm, 'answer two')]
    const foreign = await snapshotOf(other, 'another firm’s')
    expect(await answerOf(firm, one)).toBe('answer one')
    const put = (id: string, from: string) =>
      owner('UPDATE snapshot SET "signedAnswer" = (SELECT "signedAnswer" FROM snapshot WHERE id = $2) WHERE id = $1', [id, from])
    const [kept] = await owner<{ signedAnswer: string }>('SELECT "signedAnswer" FROM snapshot WHERE id = $1', [one])
    for (const from of [two, foreign]) {
      await put(one, from)
      await expect(answerOf(firm, one)).rejects.toThrow(SealBroken)
    }
    const sealed = await account('15400000101', 'moved.one')
    await owner('UPDATE snapshot SET "signedAnswer" = (SELECT contact FROM account WHERE id = $2) WHERE id = $1', [
      one,
      sealed.id,
    ])
    await expect(answerOf(firm, one)).rejects.toThrow(SealBroken)
    await owner('UPDATE snapshot SET "signedAnswer" = $2 WHERE id = $1', [one, kept?.signedAnswer.replace('.1.', '.2.')])
    await expect(answerOf(firm, one)).rejects.toThrow(/version 2/)
    await owner('UPDATE snapshot SET "signedAnswer" = $2 WHERE id = $1', [one, kept?.signedAnswer]) // the control
    expect(await answerOf(firm, one)).toBe('answer one')
  })

  it('are refused by the database in the clear, whoever writes them', async () => {
    await expect(owner(`UPDATE account SET contact = '13800000000' WHERE id = $1`, [firm.session.accountId])).rejects.toThrow(
      /account_contact_sealed/,
    )
    await expect(owner(`UPDATE snapshot SET "signedAnswer" = 'eyJ'`)).rejects.toThrow(/snapshot_answer_sealed/)
  })

  it('open with one’s own keys only: no other firm’s, no bank’s, none without a session', async () => {
    const cell = answerCell(firm.session.organisationId, uuidv7())
    const target = { ownerId: firm.session.organisationId, cell }
    const value = await as(firm.session, (tx) => sealValue(tx, { ...target, purpose: 'RECORDS' }, cell, 'x'))
    expect(await as(firm.session, (tx) => openValue(tx, 'RECORDS', { ...target, value }))).toBe('x')
    const bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
    const operator = await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])
    for (const session of [other.session, bank, operator]) {
      await expect(as(session, (tx) => openValue(tx, 'RECORDS', { ...target, value }))).rejects.toThrow(SealBroken)
      await expect(as(session, (tx) => sealingKey(tx, { ownerId: uuidv7(), purpose: 'RECORDS' }))).rejects.toThrow()
    }
    await expect(inRoleTransaction('auth', (tx) => openValue(tx, 'RECORDS', { ...target, value }))).rejects.toThrow(SealBroken)
    // A person's key is for sign-in and the operator, not for whoever guesses the person's id.
    const { personId } = await account('15400000102', 'guessed')
    await expect(as(bank, (tx) => sealingKey(tx, { ownerId: personId, purpose: 'PEOPLE' }))).rejects.toThrow()
  })

  it('share one key however many make it at once, and none made in a transaction that failed', async () => {
    const fresh = await aFirm()
    const target = { ownerId: fresh.session.organisationId, purpose: 'RECORDS' } as const
    const failed = as(fresh.session, async (tx) => {
      await sealingKey(tx, target)
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    expect(await owner('SELECT FROM guard.data_key WHERE owner_id = $1', [target.ownerId])).toHaveLength(0)
    const ids = await Promise.all(Array.from({ length: 8 }, (_, n) => snapshotOf(fresh, `answer ${n}`)))
    expect(await owner('SELECT FROM guard.data_key WHERE owner_id = $1', [target.ownerId])).toHaveLength(1)
    expect(await Promise.all(ids.map((id) => answerOf(fresh, id)))).toEqual(ids.map((_, n) => `answer ${n}`))
  })
})

/** Everything that the database holds as text, with what is base64 inside it read too. */
async function dump(): Promise<string> {
  const tables = await owner<{ name: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE relkind = 'r' AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`)
  let whole = ''
  for (const { name } of tables) {
    for (const { row } of await owner<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)) whole += `${row}\n`
  }
  const inside = (whole.match(/[\w-]{24,}/g) ?? []).map((text) => Buffer.from(text, 'base64url').toString('latin1'))
  const bytes = (whole.match(/\\x[0-9a-f]{8,}/g) ?? []).map((text) => Buffer.from(text.slice(2), 'hex').toString('latin1'))
  return [whole, ...inside, ...bytes].join('\n')
}
const found = (text: string, canaries: readonly string[]) => canaries.filter((canary) => text.includes(canary))

describe('a dump of the database', () => {
  const mobiles = Array.from({ length: 100 }, (_, n) => `1549${String(7_310_000 + n * 17)}`)
  const identities = Array.from({ length: 100 }, (_, n) => `61080219${String(8_001_017_310 + n * 31)}`)

  /** By the product's own ways in: accounts, invitations, claims' answers. */
  async function plant(tag: string): Promise<void> {
    const admin = await aSession(await anOrganisation('INSTITUTION'), ['INSTITUTION_ADMIN'])
    for (const [n, mobile] of mobiles.entries()) {
      if (n % 2) await account(mobile, `${tag}.${n}`)
      else await callAs(admin).staff.invite({ personName: '刘敏', contact: mobile, role: 'BANK_OFFICER' })
    }
    const answers = identities.map((identityNumber) => {
      const content = Buffer.from(JSON.stringify({ legalRepresentative: { identityNumber } })).toString('base64url')
      return `eyJhbGciOiJFZERTQSJ9.${content}.signature`
    })
    await snapshotsOf(firm, answers)
  }

  it('tells none of 200 planted numbers, nor does the log; without the codec it tells every one (the control)', async () => {
    const said: string[] = []
    for (const level of ['log', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void said.push(words.map(String).join(' ')))
    await plant('canary')
    const broken = { ...contextOf(null), session: null }
    // A call that fails for good, with a number in its hands.
    await refusalOf(
      createCallerFactory(appRouter)(broken).registration.accept({
        token: 'x'.repeat(43),
        loginName: mobiles[0] ?? '',
        password: 'x',
      }),
    )
    expect(found(await dump(), [...mobiles, ...identities])).toEqual([])
    expect(found(said.join('\n'), [...mobiles, ...identities])).toEqual([])

    const constraints = [
      ['account', 'account_contact_sealed'],
      ['invitation', 'invitation_contact_sealed'],
      ['snapshot', 'snapshot_answer_sealed'],
    ]
    for (const [table, name] of constraints) await owner(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
    vi.spyOn(codec, 'seal').mockImplementation((_key, _cell, plaintext) => plaintext)
    await plant('open')
    expect(found(await dump(), [...mobiles, ...identities])).toHaveLength(200)
  }, 180_000) // much is planted: a slow machine is not a wrong answer

  it('from before is sealed once, and works on: numbers are read, people found, answers opened', async () => {
    const before = await dump()
    const canaries = [...mobiles, ...identities]
    expect(found(before, canaries)).toHaveLength(200) // left in the clear by the control above
    for (const [table, name, column] of [
      ['account', 'account_contact_sealed', 'contact'],
      ['invitation', 'invitation_contact_sealed', 'contact'],
      ['snapshot', 'snapshot_answer_sealed', '"signedAnswer"'],
    ])
      await owner(`ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (starts_with(${column}, 'enc.v1.')) NOT VALID`)
    const lines = await linesInTheClear(firm)
    const [old] = await owner<{ id: string }>(`SELECT id FROM account WHERE "loginName" = 'open.1'`)
    // Of a row with two columns neither can be sealed alone: the rule of the other forbids it.
    const alone = owner(`UPDATE due_diligence_note SET findings = 'enc.v1.x' WHERE id = $1`, [lines.id])
    await expect(alone).rejects.toThrow(/note_conclusion_sealed/)
    const personBefore = await account(mobiles[3] ?? '', 'again.3')
    expect(await sealExisting(process.env.OWNER_DATABASE_URL ?? '')).toBeGreaterThanOrEqual(200)
    expect(found(await dump(), canaries)).toEqual([])
    expect(await numberOf(old?.id ?? '')).toBe(mobiles[1])
    expect(await lines.opened()).toEqual([lineText, `{"reference": "${lineText}"}`, lineText])
    expect(await lines.visit()).toEqual([lineText, 'of two columns'])
    expect((await account(mobiles[3] ?? '', 'again.4')).personId).toBe(personBefore.personId)
    expect(await owner(`SELECT FROM pg_constraint WHERE conname LIKE '%\\_sealed' AND NOT convalidated`)).toHaveLength(0)
    expect(await sealExisting(process.env.OWNER_DATABASE_URL ?? '')).toBe(0)
  })
})

describe('rotation', () => {
  it('wraps every key anew and touches no value; the former key is then needed by nothing', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rotation-'))
    const file = path.join(folder, 'encryption.json')
    cpSync(process.env.KEY_ENCRYPTION_FILE ?? '', file)
    const former = readKeyFile(file)
    const id = await snapshotOf(firm, 'before the rotation')
    const stored = () => owner('SELECT "signedAnswer" FROM snapshot WHERE id = $1', [id])
    const before = await stored()
    const above = addKey(file)
    expect(await rewrap(process.env.OWNER_DATABASE_URL ?? '', above)).toBeGreaterThan(0)
    retireKeys(file)
    useKeyEncryption(keyEncryptionOf(readKeyFile(file)))
    expect(await answerOf(firm, id)).toBe('before the rotation')
    expect(await stored()).toEqual(before)
    expect(await owner('SELECT FROM guard.data_key WHERE kek_id = $1', [former.current])).toHaveLength(0)
    // Back, so that the tests after this one go on with the file that they know.
    await rewrap(
      process.env.OWNER_DATABASE_URL ?? '',
      keyEncryptionOf({ ...former, keys: { ...former.keys, ...readKeyFile(file).keys } }),
    )
    rmSync(folder, { recursive: true })
  })
})
