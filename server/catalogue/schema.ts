import { z } from 'zod'
import type { Role } from '@/server/identity/schema'
import { counties } from '@/server/kernel/areas'
import { enterpriseSizes } from '@/server/kernel/enterprise-size'
import { parseIndustry } from '@/server/kernel/industry'
import { repaymentMethods } from '@/server/kernel/loan/schedule'
import { Grade, IndicatorId } from '@/server/portrait/schema'
import { LegalForm } from '@/server/sources/schema'
import { ruleFaults } from './domain/rule-faults'

/**
 * Terms of a product version are stored as JSON and immutable once published, so money here is an integer of fen
 * (at most 2^53 − 1), not a bigint. Refusals carry a dotted code as message; messages/…/indicators.json words them.
 */
const AMOUNT_MAX_FEN = 100_000_000_000_00 // 100 billion yuan: far above any loan, far below 2^53 fen.
export const TERM_MAX_MONTHS = 360
/** The legal ceiling of interest once used by courts, 36 %: nothing above may be entered even by mistake. */
export const RATE_MAX_BPS = 3_600
export const RULE_MAX_DEPTH = 6
export const RULE_MAX_NODES = 64

export const comparisons = ['>=', '>', '<=', '<', '=', '!='] as const
export const Comparison = z.enum(comparisons)
export type Comparison = z.infer<typeof Comparison>

const Bounded = z.int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)
const IndicatorCondition = z.discriminatedUnion('op', [
  z.strictObject({ indicator: IndicatorId, op: Comparison, value: Bounded }),
  z.strictObject({ indicator: IndicatorId, op: z.literal('in'), value: z.array(Bounded).min(1).max(20) }),
])
const ScoreCondition = z.strictObject({ score: z.strictObject({ op: Comparison, value: z.int().min(300).max(850) }) })
const GradeCondition = z.strictObject({
  grade: z.strictObject({ in: z.array(Grade).min(1).max(5).refine(unique, 'rule.repeated') }),
})
const GateCondition = z.strictObject({ gate: z.literal('NONE') })

export type IndicatorCondition = z.infer<typeof IndicatorCondition>
export type Condition =
  | IndicatorCondition
  | z.infer<typeof ScoreCondition>
  | z.infer<typeof GradeCondition>
  | z.infer<typeof GateCondition>
/** An admission rule (准入条件): conditions joined by all, any, not. */
export type AdmissionRule = Condition | { all: AdmissionRule[] } | { any: AdmissionRule[] } | { not: AdmissionRule }

const kinds = {
  all: z.strictObject({ all: z.array(z.unknown()).min(1).max(RULE_MAX_NODES) }),
  any: z.strictObject({ any: z.array(z.unknown()).min(1).max(RULE_MAX_NODES) }),
  not: z.strictObject({ not: z.unknown() }),
  indicator: IndicatorCondition,
  score: ScoreCondition,
  grade: GradeCondition,
  gate: GateCondition,
}

/** At most 6 levels and 64 nodes; unknown indicators, kinds and keys are refused with the path to the node. */
export const AdmissionRule = z.custom<AdmissionRule>().superRefine((value, context) => {
  for (const { path, message } of ruleFaults(value, kinds, { depth: RULE_MAX_DEPTH, nodes: RULE_MAX_NODES }))
    context.addIssue({ code: 'custom', path, message })
})

export const feeKinds = ['GUARANTEE', 'APPRAISAL', 'NOTARY', 'ACCOUNT', 'OTHER'] as const
export const feeBases = ['BPS_OF_PRINCIPAL_UPFRONT', 'FIXED_UPFRONT'] as const
/** `value`: basis points of the principal, or fen; both paid by the firm when the loan is drawn. */
export const Fee = z.discriminatedUnion('basis', [
  z.strictObject({ kind: z.enum(feeKinds), basis: z.literal('BPS_OF_PRINCIPAL_UPFRONT'), value: z.int().min(0).max(2_000) }),
  z.strictObject({ kind: z.enum(feeKinds), basis: z.literal('FIXED_UPFRONT'), value: z.int().min(0).max(100_000_000) }),
])
export type Fee = z.infer<typeof Fee>

export const guaranteeModes = ['CREDIT', 'GUARANTEE', 'MORTGAGE', 'PLEDGE'] as const
export const GuaranteeMode = z.enum(guaranteeModes)
/** What a loan may be for; a product names those it takes, an application its one. */
export const purposes = [
  'WORKING_CAPITAL',
  'RAW_MATERIALS',
  'EQUIPMENT',
  'EXPANSION',
  'TECHNOLOGY',
  'AGRICULTURE',
  'REPAY_DUE_LOAN',
  'OTHER_BUSINESS',
] as const
export const Purpose = z.enum(purposes)
export type Purpose = z.infer<typeof Purpose>

const countyCodes = counties.map((county) => county.code)
const set = <One extends z.ZodType>(one: One, max: number) => z.array(one).max(max).refine(unique, 'product.repeated')

/** A section letter (`C`) or a GB/T 4754 code of two to four digits (`C25`); a firm matches when its own code begins so. */
export const IndustryPrefix = z.string().max(5).refine(isIndustryPrefix, 'product.unknown-industry')

