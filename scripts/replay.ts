// Started by scripts/replay.mjs with the worker's database role. Exit code 1 when any portrait is not the same to the byte.
import { parseArgs } from 'node:util'
import { closeDatabase } from '@/server/db/client'
import { replayPortraits } from '@/server/flows/replay-portraits'

const { values } = parseArgs({ options: { sample: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } })
const sample = Number(values.sample)
if (!Number.isInteger(sample) || sample < 1) {
  console.error('npm run replay -- --sample N [--seed TEXT]: N is a whole number above zero')
  process.exit(2)
}
const from = performance.now()
const replayed = await replayPortraits(sample, values.seed, ({ portraitId, cardVersion, result }) => {
  if (result !== 'SAME') console.log(`${portraitId} ${cardVersion}: ${result}`)
})
const count = (result: string) => replayed.filter((one) => one.result === result).length
const [same, erased] = [count('SAME'), count('ERASED')]
const broken = replayed.length - same - erased
const seconds = ((performance.now() - from) / 1000).toFixed(1)
console.log(
  `${replayed.length} portraits drawn again in ${seconds} s: ${same} to the byte, ${erased} erased, ${broken} different`,
)
await closeDatabase()
process.exitCode = broken > 0 || replayed.length === 0 ? 1 : 0
