import { z } from 'zod'
import { Purpose, purposes } from '@/server/catalogue/schema'
import { type Role, roles } from '@/server/identity/schema'
import { repaymentMethods } from '@/server/kernel/loan/schedule'

/** Reference 4.13. An application has no draft state: it begins when it is submitted. */
export const applicationStates = [
  'SUBMITTED',
  'DECLINED_INTAKE',
  'ACCEPTED',
  'DUE_DILIGENCE',
  'SUPPLEMENT',
  'IN_APPROVAL',
  'GRANTED',
  'REJECTED',
  'OFFERED',
  'CONTRACTED',
  'PARTLY_DISBURSED',
  'DISBURSED',
  'SETTLED',
  'RENEWED',
  'WITHDRAWN',
  'LAPSED',
] as const
export const ApplicationState = z.enum(applicationStates)
export type ApplicationState = z.infer<typeof ApplicationState>

/** Said of an application beside its state. OFFER_ACCEPTED: the firm said yes, the contract isn't signed yet. */
export const applicationFlags = ['SUSPENDED', 'ESCALATED', 'NEEDS_REFRESH', 'OFFER_ACCEPTED'] as const
export const ApplicationFlag = z.enum(applicationFlags)
export type ApplicationFlag = z.infer<typeof ApplicationFlag>

export const applicationEvents = [
  'ACCEPTED',
  'DECLINED_INTAKE',
  'CONTACTED',
  'DUE_DILIGENCE_STARTED',
  'NOTED',
  'SUPPLEMENT_REQUESTED',
  'SUPPLEMENTED',
  'SUPPLEMENT_WAIVED',
  'RECOMMENDED',
  'SENT_BACK',
  'GRANTED',
  'REJECTED',
  'OFFERED',
  'OFFER_ACCEPTED',
  'OFFER_DECLINED',
  'OFFER_EXPIRED',
  'CONTRACTED',
  'PARTLY_DISBURSED',
  'DISBURSED',
  'DISBURSEMENT_REVERSED',
  'SETTLED',
  'RENEWED',
  'WITHDRAWN',
  'CONSENT_LAPSED',
  'LAPSED',
  'REASSIGNED',
  'SUSPENDED',
  'RESUMED',
  'ESCALATED',
  'REFRESH_NEEDED',
  'REFRESHED',
] as const
export const ApplicationEvent = z.enum(applicationEvents)
export type ApplicationEvent = z.infer<typeof ApplicationEvent>

/** What the timeline shows: the first entry is the submission itself. */
export const recordedEvents = ['SUBMITTED', ...applicationEvents] as const
export type RecordedEvent = (typeof recordedEvents)[number]

/** A person's role, or the worker that acts by the clock or by another module's fact. */
export type ActorRole = Role | 'SYSTEM'
export const actorRoles = [...roles, 'SYSTEM'] as const satisfies readonly ActorRole[]

export const rejectionReasons = [
  'CASH_FLOW_INSUFFICIENT',
  'COMPLIANCE_RECORD',
  'DATA_UNVERIFIED',
  'OUTSIDE_APPETITE',
  'DEBT_BURDEN',
  'INDUSTRY_LIMIT',
  'COLLATERAL_INSUFFICIENT',
  'INFORMATION_INCOMPLETE',
  'OTHER',
] as const
export const RejectionReason = z.enum(rejectionReasons)
export type RejectionReason = z.infer<typeof RejectionReason>

/** Why an institution doesn't take an application in at all. */
export const intakeDeclineReasons = [
  'OUT_OF_REGION',
  'OUT_OF_SCOPE',
  'DUPLICATE_ELSEWHERE',
  'INFORMATION_INCOMPLETE',
  'OTHER',
] as const
export const IntakeDeclineReason = z.enum(intakeDeclineReasons)
export type IntakeDeclineReason = z.infer<typeof IntakeDeclineReason>

/** The purposes that products name: one list, so that a demand can be held against its product. */
export const loanPurposes = purposes
export const LoanPurpose = Purpose
export type LoanPurpose = Purpose

export const RepaymentMethod = z.enum(repaymentMethods)
export type RepaymentMethod = z.infer<typeof RepaymentMethod>

export const contactChannels = ['PHONE', 'VISIT', 'VIDEO', 'MESSAGE'] as const
export const ContactChannel = z.enum(contactChannels)
export type ContactChannel = z.infer<typeof ContactChannel>

export const supplementItems = [
  'FINANCIAL_STATEMENTS',
  'BANK_STATEMENTS',
  'CONTRACTS_OR_INVOICES',
  'BUSINESS_PREMISES',
  'COLLATERAL_DOCUMENTS',
  'DEBT_DETAILS',
  'PURPOSE_EVIDENCE',
  'OTHER',
] as const
export const SupplementItem = z.enum(supplementItems)
export type SupplementItem = z.infer<typeof SupplementItem>

/** Fen; up to 1,000 万元 would be the inclusive-finance line, the bound here is a typing error's. */
const amountFen = z.bigint().positive('lending.amount-positive').max(1_000_000_000_00n, 'lending.amount-too-large')
const feeFen = z.bigint().nonnegative().max(1_000_000_000_00n, 'lending.amount-too-large')
const rateBps = z.int().min(1, 'lending.rate-range').max(3600, 'lending.rate-range')
const termMonths = z.int().min(1, 'lending.term-range').max(360, 'lending.term-range')
const sentence = (max: number) => z.string().trim().min(1, 'lending.text-required').max(max, 'lending.text-long')
const id = z.uuidv7()
/** Compare and swap: the version of the application that the person saw. */
const target = { applicationId: id, version: z.int().positive() }

