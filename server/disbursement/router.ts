import { z } from 'zod'
import { closeLoan, reportFile, reportOne, reverse } from '@/server/flows/report-disbursement'
import { NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { institutionProcedure, router } from '@/server/trpc/init'
import {
  countConflicts,
  earlierUpload,
  findBatch,
  handleConflict,
  listBatches,
  listConflicts,
  listLines,
} from './batch.repository'
import { remainingFen } from './domain/assess-reports'
import { receiptOf } from './receipt'
import { findLoan, listLoans, listRenewable, listReports } from './reports.repository'
import {
  LineOutcome,
  maximumFileBytes,
  ReportKind,
  reportDisbursementInput,
  reportRepaymentInput,
  reportWriteOffInput,
  reverseInput,
  settleConflictInput,
} from './schema'

const pageSize = 50
const page = z.int().min(1).max(10_000).default(1)
const at = (number: number) => ({ skip: (number - 1) * pageSize, take: pageSize })
const text = z.string().trim().max(100).optional()

const readProcedure = institutionProcedure.meta({ permission: 'disbursement.read' })
const reportProcedure = institutionProcedure.meta({ permission: 'disbursement.report' })

type Line = { grantedFen: bigint | null; revolving: boolean; disbursedFen: bigint; outstandingFen: bigint }
const withRemaining = <Loan extends Line>(loan: Loan) => ({
  ...loan,
  grantedFen: loan.grantedFen ?? 0n,
  remainingFen: remainingFen({ ...loan, grantedFen: loan.grantedFen ?? 0n }),
})

export const disbursementRouter = router({
  /** Contracted applications to report on, with what is left to draw. `report` keeps to those that a report may be made on. */
  loans: readProcedure.input(z.strictObject({ report: ReportKind.optional(), text, page })).query(async ({ ctx, input }) => {
    const states = {
      DISBURSEMENT: ['CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED'],
      REPAYMENT: ['PARTLY_DISBURSED', 'DISBURSED'],
    } as const
    const filter = { states: input.report && states[input.report], text: input.text }
    const { rows, total } = await listLoans(ctx.tx, ctx.scope, filter, at(input.page))
    return { rows: rows.map(withRemaining), total, pageSize }
  }),

  loan: readProcedure.input(z.strictObject({ applicationId: z.uuidv7() })).query(async ({ ctx, input }) => {
    const loan = await findLoan(ctx.tx, ctx.scope, input.applicationId)
    if (!loan) throw new NotFound('application')
    return { ...withRemaining(loan), renewable: await listRenewable(ctx.tx, ctx.scope, loan) }
  }),

  reports: readProcedure
    .input(z.strictObject({ kind: ReportKind, applicationId: z.uuidv7().optional(), text, page }))
    .query(async ({ ctx, input }) => {
      const { rows, total } = await listReports(ctx.tx, ctx.scope, input.kind, input, at(input.page))
      return { rows: rows.map((row) => ({ ...row, receipt: receiptOf(row.kind, row.id) })), total, pageSize }
    }),

  disburse: reportProcedure
    .input(reportDisbursementInput)
    .mutation(({ ctx, input }) => reportOne(ctx, { kind: 'DISBURSEMENT', ...input })),

  repay: reportProcedure
    .input(reportRepaymentInput)
    .mutation(({ ctx, input }) => reportOne(ctx, { kind: 'REPAYMENT', ...input })),

  writeOff: reportProcedure
    .input(reportWriteOffInput)
    .mutation(({ ctx, input: { writtenOffFen, writtenOffOn, ...rest } }) =>
      reportOne(ctx, { kind: 'REPAYMENT', ...rest, repaidOn: writtenOffOn, principalFen: 0n, interestFen: 0n, writtenOffFen }),
    ),

  reverse: reportProcedure.input(reverseInput).mutation(({ ctx, input }) => reverse(ctx, input)),

  close: reportProcedure
    .input(z.strictObject({ applicationId: z.uuidv7() }))
    .mutation(({ ctx, input }) => closeLoan(ctx, input.applicationId)),

  /** Called by the upload route, which takes the bytes off the wire. */
  upload: reportProcedure
    .meta({ permission: 'disbursement.report', atMostMs: 120_000 }) // thousands of lines, recorded together or not at all
    .input(
      z.strictObject({
        kind: ReportKind,
        fileName: z.string().min(1).max(200),
        bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= maximumFileBytes, 'file.too-large'),
      }),
    )
    .mutation(({ ctx, input }) => reportFile(ctx, input)),

  batches: readProcedure.input(z.strictObject({ kind: ReportKind, page })).query(async ({ ctx, input }) => ({
    ...(await listBatches(ctx.tx, ctx.scope, input.kind, at(input.page))),
    conflicts: await countConflicts(ctx.tx, ctx.scope, input.kind),
    pageSize,
  })),

  /** One file with its lines; `earlier`: the same file was uploaded before. */
  batch: readProcedure
    .input(z.strictObject({ batchId: z.uuidv7(), outcome: LineOutcome.optional(), page }))
    .query(async ({ ctx, input }) => {
      const batch = await findBatch(ctx.tx, ctx.scope, input.batchId)
      if (!batch) throw new NotFound('batch')
      const kind = ReportKind.parse(batch.kind)
      const lines = await listLines(ctx.tx, ctx.scope, input.batchId, input.outcome, at(input.page))
      const rows = lines.rows.map((row) => ({ ...row, receipt: row.reportId && receiptOf(kind, row.reportId) }))
      const earlier = await earlierUpload(ctx.tx, ctx.scope, kind, batch.fileDigest, batch.uploadedAt)
      return { batch: { ...batch, kind }, earlier, rows, total: lines.total, pageSize }
    }),

  conflicts: readProcedure.input(z.strictObject({ kind: ReportKind, page })).query(async ({ ctx, input }) => {
    const { rows, total } = await listConflicts(ctx.tx, ctx.scope, input.kind, at(input.page))
    return {
      rows: rows.map((row) => ({ ...row, receipt: row.reportId && receiptOf(input.kind, row.reportId) })),
      total,
      pageSize,
    }
  }),

  /** What was recorded first stays; the contradicting line is put away. */
  settleConflict: reportProcedure.input(settleConflictInput).mutation(async ({ ctx, input }) => {
    if (!(await handleConflict(ctx.tx, ctx.scope, input.batchId, input.line, ctx.now)))
      throw new Refused('disbursement.conflict-settled')
    const body = { batchId: input.batchId, line: input.line }
    await appendToLedger(ctx.tx, ctx.person, { act: 'report.conflict-settled', subjectId: input.batchId, body })
    return body
  }),
})
