import { z } from 'zod'
import { NotFound } from '@/server/kernel/refused'
import { institutionProcedure, officeProcedure, operatorProcedure, router } from '@/server/trpc/init'
import { findStanding } from './moves.repository'
import { confirmDeletionInput } from './schema'
import { confirmDeletion, listHeldCopies, listOverdue, showHeldCopy } from './use-cases/delete-copies'

const overdueInput = z.strictObject({ whole: z.boolean() }).default({ whole: false })

/** Copies at institutions of what was read under a consent that ended. */
export const copiesRouter = router({
  held: institutionProcedure.meta({ permission: 'copies.read' }).query(({ ctx }) => listHeldCopies(ctx)),

  one: institutionProcedure
    .meta({ permission: 'copies.read' })
    .input(z.strictObject({ copyId: z.uuidv7() }))
    .query(({ ctx, input }) => showHeldCopy(ctx, input.copyId)),

  confirm: institutionProcedure
    .meta({ permission: 'copies.confirm' })
    .input(confirmDeletionInput)
    .mutation(({ ctx, input }) => confirmDeletion(ctx, input)),

  /** Whether the consent that an application stands on is in force, for a page that watches it. */
  standing: institutionProcedure
    .meta({ permission: 'portrait.read-granted' })
    .input(z.strictObject({ applicationId: z.uuidv7() }))
    .query(async ({ ctx, input }) => {
      const standing = await findStanding(ctx.tx, ctx.scope, input.applicationId)
      if (!standing) throw new NotFound('application')
      return standing
    }),

  overdueForOffice: officeProcedure
    .meta({ permission: 'statistics.read' })
    .input(overdueInput)
    .query(({ ctx, input }) => listOverdue(ctx, ctx.locale, input.whole)),

  overdueForOperator: operatorProcedure
    .meta({ permission: 'operator.read' })
    .input(overdueInput)
    .query(({ ctx, input }) => listOverdue(ctx, ctx.locale, input.whole)),
})
