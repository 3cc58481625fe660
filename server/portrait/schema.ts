import { z } from 'zod'
import { type DataClass, dataClasses, type EnterpriseFacts, scoredClasses } from '@/server/sources/schema'

/** The facts a portrait is drawn from; the source module's contract under the name this module uses. */
export type PortraitFacts = EnterpriseFacts

export const dimensions = ['OPERATION', 'TAX', 'SOCIAL_SECURITY', 'UTILITIES', 'STABILITY', 'COMPLIANCE'] as const
export const Dimension = z.enum(dimensions)
export type Dimension = z.infer<typeof Dimension>

/** FEN money; BPS ratio in basis points (10,000 = 100 %); KWH, M3 quantities; GRADE ordinal (D 1, C 2, M 3, B 4, A 5). */
export const units = ['FEN', 'BPS', 'COUNT', 'MONTHS', 'KWH', 'M3', 'GRADE', 'POINTS', 'BOOLEAN'] as const
export type Unit = (typeof units)[number]

/** Which way is good. NEUTRAL describes the firm; it earns no points. */
export type Direction = 'HIGHER' | 'LOWER' | 'NEUTRAL'

/**
 * When an indicator has no value. Every rule begins with SOURCE: a data class that is absent makes it missing, never zero.
 * SOURCE: only then. LATEST: also when the newest month is more than three months old. WINDOW: also when any month of the
 * window is not on file. BASE: as WINDOW, and when the figure divided by is zero. CAPITAL: when no capital is registered.
 */
export const missingRules = ['SOURCE', 'LATEST', 'WINDOW', 'BASE', 'CAPITAL'] as const
export type MissingRule = (typeof missingRules)[number]

export type IndicatorDefinition = {
  dimension: Dimension
  unit: Unit
  direction: Direction
  /** Months looked back over; 0 for the state on the day itself. */
  windowMonths: number
  sources: readonly DataClass[]
  missingRule: MissingRule
}

type Row = [Unit, Direction, number, readonly DataClass[], MissingRule]
const of = <Id extends string>(dimension: Dimension, rows: Record<Id, Row>) =>
  Object.fromEntries(
    Object.entries<Row>(rows).map(([id, [unit, direction, windowMonths, sources, missingRule]]) => [
      id,
      { dimension, unit, direction, windowMonths, sources, missingRule },
    ]),
  ) as Record<Id, IndicatorDefinition>

