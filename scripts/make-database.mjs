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

/** A sentence that says what to do about a database that cannot be used. */
function remedyFor(error, url) {
  const { hostname, port, username } = new URL(url)
  const place = `${hostname}:${port || 5432}`
  if (['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH'].includes(error.code) || /timeout/.test(error.message))
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

/** @returns the migrations applied now, and the installation's secrets */
export async function makeDatabase({ ownerUrl, dataDir, reset = false }) {
  const name = nameOf(ownerUrl)
  try {
    const server = await connectTo(ownerUrl, 'postgres')
    const id = pg.escapeIdentifier(name)
    try {
      const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [name])
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
