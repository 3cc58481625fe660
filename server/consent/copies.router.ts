import { z } from 'zod'
import { institutionProcedure, officeProcedure, operatorProcedure, router } from '@/server/trpc/init'
import { confirmDeletionInput } from './schema'
import { confirmDeletion, listHeldCopies, listOverdue, showHeldCopy } from './use-cases/delete-copies'

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

  overdueForOffice: officeProcedure.meta({ permission: 'statistics.read' }).query(({ ctx }) => listOverdue(ctx, ctx.locale)),

  overdueForOperator: operatorProcedure.meta({ permission: 'operator.read' }).query(({ ctx }) => listOverdue(ctx, ctx.locale)),
})