/** Every indicator (reference 4.19): unit, good direction, window, sources, missing-data rule. Names: messages/…/indicators.json. */
export const indicatorCatalogue = {
  ...of('OPERATION', {
    'operation.salesGrowth12m': ['BPS', 'HIGHER', 24, ['TAX'], 'BASE'],
    'operation.salesGrowth3m': ['BPS', 'HIGHER', 15, ['TAX'], 'BASE'],
    'operation.salesVolatility12m': ['BPS', 'LOWER', 12, ['TAX'], 'BASE'],
    'operation.salesPeakShare12m': ['BPS', 'LOWER', 12, ['TAX'], 'BASE'],
    'operation.salesPerHead12m': ['FEN', 'HIGHER', 12, ['TAX', 'SOCIAL_SECURITY'], 'BASE'],
    'operation.salesPerKwh12m': ['FEN', 'NEUTRAL', 12, ['TAX', 'ELECTRICITY'], 'BASE'],
  }),
  ...of('TAX', {
    'tax.taxableSales12m': ['FEN', 'HIGHER', 12, ['TAX'], 'WINDOW'],
    'tax.taxPaid12m': ['FEN', 'HIGHER', 12, ['TAX'], 'WINDOW'],
    'tax.taxPaidGrowth12m': ['BPS', 'HIGHER', 24, ['TAX'], 'BASE'],
    'tax.taxBurden12m': ['BPS', 'NEUTRAL', 12, ['TAX'], 'BASE'],
    'tax.zeroDeclarationMonths12m': ['COUNT', 'LOWER', 12, ['TAX'], 'WINDOW'],
    'tax.lateFilings12m': ['COUNT', 'LOWER', 12, ['TAX'], 'WINDOW'],
    'tax.unfiledMonths12m': ['COUNT', 'LOWER', 12, ['TAX'], 'WINDOW'],
    'tax.grade': ['GRADE', 'HIGHER', 0, ['TAX'], 'LATEST'],
    'tax.goodGradeYears': ['COUNT', 'HIGHER', 0, ['TAX'], 'LATEST'],
    'tax.arrears': ['FEN', 'LOWER', 0, ['TAX'], 'SOURCE'],
  }),
  ...of('SOCIAL_SECURITY', {
    'social.insuredHeadcount': ['COUNT', 'HIGHER', 1, ['SOCIAL_SECURITY'], 'LATEST'],
    'social.averageHeadcount12m': ['COUNT', 'HIGHER', 12, ['SOCIAL_SECURITY'], 'WINDOW'],
    'social.headcountTrend12m': ['BPS', 'HIGHER', 24, ['SOCIAL_SECURITY'], 'BASE'],
    'social.headcountVolatility12m': ['BPS', 'LOWER', 12, ['SOCIAL_SECURITY'], 'BASE'],
    'social.wageBase12m': ['FEN', 'HIGHER', 12, ['SOCIAL_SECURITY'], 'WINDOW'],
    'social.wageBasePerHead12m': ['FEN', 'HIGHER', 12, ['SOCIAL_SECURITY'], 'BASE'],
    'social.arrearsMonths12m': ['COUNT', 'LOWER', 12, ['SOCIAL_SECURITY'], 'WINDOW'],
    'social.arrearsMonths24m': ['COUNT', 'LOWER', 24, ['SOCIAL_SECURITY'], 'WINDOW'],
    'social.arrears': ['FEN', 'LOWER', 0, ['SOCIAL_SECURITY'], 'SOURCE'],
  }),
  ...of('UTILITIES', {
    'utilities.capacityScore': ['POINTS', 'HIGHER', 12, ['ELECTRICITY'], 'WINDOW'],
    'utilities.capacityUtilisation': ['BPS', 'HIGHER', 13, ['ELECTRICITY'], 'BASE'],
    'utilities.capacityGrowth12m': ['BPS', 'HIGHER', 24, ['ELECTRICITY'], 'BASE'],
    'utilities.onTimePayment12m': ['BPS', 'HIGHER', 12, ['ELECTRICITY'], 'BASE'],
    'utilities.electricity12m': ['KWH', 'HIGHER', 12, ['ELECTRICITY'], 'WINDOW'],
    'utilities.electricityVolatility12m': ['BPS', 'LOWER', 12, ['ELECTRICITY'], 'BASE'],
    'utilities.idleMonths12m': ['COUNT', 'LOWER', 12, ['ELECTRICITY'], 'WINDOW'],
    'utilities.electricityArrears': ['FEN', 'LOWER', 0, ['ELECTRICITY'], 'SOURCE'],
    'utilities.water12m': ['M3', 'NEUTRAL', 12, ['WATER'], 'WINDOW'],
    'utilities.waterOnTimePayment12m': ['BPS', 'HIGHER', 12, ['WATER'], 'BASE'],
    'utilities.waterArrears': ['FEN', 'LOWER', 0, ['WATER'], 'SOURCE'],
    'utilities.gas12m': ['M3', 'NEUTRAL', 12, ['GAS'], 'WINDOW'],
    'utilities.gasOnTimePayment12m': ['BPS', 'HIGHER', 12, ['GAS'], 'BASE'],
    'utilities.gasArrears': ['FEN', 'LOWER', 0, ['GAS'], 'SOURCE'],
  }),
  ...of('STABILITY', {
    'stability.ageMonths': ['MONTHS', 'HIGHER', 0, ['REGISTRATION'], 'SOURCE'],
    'stability.active': ['BOOLEAN', 'HIGHER', 0, ['REGISTRATION'], 'SOURCE'],
    'stability.representativeChanges24m': ['COUNT', 'LOWER', 24, ['REGISTRATION'], 'SOURCE'],
    'stability.addressChanges24m': ['COUNT', 'LOWER', 24, ['REGISTRATION'], 'SOURCE'],
    'stability.shareholderChanges24m': ['COUNT', 'LOWER', 24, ['REGISTRATION'], 'SOURCE'],
    'stability.registeredCapital': ['FEN', 'NEUTRAL', 0, ['REGISTRATION'], 'CAPITAL'],
    'stability.paidInCapital': ['FEN', 'HIGHER', 0, ['REGISTRATION'], 'CAPITAL'],
    'stability.paidInShare': ['BPS', 'HIGHER', 0, ['REGISTRATION'], 'CAPITAL'],
  }),
  ...of('COMPLIANCE', {
    'compliance.minorPenalties': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE'],
    'compliance.generalPenalties': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE'],
    'compliance.seriousPenalties': ['COUNT', 'LOWER', 0, ['PENALTY'], 'SOURCE'],
    'compliance.penaltyAmount': ['FEN', 'LOWER', 0, ['PENALTY'], 'SOURCE'],
    'compliance.defendantCases24m': ['COUNT', 'LOWER', 24, ['COURT'], 'SOURCE'],
    'compliance.openDefendantCases': ['COUNT', 'LOWER', 0, ['COURT'], 'SOURCE'],
    'compliance.openDefendantAmount': ['FEN', 'LOWER', 0, ['COURT'], 'SOURCE'],
    'compliance.defaulterEntries': ['COUNT', 'LOWER', 0, ['COURT'], 'SOURCE'],
    'compliance.abnormalListings': ['COUNT', 'LOWER', 0, ['LIST'], 'SOURCE'],
    'compliance.seriousListings': ['COUNT', 'LOWER', 0, ['LIST'], 'SOURCE'],
    'compliance.trustworthyListings': ['COUNT', 'HIGHER', 0, ['LIST'], 'SOURCE'],
  }),
} as const

