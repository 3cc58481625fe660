import { z } from 'zod'
import { drawnReport } from '@/server/flows/draw-document'
import { issueReport } from '@/server/flows/issue-report'
import { reportGround } from '@/server/flows/report-ground'
import { verifyReport } from '@/server/flows/verify-report'
import { anonymousProcedure, enterpriseProcedure, router } from '@/server/trpc/init'
import { IssueReportInput } from './schema'
import { listOwn, showReport } from './use-cases/show-report'
import { withdrawReport } from './use-cases/withdraw-report'

const one = z.strictObject({ reportId: z.uuidv7() })
const reading = enterpriseProcedure.meta({ permission: 'report.read' })

export const reportRouter = router({
  list: reading.query(({ ctx }) => listOwn(ctx)),
  one: reading.input(one).query(({ ctx, input }) => showReport(ctx, input.reportId)),
  /** What a report would be made from now, or why it cannot. */
  ground: reading.query(({ ctx }) => reportGround(ctx)),

  issue: enterpriseProcedure
    .meta({ permission: 'report.issue' })
    .input(IssueReportInput)
    .mutation(({ ctx, input }) => issueReport(ctx, input)),

  withdraw: enterpriseProcedure
    .meta({ permission: 'report.withdraw' })
    .input(one)
    .mutation(({ ctx, input }) => withdrawReport(ctx, input.reportId)),

  /** The drawn PDF in base64, or null while it is drawn. */
  pdf: reading.input(one).query(async ({ ctx, input }) => {
    const content = await drawnReport(ctx, input.reportId)
    return content && Buffer.from(content).toString('base64')
  }),

  /** For anybody who holds number and check code; a mutation, because the look is put on record. */
  verify: anonymousProcedure
    .meta({ permission: 'public.read' })
    .input(z.strictObject({ number: z.string().max(60), code: z.string().max(60) }))
    .mutation(({ ctx, input }) => verifyReport(input, ctx.address, ctx.now)),
})