/** What a product version offers. Empty lists of regions, forms, sizes, industries or purposes mean: all. */
export const ProductTerms = z
  .strictObject({
    amountMinFen: z.int().min(1).max(AMOUNT_MAX_FEN),
    amountMaxFen: z.int().min(1).max(AMOUNT_MAX_FEN),
    termMinMonths: z.int().min(1).max(TERM_MAX_MONTHS),
    termMaxMonths: z.int().min(1).max(TERM_MAX_MONTHS),
    /** Basis points over the LPR of the day and term; negative below it. */
    rateMinSpreadBps: z.int().min(-500).max(RATE_MAX_BPS),
    rateMaxSpreadBps: z.int().min(-500).max(RATE_MAX_BPS),
    methods: set(z.enum(repaymentMethods), 4).min(1, 'product.no-method'),
    fees: z.array(Fee).max(10),
    guaranteeMode: GuaranteeMode,
    /** The line may be drawn and repaid again while it lasts (随借随还). */
    revolving: z.boolean(),
    regions: set(z.enum(countyCodes), 12),
    legalForms: set(LegalForm, 3),
    sizes: set(z.enum(enterpriseSizes), 4),
    industries: set(IndustryPrefix, 100),
    purposes: set(Purpose, purposes.length),
    admissionRule: AdmissionRule,
  })
  .superRefine((terms, context) => {
    const ordered = [
      ['amountMinFen', 'amountMaxFen', 'product.amounts-reversed'],
      ['termMinMonths', 'termMaxMonths', 'product.terms-reversed'],
      ['rateMinSpreadBps', 'rateMaxSpreadBps', 'product.rates-reversed'],
    ] as const
    for (const [low, high, message] of ordered)
      if (terms[low] > terms[high]) context.addIssue({ code: 'custom', path: [high], message })
    if (upfrontFees(terms.fees, terms.amountMinFen) >= terms.amountMinFen)
      context.addIssue({ code: 'custom', path: ['fees'], message: 'product.fees-consume-the-loan' })
  })
export type ProductTerms = z.infer<typeof ProductTerms>

const Line = z.string().trim().min(1).max(60)
const Text = z.string().trim().min(1).max(600)
/** What a product manager writes: names and summaries in both languages, and the terms. */
export const ProductDraft = z.strictObject({ name: Line, nameEn: Line, summary: Text, summaryEn: Text, terms: ProductTerms })
export type ProductDraft = z.infer<typeof ProductDraft>

/** One published version of a product, as matching and screens read it. */
export const ProductVersion = ProductDraft.extend({
  institutionId: z.uuid(),
  productId: z.uuid(),
  version: z.int().min(1),
})
export type ProductVersion = z.infer<typeof ProductVersion>

/** A product as it is on offer, with whoever offers it. */
export type PublishedProduct = ProductVersion & {
  code: string
  publishedAt: Date
  institutionName: string
  institutionNameEn: string
  institutionKind: string
  servicePhone: string
}

export const publisherRoles = ['PRODUCT_MANAGER', 'INSTITUTION_ADMIN'] as const satisfies readonly Role[]

/**
 * A draft as a form sends it: amounts arrive as bigint fen, industries as a line of codes, or not at all when it is empty. Anything else is left for the
 * schema itself to refuse, at its own path.
 */
const FormDraft = z.preprocess(ofForm, ProductDraft)
export const ProductCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/, 'product.code-malformed')
const oneVersion = { productId: z.uuidv7(), version: z.int().min(1) }
/** `seen`: when the draft on the screen had last been saved. */
const seenVersion = { ...oneVersion, seen: z.date().nullable() }

export const createProductInput = z.strictObject({ code: ProductCode, draft: FormDraft })
export const saveDraftInput = z.strictObject({ ...seenVersion, draft: FormDraft })
export type SaveDraftInput = z.infer<typeof saveDraftInput>
export const publishInput = z.strictObject(seenVersion)
export type PublishInput = z.infer<typeof publishInput>
/** `on`: the day whose LPR counts; today where none is named. */
export const versionInput = z.strictObject({
  ...oneVersion,
  institutionId: z.uuid(),
  termMonths: z.int().min(1).max(TERM_MAX_MONTHS),
  on: z.iso.date().optional(),
})
export const oneProductInput = z.strictObject({ productId: z.uuidv7() })

/** Fees of one draw-down in fen: basis points of the principal rounded up to the fen, so that cost is never understated. */
export function upfrontFees(fees: readonly Fee[], principalFen: number): number {
  const total = fees.reduce((sum, fee) => sum + feeFen(fee, principalFen), 0n)
  return Number(total)
}

export const feeFen = (fee: Fee, principalFen: number | bigint): bigint =>
  fee.basis === 'FIXED_UPFRONT' ? BigInt(fee.value) : (BigInt(principalFen) * BigInt(fee.value) + 9_999n) / 10_000n

function unique(list: readonly unknown[]) {
  return new Set(list).size === list.length
}

function ofForm(draft: unknown): unknown {
  if (typeof draft !== 'object' || draft === null || !('terms' in draft)) return draft
  const { terms } = draft
  if (typeof terms !== 'object' || terms === null) return draft
  const read = Object.entries({ industries: [], ...terms }).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'bigint') return [name, Number(value)]
    if (name === 'industries' && typeof value === 'string')
      return [
        name,
        value
          .toUpperCase()
          .split(/[\s,，、;；]+/)
          .filter(Boolean),
      ]
    return [name, value]
  })
  return { ...draft, terms: Object.fromEntries(read) }
}

function isIndustryPrefix(code: string) {
  return /^[A-T]$/.test(code) || parseIndustry(code).ok
}
