import { z } from 'zod'
import { NotFound } from '@/server/kernel/refused'
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
import { countDeliveries, findOwnDelivery, listDeliveries, listQuality, listSetAside } from './quality.repository'
import { healthDays } from './schema'

const since = (now: Date) => new Date(now.getTime() - healthDays * 86_400_000)
const size = 20
const onPage = z.strictObject({ page: z.int().min(1).max(100_000).default(1) })

/** So many set-aside lines are shown of a file; the agency has the file itself. */
const mostLines = 200

export const feedHealthRouter = router({
  /** For an agency: the files that it delivered. */
  deliveries: agencyProcedure
    .meta({ permission: 'feed.read' })
    .input(onPage)
    .query(async ({ ctx: { tx }, input }) => ({
      rows: await listDeliveries(tx, input.page, size),
      total: await countDeliveries(tx),
      pageSize: size,
    })),

  /** For an agency: one file with the lines that were set aside. */
  delivery: agencyProcedure
    .meta({ permission: 'feed.read' })
    .input(z.strictObject({ id: z.uuidv7() }))
    .query(async ({ ctx: { tx, scope }, input }) => {
      const delivery = await findOwnDelivery(tx, scope.agencyId, input.id)
      if (!delivery) throw new NotFound('delivery')
      return { delivery, lines: await listSetAside(tx, scope.agencyId, input.id, mostLines) }
    }),

  /** For an agency: its own entry, and how good its items are. */
  ownQuality: agencyProcedure.meta({ permission: 'feed.read' }).query(async ({ ctx: { tx, scope, now } }) => ({
    agency: await findOwnAgency(tx, scope),
    rows: (await listQuality(tx)).filter(({ agencyId }) => agencyId === scope.agencyId),
    asOf: now,
  })),

  /** For the operator: every source's quality and deliveries. */
  quality: operatorProcedure
    .meta({ permission: 'operator.read' })
    .input(onPage)
    .query(async ({ ctx: { tx, now }, input }) => ({
      rows: await listQuality(tx),
      deliveries: await listDeliveries(tx, input.page, size),
      total: await countDeliveries(tx),
      pageSize: size,
      asOf: now,
    })),

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
