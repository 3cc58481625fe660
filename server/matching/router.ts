import { z } from 'zod'
import { findWayToProduct } from '@/server/flows/find-way-up'
import { matchOwn } from '@/server/flows/match-products'
import { NotFound } from '@/server/kernel/refused'
import { enterpriseProcedure, router } from '@/server/trpc/init'
import { Ask } from './schema'

const ask = Ask.nullable()

export const matchingRouter = router({
  /** Every product on offer with its verdict, or null while there is no portrait. `ask` null: a starting point from the sales. */
  all: enterpriseProcedure
    .meta({ permission: 'matching.read' })
    .input(z.strictObject({ ask }))
    .query(({ ctx, input }) => matchOwn(ctx, input.ask)),

  /** Up to three products side by side; those no longer on offer are left out. */
  some: enterpriseProcedure
    .meta({ permission: 'matching.read' })
    .input(z.strictObject({ ask, productIds: z.array(z.uuidv7()).min(1).max(3) }))
    .query(({ ctx, input }) => matchOwn(ctx, input.ask, input.productIds)),

  /** The cheapest way to a product, or to a line of it, with dates; null while there is no portrait. */
  wayUp: enterpriseProcedure
    .meta({ permission: 'matching.read' })
    .input(z.strictObject({ ask, productId: z.uuidv7(), lineFen: z.bigint().positive().nullable() }))
    .query(({ ctx, input }) => findWayToProduct(ctx, input)),

  one: enterpriseProcedure
    .meta({ permission: 'matching.read' })
    .input(z.strictObject({ ask, productId: z.uuidv7() }))
    .query(async ({ ctx, input }) => {
      const matching = await matchOwn(ctx, input.ask, [input.productId])
      if (matching && matching.matches.length === 0) throw new NotFound('product')
      return matching
    }),
})