export const debtInput = z.strictObject({
  lender: sentence(60),
  balanceFen: feeFen,
  endsOn: z.iso.date(),
})
/** Debts elsewhere: a list, or the explicit statement that there are none. Silence is neither. */
export const debtsInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('NONE') }),
  z.strictObject({ kind: z.literal('LISTED'), debts: z.array(debtInput).min(1, 'lending.debts-required').max(50) }),
])
export type DeclaredDebts = z.infer<typeof debtsInput>

export const demandInput = z.strictObject({
  amountFen,
  termMonths,
  purpose: LoanPurpose,
  purposeNote: z.string().trim().max(300, 'lending.text-long').optional(),
  method: RepaymentMethod,
})
export type Demand = z.infer<typeof demandInput>

export const commitmentInput = z.strictObject({
  version: z.string().max(40),
  locale: z.enum(['zh-CN', 'en']),
  /** SHA-256 (hex) of the text that was on the screen. */
  textSha256: z.string().regex(/^[0-9a-f]{64}$/),
  signedName: sentence(50),
})
export type SignedCommitment = z.infer<typeof commitmentInput>

export const submitInput = z.strictObject({
  /** Made by the client: the consent for this one application names it before it exists. */
  applicationId: id,
  institutionId: id,
  productId: id,
  productVersion: z.int().positive(),
  consentId: id,
  demand: demandInput,
  debts: debtsInput,
  /** Any loan on record before; false makes this a first loan (首贷), which the bank confirms. */
  hasLoanHistory: z.boolean(),
  commitment: commitmentInput,
})
export type SubmitInput = z.infer<typeof submitInput>

export const acceptInput = z.strictObject({ ...target })
export const declineIntakeInput = z
  .strictObject({ ...target, reason: IntakeDeclineReason, note: z.string().trim().max(300).optional() })
  .refine((input) => input.reason !== 'OTHER' || !!input.note, { path: ['note'], message: 'lending.reason-text-required' })
export type DeclineIntakeInput = z.infer<typeof declineIntakeInput>

export const contactInput = z.strictObject({
  ...target,
  channel: ContactChannel,
  contactedAt: z.date(),
  reached: z.boolean(),
  note: sentence(500),
})
export type ContactInput = z.infer<typeof contactInput>

/** A due-diligence note; the bank's own, the enterprise does not read it. */
export const noteInput = z.strictObject({
  ...target,
  visitedOn: z.iso.date().optional(),
  findings: sentence(2000),
  conclusion: sentence(500),
})
export type NoteInput = z.infer<typeof noteInput>

export const requestSupplementInput = z.strictObject({
  ...target,
  items: z.array(SupplementItem).min(1, 'lending.items-required').max(supplementItems.length),
  note: sentence(500),
})
export type RequestSupplementInput = z.infer<typeof requestSupplementInput>

export const supplementInput = z.strictObject({ ...target, answer: sentence(2000) })
export type SupplementInput = z.infer<typeof supplementInput>

/** In the order of importance; the first is shown first to the enterprise. OTHER needs its text. */
export const rejectionInput = z
  .strictObject({
    kind: z.literal('REJECT'),
    reasons: z.array(RejectionReason).min(1, 'lending.reason-required').max(rejectionReasons.length),
    otherText: z.string().trim().max(300, 'lending.text-long').optional(),
    /** Adverse factors and records of the portrait that the enterprise is told (server/portrait/domain/adverse.ts). */
    adverse: z
      .array(z.string().regex(/^(factor|record):[A-Za-z0-9_.]{1,60}$/))
      .max(24)
      .optional(),
  })
  .refine((input) => !input.reasons.includes('OTHER') || !!input.otherText, {
    path: ['otherText'],
    message: 'lending.reason-text-required',
  })
  .refine((input) => new Set(input.reasons).size === input.reasons.length, { path: ['reasons'], message: 'lending.reason-twice' })

export const grantInput = z.strictObject({ kind: z.literal('GRANT'), amountFen, rateBps, termMonths, method: RepaymentMethod })
export const decisionInput = z.discriminatedUnion('kind', [grantInput, rejectionInput])
export type Decision = z.infer<typeof decisionInput>

export const recommendInput = z.strictObject({ ...target, recommendation: decisionInput, opinion: sentence(1000) })
export type RecommendInput = z.infer<typeof recommendInput>
export const decideInput = z.strictObject({ ...target, decision: decisionInput })
export type DecideInput = z.infer<typeof decideInput>
export const sendBackInput = z.strictObject({ ...target, why: sentence(500) })
export type SendBackInput = z.infer<typeof sendBackInput>

export const offerInput = z.strictObject({
  ...target,
  amountFen,
  rateBps,
  termMonths,
  method: RepaymentMethod,
  /** Everything the firm pays beside interest, once, at the start: guarantee, appraisal, registration, notary … */
  upfrontFeesFen: feeFen,
  revolving: z.boolean(),
  /** No collateral, pledge or guarantee (reference 4.15, 信用贷款). */
  creditLoan: z.boolean(),
  /** Last day on which the firm can accept. */
  validTo: z.iso.date(),
})
export type OfferInput = z.infer<typeof offerInput>

export const contractInput = z.strictObject({ ...target, contractNumber: sentence(64), signedOn: z.iso.date() })
export type ContractInput = z.infer<typeof contractInput>

export const reassignInput = z.strictObject({ ...target, toOfficerId: id, toBranchId: id.optional(), why: sentence(300) })
export type ReassignInput = z.infer<typeof reassignInput>
export const withdrawInput = z.strictObject({ ...target, why: z.string().trim().max(300).optional() })
export const answerOfferInput = z.strictObject({ ...target, offerId: id, why: z.string().trim().max(300).optional() })
