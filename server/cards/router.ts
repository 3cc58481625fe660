import { TRPCError } from '@trpc/server'
import { runBankCards } from '@/server/flows/run-bank-cards'
import { anonymousProcedure, institutionProcedure, router } from '@/server/trpc/init'
import { listCards } from './repository'
import { mapCardInput, oneCardInput, runCardsInput, tryCardInput, uploadCardInput } from './schema'
import { mapCard, retireCard, useCard } from './use-cases/map-card'
import { showCard, tryCard } from './use-cases/show-card'
import { uploadCard } from './use-cases/upload-card'

const readProcedure = institutionProcedure.meta({ permission: 'card.read' })
const manageProcedure = institutionProcedure.meta({ permission: 'card.manage' })

export const cardsRouter = router({
  /** Every version of the bank's own cards. */
  list: readProcedure.query(({ ctx }) => listCards(ctx.tx, ctx.scope)),

  one: readProcedure.input(oneCardInput).query(({ ctx, input }) => showCard(ctx, input.cardId)),

  /** What a card makes of invented values. */
  tryOut: readProcedure.input(tryCardInput).query(({ ctx, input }) => tryCard(ctx, input)),

  upload: manageProcedure.input(uploadCardInput).mutation(({ ctx, input }) => uploadCard(ctx, input)),

  map: manageProcedure.input(mapCardInput).mutation(({ ctx, input }) => mapCard(ctx, input)),

  putToUse: manageProcedure.input(oneCardInput).mutation(({ ctx, input }) => useCard(ctx, input.cardId)),

  retire: manageProcedure.input(oneCardInput).mutation(({ ctx, input }) => retireCard(ctx, input.cardId)),

  /** The bank's cards on one of its applications. Opens its own transactions, as reading the portrait does. */
  run: anonymousProcedure
    .meta({ permission: 'portrait.read-granted' })
    .input(runCardsInput)
    .query(({ ctx, input }) => {
      if (ctx.session?.kind !== 'INSTITUTION') throw new TRPCError({ code: 'FORBIDDEN' })
      return runBankCards(ctx.session, input.applicationId, input.purpose, ctx.now)
    }),
})