export type IndicatorId = keyof typeof indicatorCatalogue
export const indicatorIds = Object.keys(indicatorCatalogue) as [IndicatorId, ...IndicatorId[]]
export const IndicatorId = z.enum(indicatorIds)

export const grades = ['A', 'B', 'C', 'D', 'E'] as const
export const Grade = z.enum(grades)
export type Grade = z.infer<typeof Grade>

/** Entries that bar a firm from most products while they last (reference 4.6). */
export const gateCodes = [
  'REGISTRATION_NOT_ACTIVE',
  'COURT_DEFAULTER',
  'SERIOUS_VIOLATION',
  'SERIOUS_TAX_VIOLATION',
  'ABNORMAL_OPERATION',
  'WAGE_ARREARS',
  'SERIOUS_PENALTY',
] as const
export const GateCode = z.enum(gateCodes)
export type GateCode = z.infer<typeof GateCode>

/** The classes that must be on file before "no gate" may be said. */
export const gateSources = ['REGISTRATION', 'PENALTY', 'COURT', 'LIST'] as const satisfies readonly DataClass[]

export type { DataClass } from '@/server/sources/schema'

/**
 * Why an indicator has no value. NO_SOURCE: the class was not authorised or its agency did not answer. STALE, GAP: the
 * agency's months are too old or have a hole. TOO_SHORT: the firm has fewer months than the window. NO_BASE: the figure
 * divided by is zero. NOT_APPLICABLE: the firm has no such thing, as a sole trader has no registered capital.
 */
export const missingReasons = ['NO_SOURCE', 'STALE', 'GAP', 'TOO_SHORT', 'NO_BASE', 'NOT_APPLICABLE'] as const
export const MissingReason = z.enum(missingReasons)
export type MissingReason = z.infer<typeof MissingReason>
/** Lacks that better data could mend; the others are facts about the firm, which no authorisation changes. */
export const openReasons: readonly MissingReason[] = ['NO_SOURCE', 'STALE', 'GAP']

const DataClassId = z.enum(dataClasses)
const Month = z.string().regex(/^\d{4}-\d{2}$/)
const Day = z.iso.date()

