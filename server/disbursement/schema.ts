import { z } from 'zod'

// A domain reads other modules' words through its own schema.
import type { ApplicationState } from '@/server/lending/schema'

export type { ApplicationState }

export const reportKinds = ['DISBURSEMENT', 'REPAYMENT'] as const
export const ReportKind = z.enum(reportKinds)
export type ReportKind = z.infer<typeof ReportKind>

/** What becomes of one line of a file, or of one form. DUPLICATE is harmless; CONFLICT is set aside for a person. */
export const lineOutcomes = ['RECORDED', 'DUPLICATE', 'CONFLICT', 'REFUSED'] as const
export const LineOutcome = z.enum(lineOutcomes)
export type LineOutcome = z.infer<typeof LineOutcome>

export const reversalReasons = [
  'WRONG_AMOUNT',
  'WRONG_DATE',
  'WRONG_APPLICATION',
  'ENTERED_TWICE',
  'PAYMENT_RETURNED',
  'OTHER',
] as const
export const ReversalReason = z.enum(reversalReasons)
export type ReversalReason = z.infer<typeof ReversalReason>

/** Fen; the upper bound is a typing error's, not a rule. */
const amountFen = z.bigint().positive('disbursement.amount-positive').max(1_000_000_000_00n, 'disbursement.amount-too-large')
const partFen = z.bigint().nonnegative().max(1_000_000_000_00n, 'disbursement.amount-too-large')
const reference = z.string().min(1, 'disbursement.reference-required').max(200)

export const reportDisbursementInput = z.strictObject({
  applicationId: z.uuidv7(),
  /** The bank's own voucher number. */
  reference,
  amountFen,
  disbursedOn: z.iso.date(),
  /** New money that repays an old loan before it falls due (续贷): disbursed, but not net new. */
  renewal: z.boolean(),
  /** The application of the old loan that it repays: of a renewal, and only of one. */
  renewsId: z.uuidv7().optional(),
  /** The borrower's first loan on record (首贷). */
  firstLoan: z.boolean(),
})
export type ReportDisbursementInput = z.infer<typeof reportDisbursementInput>

export const reportRepaymentInput = z
  .strictObject({
    applicationId: z.uuidv7(),
    reference,
    /** Only principal moves the balance; a month's interest alone is a repayment of 0 principal. */
    principalFen: partFen,
    interestFen: partFen,
    repaidOn: z.iso.date(),
  })
  .refine((input) => input.principalFen + input.interestFen > 0n, {
    path: ['principalFen'],
    message: 'disbursement.amount-positive',
  })
export type ReportRepaymentInput = z.infer<typeof reportRepaymentInput>

export const reportWriteOffInput = z.strictObject({
  applicationId: z.uuidv7(),
  reference,
  /** Principal that the bank takes off its books (核销); the firm goes on owing it. */
  writtenOffFen: amountFen,
  writtenOffOn: z.iso.date(),
})

export const reverseInput = z
  .strictObject({
    kind: ReportKind,
    applicationId: z.uuidv7(),
    reportId: z.uuidv7(),
    reason: ReversalReason,
    note: z.string().trim().max(300).optional(),
  })
  .refine((input) => input.reason !== 'OTHER' || !!input.note, { path: ['note'], message: 'disbursement.reversal-note-required' })
export type ReverseInput = z.infer<typeof reverseInput>

/** Of an uploaded file: 2 MB and 5,000 lines below the header. */
export const maximumFileBytes = 2 * 1024 * 1024
export const maximumFileLines = 5_000

export const settleConflictInput = z.strictObject({ batchId: z.uuidv7(), line: z.int().positive() })

/** Where a contracted application may stand: what reports are made on. */
export const reportedStates = [
  'CONTRACTED',
  'PARTLY_DISBURSED',
  'DISBURSED',
  'SETTLED',
  'RENEWED',
] as const satisfies readonly ApplicationState[]
