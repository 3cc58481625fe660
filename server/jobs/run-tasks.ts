import { type CronItem, type ParsedCronItem, parseCronItems, type TaskList } from 'graphile-worker'
import { inTransaction } from '@/server/db/transaction'
import type { Runtime, Task } from './task'

/** Jobs enter their tenant by the worker's own login. */
export const runtime: Runtime = {
  now: () => new Date(),
  inTenant: (tenantId, actorId) => (work) => inTransaction('worker', { jobId: actorId, tenantId }, work),
}

/** The registry as graphile-worker wants it. */
export const taskList = (registry: Record<string, Task>, given: Runtime = runtime): TaskList =>
  Object.fromEntries(Object.entries(registry).map(([name, task]) => [name, (payload: unknown) => task.run(payload, given)]))

/** What runs by the clock: never twice at once, and nothing is caught up after a standstill, for every run takes all that is due. */
export function cronItems(registry: Record<string, Task>): ParsedCronItem[] {
  const items = Object.entries(registry).flatMap(([task, { cron }]): CronItem[] =>
    cron ? [{ task, match: cron, options: { maxAttempts: 1, backfillPeriod: 0, jobKey: `timer:${task}` } }] : [],
  )
  return parseCronItems(items)
}
