#!/usr/bin/env node
// npm run replay -- --sample N [--seed TEXT]: draws past portraits again out of their own snapshots, card and day, and compares
// the bytes. Against the installation in .data (DATA_DIR) while it runs, or against DATABASE_URL.
import { spawn } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { readSecrets, roleUrls, workerRoles } from './database-roles.mjs'
import { encryptionKeys } from './environment.mjs'
import { databaseName, startPostgres } from './postgres.mjs'

const root = path.resolve(import.meta.dirname, '..')
process.chdir(root)
const dataDir = path.resolve(process.env.DATA_DIR ?? '.data')
const port = Number(process.env.PGPORT ?? 54_329)
const server = process.env.DATABASE_URL ? null : startPostgres({ dataDir: path.join(dataDir, 'pg'), port })
const ownerUrl = process.env.DATABASE_URL ?? server.urlOf(databaseName)
const { databasePasswords } = readSecrets(path.join(dataDir, 'secrets.json'))
const { OWNER_DATABASE_URL: _, DATABASE_URL: __, ...inherited } = process.env
const child = spawn(
  process.execPath,
  ['--conditions=react-server', '--import=tsx', 'scripts/replay.ts', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: {
      ...inherited,
      TZ: 'Asia/Shanghai',
      KEY_ENCRYPTION_FILE: encryptionKeys(path.join(dataDir, 'keys')),
      ...roleUrls(ownerUrl, databasePasswords, workerRoles),
    },
  },
)
process.exitCode = await new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
if (server && !server.reused) server.stop()
