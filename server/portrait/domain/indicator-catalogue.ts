import { z } from 'zod'
import type { DataClass } from '../schema'

export const dimensions = [
  'OPERATION',
  'TAX',
  'SOCIAL_SECURITY',
  'UTILITIES',
  'STABILITY',
  'COMPLIANCE',
  'CAPABILITY',
  'AGRICULTURE',
] as const
export const Dimension = z.enum(dimensions)
export type Dimension = z.infer<typeof Dimension>

/** FEN money; BPS ratio in basis points (10,000 = 100 %); KWH, M3 quantities; GRADE ordinal (D 1, C 2, M 3, B 4, A 5). */
export const units = ['FEN', 'BPS', 'COUNT', 'MONTHS', 'KWH', 'M3', 'GRADE', 'POINTS', 'BOOLEAN', 'MU', 'HEADS'] as const
export type Unit = (typeof units)[number]
/** Which way is good. NEUTRAL describes the firm; it earns no points. */
export type Direction = 'HIGHER' | 'LOWER' | 'NEUTRAL'

/**
 * When an indicator has no value. Every rule begins with SOURCE: a data class that is absent makes it missing, never zero.
 * SOURCE: only then. LATEST: also when the newest month is more than three months old. WINDOW: also when any month of the
 * window is not on file. BASE: as WINDOW, and when the figure divided by is zero. CAPITAL: when no capital is registered.
 * RECORD: when there is no record that it could be read from.
 */
export const missingRules = ['SOURCE', 'LATEST', 'WINDOW', 'BASE', 'CAPITAL', 'RECORD'] as const
export type MissingRule = (typeof missingRules)[number]

/**
 * What the firm itself can do about it. ACT: one act changes it at the next reading. TIME: duties kept month by month, or
 * the mere calendar, change it by a day that can be named. BUSINESS: it follows how business goes. FIXED: who owns and runs
 * the firm, where it is, what an authority assesses: never asked for.
 */
export const actionabilities = ['ACT', 'TIME', 'BUSINESS', 'FIXED'] as const
export type Actionability = (typeof actionabilities)[number]

/** PUBLIC: published by law. SECRET: a trade secret of the firm. PERSONAL: says something of persons (reference 4.8). */
export const sensitivities = ['PUBLIC', 'SECRET', 'PERSONAL'] as const
export type Sensitivity = (typeof sensitivities)[number]

/** Versions of the catalogue; a score card names the one that it reads. */
export const catalogueVersions = ['2026.1', '2026.2', '2026.3', '2026.4'] as const
export type CatalogueVersion = (typeof catalogueVersions)[number]

export type IndicatorDefinition = {
  dimension: Dimension
  unit: Unit
  direction: Direction
  /** Months looked back over; 0 for the state on the day itself. */
  windowMonths: number
  sources: readonly DataClass[]
  missingRule: MissingRule
  actionability: Actionability
  /** The catalogue that first holds it. */
  since: CatalogueVersion
}
type Row = [Unit, Direction, number, readonly DataClass[], MissingRule, Actionability, CatalogueVersion?]
const of = <Id extends string>(dimension: Dimension, rows: Record<Id, Row>) =>
  Object.fromEntries(
    Object.entries<Row>(rows).map(([id, [unit, direction, windowMonths, sources, missingRule, actionability, since]]) => [
      id,
      { dimension, unit, direction, windowMonths, sources, missingRule, actionability, since: since ?? '2026.1' },
    ]),
  ) as Record<Id, IndicatorDefinition>

