import { z } from 'zod'
import { showRetention } from '@/server/flows/show-retention'
import { enterpriseProcedure, operatorProcedure, router } from '@/server/trpc/init'
import { listRetentionRuns } from './retention.repository'

/** Days that the operator is shown. */
const runsShown = 14

/** What is kept until when, and what was deleted. */
export const retentionRouter = router({
  ofConsent: enterpriseProcedure
    .meta({ permission: 'consent.read' })
    .input(z.strictObject({ consentId: z.uuidv7() }))
    .query(({ ctx, input }) => showRetention(ctx.tx, ctx.scope, input.consentId)),

  runs: operatorProcedure
    .meta({ permission: 'operator.read' })
    .query(({ ctx }) => listRetentionRuns(ctx.tx, ctx.scope, runsShown)),
})
