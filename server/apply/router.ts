import { TRPCError } from '@trpc/server'
import {
  discardDraft,
  keepDebts,
  keepDemand,
  showDraft,
  showDrafts,
  signDraft,
  startDraft,
} from '@/server/flows/draft-application'
import { sendDraft } from '@/server/flows/send-draft'
import { anonymousProcedure, enterpriseProcedure, router } from '@/server/trpc/init'
import { debtsStepInput, demandStepInput, draftInput, signInput, startInput } from './schema'

const preparing = enterpriseProcedure.meta({ permission: 'application.prepare' })

/** An application on its way to being submitted. Staff prepare it; whoever can bind the firm signs and sends it. */
export const applyRouter = router({
  drafts: preparing.query(({ ctx }) => showDrafts(ctx)),
  draft: preparing.input(draftInput).query(({ ctx, input }) => showDraft(ctx, input.draftId, ctx.locale)),
  start: preparing.input(startInput).mutation(({ ctx, input }) => startDraft(ctx, input)),
  keepDemand: preparing.input(demandStepInput).mutation(({ ctx, input }) => keepDemand(ctx, input)),
  keepDebts: preparing.input(debtsStepInput).mutation(({ ctx, input }) => keepDebts(ctx, input)),
  discard: preparing.input(draftInput).mutation(({ ctx, input }) => discardDraft(ctx, input.draftId)),

  sign: enterpriseProcedure
    .meta({ permission: 'application.submit' })
    .input(signInput)
    .mutation(({ ctx, input }) => signDraft(ctx, input)),

  /** Opens its own transactions, as the submission does. */
  send: anonymousProcedure
    .meta({ permission: 'application.submit' })
    .input(draftInput)
    .mutation(({ ctx, input }) => {
      if (ctx.session?.kind !== 'ENTERPRISE') throw new TRPCError({ code: 'FORBIDDEN' })
      return sendDraft(ctx.session, input.draftId, ctx.now)
    }),
})
