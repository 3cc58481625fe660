import path from 'node:path'
import { databaseName, startPostgres } from '@/scripts/postgres.mjs'
import { platformKeyLine } from '../notes/platform-line'
import { exportLedger } from './export-ledger'

// npm run ledger:export -- DIR: the ledger of this installation, to be verified anywhere by npm run verify -- DIR.

const target = process.argv[2]
if (!target) {
  console.error('Say where to: npm run ledger:export -- DIR')
  process.exit(2)
}
const dataDir = path.resolve(process.env.DATA_DIR ?? '.data')
const server = process.env.DATABASE_URL
  ? null
  : startPostgres({ dataDir: path.join(dataDir, 'pg'), port: Number(process.env.PGPORT ?? 54329) })
try {
  const ownerUrl = process.env.DATABASE_URL ?? server?.urlOf(databaseName) ?? ''
  const platformKey = platformKeyLine(dataDir)
  const folders = { logFolder: path.join(dataDir, 'ledger'), witnessFolder: path.join(dataDir, 'witness'), platformKey }
  const { size, records, waiting } = await exportLedger({ ownerUrl, ...folders, target: path.resolve(target) })
  console.log(`${size} leaves and ${records} records in ${target}`)
  if (waiting > 0) console.warn(`${waiting} record(s) still wait for the sequencer: it does not run, or not fast enough`)
} finally {
  if (server && !server.reused) server.stop()
}
