import type pg from 'pg'

export const loginRoles = [
  'app_tenant',
  'app_office',
  'app_operator',
  'app_auth',
  'app_worker',
  'app_public',
  'app_jobs',
  'app_sequencer',
] as const

/**
 * Policies that ask no context on purpose. `guard`: of a role nobody logs in as, for the definer functions. `auth`: sign-in
 * and registration happen before there is a context; that login is a credential of its own. `published`: for everybody.
 */
const asksNoGuard = (policy: string) =>
  policy.endsWith('.guard') ||
  [
    'organisation.auth',
    'enterprise.auth',
    'person.auth',
    'account.auth',
    'membership.auth',
    'invitation.auth',
    'enterprise_claim.auth',
    'recovery_challenge.auth',
    'sign_in_failure.auth',
    'agency.auth',
    'ledger_entry.auth',
    'notice.auth',
    'institution.published',
    'branch.published',
    'product.published',
    'product_version.published',
  ].includes(policy)

type Policy = {
  table: string
  name: string
  role: string
  command: string
  using: string | null
  check: string | null
  everyone: boolean
}

export async function policies(admin: pg.Client): Promise<(Policy & { onPurpose: boolean })[]> {
  const { rows } = await admin.query<Policy>(`
    SELECT polrelid::regclass::text AS "table", polname AS name, (SELECT rolname FROM pg_roles WHERE oid = polroles[1]) AS role,
      polcmd AS command, pg_get_expr(polqual, polrelid) AS using, pg_get_expr(polwithcheck, polrelid) AS "check", 0 = ANY (polroles) AS everyone
    FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1, 2`)
  return rows.map((row) => ({ ...row, onPurpose: asksNoGuard(`${row.table}.${row.name}`) }))
}

const relationFaults = `
  WITH login AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ANY ($1)),
  relation AS (SELECT c.*, c.oid::regclass::text AS name, n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname IN ('public', 'guard', 'graphile_worker'))
  -- _prisma_migrations holds no tenant's rows, and no login role may touch it (next but one).
  SELECT name || ': row-level security is not enabled and forced' AS fault FROM relation
    WHERE nspname = 'public' AND relkind IN ('r', 'p') AND relname <> '_prisma_migrations' AND NOT (relrowsecurity AND relforcerowsecurity)
  UNION ALL
  SELECT name || ': ' || rolname || ' may ' || privilege || ' without a policy' FROM relation, login,
    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'], ARRAY['r', 'a', 'w', 'd']) AS p (privilege, command)
    WHERE nspname = 'public' AND relkind IN ('r', 'p')
      AND (has_table_privilege(login.oid, relation.oid, privilege)
        OR privilege <> 'DELETE' AND has_any_column_privilege(login.oid, relation.oid, privilege))
      AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = relation.oid AND login.oid = ANY (polroles) AND polcmd IN ('*', command::"char"))
  UNION ALL
  -- The secrets are for the guard alone; the queue for its own login (a job reaches tenants' rows as app_worker only).
  SELECT name || ': ' || rolname || ' may reach it' FROM relation, login
    WHERE relkind IN ('r', 'p', 'v', 'm') AND (nspname = 'guard' OR relname = '_prisma_migrations' OR nspname = 'graphile_worker' AND rolname <> 'app_jobs')
      AND (has_any_column_privilege(login.oid, relation.oid, 'SELECT, INSERT, UPDATE') OR has_table_privilege(login.oid, relation.oid, 'DELETE'))
  UNION ALL
  SELECT name || ': ' || rolname || ' may ' || privilege FROM relation, login, unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
    WHERE relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege(login.oid, relation.oid, privilege)
  UNION ALL
  SELECT name || ': a view with its owner''s rights' FROM relation
    WHERE nspname = 'public' AND relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)
  UNION ALL
  SELECT name || ': a materialized view cannot have policies, and ' || rolname || ' reads it' FROM relation, login
    WHERE relkind = 'm' AND has_table_privilege(login.oid, relation.oid, 'SELECT')
  UNION ALL
  SELECT conname || ': a reference across tenants, by ' || pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN relation ON relation.oid = conrelid
    WHERE contype = 'f' AND nspname = 'public' AND EXISTS (
      -- The tenant column that both tables have must be part of the reference.
      SELECT FROM pg_attribute mine JOIN pg_attribute theirs ON theirs.attname = mine.attname
      WHERE mine.attrelid = conrelid AND theirs.attrelid = confrelid
        AND mine.attname IN ('enterpriseId', 'institutionId', 'organisationId', 'agencyId')
        AND NOT mine.attnum = ANY (conkey))`

const roleFaults = `
  WITH login AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ANY ($1))
  SELECT oid::regprocedure || ': security definer without a fixed search_path, or not the guard''s' AS fault FROM pg_proc
    WHERE prosecdef AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      AND NOT (proowner = 'tenancy_guard'::regrole AND coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false))
  UNION ALL
  SELECT p.oid::regprocedure || ': anyone may execute it' FROM pg_proc p
    WHERE pronamespace IN ('guard'::regnamespace, 'totals'::regnamespace, 'public'::regnamespace) AND has_function_privilege('public', p.oid, 'EXECUTE')
  UNION ALL
  SELECT rolname || ': may set row-level security aside' FROM pg_roles
    WHERE (rolname LIKE 'app\\_%' OR rolname LIKE 'tenancy\\_%') AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)
  UNION ALL
  SELECT rolname || ': logs in but is not on the list' FROM pg_roles WHERE rolname LIKE 'app\\_%' AND NOT rolname = ANY ($1)
  UNION ALL
  SELECT rolname || ': may log in' FROM pg_roles WHERE rolname LIKE 'tenancy\\_%' AND rolcanlogin
  UNION ALL
  SELECT rolname || ': is a member of another role' FROM login JOIN pg_auth_members ON member = login.oid
  UNION ALL
  SELECT rolname || ': owns ' || classid::regclass || ' ' || objid FROM login JOIN pg_shdepend ON refobjid = login.oid
    WHERE deptype = 'o' AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL
  SELECT rolname || ': may create in ' || nspname FROM login, pg_namespace WHERE has_schema_privilege(login.oid, pg_namespace.oid, 'CREATE')
  UNION ALL
  SELECT rolname || ': may enter ' || nspname FROM login, pg_namespace
    WHERE has_schema_privilege(login.oid, pg_namespace.oid, 'USAGE')
      AND (nspname = 'graphile_worker') <> (rolname = 'app_jobs') AND nspname IN ('public', 'guard', 'graphile_worker')
  UNION ALL
  SELECT rolname || ': may create temporary objects' FROM login WHERE has_database_privilege(login.oid, current_database(), 'TEMP')`

/** Every way in which the catalogue departs from the rules of ADR 0002; new tables, functions and roles are found by themselves. */
export async function catalogueFaults(admin: pg.Client): Promise<string[]> {
  const found = await Promise.all(
    [relationFaults, roleFaults].map(async (text) => (await admin.query<{ fault: string }>(text, [loginRoles])).rows),
  )
  const policyFaults = (await policies(admin)).flatMap(({ table, name, using, check, everyone, onPurpose }) => [
    ...(everyone ? [`${table}.${name}: applies to everyone`] : []),
    ...[using, check]
      .filter((expression) => expression !== null && !expression.includes('( SELECT guard.') && !onPurpose)
      .map(() => `${table}.${name}: does not ask the guard`),
  ])
  return [...found.flat().map((row) => row.fault), ...policyFaults].sort()
}
