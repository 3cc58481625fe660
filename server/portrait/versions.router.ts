import { startScoringRun } from '@/server/flows/start-scoring-run'
import { NotFound } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { operatorProcedure, router } from '@/server/trpc/init'
import { addCardInput, oneCardVersionInput, oneRunInput, proposeCardInput, settleCardInput } from './domain/card-versions'
import { readShadowResults } from './shadow-results.repository'
import { addCard, addShipped, listAll, propose, pulseOf, settle, showVersion } from './use-cases/card-versions'
import { listRuns } from './versions.repository'

const reading = operatorProcedure.meta({ permission: 'operator.read' })
const proposing = operatorProcedure.meta({ permission: 'card-version.propose' })

/** Versions of the platform's score card, their shadow runs and publication, and portraits drawn anew for the whole city. */
export const cardVersionsRouter = router({
  all: reading.query(({ ctx }) => listAll(ctx)),
  one: reading.input(oneCardVersionInput).query(({ ctx, input }) => showVersion(ctx, input.cardId)),
  add: proposing.input(addCardInput).mutation(({ ctx, input }) => addCard(ctx, input)),
  addShipped: proposing.mutation(({ ctx }) => addShipped(ctx)),
  tryInShadow: proposing.input(oneCardVersionInput).mutation(({ ctx, input }) => startScoringRun(ctx, input.cardId)),
  propose: proposing.input(proposeCardInput).mutation(({ ctx, input }) => propose(ctx, input)),
  settle: operatorProcedure
    .meta({ permission: 'card-version.publish' })
    .input(settleCardInput)
    .mutation(({ ctx, input }) => settle(ctx, input)),

  /** Every result of a finished shadow run, for the export; on record. */
  results: reading.input(oneRunInput).query(async ({ ctx, input }) => {
    const runs = await listRuns(ctx.tx, ctx.scope, 'SHADOW', null, 200)
    const run = runs.find(({ id, finishedAt }) => id === input.runId && finishedAt)
    if (!run) throw new NotFound('run')
    await appendToLedger(ctx.tx, ctx.person, { act: 'shadow-run.exported', subjectId: run.id, body: { digest: run.digest } })
    return { run, results: await readShadowResults(ctx.tx, run.id) }
  }),

  rescorings: reading.query(async ({ ctx }) => ({
    rows: await listRuns(ctx.tx, ctx.scope, 'RESCORE', null, 20),
    now: ctx.now,
    pulse: await pulseOf(ctx),
  })),
  rescore: operatorProcedure.meta({ permission: 'card-version.rescore' }).mutation(({ ctx }) => startScoringRun(ctx, null)),

  pulse: reading.query(({ ctx }) => pulseOf(ctx)),
})
