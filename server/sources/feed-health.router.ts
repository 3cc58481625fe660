import { z } from 'zod'
import { agencyProcedure, operatorProcedure, router } from '@/server/trpc/init'
import {
  countFailedTasks,
  countRefused,
  failuresByReason,
  feedHealth,
  findOwnAgency,
  listFailedTasks,
  listRefused,
} from './feed-health.repository'
import { healthDays } from './schema'

const since = (now: Date) => new Date(now.getTime() - healthDays * 86_400_000)
const size = 20
const onPage = z.strictObject({ page: z.int().min(1).max(100_000).default(1) })

export const feedHealthRouter = router({
  /** For an agency: its own classes and how their feeds do. */
  own: agencyProcedure
    .meta({ permission: 'feed.read' })
    .input(onPage)
    .query(async ({ ctx: { tx, scope, now }, input }) => ({
      agency: await findOwnAgency(tx, scope),
      health: await feedHealth(tx, scope, since(now)),
      failures: await failuresByReason(tx, scope, since(now)),
      refused: await listRefused(tx, scope, since(now), input.page, size),
      refusedTotal: await countRefused(tx, scope, since(now)),
      pageSize: size,
      asOf: now,
    })),

  /** For the operator: every class, and the tasks that did not succeed. */
  all: operatorProcedure
    .meta({ permission: 'operator.read' })
    .input(onPage)
    .query(async ({ ctx: { tx, scope, now }, input }) => ({
      health: await feedHealth(tx, scope, since(now)),
      failures: await failuresByReason(tx, scope, since(now)),
      tasks: await listFailedTasks(tx, scope, since(now), input.page, size),
      tasksTotal: await countFailedTasks(tx, scope, since(now)),
      refusedTotal: await countRefused(tx, scope, since(now)),
      pageSize: size,
      asOf: now,
    })),
})
