import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { closeDatabase } from '@/server/db/client'
import { feedBench } from './feed'
import { ledgerBench } from './ledger'
import { portraitBench } from './packed'
import { pagesBench } from './pages'
import { renewalBench } from './portrait'
import type { BenchRow } from './row'
import { scorecardBench } from './scorecard'
import { submitBench } from './submit'

const benches = [feedBench, ledgerBench, pagesBench, portraitBench, renewalBench, scorecardBench, submitBench]

const { values } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string', default: '20261121' }, json: { type: 'string' } },
})
const ownerUrl = process.env.OWNER_DATABASE_URL
const chosen = benches.filter(({ name }) => !values.only || name === values.only)
if (!ownerUrl || chosen.length === 0) {
  console.error(
    ownerUrl
      ? `No such bench: ${values.only}. There is: ${benches.map(({ name }) => name).join(', ')}`
      : 'Run it by: npm run bench',
  )
  process.exit(2)
}

const rows: BenchRow[] = []
for (const bench of chosen) {
  const row = await bench.run({ seed: Number(values.seed), ownerUrl })
  rows.push(row)
  console.log(`\n${row.bench}: ${row.ours} ${row.unit} — target ${row.target}: ${row.met ? 'met' : 'NOT MET'}`)
  for (const [peer, figure] of Object.entries(row.peers))
    console.log(`  ${peer}: ${figure} ${row.unit} (ours ÷ it: ${row.ratio[peer]})`)
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
await closeDatabase()
