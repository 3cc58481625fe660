import { z } from 'zod'
import type { DataClass } from '../schema'

// What the city's agencies say about an enterprise, after their answers were verified and transformed.
// Money in fen (bigint), months as `YYYY-MM`, dates as `YYYY-MM-DD` (Asia/Shanghai), quantities as integers.
// A class that was not authorised, or whose agency did not answer, is absent: absence is never zero.

/** GB 11714/GB 32100 legal forms that the platform serves (reference 4.1: codes 91, 92, 93). */
export const legalForms = ['COMPANY', 'SOLE_TRADER', 'COOPERATIVE'] as const
export const LegalForm = z.enum(legalForms)
export type LegalForm = z.infer<typeof LegalForm>

export type RegistrationFacts = {
  creditCode: string
  name: string
  legalForm: LegalForm
  /** GB/T 4754-2017: letter and two to four digits, such as `C2522`. */
  industry: string
  /** GB/T 2260 county code, such as `610881`. */
  countyCode: string
  address: string
  foundedOn: string
  registeredCapitalFen: bigint
  paidInCapitalFen: bigint
  legalRepresentative: string
  status: 'ACTIVE' | 'REVOKED' | 'CANCELLED'
  changes: { on: string; kind: 'LEGAL_REPRESENTATIVE' | 'ADDRESS' | 'CAPITAL' | 'SHAREHOLDER' }[]
}

export type TaxFacts = {
  /** Annual tax credit grades, newest first (reference 4.5). */
  grades: { year: number; grade: 'A' | 'B' | 'M' | 'C' | 'D' }[]
  /** One row a month, oldest first. `declaredOn` null: not filed at all. */
  months: { month: string; declaredSalesFen: bigint; taxPaidFen: bigint; dueOn: string; declaredOn: string | null }[]
  arrearsFen: bigint
  /** Invoices of the last year, where the enterprise shares them with the authority's leave; absent where it doesn't. */
  invoices?: InvoiceRow[] | undefined
}

/**
 * What was invoiced to one buyer in a month, or (`buyer` null) to all that are not named. `buyer` is a pseudonym that the tax
 * authority gives for this seller alone: nobody can tell who it is, nor that another seller has the same buyer.
 */
export type InvoiceRow = { month: string; buyer: string | null; amountFen: bigint }

export type SocialSecurityFacts = {
  months: { month: string; insuredHeadcount: number; wageBaseFen: bigint; inArrears: boolean }[]
  arrearsFen: bigint
}

export type UtilityFacts = {
  /** `quantity`: kWh for electricity, cubic metres for water and gas. `paidOn` null: still unpaid. */
  months: { month: string; quantity: number; billedFen: bigint; dueOn: string; paidOn: string | null }[]
  arrearsFen: bigint
}

/** The eleven categories of dishonesty records of legal persons (reference 4.6). */
export const dishonestyCategories = [
  'ARREARS_TAX_SOCIAL',
  'COURT_DEFAULTER',
  'ARREARS_FEES',
  'FALSE_MATERIAL',
  'ADMIN_PENALTY',
  'ACCIDENT',
  'ABNORMAL_LIST',
  'INDUSTRY_BAN',
  'INSPECTION_FAIL',
  'PUBLIC_RESOURCE',
  'OTHER',
] as const
export type DishonestyCategory = (typeof dishonestyCategories)[number]
export type Severity = 'MINOR' | 'GENERAL' | 'SERIOUS'

export type PenaltyFacts = {
  penalties: {
    id: string
    /** Date of the administrative document: the repair clock starts here (reference 4.6). */
    on: string
    authority: string
    category: DishonestyCategory
    severity: Severity
    amountFen: bigint | null
    repairedOn: string | null
  }[]
}

export type CourtFacts = {
  cases: { id: string; on: string; role: 'DEFENDANT' | 'PLAINTIFF'; cause: string; amountFen: bigint; closedOn: string | null }[]
  /** Entries on the list of court defaulters (失信被执行人). */
  defaulterEntries: { id: string; listedOn: string; removedOn: string | null }[]
}

export type ListFacts = {
  entries: {
    id: string
    list: 'ABNORMAL_OPERATION' | 'SERIOUS_VIOLATION' | 'SERIOUS_TAX_VIOLATION' | 'WAGE_ARREARS' | 'TRUSTWORTHY'
    authority: string
    listedOn: string
    removedOn: string | null
  }[]
  /**
   * Public credit evaluations (公共信用综合评价) by year, newest first; empty: the centre has not evaluated the firm, which is no
   * bad mark. Absent: an answer from before the centre delivered them.
   */
  evaluations?:
    | { year: number; level: 'EXCELLENT' | 'GOOD' | 'FAIR' | 'POOR'; authority: string; evaluatedOn: string }[]
    | undefined
}

