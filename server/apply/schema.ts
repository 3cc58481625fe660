import { z } from 'zod'
import { commitmentInput, debtsInput, demandInput, LoanPurpose, RepaymentMethod } from '@/server/lending/schema'

/** The questions of an application, in the order in which they are asked; then everything is checked and sent. */
export const applySteps = ['demand', 'debts', 'consent', 'commitment'] as const
export type ApplyStep = (typeof applySteps)[number]

/** The answers as they are kept: JSON, so amounts are safe integers of fen. Held against the product again when sent. */
export const DraftAnswers = z.strictObject({
  demand: z
    .strictObject({
      amountFen: z.int().positive(),
      termMonths: z.int().positive(),
      purpose: LoanPurpose,
      purposeNote: z.string().optional(),
      method: RepaymentMethod,
    })
    .optional(),
  /** What the firm asked for on the page it came from: fills the form in, answers nothing. */
  asked: z
    .strictObject({ amountFen: z.int().positive(), termMonths: z.int().positive(), method: RepaymentMethod.optional() })
    .optional(),
  debts: z
    .strictObject({
      listed: z.array(z.strictObject({ lender: z.string(), balanceFen: z.int().nonnegative(), endsOn: z.iso.date() })),
      hasLoanHistory: z.boolean(),
    })
    .optional(),
  /** Whose signature it is: whoever sends the application must be the one who signed. */
  commitment: commitmentInput.extend({ signedBy: z.uuid(), signedAt: z.iso.datetime() }).optional(),
})
export type DraftAnswers = z.infer<typeof DraftAnswers>

const id = z.uuidv7()
/** Compare and swap: two people may fill in one draft. */
const target = { draftId: id, version: z.int().positive() }

/** `draftId` is made by the client, so that a second click finds the same draft. */
export const startInput = z.strictObject({
  draftId: id,
  productId: id,
  asked: z
    .strictObject({ amountFen: z.bigint().positive(), termMonths: z.int().positive(), method: RepaymentMethod.optional() })
    .optional(),
})
export type StartInput = z.infer<typeof startInput>
export const demandStepInput = z.strictObject({ ...target, productVersion: z.int().positive(), demand: demandInput })
export type DemandStepInput = z.infer<typeof demandStepInput>
export const debtsStepInput = z.strictObject({ ...target, debts: debtsInput, hasLoanHistory: z.boolean() })
export type DebtsStepInput = z.infer<typeof debtsStepInput>
export const signInput = z.strictObject({ ...target, commitment: commitmentInput, agreed: z.literal(true, 'draft.agree-first') })
export type SignInput = z.infer<typeof signInput>
export const draftInput = z.strictObject({ draftId: id })
