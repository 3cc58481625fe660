import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { type City, populate, type Row } from '@/tests/tenancy/populate'
import { owner } from '@/tests/world'
import { poolOf } from './client'
import { enterQuery } from './pool'
import { tenantQuery } from './transaction'

let admin: pg.Client
let city: City
const connections: pg.PoolClient[] = []

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  )
/** An open transaction of the session, rolled back and given back after the test. */
async function begun(session: Session): Promise<pg.PoolClient> {
  const connection = await poolOf('tenant').connect()
  connections.push(connection)
  await connection.query('BEGIN')
  await connection.query(enterQuery({ sessionToken: session.token }))
  return connection
}
const asked = (session: Session, text: string, values: unknown[] = []) =>
  tenantQuery<Row>('tenant', { sessionToken: session.token }, text, values)
const attempt = (session: Session, text: string, values: unknown[] = []) => codeOf(asked(session, text, values))
const rowOf = (table: string, find: (row: Row) => boolean): Row => {
  const row = city.tables.get(table)?.rows.find(find)
  if (!row) throw new Error(`no such row of ${table}`)
  return row
}
/** A copy of a row under a new id, with some columns changed, by the session. */
async function addCopy(session: Session, table: string, row: Row, changes: Row = {}): Promise<string | undefined> {
  const { rows: json } = await admin.query<{ column: string }>(
    `SELECT attname AS "column" FROM pg_attribute WHERE attrelid = $1::regclass AND atttypid = 'jsonb'::regtype`,
    [table],
  )
  const isJson = new Set(json.map(({ column }) => column))
  const copy: Row = { ...row, ...('id' in row ? { id: randomUUID() } : {}), ...changes }
  const names = Object.keys(copy)
  return attempt(
    session,
    `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    names.map((name) => (isJson.has(name) && copy[name] !== null ? JSON.stringify(copy[name]) : copy[name])),
  )
}

beforeAll(async () => {
  admin = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL })
  await admin.connect()
  city = await populate(admin)
})
afterEach(async () => {
  for (const connection of connections.splice(0)) {
    await connection.query('ROLLBACK')
    connection.release()
  }
})
afterAll(() => admin.end())

const openPortrait = `SELECT guard.open_portrait($1, 'CREDIT_REVIEW', '{score}') AS id`
const readPortraits = 'SELECT id FROM portrait'

describe('a portrait', () => {
  it('is shown to the transaction that put the read on record, and to no other', async () => {
    const { bank, enterprise } = city.sessions
    const [portrait, application] = [city.idOf(city.a, 'portrait'), city.idOf(city.a, 'application')]
    const reading = await begun(bank)
    expect((await reading.query(readPortraits)).rows).toEqual([])
    expect((await reading.query(openPortrait, [application])).rows).toEqual([{ id: portrait }])
    expect((await reading.query(readPortraits)).rows).toEqual([{ id: portrait }])
    const beside = await begun(bank)
    expect((await beside.query(readPortraits)).rows).toEqual([])
    await reading.query('COMMIT')
    expect((await (await begun(bank)).query(readPortraits)).rows).toEqual([])
    const records = await asked(
      enterprise,
      'SELECT "readerOrganisationId", fields, "readerName" FROM access_record WHERE purpose = $1',
      // Whatever was asked for: what a look is for follows from the case and from the office of whoever looks.
      ['LOAN_REVIEW'],
    )
    expect(records).toEqual([{ readerOrganisationId: bank.organisationId, fields: ['score'], readerName: bank.name }])
    expect(await asked(enterprise, `SELECT act FROM ledger_entry WHERE act = 'portrait.read'`)).toHaveLength(1)
  })

  it('leaves no record when the read is rolled back, and a record of the past opens nothing', async () => {
    const reading = await begun(city.sessions.bank)
    await reading.query(openPortrait, [city.idOf(city.a, 'application')])
    const [{ number }] = (await reading.query('SELECT guard.transaction_number()::text AS number')).rows as [{ number: string }]
    await reading.query('ROLLBACK')
    const counted = 'SELECT count(*)::int AS n FROM access_record WHERE "transactionId" = $1'
    expect(await owner(counted, [number])).toEqual([{ n: 0 }])
    // A record of the same transaction number from before a restore: made as the owner, dated in the past.
    const later = await begun(city.sessions.bank)
    const [{ current }] = (await later.query('SELECT pg_current_xact_id()::text AS current')).rows as [{ current: string }]
    await owner(`UPDATE access_record SET "transactionId" = $1, at = now() - interval '1 day' WHERE "portraitId" = $2`, [
      current,
      city.idOf(city.a, 'portrait'),
    ])
    expect((await later.query(readPortraits)).rows).toEqual([])
    expect((await later.query('SELECT FROM access_record WHERE "transactionId" = $1', [current])).rowCount).toBeGreaterThan(0)
    // And one of another transaction that began in the same millisecond.
    const { rows } = await later.query<{ start: string }>('SELECT transaction_timestamp()::text AS start')
    const same = (number: string) =>
      owner('UPDATE access_record SET "transactionId" = $1, at = $2 WHERE "portraitId" = $3', [
        number,
        rows[0]?.start,
        city.idOf(city.a, 'portrait'),
      ])
    await same('1')
    expect((await later.query(readPortraits)).rows).toEqual([])
    await same(current) // the control: number and start together open it
    expect((await later.query(readPortraits)).rows).toHaveLength(1)
  })

  it('is closed to another bank, to the withdrawn, paused and expired consent, and to an application that is over', async () => {
    const application = city.idOf(city.a, 'application')
    const consent = [city.a.enterprise, city.idOf(city.a, 'consent')]
    const read = () => attempt(city.sessions.bank, openPortrait, [application])
    expect(await attempt(city.sessions.otherBank, openPortrait, [application])).toBe('42501')
    expect(await attempt(city.sessions.enterprise, openPortrait, [application])).toBe('42501')
    expect(await attempt(city.sessions.bank, openPortrait, [city.idOf(city.across, 'application')])).toBe('42501')
    const where = 'WHERE "enterpriseId" = $1 AND id = $2'
    for (const [closed, open] of [
      [`state = 'REVOKED'`, `state = 'ACTIVE'`],
      [`state = 'PAUSED'`, `state = 'ACTIVE'`],
      [`"expiresAt" = now() - interval '1 s'`, `"expiresAt" = '2099-01-01'`],
      [`"startsAt" = now() + interval '1 day'`, `"startsAt" = '2026-01-01'`],
    ]) {
      await owner(`UPDATE consent SET ${closed} ${where}`, consent)
      expect(await read(), closed).toBe('42501')
      await owner(`UPDATE consent SET ${open} ${where}`, consent)
    }
    for (const state of ['WITHDRAWN', 'REJECTED', 'LAPSED', 'DECLINED_INTAKE', 'SETTLED']) {
      await owner(`UPDATE application SET state = $3 ${where}`, [city.a.enterprise, application, state])
      expect(await read(), state).toBe('42501')
    }
    await owner(`UPDATE application SET state = 'SUBMITTED' ${where}`, [city.a.enterprise, application])
    expect(await read()).toBe('no error')
  })

  it('holds the consent: withdrawal waits until the read is done, and binds the next', async () => {
    const reading = await begun(city.sessions.bank)
    await reading.query(openPortrait, [city.idOf(city.a, 'application')])
    const withdraw = `UPDATE consent SET state = 'REVOKED' WHERE id = '${city.idOf(city.a, 'consent')}'`
    const giver = await begun(city.sessions.enterprise)
    await giver.query("SET LOCAL lock_timeout = '100ms'")
    expect(await codeOf(giver.query(withdraw))).toBe('55P03')
    await giver.query('ROLLBACK')
    await reading.query('COMMIT')
    await asked(city.sessions.enterprise, withdraw)
    expect(await attempt(city.sessions.bank, openPortrait, [city.idOf(city.a, 'application')])).toBe('42501')
    await owner("UPDATE consent SET state = 'ACTIVE'")
  })
})

describe('another’s row', () => {
  it('cannot be hung on: not by another bank, not through another bank’s voucher, branch or product', async () => {
    const { otherBank, bank, enterprise } = city.sessions
    const ofA = (row: Row) => row.enterpriseId === city.a.enterprise && row.institutionId === city.a.bank
    for (const table of ['contact_log', 'due_diligence_note', 'supplement_request', 'recommendation', 'decision', 'offer']) {
      expect(await addCopy(otherBank, table, rowOf(table, ofA), { institutionId: city.b.bank }), table).toBe('23503')
      expect(await addCopy(bank, table, rowOf(table, ofA)), table).toBe('no error') // the control
    }
    const event = { institutionId: city.b.bank, byOrganisation: city.b.bank, byAccount: otherBank.accountId }
    expect(await addCopy(otherBank, 'application_event', rowOf('application_event', ofA), event)).toBe('23503')
    for (const table of ['disbursement', 'repayment']) {
      const report = rowOf(table, ofA)
      const foreign = { institutionId: city.b.bank, batchId: null }
      expect(await addCopy(otherBank, table, report, foreign)).toBe('23503')
      // On its own application with the same enterprise, but taking back the other bank's report.
      const own = { ...foreign, applicationId: city.idOf(city.across, 'application') }
      expect(await addCopy(otherBank, table, report, { ...own, reversesId: report.id })).toBe('23503')
      expect(await addCopy(otherBank, table, report, { ...own, reversesId: city.idOf(city.across, table) })).toBe('no error')
      expect(await addCopy(otherBank, table, report, { ...own, batchId: city.idOf(city.a, 'report_batch') })).toBe('23503')
    }
    const application = { ...rowOf('application', ofA), productId: city.idOf(city.a, 'product') }
    await owner(`UPDATE application SET state = 'SETTLED'`)
    const next = (changes: Row) =>
      addCopy(enterprise, 'application', application, { number: randomUUID(), state: 'SUBMITTED', ...changes })
    expect(await next({ productId: city.idOf(city.b, 'product') })).toBe('23503')
    expect(await next({ consentId: city.idOf(city.across, 'consent') })).toBe('23503')
    expect(await next({ portraitId: city.idOf(city.b, 'portrait') })).toBe('23503')
    expect(await next({ branchId: city.idOf(city.b, 'branch') })).toBe('23503')
    expect(await next({ state: 'GRANTED' })).toBe('42501')
    expect(await next({})).toBe('no error')
    await owner(`UPDATE application SET state = 'SUBMITTED' WHERE state = 'SETTLED' AND "productId" <> $1`, [
      application.productId,
    ])
    expect(await attempt(bank, 'UPDATE membership SET "branchId" = $1', [city.idOf(city.b, 'branch')])).toBe('23503')
  })

  it('cannot be written for the other side: no offer by the enterprise, no answer by the bank, no new terms of old versions', async () => {
    const ofA = (row: Row) => row.enterpriseId === city.a.enterprise && row.institutionId === city.a.bank
    const { enterprise, bank } = city.sessions
    for (const table of ['offer', 'supplement_request', 'decision', 'contact_log'])
      expect(await addCopy(enterprise, table, rowOf(table, ofA)), table).toBe('42501')
    for (const [table, given] of Object.entries({ offer: 'ACCEPTED', supplement_request: 'enc.v1.none' })) {
      const answer = `UPDATE ${table} SET answer = '${given}' RETURNING id`
      expect(await asked(bank, answer), table).toEqual([])
      expect((await asked(enterprise, answer)).length, table).toBeGreaterThan(0)
    }
    const terms = `UPDATE product_version SET terms = '{}', "publishedAt" = now() RETURNING version`
    expect(await asked(bank, terms)).toEqual([])
    expect(await asked(city.sessions.otherBank, terms)).toHaveLength(1) // its draft
    expect(await asked(city.sessions.otherBank, terms)).toEqual([]) // published now
  })

  it('is not told of by errors: taken or free, there or not, the answer is the same', async () => {
    const { enterprise } = city.sessions
    const theirs = rowOf('consent', (row) => row.enterpriseId === city.b.enterprise)
    const mine = rowOf('consent', (row) => row.enterpriseId === city.a.enterprise && row.institutionId === city.a.bank)
    expect(await addCopy(enterprise, 'consent', theirs, { id: theirs.id })).toBe('42501')
    expect(await addCopy(enterprise, 'consent', theirs)).toBe('42501')
    // One's own row may bear another's id, and cannot point at another's row, there or not.
    expect(await addCopy(enterprise, 'consent', mine, { id: theirs.id })).toBe('no error')
    const task = rowOf('pull_task', (row) => row.enterpriseId === city.a.enterprise)
    expect(await addCopy(enterprise, 'pull_task', task, { runId: city.idOf(city.b, 'pull_run') })).toBe('23503')
    expect(await addCopy(enterprise, 'pull_task', task, { runId: randomUUID() })).toBe('23503')
    // A condition that fails on another's row never meets it.
    expect(await attempt(enterprise, 'SELECT FROM consent WHERE 1 / ("enterpriseId" = $1)::int = 1', [city.a.enterprise])).toBe(
      'no error',
    )
    expect(
      await attempt(enterprise, 'SELECT FROM consent WHERE "enterpriseId" = $1 AND purpose::int = 1', [city.b.enterprise]),
    ).toBe('no error')
    for (const table of ['consent', 'application', 'pull_run'])
      expect(await attempt(enterprise, `UPDATE ${table} SET "enterpriseId" = $1`, [city.b.enterprise]), table).toBe('42501')
  })
})

describe('narrow functions', () => {
  it('queue a job under the sender’s own tenant, whatever the payload or key says', async () => {
    const { enterprise, otherEnterprise } = city.sessions
    const queue = "SELECT guard.enqueue('pull-source', $1, 'one key')"
    await asked(enterprise, queue, [JSON.stringify({ runId: 'mine', tenantId: city.b.enterprise, actorId: 'forged' })])
    await asked(otherEnterprise, queue, [JSON.stringify({ runId: 'theirs' })])
    const jobs = await owner('SELECT payload FROM graphile_worker._private_jobs ORDER BY id')
    expect(jobs).toEqual([
      { payload: { runId: 'mine', tenantId: city.a.enterprise, actorId: enterprise.accountId } },
      { payload: { runId: 'theirs', tenantId: city.b.enterprise, actorId: otherEnterprise.accountId } },
    ])
    for (const payload of [null, '[]', '"x"', 'null']) expect(await attempt(enterprise, queue, [payload])).toBe('22023')
    expect(await codeOf(poolOf('tenant').query("SELECT guard.enqueue('pull-source', '{}', 'k')"))).toBe('42501')
  })

  it('put a notice only on a board that the sender has business with', async () => {
    const send = (from: Session, to: string) => attempt(from, "SELECT guard.notify($1, NULL, NULL, 'kind', '{}', '/')", [to])
    const { enterprise, bank, office, operator } = city.sessions
    for (const to of [city.a.enterprise, city.a.bank, city.b.bank, office.organisationId, operator.organisationId])
      expect(await send(enterprise, to)).toBe('no error')
    expect(await send(enterprise, city.b.enterprise)).toBe('42501')
    expect(await send(enterprise, city.b.agency)).toBe('42501')
    expect(await send(bank, city.a.enterprise)).toBe('no error')
    expect(await send(bank, city.b.enterprise)).toBe('42501')
    expect(await send(bank, city.b.bank)).toBe('42501')
  })

  it('put the office’s look at an enterprise on record', async () => {
    const look = "SELECT guard.record_supervision($1, 'SUPERVISION', '{application}')"
    await tenantQuery('office', { sessionToken: city.sessions.office.token }, look, [[city.a.enterprise]])
    const seen = await asked(
      city.sessions.enterprise,
      `SELECT "readerOrganisationId" FROM access_record WHERE purpose = 'SUPERVISION'`,
    )
    expect(seen).toEqual([{ readerOrganisationId: city.sessions.office.organisationId }])
  })

  it('are these, each for these roles', async () => {
    const { rows } = await admin.query<{ line: string }>(`
      SELECT p.oid::regprocedure || ': ' || string_agg(rolname, ' ' ORDER BY rolname) AS line FROM pg_proc p, pg_roles r
      WHERE pronamespace IN ('guard'::regnamespace, 'totals'::regnamespace) AND rolname LIKE 'app\\_%' AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
      GROUP BY p.oid ORDER BY 1`)
    await expect(`${rows.map((row) => row.line).join('\n')}\n`).toMatchFileSnapshot('../../security/guard-functions.txt')
  })
})
