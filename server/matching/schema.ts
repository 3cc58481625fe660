import { z } from 'zod'
import {
  type AdmissionRule,
  type Comparison,
  type Condition,
  feeFen,
  type ProductTerms,
  type ProductVersion,
  Purpose,
  type purposes,
  TERM_MAX_MONTHS,
} from '@/server/catalogue/schema'
import type { EnterpriseSize } from '@/server/kernel/enterprise-size'
import { type RepaymentMethod, repaymentMethods } from '@/server/kernel/loan/schedule'
import {
  type DataClass,
  type GateCode,
  type Grade,
  gateSources,
  grades,
  type IndicatorId,
  indicatorCatalogue,
  type MissingReason,
  openReasons,
  type Portrait,
  type Unit,
} from '@/server/portrait/schema'
import type { LegalForm } from '@/server/sources/schema'

export type { AdmissionRule, Comparison, Condition, DataClass, GateCode, Grade, IndicatorId, Portrait, ProductTerms }
/** What matching reads of its neighbours, named here so that its domain imports its own module alone. */
export { feeFen, gateSources, grades, indicatorCatalogue, openReasons }

/** What the firm asks for. Method and purpose may be left open. */
export const Ask = z.strictObject({
  amountFen: z.bigint().min(1n).max(10_000_000_000_000n),
  termMonths: z.int().min(1).max(TERM_MAX_MONTHS),
  method: z.enum(repaymentMethods).optional(),
  purpose: Purpose.optional(),
})
export type Ask = z.infer<typeof Ask>

export type Truth = 'TRUE' | 'FALSE' | 'UNKNOWN'
export const verdicts = ['ELIGIBLE', 'UNDECIDABLE', 'INELIGIBLE'] as const
export type Verdict = (typeof verdicts)[number]

/** The firm as the register has it; `size` is null where no rule classes it. */
export type Applicant = { countyCode: string; legalForm: LegalForm; size: EnterpriseSize | null; industry: string }
export type Product = Pick<ProductVersion, 'institutionId' | 'productId' | 'version' | 'terms'>

/** The datum that is missing, and the data classes that would supply it. */
export type Lack = { reason: MissingReason; classes: DataClass[] }

type Numeric = {
  op: Comparison
  needed: number
  /** What the figure has to change by until the condition holds: positive to rise; null where it holds or is unknown. */
  gap: number | null
}

/** What a condition demanded and found. `not` in the rule is already carried into the demand. */
export type Finding =
  | ({ kind: 'INDICATOR'; indicatorId: IndicatorId; unit: Unit; actual: number | null; lack: Lack | null } & Numeric)
  | {
      kind: 'INDICATOR_IN'
      indicatorId: IndicatorId
      unit: Unit
      op: 'in' | 'not in'
      needed: number[]
      actual: number | null
      gap: number | null
      lack: Lack | null
    }
  | ({ kind: 'SCORE'; actual: number; low: number; high: number; lack: Lack | null } & Numeric)
  | { kind: 'GRADE'; needed: Grade[]; actual: Grade; lack: Lack | null }
  | { kind: 'GATE'; needed: 'NONE' | 'SOME'; gates: GateCode[]; lack: Lack | null }
  | { kind: 'AMOUNT'; minFen: bigint; maxFen: bigint; actualFen: bigint; gapFen: bigint | null }
  | { kind: 'TERM'; minMonths: number; maxMonths: number; actual: number; gap: number | null }
  | { kind: 'METHOD'; needed: RepaymentMethod[]; actual: RepaymentMethod }
  | { kind: 'REGION'; needed: string[]; actual: string }
  | { kind: 'LEGAL_FORM'; needed: LegalForm[]; actual: LegalForm }
  | { kind: 'SIZE'; needed: EnterpriseSize[]; actual: EnterpriseSize | null }
  | { kind: 'INDUSTRY'; needed: string[]; actual: string }
  | { kind: 'PURPOSE'; needed: (typeof purposes)[number][]; actual: (typeof purposes)[number] }

/** `blocking`: it is one of those that keep the verdict from being ELIGIBLE. */
export type Reason = Finding & { state: Truth; blocking: boolean }

/** The rule as evaluated; a leaf points into the match's `reasons`. */
export type RuleResult = { joint: 'ALL' | 'ANY'; state: Truth; children: RuleResult[] } | { reason: number; state: Truth }

/**
 * What the loan would cost for the amount and term asked. Costs in parts per million a year: 50,833 is 5.0833 %.
 * `rateBps` is the estimate for the firm's score within the product's range.
 */
export type CostEstimate = {
  rateBps: number
  rateFromBps: number
  rateToBps: number
  method: RepaymentMethod
  annualCostSimplePpm: number
  annualCostCompoundPpm: number
  /** `period`: months after the draw-down. */
  firstInstalment: { period: number; amountFen: bigint }
  totalInterestFen: bigint
  feesFen: bigint
}

/** An estimate, never a promise: null with the datum that is missing. */
export type LineEstimate = { lineFen: bigint; lack: null } | { lineFen: null; lack: Lack }

export type ProductMatch = {
  institutionId: string
  productId: string
  version: number
  verdict: Verdict
  reasons: Reason[]
  rule: RuleResult
  line: LineEstimate
  /** Null when the fees would eat the amount asked. */
  cost: CostEstimate | null
}
