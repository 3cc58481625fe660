// A database ready for the product: reachable, migrated, its login roles with passwords.
import path from 'node:path'
import pg from 'pg'
import { prepareDatabase, readSecrets } from './database-roles.mjs'
import { migrate } from './migrate.mjs'
import { Remedy } from './remedy.mjs'

const nameOf = (url) => decodeURIComponent(new URL(url).pathname.slice(1)) || 'postgres'

async function connectTo(url, database) {
  const target = new URL(url)
  if (database) target.pathname = `/${database}`
  const client = new pg.Client({ connectionString: target.href, connectionTimeoutMillis: 10_000 })
  await client.connect()
  return client
}

const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']
/** `uuidv7()` and the built-in locale are of this version. */
const oldestServer = 180_000

/** A sentence that says what to do about a database that cannot be used. */
function remedyFor(error, url) {
  const { hostname, port, username } = new URL(url)
  const place = `${hostname}:${port || 5432}`
  if (unreachable.includes(error.code) || /timeout|terminated unexpectedly/.test(error.message))
    return new Remedy(
      `No PostgreSQL answers at ${place} (DATABASE_URL). Start it, or correct the address, or unset DATABASE_URL to use the built-in server.`,
    )
  if (error.code === '28P01' || error.code === '28000')
    return new Remedy(`PostgreSQL at ${place} refuses the user "${username}" (DATABASE_URL). Correct the user name or password.`)
  return error
}

/**
 * Whether everything that must be sealed is: the constraints that ask for it hold for every row. Where there is nothing from
 * before they are declared to hold; otherwise prisma/keys/seal-existing.ts has work to do.
 */
export async function isSealed(ownerUrl) {
  const client = await connectTo(ownerUrl)
  try {
    const { rows } = await client.query(
      `SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_expr(conbin, conrelid) AS holds
       FROM pg_constraint WHERE conname LIKE '%\\_sealed' AND contype = 'c' AND NOT convalidated`,
    )
    for (const { table, name, holds } of rows) {
      if ((await client.query(`SELECT FROM ${table} WHERE NOT (${holds}) LIMIT 1`)).rowCount) return false
      await client.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`)
    }
    return true
  } finally {
    await client.end()
  }
}

/** Whether anything was ever erased for good. */
export async function hasErasures(ownerUrl) {
  const client = await connectTo(ownerUrl)
  try {
    return (await client.query(`SELECT FROM guard.erasure WHERE verdict = 'CONFIRM' LIMIT 1`)).rowCount > 0
  } finally {
    await client.end()
  }
}

/** Refuses to drop what somebody is using: a running product would lose its database under its feet. */
export async function assertUnused(server, name) {
  const { rows } = await server.query(
    `SELECT count(*)::int AS used FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
    [name],
  )
  if (rows[0].used > 0)
    throw new Remedy(
      `The database "${name}" is in use by ${rows[0].used} connection(s). Stop the running product first (Ctrl-C), then try again.`,
    )
}

/** How many enterprises the demonstration city in this database was founded with. */
export async function citySize(ownerUrl) {
  const client = await connectTo(ownerUrl)
  try {
    const { rows } = await client.query(
      `SELECT (body ->> 'enterprises')::int AS size FROM public.ledger_entry WHERE act = 'platform.city-founded' LIMIT 1`,
    )
    return rows[0].size
  } finally {
    await client.end()
  }
}

/** @returns the migrations applied now, and the installation's secrets */
export async function makeDatabase({ ownerUrl, dataDir, reset = false }) {
  if (!/^postgres(ql)?:\/\//.test(ownerUrl) || !URL.canParse(ownerUrl))
    throw new Remedy('DATABASE_URL is not an address. It looks like this: postgresql://user:password@host:5432/credit_easy_loan')
  const name = nameOf(ownerUrl)
  try {
    const server = await connectTo(ownerUrl, 'postgres')
    const id = pg.escapeIdentifier(name)
    try {
      const { rows: versions } = await server.query('SHOW server_version_num')
      if (Number(versions[0].server_version_num) < oldestServer)
        throw new Remedy(
          `The server of DATABASE_URL is older than PostgreSQL 18. Use version 18 or later, or unset DATABASE_URL.`,
        )
      const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [name])
      if (rowCount && reset) await assertUnused(server, name)
      if (rowCount && reset) await server.query(`DROP DATABASE ${id} WITH (FORCE)`)
      if (!rowCount || reset) await server.query(`CREATE DATABASE ${id} TEMPLATE template0 ENCODING 'UTF8'`)
      const { rows } = await server.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')
      if (!rows[0].rolsuper)
        throw new Remedy(
          `The user of DATABASE_URL makes roles and owns the migrations: give it superuser rights for the installation (ALTER ROLE … SUPERUSER). The product itself never connects as it.`,
        )
    } finally {
      await server.end()
    }
  } catch (error) {
    throw remedyFor(error, ownerUrl)
  }
  const applied = await migrate(ownerUrl)
  const secrets = readSecrets(path.join(dataDir, 'secrets.json'))
  await prepareDatabase(ownerUrl, secrets.databasePasswords)
  return { applied, secrets }
}
