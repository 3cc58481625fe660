import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { runtime } from '@/server/jobs/run-tasks'
import { scoreCity } from './score-city'

// A worker of its own for score-city.integration.test.ts, to be killed in the middle. Its day is its argument.
const at = new Date(process.argv[2] ?? '')
process.send?.('ready')
await once(process, 'message')
await scoreCity(randomUUID(), { ...runtime, now: () => at })
process.exit(0)
