import { institutionProcedure, operatorProcedure, router } from '@/server/trpc/init'
import { fairnessInput, monthsInput, outcomesInput } from './schema'
import { exportOutcomes, watchFairness, watchOutcomes, watchOwnOutcomes } from './use-cases/watch-outcomes'
import { watchIndicators, watchStability } from './use-cases/watch-population'

const readProcedure = operatorProcedure.meta({ permission: 'monitoring.read' })

/** Counts of complete months only, but for the export: none of it names an enterprise, and the operator learns of no single bank. */
export const monitoringRouter = router({
  stability: readProcedure.input(monthsInput).query(({ ctx, input }) => watchStability(ctx, input)),
  indicators: readProcedure.input(monthsInput).query(({ ctx, input }) => watchIndicators(ctx, input)),
  outcomes: readProcedure.input(outcomesInput).query(({ ctx, input }) => watchOutcomes(ctx, input)),
  fairness: readProcedure.input(fairnessInput).query(({ ctx, input }) => watchFairness(ctx, input)),
  /** What was known of each borrower and what became of its loan, without names; on record, and twice a day at most. */
  exportOutcomes: operatorProcedure.meta({ permission: 'monitoring.export' }).query(({ ctx }) => exportOutcomes(ctx)),
  /** The institution's own decisions and loans. */
  own: institutionProcedure
    .meta({ permission: 'monitoring.read-own' })
    .input(outcomesInput)
    .query(({ ctx, input }) => watchOwnOutcomes(ctx, input)),
})