/** Where a number was read: the months looked over, and the records (ids, months, years) that made it. */
export const Evidence = z.strictObject({
  dataClass: DataClassId,
  from: Month.nullable(),
  to: Month.nullable(),
  records: z.array(z.string()),
})
export type Evidence = z.infer<typeof Evidence>

export const IndicatorReading = z.discriminatedUnion('state', [
  z.strictObject({ id: IndicatorId, state: z.literal('KNOWN'), value: z.int(), evidence: z.array(Evidence) }),
  z.strictObject({ id: IndicatorId, state: z.literal('MISSING'), reason: MissingReason, classes: z.array(DataClassId) }),
])
export type IndicatorReading = z.infer<typeof IndicatorReading>

/** `from` and `to`: the bin's inclusive bounds in the indicator's unit, null where it is open. */
export const Factor = z.strictObject({
  indicatorId: IndicatorId,
  points: z.int(),
  best: z.int(),
  neutral: z.int(),
  effect: z.enum(['HELPS', 'HURTS', 'NEUTRAL', 'MISSING']),
  bin: z.strictObject({ from: z.int().nullable(), to: z.int().nullable() }).nullable(),
})
export type Factor = z.infer<typeof Factor>

/**
 * A bar in force. `endsOn`: it falls by itself on that day; null: only when its ground is gone. `repairableFrom`: the first
 * day on which repair may be applied for once the duties are done. `rule`: the measure in force that set both days.
 */
export const Gate = z.strictObject({
  code: GateCode,
  dataClass: DataClassId,
  recordId: z.string(),
  since: Day.nullable(),
  endsOn: Day.nullable(),
  repairableFrom: Day.nullable(),
  repairableNow: z.boolean(),
  rule: z.string(),
})
export type Gate = z.infer<typeof Gate>

export const questionCodes = ['SALES_WITHOUT_ACTIVITY', 'SALES_WITHOUT_STAFF', 'SALES_WITHOUT_POWER'] as const
/** Figures that do not fit together. A question for the officer to ask; it never changes the score. */
export const Question = z.strictObject({
  code: z.enum(questionCodes),
  windowMonths: z.int(),
  salesGrowthBps: z.int().nullable(),
  electricityGrowthBps: z.int().nullable(),
  headcountGrowthBps: z.int().nullable(),
  months: z.array(Month),
})
export type Question = z.infer<typeof Question>

export const MonthlyPoint = z.strictObject({
  month: Month,
  salesFen: z.int().nullable(),
  taxFen: z.int().nullable(),
  headcount: z.int().nullable(),
  kwh: z.int().nullable(),
  waterM3: z.int().nullable(),
  gasM3: z.int().nullable(),
})
export type MonthlyPoint = z.infer<typeof MonthlyPoint>

/** The whole portrait as JSON: integers only, fen as safe integers, so that it is stored, hashed and replayed to the byte. */
export const Portrait = z.strictObject({
  cardVersion: z.string(),
  basis: z.literal('EXPERT'),
  asOf: Day,
  score: z.int().min(300).max(850),
  grade: Grade,
  confidenceBps: z.int().min(0).max(10_000),
  /** The score if everything that better data could still tell were at its worst, and at its best. */
  scoreInterval: z.strictObject({ low: z.int(), high: z.int(), gradeLow: Grade, gradeHigh: Grade }),
  dimensions: z.array(z.strictObject({ id: Dimension, points: z.int(), max: z.int(), scoreBps: z.int() })),
  indicators: z.array(IndicatorReading),
  factors: z.array(Factor),
  gates: z.array(Gate),
  questions: z.array(Question),
  coverage: z.array(
    z.strictObject({
      dataClass: DataClassId,
      state: z.enum(['PRESENT', 'STALE', 'ABSENT']),
      from: Month.nullable(),
      to: Month.nullable(),
    }),
  ),
  months: z.array(MonthlyPoint),
})
export type Portrait = z.infer<typeof Portrait>

/** The classes that a portrait may stand on, in the order in which it states what it has. */
export const coveredClasses: readonly DataClass[] = scoredClasses
