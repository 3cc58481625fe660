import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { type City, populate } from '@/tests/tenancy/populate'
import { aSession, as, owner } from '@/tests/world'
import { type DatabaseRole, poolOf } from './client'
import { enterQuery, tenantPool } from './pool'
import { tenantQuery } from './transaction'

let admin: pg.Client
let city: City
const connections: pg.Client[] = []

const urlOf = (role: DatabaseRole) => process.env[`${role.toUpperCase()}_DATABASE_URL`]

/** A plain connection of a login role: what an injection has, and more. */
async function login(role: DatabaseRole): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: urlOf(role) })
  await client.connect()
  connections.push(client)
  return client
}
const enter = (client: pg.Client, session: Session) => client.query(enterQuery({ sessionToken: session.token }))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  )
const visible = async (client: pg.Client | pg.Pool) => (await client.query('SELECT FROM enterprise')).rowCount
const contextOf = async (client: pg.Client) => {
  const { rows } = await client.query<{ own: string }>("SELECT current_setting('guard.context') AS own")
  return rows[0]?.own ?? ''
}

beforeAll(async () => {
  admin = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL })
  await admin.connect()
  city = await populate(admin)
})
afterEach(() => Promise.all(connections.splice(0).map((client) => client.end())))
afterAll(() => admin.end())