/** Every indicator (reference 4.19; rows of 2026.1 are frozen, for past portraits are drawn again by them): unit, good direction, window, sources, missing-data rule. Names: messages/…/indicators.json. */
export const indicatorCatalogue = {
  ...of('OPERATION', {
    'operation.salesGrowth12m': ['BPS', 'HIGHER', 24, ['TAX'], 'BASE', 'BUSINESS'],
    'operation.salesGrowth3m': ['BPS', 'HIGHER', 15, ['TAX'], 'BASE', 'BUSINESS'],
    'operation.salesVolatility12m': ['BPS', 'LOWER', 12, ['TAX'], 'BASE', 'BUSINESS'],
    'operation.salesPeakShare12m': ['BPS', 'LOWER', 12, ['TAX'], 'BASE', 'BUSINESS'],
    'operation.salesPerHead12m': ['FEN', 'HIGHER', 12, ['TAX', 'SOCIAL_SECURITY'], 'BASE', 'BUSINESS'],
    'operation.salesPerKwh12m': ['FEN', 'NEUTRAL', 12, ['TAX', 'ELECTRICITY'], 'BASE', 'BUSINESS'],
    'operation.salesSeasonalTrend24m': ['BPS', 'HIGHER', 24, ['TAX'], 'BASE', 'BUSINESS', '2026.2'],
    'operation.salesDecliningMonths12m': ['COUNT', 'LOWER', 24, ['TAX'], 'WINDOW', 'BUSINESS', '2026.2'],
    'operation.customerConcentration12m': ['BPS', 'LOWER', 12, ['TAX'], 'BASE', 'BUSINESS', '2026.3'],
    'operation.topFiveCustomers12m': ['BPS', 'LOWER', 12, ['TAX'], 'BASE', 'BUSINESS', '2026.3'],
  }),
  ...of('TAX', {
    'tax.taxableSales12m': ['FEN', 'HIGHER', 12, ['TAX'], 'WINDOW', 'BUSINESS'],
    'tax.taxPaid12m': ['FEN', 'HIGHER', 12, ['TAX'], 'WINDOW', 'BUSINESS'],
    'tax.taxPaidGrowth12m': ['BPS', 'HIGHER', 24, ['TAX'], 'BASE', 'BUSINESS'],
    'tax.taxBurden12m': ['BPS', 'NEUTRAL', 12, ['TAX'], 'BASE', 'BUSINESS'],
    'tax.zeroDeclarationMonths12m': ['COUNT', 'LOWER', 12, ['TAX'], 'WINDOW', 'BUSINESS'],
    'tax.lateFilings12m': ['COUNT', 'LOWER', 12, ['TAX'], 'WINDOW', 'TIME'],
    'tax.unfiledMonths12m': ['COUNT', 'LOWER', 12, ['TAX'], 'WINDOW', 'TIME'],
    'tax.grade': ['GRADE', 'HIGHER', 0, ['TAX'], 'LATEST', 'FIXED'],
    'tax.goodGradeYears': ['COUNT', 'HIGHER', 0, ['TAX'], 'LATEST', 'FIXED'],
    'tax.arrears': ['FEN', 'LOWER', 0, ['TAX'], 'SOURCE', 'ACT'],
    'tax.lateFilings24m': ['COUNT', 'LOWER', 24, ['TAX'], 'WINDOW', 'TIME', '2026.2'],
  }),
  ...of('SOCIAL_SECURITY', {
    'social.insuredHeadcount': ['COUNT', 'HIGHER', 1, ['SOCIAL_SECURITY'], 'LATEST', 'BUSINESS'],
    'social.averageHeadcount12m': ['COUNT', 'HIGHER', 12, ['SOCIAL_SECURITY'], 'WINDOW', 'BUSINESS'],
    'social.headcountTrend12m': ['BPS', 'HIGHER', 24, ['SOCIAL_SECURITY'], 'BASE', 'BUSINESS'],
    'social.headcountVolatility12m': ['BPS', 'LOWER', 12, ['SOCIAL_SECURITY'], 'BASE', 'BUSINESS'],
    'social.wageBase12m': ['FEN', 'HIGHER', 12, ['SOCIAL_SECURITY'], 'WINDOW', 'BUSINESS'],
    'social.wageBasePerHead12m': ['FEN', 'HIGHER', 12, ['SOCIAL_SECURITY'], 'BASE', 'BUSINESS'],
    'social.arrearsMonths12m': ['COUNT', 'LOWER', 12, ['SOCIAL_SECURITY'], 'WINDOW', 'TIME'],
    'social.arrearsMonths24m': ['COUNT', 'LOWER', 24, ['SOCIAL_SECURITY'], 'WINDOW', 'TIME'],
    'social.arrears': ['FEN', 'LOWER', 0, ['SOCIAL_SECURITY'], 'SOURCE', 'ACT'],
    'social.headcountSeasonalTrend24m': ['BPS', 'HIGHER', 24, ['SOCIAL_SECURITY'], 'BASE', 'BUSINESS', '2026.2'],
  }),
  ...of('UTILITIES', {
    'utilities.capacityScore': ['POINTS', 'HIGHER', 12, ['ELECTRICITY'], 'WINDOW', 'BUSINESS'],
    'utilities.capacityUtilisation': ['BPS', 'HIGHER', 13, ['ELECTRICITY'], 'BASE', 'BUSINESS'],
    'utilities.capacityGrowth12m': ['BPS', 'HIGHER', 24, ['ELECTRICITY'], 'BASE', 'BUSINESS'],
    'utilities.onTimePayment12m': ['BPS', 'HIGHER', 12, ['ELECTRICITY'], 'BASE', 'TIME'],
    'utilities.electricity12m': ['KWH', 'HIGHER', 12, ['ELECTRICITY'], 'WINDOW', 'BUSINESS'],
    'utilities.electricityVolatility12m': ['BPS', 'LOWER', 12, ['ELECTRICITY'], 'BASE', 'BUSINESS'],
    'utilities.idleMonths12m': ['COUNT', 'LOWER', 12, ['ELECTRICITY'], 'WINDOW', 'BUSINESS'],
    'utilities.electricityArrears': ['FEN', 'LOWER', 0, ['ELECTRICITY'], 'SOURCE', 'ACT'],
    'utilities.water12m': ['M3', 'NEUTRAL', 12, ['WATER'], 'WINDOW', 'BUSINESS'],
    'utilities.waterOnTimePayment12m': ['BPS', 'HIGHER', 12, ['WATER'], 'BASE', 'TIME'],
    'utilities.waterArrears': ['FEN', 'LOWER', 0, ['WATER'], 'SOURCE', 'ACT'],
    'utilities.gas12m': ['M3', 'NEUTRAL', 12, ['GAS'], 'WINDOW', 'BUSINESS'],
    'utilities.gasOnTimePayment12m': ['BPS', 'HIGHER', 12, ['GAS'], 'BASE', 'TIME'],
    'utilities.gasArrears': ['FEN', 'LOWER', 0, ['GAS'], 'SOURCE', 'ACT'],
    'utilities.electricitySeasonalTrend24m': ['BPS', 'HIGHER', 24, ['ELECTRICITY'], 'BASE', 'BUSINESS', '2026.2'],
    'utilities.electricityChange24m': ['BPS', 'HIGHER', 24, ['ELECTRICITY'], 'BASE', 'BUSINESS', '2026.2'],
    'utilities.salesPowerCorrelation24m': ['BPS', 'NEUTRAL', 24, ['TAX', 'ELECTRICITY'], 'BASE', 'BUSINESS', '2026.2'],
  }),
  ...of('STABILITY', {
    'stability.ageMonths': ['MONTHS', 'HIGHER', 0, ['REGISTRATION'], 'SOURCE', 'TIME'],
    'stability.active': ['BOOLEAN', 'HIGHER', 0, ['REGISTRATION'], 'SOURCE', 'FIXED'],
    'stability.representativeChanges24m': ['COUNT', 'LOWER', 24, ['REGISTRATION'], 'SOURCE', 'FIXED'],
    'stability.addressChanges24m': ['COUNT', 'LOWER', 24, ['REGISTRATION'], 'SOURCE', 'FIXED'],
    'stability.shareholderChanges24m': ['COUNT', 'LOWER', 24, ['REGISTRATION'], 'SOURCE', 'FIXED'],
    'stability.registeredCapital': ['FEN', 'NEUTRAL', 0, ['REGISTRATION'], 'CAPITAL', 'FIXED'],
    'stability.paidInCapital': ['FEN', 'HIGHER', 0, ['REGISTRATION'], 'CAPITAL', 'FIXED'],
    'stability.paidInShare': ['BPS', 'HIGHER', 0, ['REGISTRATION'], 'CAPITAL', 'FIXED'],
    'stability.capitalChanges24m': ['COUNT', 'NEUTRAL', 24, ['REGISTRATION'], 'SOURCE', 'FIXED', '2026.2'],
  }),
  ...of('COMPLIANCE', {
    'compliance.minorPenalties': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME'],
    'compliance.generalPenalties': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME'],
    'compliance.seriousPenalties': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME'],
    'compliance.penaltyAmount': ['FEN', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME'],
    'compliance.defendantCases24m': ['COUNT', 'LOWER', 24, ['COURT'], 'SOURCE', 'FIXED'],
    'compliance.openDefendantCases': ['COUNT', 'LOWER', 0, ['COURT'], 'SOURCE', 'ACT'],
    'compliance.openDefendantAmount': ['FEN', 'LOWER', 0, ['COURT'], 'SOURCE', 'ACT'],
    'compliance.defaulterEntries': ['COUNT', 'LOWER', 0, ['COURT'], 'SOURCE', 'ACT'],
    'compliance.abnormalListings': ['COUNT', 'LOWER', 0, ['LIST'], 'SOURCE', 'ACT'],
    'compliance.seriousListings': ['COUNT', 'LOWER', 0, ['LIST'], 'SOURCE', 'TIME'],
    'compliance.trustworthyListings': ['COUNT', 'HIGHER', 0, ['LIST'], 'SOURCE', 'FIXED'],
    'compliance.arrearsTaxSocial': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.arrearsFees': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.falseMaterial': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.adminPenalty': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.accident': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.industryBan': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.inspectionFail': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.publicResource': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.otherRecords': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.courtDefaulterRecords': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.abnormalListRecords': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.recordsWithin12m': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE', 'TIME', '2026.2'],
    'compliance.repairableRecords': ['COUNT', 'NEUTRAL', 0, ['PENALTY'], 'SOURCE', 'ACT', '2026.2'],
    'compliance.newestRecordMonths': ['MONTHS', 'HIGHER', 0, ['PENALTY'], 'RECORD', 'TIME', '2026.2'],
  }),
  ...of('CAPABILITY', {
    'capability.inventionPatents': ['COUNT', 'HIGHER', 0, ['INTELLECTUAL_PROPERTY'], 'SOURCE', 'BUSINESS', '2026.2'],
    'capability.otherRights': ['COUNT', 'HIGHER', 0, ['INTELLECTUAL_PROPERTY'], 'SOURCE', 'BUSINESS', '2026.2'],
    'capability.bidsWon24m': ['COUNT', 'HIGHER', 24, ['PROCUREMENT'], 'SOURCE', 'BUSINESS', '2026.2'],
    'capability.bidAmount24m': ['FEN', 'HIGHER', 24, ['PROCUREMENT'], 'SOURCE', 'BUSINESS', '2026.2'],
    'capability.bidWinRate24m': ['BPS', 'HIGHER', 24, ['PROCUREMENT'], 'RECORD', 'BUSINESS', '2026.2'],
    'capability.subsidies24m': ['FEN', 'HIGHER', 24, ['SUBSIDY'], 'SOURCE', 'FIXED', '2026.2'],
    'capability.titles': ['COUNT', 'HIGHER', 0, ['QUALIFICATION'], 'SOURCE', 'FIXED', '2026.2'],
    'capability.permits': ['COUNT', 'NEUTRAL', 0, ['PERMIT'], 'SOURCE', 'FIXED', '2026.2'],
    'capability.exports12m': ['FEN', 'HIGHER', 12, ['CUSTOMS'], 'WINDOW', 'BUSINESS', '2026.2'],
  }),
  ...of('AGRICULTURE', {
    'agriculture.crops': ['MU', 'HIGHER', 0, ['AGRICULTURE'], 'SOURCE', 'BUSINESS', '2026.2'],
    'agriculture.orchards': ['MU', 'HIGHER', 0, ['AGRICULTURE'], 'SOURCE', 'BUSINESS', '2026.2'],
    'agriculture.livestock': ['HEADS', 'HIGHER', 0, ['AGRICULTURE'], 'SOURCE', 'BUSINESS', '2026.2'],
  }),
} as const

