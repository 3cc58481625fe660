// After the migrations: the job queue's tables, and a password for each login role. The processes of the product get the
// URLs of their own roles only; nobody but this script, the migrations and the seed connects as the owner.
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'

export const webRoles = ['tenant', 'office', 'operator', 'auth', 'public']
export const workerRoles = ['worker', 'jobs']
export const sequencerRoles = ['sequencer']

/** The installation's secrets, made once and kept readable by their owner only. */
export function readSecrets(file) {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true })
    const made = { databasePasswords: randomBytes(32).toString('hex'), nextAuth: randomBytes(32).toString('hex') }
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

const passwordOf = (role, secret) => createHmac('sha256', secret).update(`app_${role}`).digest('base64url')

/** Environment variables such as TENANT_DATABASE_URL for these roles. */
export function roleUrls(ownerUrl, secret, roles) {
  return Object.fromEntries(
    roles.map((role) => {
      const url = new URL(ownerUrl)
      url.username = `app_${role}`
      url.password = passwordOf(role, secret)
      return [`${role.toUpperCase()}_DATABASE_URL`, url.href]
    }),
  )
}

/** Brings the job queue's schema up to date and lets its two users in. */
async function prepareJobs(client, ownerUrl) {
  const { runMigrations } = await import('graphile-worker')
  const quiet = await import('graphile-worker').then(({ Logger }) => new Logger(() => () => {}))
  await runMigrations({ connectionString: ownerUrl, logger: quiet })
  await client.query(`
    GRANT USAGE ON SCHEMA graphile_worker TO app_jobs, tenancy_guard;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO app_jobs, tenancy_guard;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO app_jobs, tenancy_guard;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO app_jobs, tenancy_guard;
    DO $$
    DECLARE
      queue_table text;
    BEGIN
      FOR queue_table IN SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity
          AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) LOOP
        EXECUTE format('CREATE POLICY queue ON graphile_worker.%I TO app_jobs, tenancy_guard USING (true)', queue_table);
      END LOOP;
    END
    $$`)
}

export async function prepareDatabase(ownerUrl, secret) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(72707370)')
    await prepareJobs(client, ownerUrl)
    for (const role of [...webRoles, ...workerRoles, ...sequencerRoles]) {
      await client.query(`ALTER ROLE app_${role} PASSWORD ${client.escapeLiteral(passwordOf(role, secret))}`)
    }
  } finally {
    await client.end()
  }
}