describe('a context', () => {
  it('cannot be written by hand, nor altered', async () => {
    const client = await login('tenant')
    const { accountId, organisationId } = city.sessions.enterprise
    const claims = accountId + organisationId
    for (const forged of [
      '',
      claims,
      `${claims}${'0'.repeat(64)}ENTERPRISE`,
      `${claims}${'0'.repeat(64)}OFFICE`,
      'x'.repeat(300),
    ]) {
      await client.query("SELECT set_config('guard.context', $1, false)", [forged])
      expect(await visible(client)).toBe(0)
    }
    await client.query('BEGIN')
    await enter(client, city.sessions.enterprise)
    expect(await visible(client)).toBe(1)
    const own = await contextOf(client)
    const changes = [own.replaceAll(organisationId, city.b.enterprise), own.replace(/ENTERPRISE$/, 'OFFICE'), `${own}x`]
    for (const changed of changes) {
      expect(changed).not.toBe(own)
      await client.query("SELECT set_config('guard.context', $1, true)", [changed])
      expect(await visible(client)).toBe(0)
    }
    await client.query("SELECT set_config('guard.context', $1, true)", [own]) // the control: it was the seal that refused
    expect(await visible(client)).toBe(1)
  })

  it('is good in its own transaction and connection only', async () => {
    const [one, two] = [await login('tenant'), await login('tenant')]
    await one.query('BEGIN')
    await enter(one, city.sessions.enterprise)
    const own = await contextOf(one)
    await two.query("SELECT set_config('guard.context', $1, false)", [own])
    expect(await visible(two)).toBe(0)
    await one.query("SELECT set_config('guard.context', $1, false)", [own])
    expect(await visible(one)).toBe(1)
    await one.query('COMMIT')
    expect(await visible(one)).toBe(0)
  })

  it('ends with the key that sealed it', async () => {
    const client = await login('tenant')
    await client.query('BEGIN')
    await enter(client, city.sessions.enterprise)
    expect(await visible(client)).toBe(1)
    await owner('SELECT guard.rotate_key()')
    expect(await visible(client)).toBe(0)
  })

  it('ends with its transaction, whatever a pooled connection did before', async () => {
    const single = tenantPool(urlOf('tenant') ?? '', 1)
    const connection = await single.connect()
    const { sessions } = city
    const inContext = async (session: Session, text: string, values: unknown[] = []) => {
      await connection.query('BEGIN')
      try {
        await connection.query(enterQuery({ sessionToken: session.token }))
        const { rows } = await connection.query({ name: 'same', text, values })
        await connection.query('COMMIT')
        return rows
      } catch (error) {
        await connection.query('ROLLBACK')
        throw error
      }
    }
    // One prepared statement, tenant after tenant, past the switch to a generic plan.
    for (let turn = 0; turn < 16; turn++) {
      const session = turn % 2 ? sessions.enterprise : sessions.otherEnterprise
      const rows = await inContext(session, 'SELECT "enterpriseId" FROM enterprise WHERE name <> $1', [''])
      expect(rows).toEqual([{ enterpriseId: session.organisationId }])
      expect((await connection.query('SELECT FROM enterprise')).rowCount).toBe(0)
    }
    connection.release()
    expect(await visible(single)).toBe(0)
    await single.end()
    expect(await codeOf(tenantQuery('tenant', { sessionToken: sessions.enterprise.token }, 'SELECT 1/0'))).toBe('22012')
    expect(await visible(poolOf('tenant'))).toBe(0)
  })

  it('is entered on connections that take no second statement and leave none behind', async () => {
    const pool = poolOf('tenant')
    const token = { sessionToken: city.sessions.enterprise.token }
    expect(await codeOf(pool.query('SELECT 1; SELECT 2'))).toBe('42601')
    expect(await codeOf(tenantQuery('tenant', token, 'SELECT 1; COMMIT'))).toBe('42601')
    // Even a whole statement in an attacker's hands cannot take the place of the one that enters.
    const single = tenantPool(urlOf('tenant') ?? '', 1)
    await single.query("PREPARE entering (text) AS SELECT set_config('stolen.token', $1, false)")
    await single.query(enterQuery(token))
    expect((await single.query("SELECT current_setting('stolen.token', true) AS token")).rows).toEqual([{ token: null }])
    await single.end()
  })

  it('is refused to a session that is unknown, closed, expired or idle too long, and to one whose holder is out', async () => {
    const { organisationId } = city.sessions.otherEnterprise
    const people: Session[] = []
    for (let n = 0; n < 6; n++) people.push(await aSession(organisationId, ['ENTERPRISE_STAFF']))
    const [closed, expired, idle, left, disabled, fine] = people as [Session, Session, Session, Session, Session, Session]
    const session = (set: string, of: Session) =>
      owner(`UPDATE guard.session SET ${set} WHERE actor_id = $1`, [of.accountId]).then(() => of.token)
    await poolOf('tenant').query('SELECT guard.close_session($1)', [closed.token])
    await session("expires_at = now() - interval '1 s'", expired)
    await session("seen_at = now() - interval '1 hour 1 s'", idle)
    await owner('UPDATE membership SET "disabledAt" = now() WHERE "accountId" = $1', [left.accountId])
    await owner('UPDATE account SET "disabledAt" = now() WHERE id = $1', [disabled.accountId])
    for (const token of ['unknown', ...[closed, expired, idle, left, disabled].map((of) => of.token)]) {
      expect(await codeOf(tenantQuery('tenant', { sessionToken: token }, 'SELECT FROM enterprise'))).toBe('28000')
      expect((await poolOf('auth').query('SELECT FROM guard.whoami($1)', [token])).rowCount).toBe(0)
    }
    expect(await tenantQuery('tenant', { sessionToken: fine.token }, 'SELECT FROM enterprise')).toHaveLength(1)
    await owner('UPDATE organisation SET "disabledAt" = now() WHERE id = $1', [organisationId])
    expect(await codeOf(as(fine, (tx) => tx.enterprise.count()))).not.toBe('no error')
    await owner('UPDATE organisation SET "disabledAt" = NULL WHERE id = $1', [organisationId])
  })

  it('of a job is for the worker’s login only', async () => {
    const job = { jobId: randomUUID(), tenantId: city.a.enterprise }
    expect(await tenantQuery('worker', job, 'SELECT "enterpriseId" FROM enterprise')).toEqual([
      { enterpriseId: city.a.enterprise },
    ])
    for (const role of ['tenant', 'office', 'operator', 'auth', 'public'] as const)
      expect(await codeOf(tenantQuery(role, job, 'SELECT')), role).toBe('42501')
  })

  it('cannot be got around by anything a login role may run', async () => {
    const client = await login('tenant')
    await client.query('BEGIN')
    await enter(client, city.sessions.enterprise)
    const refused: [string, string][] = [
      ["SET session_replication_role = 'replica'", '42501'],
      ['SET ROLE tenancy_owner', '42501'],
      ['SET ROLE app_office', '42501'],
      ['SET SESSION AUTHORIZATION tenancy_guard', '42501'],
      ['SET row_security = off; SELECT * FROM consent', '42501'],
      ['ALTER TABLE consent DISABLE ROW LEVEL SECURITY', '42501'],
      ['DROP POLICY giver ON consent', '42501'],
      ['SELECT * FROM guard.context_key', '42501'],
      ['SELECT * FROM guard.session', '42501'],
      ["SELECT guard.seal('x')", '42501'],
      ["SELECT guard.set_context('OFFICE', gen_random_uuid(), gen_random_uuid())", '42501'],
      ["SELECT guard.whoami('x')", '42501'],
      ['SELECT guard.enter_job(gen_random_uuid(), gen_random_uuid())', '42501'],
      ["SELECT guard.record_supervision('{}', '', '{}')", '42501'],
      ['SELECT guard.consents_past_end(1)', '42501'],
      ['SELECT guard.rotate_key()', '42501'],
      ["SELECT graphile_worker.add_job('x')", '42501'],
      ['SELECT * FROM _prisma_migrations', '42501'],
      ['CREATE TEMP TABLE context_key (inner_pad bytea)', '42501'],
      ['CREATE FUNCTION public.uuid_eq(uuid, uuid) RETURNS boolean RETURN true', '42501'],
      ['CREATE SCHEMA pg_temp_shadow', '42501'],
      ['TRUNCATE consent', '42501'],
      ['DELETE FROM consent', '42501'],
      ['UPDATE consent SET "dataClasses" = \'{}\'', '42501'],
      ["UPDATE ledger_entry SET body = '{}'", '42501'],
      ['SELECT * FROM pg_statistic', '42501'],
      ['SELECT * FROM pg_prepared_statements', '42501'],
      ['SELECT lo_create(0)', '42501'],
      ["SELECT query_to_xml('EXPLAIN SELECT FROM consent', true, true, '')", '0A000'],
      ["SELECT query_to_xml('DEALLOCATE ALL', true, true, '')", '0A000'],
      ['DO $$ BEGIN END $$', '42501'],
    ]
    for (const [text, code] of refused) {
      await client.query('SAVEPOINT attempt')
      expect(await codeOf(client.query(text)), text).toBe(code)
      await client.query('ROLLBACK TO attempt')
    }
    await client.query('SET search_path = pg_temp, guard, public')
    expect(await visible(client)).toBe(1)
    // Planner statistics of values are shown only for tables without row-level security.
    await admin.query('ANALYZE')
    expect((await client.query("SELECT most_common_vals FROM pg_stats WHERE tablename = 'consent'")).rows).toEqual([])
  })
})