export type IndicatorId = keyof typeof indicatorCatalogue
export const indicatorIds = Object.keys(indicatorCatalogue) as [IndicatorId, ...IndicatorId[]]
export const IndicatorId = z.enum(indicatorIds)

/** The indicators of a version, in the catalogue's order. */
export const indicatorsIn = (version: CatalogueVersion): IndicatorId[] =>
  indicatorIds.filter((id) => indicatorCatalogue[id].since <= version)

/** The classes of which every portrait of a version states what it has; frozen with the version. */
const firstClasses = [
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
const wider = ['INTELLECTUAL_PROPERTY', 'PROCUREMENT', 'SUBSIDY', 'QUALIFICATION', 'PERMIT', 'CUSTOMS', 'AGRICULTURE'] as const
export function classesIn(version: CatalogueVersion): readonly DataClass[] {
  if (version === '2026.1') return firstClasses
  return version < '2026.4' ? [...firstClasses, ...wider] : [...firstClasses, ...wider, 'ENVIRONMENT']
}

/** What a wider record says of persons or secrets: staff and owners, figures of the business; the rest is published by law. */
const personal: readonly DataClass[] = ['SOCIAL_SECURITY', 'HOUSING_FUND']
const published: readonly DataClass[] = [
  'REGISTRATION',
  'PENALTY',
  'COURT',
  'LIST',
  'PERMIT',
  'INTELLECTUAL_PROPERTY',
  'QUALIFICATION',
]
/** The strictest of its sources. */
export function sensitivityOf(id: IndicatorId): Sensitivity {
  const { sources } = indicatorCatalogue[id]
  if (sources.some((source) => personal.includes(source))) return 'PERSONAL'
  return sources.every((source) => published.includes(source)) ? 'PUBLIC' : 'SECRET'
}
