import { z } from 'zod'

/**
 * What the city's agencies say about an enterprise, after their answers were verified and transformed.
 * Money in fen (bigint), months as `YYYY-MM`, dates as `YYYY-MM-DD` (Asia/Shanghai), quantities as integers.
 * A class that was not authorised, or whose agency did not answer, is absent: absence is never zero.
 */
export const dataClasses = [
  'REGISTRATION',
  'TAX',
  'SOCIAL_SECURITY',
  'ELECTRICITY',
  'WATER',
  'GAS',
  'PENALTY',
  'COURT',
  'LIST',
] as const
export const DataClass = z.enum(dataClasses)
export type DataClass = z.infer<typeof DataClass>

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
}

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
}

/** Everything known of one enterprise at one moment; a missing key means missing data. */
export type EnterpriseFacts = { [Class in DataClass]?: FactsByClass[Class] }

export type { ActiveAuthorisation } from './domain/active-authorisation'

/** The public entry of the register: what an enterprise is, without typing it in. The contact is masked. */
export type RegisterEntry = Pick<
  RegistrationFacts,
  'creditCode' | 'name' | 'legalForm' | 'industry' | 'countyCode' | 'address' | 'foundedOn' | 'legalRepresentative' | 'status'
> & { contactMasked: string }

/** How far back the health of the feeds is told, in days. */
export const healthDays = 7
