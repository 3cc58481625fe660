import { z } from 'zod'
import type { RegistrationFacts } from './domain/facts'

/** The classes that the portrait is drawn from today. The wider ones are catalogued, fetched and shown beside it. */
export const scoredClasses = [
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

/** Classes whose agency delivers files; they lie in the landing zone until an authorisation covers them (ADR 0012). */
export const pushedClasses = [
  'HOUSING_FUND',
  'QUALIFICATION',
  'PROCUREMENT',
  'SUBSIDY',
  'ENVIRONMENT',
  'AGRICULTURE',
  'PUBLIC_OPINION',
] as const
export const PushedClass = z.enum(pushedClasses)
export type PushedClass = z.infer<typeof PushedClass>

/** Classes whose agency answers yes or no to a stated claim, and nothing else. */
export const verifiedClasses = ['REAL_ESTATE'] as const

/** Whether there is anything to fetch of a class: what is only verified is asked claim by claim. */
export const isPulled = (dataClass: string): boolean => !verifiedClasses.some((one) => one === dataClass)

export const dataClasses = [
  ...scoredClasses,
  'PERMIT',
  'INTELLECTUAL_PROPERTY',
  'CUSTOMS',
  ...pushedClasses,
  ...verifiedClasses,
] as const
export const DataClass = z.enum(dataClasses)
export type DataClass = z.infer<typeof DataClass>

/**
 * The classes with an item that the catalogue marks personal and that the law doesn't publish anyway: court records name the
 * representative, rights to land and real estate may be a person's own. Said here, because the catalogue itself is too much
 * for a browser; domain/catalogue.test.ts holds it to the catalogue.
 */
export const personalDataClasses = ['COURT', 'AGRICULTURE', 'REAL_ESTATE'] as const satisfies readonly DataClass[]

/**
 * For how many days after the agency gave its answer what it says of the day itself (a register's entry, a record, a list, a right,
 * a debt) still speaks for the firm: the cycle of the class's quickest item and the days it may take to come, where no rhythm is
 * agreed a quarter, and never less than the month in which nobody has to fetch twice. domain/catalogue.test.ts holds it to the
 * catalogue.
 */
export const freshDays: Readonly<Record<DataClass, number>> = {
  REGISTRATION: 92,
  TAX: 31,
  SOCIAL_SECURITY: 56,
  ELECTRICITY: 51,
  WATER: 51,
  GAS: 51,
  PENALTY: 99,
  COURT: 31,
  LIST: 31,
  PERMIT: 99,
  INTELLECTUAL_PROPERTY: 51,
  CUSTOMS: 51,
  HOUSING_FUND: 51,
  QUALIFICATION: 486,
  PROCUREMENT: 51,
  SUBSIDY: 51,
  ENVIRONMENT: 516,
  AGRICULTURE: 456,
  PUBLIC_OPINION: 51,
  REAL_ESTATE: 92,
}

export type { ActiveAuthorisation } from './domain/active-authorisation'
export {
  type AgricultureFacts,
  type CourtFacts,
  type CustomsFacts,
  type DatedFacts,
  type DishonestyCategory,
  dishonestyCategories,
  type EnterpriseFacts,
  type EnvironmentFacts,
  type FactsByClass,
  type HousingFundFacts,
  type IntellectualPropertyFacts,
  type InvoiceRow,
  LegalForm,
  type ListFacts,
  legalForms,
  type PenaltyFacts,
  type PermitFacts,
  type ProcurementFacts,
  type PublicOpinionFacts,
  type QualificationFacts,
  type RealEstateFacts,
  type RegistrationFacts,
  type Severity,
  type SocialSecurityFacts,
  type SubsidyFacts,
  type TaxFacts,
  type UtilityFacts,
} from './domain/facts'
export { type ClassOrigin, originOf, type Provenance } from './domain/provenance'

/** The public entry of the register: what an enterprise is, without typing it in. The contact is masked. */
export type RegisterEntry = Pick<
  RegistrationFacts,
  'creditCode' | 'name' | 'legalForm' | 'industry' | 'countyCode' | 'address' | 'foundedOn' | 'legalRepresentative' | 'status'
> & { contactMasked: string }

/** How far back the health of the feeds is told, in days. */
export const healthDays = 7

/** Claims that a register may be asked to confirm. */
export const claimItems = ['real-estate.ownership', 'real-estate.unencumbered'] as const
export const Claim = z.strictObject({
  itemId: z.enum(claimItems),
  /** As it stands on the certificate. */
  certificateNo: z.string().trim().min(6, 'source.certificate').max(120, 'source.certificate'),
})
export type Claim = z.infer<typeof Claim>

const quantity = z.int().min(0).max(1_000_000_000).optional()
const amount = z.bigint().min(0n).max(1_000_000_000_000_000n).optional()

/** What the enterprise declares of itself; amounts in fen, the rest whole numbers; what is left out is not declared. */
export const DeclareInput = z.strictObject({
  salesFen: amount,
  headcount: quantity,
  electricity: quantity,
  capitalFen: amount,
  assetsFen: amount,
  patents: quantity,
  committed: z.boolean().default(false),
})
export type DeclareInput = z.infer<typeof DeclareInput>
