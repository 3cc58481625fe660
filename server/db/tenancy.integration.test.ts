import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorsOf, ask, type TestActor } from '@/tests/tenancy/actors'
import { catalogueFaults, loginRoles, policies } from '@/tests/tenancy/catalogue-faults'
import { type City, populate } from '@/tests/tenancy/populate'
import { isolationFaults, rightsOf } from '@/tests/tenancy/probes'

let admin: pg.Client
let city: City
let actors: TestActor[]
let rights: Awaited<ReturnType<typeof rightsOf>>

beforeAll(async () => {
  admin = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL })
  await admin.connect()
  city = await populate(admin)
  actors = actorsOf(city)
  rights = await rightsOf(admin)
})
afterAll(() => admin.end())

describe('the catalogue', () => {
  it('keeps every rule on every table, function and role', async () => {
    expect(await catalogueFaults(admin)).toEqual([])
  })

  it('is watched: a table without policies, a loose function, an owner’s view and a loose reference are reported', async () => {
    await admin.query(`BEGIN;
      CREATE TABLE forgotten ("enterpriseId" uuid, "consentId" uuid, "institutionId" uuid,
        CONSTRAINT loose FOREIGN KEY ("enterpriseId", "consentId") REFERENCES consent ("enterpriseId", id));
      GRANT SELECT ON forgotten TO app_tenant;
      CREATE VIEW everyone AS SELECT * FROM enterprise;
      CREATE FUNCTION guard.loose() RETURNS void LANGUAGE sql SECURITY DEFINER AS '';
      GRANT EXECUTE ON FUNCTION guard.loose() TO PUBLIC;
      CREATE ROLE app_new LOGIN BYPASSRLS;
      GRANT SELECT ON guard.session TO app_auth`)
    const faults = await catalogueFaults(admin)
    await admin.query('ROLLBACK')
    expect(faults).toEqual(
      [
        'forgotten: app_tenant may SELECT without a policy',
        'forgotten: row-level security is not enabled and forced',
        'everyone: a view with its owner’s rights'.replace('’', "'"),
        'guard.loose(): anyone may execute it',
        "guard.loose(): security definer without a fixed search_path, or not the guard's",
        'app_new: may set row-level security aside',
        'app_new: logs in but is not on the list',
        'guard.session: app_auth may reach it',
        'loose: a reference across tenants, by FOREIGN KEY ("enterpriseId", "consentId") REFERENCES consent("enterpriseId", id)',
      ].sort(),
    )
  })

  it('binds every reference by a key, save those named here', async () => {
    const { rows } = await admin.query<{ column: string }>(`
      SELECT c.relname || '.' || attname AS "column" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0
      WHERE c.relnamespace = 'public'::regnamespace AND relkind = 'r' AND attname ~ '^(consent|portrait|application|product|run|batch|branch|snapshot|reverses)Id$'
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE conrelid = c.oid AND contype = 'f' AND attnum = ANY (conkey)) ORDER BY 1`)
    expect(rows.map((row) => row.column)).toEqual([
      'access_record.applicationId', // written by guard.open_portrait only
      'access_record.consentId',
      'access_record.portraitId',
      'application_draft.productId', // a working paper; the application it becomes is bound
      'consent.applicationId', // the consent comes first
      'document.consentId', // held when it is drawn
      'pull_run.portraitId', // all of one enterprise
      'pull_task.snapshotId',
      'refused_answer.runId',
    ])
  })

  it('lets nobody edit or delete what is appended', async () => {
    const { rows } = await admin.query<{ right: string }>(
      `
      SELECT DISTINCT c.relname || ': ' || rolname || ' ' || privilege AS right
      FROM pg_class c, pg_roles r, unnest(ARRAY['UPDATE', 'DELETE']) AS privilege
      WHERE c.relnamespace = 'public'::regnamespace AND relkind = 'r' AND rolname = ANY ($1)
        AND (has_table_privilege(r.oid, c.oid, privilege) OR privilege = 'UPDATE' AND has_any_column_privilege(r.oid, c.oid, 'UPDATE'))`,
      [loginRoles],
    )
    const allowed = rows.map((row) => row.right)
    const appendOnly = [
      'access_record',
      'application_event',
      'consent_event',
      'contact_log',
      'decision',
      'disbursement',
      'due_diligence_note',
      'ledger_entry',
      'recommendation',
      'refused_answer',
      'repayment',
      'report_batch',
      'report_reference',
      'snapshot',
    ]
    expect(appendOnly.filter((table) => !city.tables.has(table))).toEqual([])
    expect(allowed.filter((right) => appendOnly.includes(right.split(':')[0] ?? ''))).toEqual([])
    // The only rows that ever go: an enterprise's working paper, and failed sign-ins after a day.
    expect(allowed.filter((right) => right.endsWith('DELETE')).sort()).toEqual([
      'application_draft: app_tenant DELETE',
      'sign_in_failure: app_auth DELETE',
    ])
    expect(allowed).toContain('consent: app_tenant UPDATE') // the query does find rights
  })

  it('keeps the operator away from what is confidential between an enterprise and its banks', () => {
    const confidential = [
      'portrait',
      'snapshot',
      'consent',
      'application',
      'decision',
      'offer',
      'due_diligence_note',
      'disbursement',
    ]
    expect(confidential.filter((table) => rights('operator', table).read.length)).toEqual([])
    expect(rights('operator', 'account').read).not.toContain('passwordHash')
    for (const role of ['tenant', 'office']) expect(rights(role, 'account').read).not.toContain('contact')
  })
})

describe('rows', () => {
  it('exist in every table, of more than one tenant', () => {
    for (const table of city.tables.values()) expect(table.rows.length, table.name).toBeGreaterThan(1)
  })

  it('are read to the row as meant, and none of another is changed or added, by any kind of actor', async () => {
    expect(await isolationFaults(city, rights, actors)).toEqual([])
  })

  it('leak visibly with any one policy opened', async () => {
    const closed = (await policies(admin)).filter((policy) => !policy.onPurpose)
    expect(closed.length).toBeGreaterThan(90)
    const unseen: string[] = []
    for (const { table, name, role, using, check } of closed) {
      const alter = (expression: [string | null, string | null]) =>
        admin.query(
          `ALTER POLICY "${name}" ON ${table}${using === null ? '' : ` USING (${expression[0]})`}${check === null ? '' : ` WITH CHECK (${expression[1]})`}`,
        )
      await alter(['true', 'true'])
      const reported = (await catalogueFaults(admin)).some((fault) => fault === `${table}.${name}: does not ask the guard`)
      const leaks = await isolationFaults(city, rights, actors, { role, table })
      if (!reported || leaks.length === 0) unseen.push(`${table}.${name}`)
      await alter([using, check])
    }
    expect(unseen).toEqual([])
    expect(await catalogueFaults(admin)).toEqual([])
  }, 60_000)

  it('of a prepared world are seen by those who should: the probes are not blind', async () => {
    const enterprise = actors[0] as TestActor
    expect(await ask(enterprise, 'SELECT count(*)::int AS n FROM application')).toEqual([{ n: 2 }])
    expect(await ask(actors[1] as TestActor, 'SELECT count(*)::int AS n FROM application')).toEqual([{ n: 1 }])
  })
})
