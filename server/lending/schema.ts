import { z } from 'zod'
import { type Role, roles } from '@/server/identity/schema'

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

export const loanPurposes = [
  'WORKING_CAPITAL',
  'RAW_MATERIALS',
  'EQUIPMENT',
  'EXPANSION',
  'TECHNOLOGY',
  'AGRICULTURE',
  'REPAY_DUE_LOAN',
  'OTHER_BUSINESS',
] as const
export const LoanPurpose = z.enum(loanPurposes)
export type LoanPurpose = z.infer<typeof LoanPurpose>

/** Kept equal to `server/kernel/loan` by a test there: the methods of reference 4.17 that the schedule can compute. */
export const repaymentMethods = ['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL', 'INTEREST_ONLY', 'BULLET'] as const
export const RepaymentMethod = z.enum(repaymentMethods)
export type RepaymentMethod = z.infer<typeof RepaymentMethod>

export const guaranteeModes = ['CREDIT', 'GUARANTEE', 'MORTGAGE', 'PLEDGE', 'MIXED'] as const
export const GuaranteeMode = z.enum(guaranteeModes)
export type GuaranteeMode = z.infer<typeof GuaranteeMode>

export const contactWays = ['PHONE', 'VISIT', 'ONLINE', 'MESSAGE'] as const
export const ContactWay = z.enum(contactWays)
export type ContactWay = z.infer<typeof ContactWay>

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
const target = { applicationId: id, version: z.int().nonnegative() }

export const debtInput = z.strictObject({
  lender: sentence(60),
  balanceFen: feeFen,
  dueOn: z.iso.date(),
  guaranteeMode: GuaranteeMode,
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
  applicationId: id,
  productVersionId: id,
  consentId: id,
  demand: demandInput,
  debts: debtsInput,
  commitment: commitmentInput,
})
export type SubmitInput = z.infer<typeof submitInput>

export const acceptInput = z.strictObject({ ...target })
export const declineIntakeInput = z
  .strictObject({ ...target, reason: IntakeDeclineReason, note: z.string().trim().max(300).optional() })
  .refine((input) => input.reason !== 'OTHER' || !!input.note, { path: ['note'], message: 'lending.reason-text-required' })
export type DeclineIntakeInput = z.infer<typeof declineIntakeInput>

export const contactInput = z.strictObject({ ...target, way: ContactWay, at: z.date(), summary: sentence(500) })
export type ContactInput = z.infer<typeof contactInput>

/** A due-diligence note: what was seen, by whom it was confirmed, and what it means. */
export const noteInput = z.strictObject({
  ...target,
  visitedOn: z.iso.date().optional(),
  business: sentence(1000),
  finances: sentence(1000),
  risks: sentence(1000),
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
export const decideInput = z.strictObject({ ...target, decision: decisionInput, opinion: sentence(1000) })
export type DecideInput = z.infer<typeof decideInput>
export const sendBackInput = z.strictObject({ ...target, opinion: sentence(1000) })
export type SendBackInput = z.infer<typeof sendBackInput>

export const feeKinds = ['GUARANTEE', 'APPRAISAL', 'REGISTRATION', 'NOTARY', 'INSURANCE', 'INTERMEDIARY', 'OTHER'] as const
export const FeeKind = z.enum(feeKinds)
export const offerInput = z.strictObject({
  ...target,
  amountFen,
  rateBps,
  termMonths,
  method: RepaymentMethod,
  guaranteeMode: GuaranteeMode,
  revolving: z.boolean(),
  fees: z.array(z.strictObject({ kind: FeeKind, amountFen: feeFen })).max(10),
  validTo: z.iso.date(),
})
export type OfferInput = z.infer<typeof offerInput>

export const contractInput = z.strictObject({
  ...target,
  contractNo: sentence(64),
  signedOn: z.iso.date(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  /** No loan on record in the credit registry before this one (reference 4.15, 首贷). */
  firstLoan: z.boolean(),
  /** The application whose loan this one repays before it falls due (续贷). */
  renewsApplicationId: id.optional(),
})
export type ContractInput = z.infer<typeof contractInput>

export const reassignInput = z.strictObject({ ...target, toOfficerId: id, toBranchId: id.optional(), why: sentence(300) })
export type ReassignInput = z.infer<typeof reassignInput>
export const withdrawInput = z.strictObject({ ...target, why: z.string().trim().max(300).optional() })
export const answerOfferInput = z.strictObject({ ...target, offerId: id, why: z.string().trim().max(300).optional() })
