#!/usr/bin/env node
// npm run bench: the measured work, ours against peers on the same data in the same run.
//   --only NAME     one row            --seed N   the seed of its data
//   --json FILE     writes [{ bench, unit, ours, peers, ratio, target, met }]
// Prepares what it needs, then hands over to bench/main.ts with a throw-away database server.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { clientStep, packagesStep } from './preparation.mjs'
import { Remedy } from './remedy.mjs'
import { createServices } from './services.mjs'

const root = path.resolve(import.meta.dirname, '..')
process.chdir(root)
const say = (text, milliseconds) =>
  console.log(`[bench] ${text}${milliseconds === undefined ? '' : ` — ${(milliseconds / 1000).toFixed(1)} s`}`)
const { step, shutdown } = createServices({ root, say })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void shutdown(signal, 130))

const scratch = mkdtempSync(path.join(os.tmpdir(), 'credit-easy-loan-bench-'))
chmodSync(scratch, 0o755) // run as root, the server has another account
const dataDir = path.join(scratch, 'pg')
let code = 1
try {
  await packagesStep(root, step)
  await clientStep(root, step)
  const { startPostgres } = await import('./postgres.mjs')
  const server = startPostgres({ dataDir, port: Number(process.env.PGPORT ?? 54_340) })
  const { makeDatabase } = await import('./make-database.mjs')
  const ownerUrl = server.urlOf('bench')
  const { secrets } = await makeDatabase({ ownerUrl, dataDir: scratch })
  const { roleUrls, sequencerRoles, webRoles, workerRoles } = await import('./database-roles.mjs')
  const { spawn } = await import('node:child_process')
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import=tsx', 'bench/main.ts', ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        OWNER_DATABASE_URL: ownerUrl,
        ...roleUrls(ownerUrl, secrets.databasePasswords, [...webRoles, ...workerRoles, ...sequencerRoles]),
      },
    },
  )
  code = await new Promise((resolve) => child.once('close', resolve))
} catch (error) {
  console.error(error instanceof Remedy ? error.message : error)
} finally {
  const { stopPostgres } = await import('./postgres.mjs')
  stopPostgres(dataDir, 'immediate')
  rmSync(scratch, { recursive: true, force: true })
}
process.exitCode = code ?? 1
