import type pg from 'pg'
import { PrismaClient } from '@/server/generated/prisma/client'
import { tenantAdapter, tenantPool } from './pool'

/** The login roles of the database (migrations/*_tenancy): each process gets the URLs of its own only. */
export const databaseRoles = ['tenant', 'office', 'operator', 'auth', 'public', 'worker'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

const connections: Record<DatabaseRole, number> = { tenant: 12, office: 4, operator: 3, auth: 6, public: 4, worker: 6 }

type Store = { databasePools?: Map<DatabaseRole, pg.Pool>; databaseClients?: Map<DatabaseRole, PrismaClient> }
const store = globalThis as Store // survives hot reload, or development would run out of connections

/** The pool of a login role. Throws where the process was not given that role. */
export function poolOf(role: DatabaseRole): pg.Pool {
  store.databasePools ??= new Map()
  let pool = store.databasePools.get(role)
  if (!pool) {
    const name = `${role.toUpperCase()}_DATABASE_URL`
    const url = process.env[name]
    if (!url) throw new Error(`${name} is not set: this process may not act as ${role}`)
    pool = tenantPool(url, connections[role])
    store.databasePools.set(role, pool)
  }
  return pool
}

/** Prisma as a login role. Outside a transaction of ./transaction it sees only what needs no context. */
export function clientOf(role: DatabaseRole): PrismaClient {
  store.databaseClients ??= new Map()
  let client = store.databaseClients.get(role)
  if (!client) {
    client = new PrismaClient({ adapter: tenantAdapter(poolOf(role)) })
    store.databaseClients.set(role, client)
  }
  return client
}

/** Closes every connection; for the end of a process or of a test file. */
export async function closeDatabase(): Promise<void> {
  await Promise.all([...(store.databaseClients?.values() ?? [])].map((client) => client.$disconnect()))
  await Promise.all([...(store.databasePools?.values() ?? [])].map((pool) => (pool.ended ? undefined : pool.end())))
  store.databaseClients = undefined
  store.databasePools = undefined
}
