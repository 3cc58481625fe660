import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeLeafWaits } from '@/server/ledger/leaf-waits.repository'
import { roleUrls, sequencerRoles, webRoles, workerRoles } from '../scripts/database-roles.mjs'
import { testSecret } from './postgres.global'
import { startSequencer, stopSequencer } from './standing-sequencer'

// A database of its own for every test file, cloned from the migrated template.
const name = `test_${process.env.VITEST_POOL_ID}`
const urlOf = (database: string) => `postgresql://owner:owner@127.0.0.1:${inject('databasePort')}/${database}`

process.env.OWNER_DATABASE_URL = urlOf(name)
process.env.NEXTAUTH_SECRET = 'integration tests'
// Papers that lead back to the platform are written with its address or not at all.
process.env.NEXTAUTH_URL = 'http://localhost:3000'
process.env.KEY_ENCRYPTION_FILE = inject('keyFile')
Object.assign(process.env, roleUrls(urlOf(name), testSecret, [...webRoles, ...workerRoles, ...sequencerRoles]))

beforeAll(async () => {
  const admin = new pg.Client(urlOf('postgres'))
  await admin.connect()
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template_app`)
  // Privileges on a database are not cloned with it.
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
  await admin.query(
    `GRANT CONNECT ON DATABASE ${name} TO app_tenant, app_office, app_operator, app_auth, app_worker, app_public, app_jobs, app_sequencer`,
  )
  await admin.end()
  startSequencer()
})

afterAll(async () => {
  await stopSequencer()
  await closeLeafWaits()
  const { closeDatabase } = await import('@/server/db/client')
  await closeDatabase()
})