export type PermitFacts = {
  permits: {
    id: string
    name: string
    authority: string
    grantedOn: string
    /** Last day of validity; null: no end. */
    validUntil: string | null
    state: 'VALID' | 'CANCELLED' | 'REVOKED'
  }[]
}

export type IntellectualPropertyFacts = {
  rights: {
    id: string
    kind: 'INVENTION' | 'UTILITY_MODEL' | 'DESIGN' | 'TRADEMARK' | 'SOFTWARE'
    title: string
    grantedOn: string
    state: 'IN_FORCE' | 'LAPSED'
    pledged: boolean
  }[]
}

export type CustomsFacts = {
  /** The customs' credit grade of the enterprise; null: not filed as a trader. */
  grade: 'CERTIFIED' | 'FILED' | 'DISCREDITED' | null
  /** Values as declared, in yuan converted by the customs. */
  months: { month: string; exportFen: bigint; importFen: bigint; declarations: number }[]
}

export type HousingFundFacts = {
  months: { month: string; contributors: number; baseFen: bigint; depositedFen: bigint; state: 'PAID' | 'ARREARS' | 'DEFERRED' }[]
}

/** Recognitions such as 科技型中小企业, 高新技术企业, 专精特新. */
export type QualificationFacts = {
  titles: {
    id: string
    kind: 'TECH_SME' | 'HIGH_TECH' | 'INNOVATIVE_SME' | 'SPECIALISED_SME' | 'LITTLE_GIANT'
    authority: string
    recognisedOn: string
    validUntil: string
    withdrawnOn: string | null
  }[]
}

export type ProcurementFacts = {
  bids: { id: string; project: string; buyer: string; on: string; amountFen: bigint; outcome: 'WON' | 'LOST' | 'VOID' }[]
}

export type SubsidyFacts = {
  grants: { id: string; programme: string; authority: string; on: string; amountFen: bigint; paidOn: string | null }[]
}

/** The four grades of 企业环境信用评价: 绿 (sincere), 蓝 (good), 黄 (warned), 红 (bad). */
export type EnvironmentFacts = {
  ratings: { year: number; grade: 'GREEN' | 'BLUE' | 'YELLOW' | 'RED'; authority: string; ratedOn: string }[]
}

export type AgricultureFacts = {
  /** `quantity`: mu for crops and orchards, heads for livestock. */
  holdings: {
    id: string
    kind: 'CROP' | 'ORCHARD' | 'LIVESTOCK'
    quantity: number
    registeredOn: string
    validUntil: string | null
  }[]
}

export type PublicOpinionFacts = {
  items: {
    id: string
    on: string
    tone: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE'
    topic: 'LABOUR' | 'QUALITY' | 'SAFETY' | 'CONTRACT' | 'HONOUR'
    title: string
    outlet: string
    /** Whether an authority has confirmed it; an unconfirmed item is a rumour. */
    confirmed: boolean
  }[]
}

/** What an agency answered to claims; of the register itself nothing is said. */
export type RealEstateFacts = {
  answers: { claimDigest: string; itemId: string; answer: 'YES' | 'NO' | 'UNKNOWN'; checkedOn: string }[]
}

export type FactsByClass = {
  REGISTRATION: RegistrationFacts
  TAX: TaxFacts
  SOCIAL_SECURITY: SocialSecurityFacts
  ELECTRICITY: UtilityFacts
  WATER: UtilityFacts
  GAS: UtilityFacts
  PENALTY: PenaltyFacts
  COURT: CourtFacts
  LIST: ListFacts
  PERMIT: PermitFacts
  INTELLECTUAL_PROPERTY: IntellectualPropertyFacts
  CUSTOMS: CustomsFacts
  HOUSING_FUND: HousingFundFacts
  QUALIFICATION: QualificationFacts
  PROCUREMENT: ProcurementFacts
  SUBSIDY: SubsidyFacts
  ENVIRONMENT: EnvironmentFacts
  AGRICULTURE: AgricultureFacts
  PUBLIC_OPINION: PublicOpinionFacts
  REAL_ESTATE: RealEstateFacts
}

/** Everything known of one enterprise at one moment; a missing key means missing data. */
export type EnterpriseFacts = { [Class in DataClass]?: FactsByClass[Class] }
export type DatedFacts = EnterpriseFacts & {
  /** The day (Asia/Shanghai) on which each agency gave its answer, where that is known. */
  issuedOn?: Partial<Record<DataClass, string>>
}
