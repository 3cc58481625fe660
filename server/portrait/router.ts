import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { findWayToGrade } from '@/server/flows/find-way-up'
import { showEvidence } from '@/server/flows/show-evidence'
import { showGrantedEvidence } from '@/server/flows/show-granted-evidence'
import { NotFound } from '@/server/kernel/refused'
import { anonymousProcedure, enterpriseProcedure, router } from '@/server/trpc/init'
import { listAnswers } from './answers.repository'
import { findCard } from './cards.repository'
import { readPeers } from './peers.repository'
import { findCurrentPortrait, findPortrait, listPortraits } from './repository'
import { Grade, IndicatorId } from './schema'
import { AnswerInput, answerQuestion } from './use-cases/answer-question'
import { describeCard } from './use-cases/describe-card'
import { readGrantedPortrait, readPurposes } from './use-cases/read-granted-portrait'
import { readHealth } from './use-cases/read-health'

export const portraitRouter = router({
  /** The portrait that counts now, or null. */
  current: enterpriseProcedure.meta({ permission: 'portrait.read' }).query(async ({ ctx }) => {
    const portrait = await findCurrentPortrait(ctx.tx, ctx.scope)
    return portrait && { ...portrait, card: describeCard(await findCard(ctx.tx, portrait.cardVersion)) }
  }),

  one: enterpriseProcedure
    .meta({ permission: 'portrait.read' })
    .input(z.strictObject({ id: z.uuidv7() }))
    .query(async ({ ctx, input }) => {
      const portrait = await findPortrait(ctx.tx, ctx.scope, input.id)
      if (!portrait) throw new NotFound('portrait')
      return { ...portrait, card: describeCard(await findCard(ctx.tx, portrait.cardVersion)) }
    }),

  history: enterpriseProcedure.meta({ permission: 'portrait.read' }).query(({ ctx }) => listPortraits(ctx.tx, ctx.scope)),

  /** What was answered to questions of the portrait, newest first. */
  answers: enterpriseProcedure
    .meta({ permission: 'portrait.read' })
    .query(({ ctx }) => listAnswers(ctx.tx, ctx.scope.enterpriseId)),

  answer: enterpriseProcedure
    .meta({ permission: 'portrait.answer' })
    .input(AnswerInput)
    .mutation(({ ctx, input }) => answerQuestion({ ...ctx, name: ctx.session.name }, input)),

  /** How the figures of the firm's peers lie, or null where they are too few. */
  peers: enterpriseProcedure.meta({ permission: 'portrait.read' }).query(({ ctx }) => readPeers(ctx.tx, ctx.scope.enterpriseId)),

  /** The health check of the current portrait, with its peers; null while there is no portrait. */
  health: enterpriseProcedure.meta({ permission: 'portrait.read' }).query(({ ctx }) => readHealth(ctx)),

  /** The cheapest way up to a grade, with dates; null while there is no portrait. */
  wayUp: enterpriseProcedure
    .meta({ permission: 'portrait.read' })
    .input(z.strictObject({ grade: Grade }))
    .query(({ ctx, input }) => findWayToGrade(ctx, input.grade)),

  /** One number with the records that it came from; of the current portrait where none is named. */
  indicator: enterpriseProcedure
    .meta({ permission: 'portrait.read' })
    .input(z.strictObject({ indicatorId: IndicatorId, portraitId: z.uuidv7().optional() }))
    .query(({ ctx, input }) => showEvidence(ctx, input)),

  /**
   * For an institution: the portrait pinned to one of its own applications. Opens its own transactions, because a refusal has
   * to be on record although the read was rolled back.
   */
  readGranted: anonymousProcedure
    .meta({ permission: 'portrait.read-granted' })
    .input(z.strictObject({ applicationId: z.uuidv7(), purpose: z.enum(readPurposes) }))
    .query(({ ctx, input }) => {
      if (ctx.session?.kind !== 'INSTITUTION') throw new TRPCError({ code: 'FORBIDDEN' })
      return readGrantedPortrait(ctx.session, input.applicationId, input.purpose, ctx.now)
    }),

  /** For an institution: one figure of that portrait, its peers', and the lines of the records that it was read from. */
  grantedIndicator: anonymousProcedure
    .meta({ permission: 'portrait.read-granted' })
    .input(z.strictObject({ applicationId: z.uuidv7(), indicatorId: IndicatorId, purpose: z.enum(readPurposes) }))
    .query(({ ctx, input }) => {
      if (ctx.session?.kind !== 'INSTITUTION') throw new TRPCError({ code: 'FORBIDDEN' })
      return showGrantedEvidence(ctx.session, input, ctx.now)
    }),
})
