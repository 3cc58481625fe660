import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareDatabase } from '../scripts/database-roles.mjs'
import { migrate } from '../scripts/migrate.mjs'
import { startPostgres, stopPostgres } from '../scripts/postgres.mjs'
import { newKeyMaterial, textOf } from '../server/keys/key-encryption'

declare module 'vitest' {
  interface ProvidedContext {
    databasePort: number
    keyFile: string
  }
}

export const testSecret = 'integration tests'

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** One throw-away server a run; migrated once, cloned for every test file. */
export default async function setup(project: TestProject) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'credit-easy-loan-'))
  chmodSync(root, 0o755) // run as root, the server has another account, which must be able to enter
  const dataDir = path.join(root, 'data')
  const server = startPostgres({ dataDir, port: await freePort(), test: true })
  const admin = new pg.Client(server.urlOf('postgres'))
  await admin.connect()
  await admin.query('CREATE DATABASE template_app')
  await migrate(server.urlOf('template_app'))
  await prepareDatabase(server.urlOf('template_app'), testSecret)
  await admin.query('ALTER DATABASE template_app WITH is_template true')
  await admin.end()
  project.provide('databasePort', server.port)
  const keyFile = path.join(root, 'encryption.json')
  writeFileSync(keyFile, textOf(newKeyMaterial()), { mode: 0o600 })
  project.provide('keyFile', keyFile)
  return () => {
    stopPostgres(dataDir, 'immediate')
    rmSync(root, { recursive: true, force: true })
  }
}
