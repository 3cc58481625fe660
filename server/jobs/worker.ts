import { Logger, run } from 'graphile-worker'
import pg from 'pg'
import { closeDatabase } from '@/server/db/client'
import { sayAlive } from './due.repository'
import { registry } from './registry'
import { cronItems, runtime, taskList } from './run-tasks'

// The worker's process: `node --conditions=react-server --import=tsx server/jobs/worker.ts`. JOBS_DATABASE_URL reaches the
// queue's tables and nothing else, WORKER_DATABASE_URL the data of the tenant that a job has entered.

const aliveEveryMs = 10_000

const url = process.env.JOBS_DATABASE_URL
if (!url) throw new Error('JOBS_DATABASE_URL is not set: this process may not work on the queue')
const queue = new pg.Pool({ connectionString: url, max: 6, application_name: 'worker' })
queue.on('error', (error) => console.error('[worker] idle queue connection lost:', error.message))
queue.on('connect', (client) => client.on('error', (error) => console.error('[worker] queue connection lost:', error.message)))

/** Failures only; a source that does not answer is told to the enterprise, not to the log. */
const logger = new Logger(() => (level, message) => {
  if ((level === 'error' || level === 'warning') && !message.includes('TryLater')) console.error(`[worker] ${message}`)
})

const runner = await run({
  pgPool: queue,
  concurrency: 4,
  pollInterval: 1_000,
  noHandleSignals: true,
  logger,
  taskList: taskList(registry),
  parsedCronItems: cronItems(registry),
})

const sayAliveOrLog = () =>
  sayAlive().catch((error: Error) => console.error('[worker] cannot say that it is alive:', error.message))
await sayAliveOrLog()
await registry['recompute-deadlines']
  .run({}, runtime)
  .catch((error: Error) => console.error('[worker] deadlines:', error.message))
// What was delivered while no worker ran is not left until the clock's next minute; jobs are done beside it meanwhile.
await runner.addJob('collect-feeds', {}, { jobKey: 'timer:collect-feeds', maxAttempts: 1 })
const alive = setInterval(() => void sayAliveOrLog(), aliveEveryMs)
console.log('[worker] ready')

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void runner.stop())
await runner.promise
clearInterval(alive)
await queue.end()
await closeDatabase()
