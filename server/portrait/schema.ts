import { z } from 'zod'
import { type DataClass, type DatedFacts, dataClasses, freshDays } from '@/server/sources/schema'
import { Dimension, IndicatorId } from './domain/indicator-catalogue'

/** The facts a portrait is drawn from; the source module's contract under the name this module uses. */
export type PortraitFacts = DatedFacts

export { HealthCheck, type HealthFigure, HealthPoint, HealthSign, HealthTrend } from './domain/health/check'
export { type PeerScope, type Place, peerScopes, places } from './domain/health/place'
export {
  type Actionability,
  actionabilities,
  type CatalogueVersion,
  catalogueVersions,
  classesIn,
  Dimension,
  type Direction,
  dimensions,
  type IndicatorDefinition,
  IndicatorId,
  indicatorCatalogue,
  indicatorIds,
  indicatorsIn,
  type MissingRule,
  missingRules,
  sensitivities,
  sensitivityOf,
  type Unit,
  units,
} from './domain/indicator-catalogue'
export { type CitedRule, ruleCited } from './domain/rule-cited'
export { freshDays }

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
/** The classes that evaluations by authorities come from. */
export const evaluationSources = [
  'TAX',
  'LIST',
  'ENVIRONMENT',
  'CUSTOMS',
  'QUALIFICATION',
] as const satisfies readonly DataClass[]

/** Those of `sources` that a portrait, or a reader's part of it, does not hold: not consented to, not received, or too old. */
export const unreadOf = (sources: readonly DataClass[], coverage: Portrait['coverage']): DataClass[] =>
  sources.filter((source) => coverage.find(({ dataClass }) => dataClass === source)?.state !== 'PRESENT')

export type { DataClass } from '@/server/sources/schema'

/**
 * Why an indicator has no value. NO_SOURCE: the class was not authorised or its agency did not answer. STALE, GAP: the
 * agency's months are too old or have a hole. TOO_SHORT: the firm has fewer months than the window. NO_BASE: the figure
 * divided by is zero. NOT_APPLICABLE: the firm has no such thing, as a sole trader has no registered capital. NOT_SHARED: the
 * class came, but not this part of it, which the firm has not agreed with the agency to share.
 */
export const missingReasons = ['NO_SOURCE', 'STALE', 'GAP', 'TOO_SHORT', 'NO_BASE', 'NOT_APPLICABLE', 'NOT_SHARED'] as const
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

/**
 * One record, list entry or register state in force, beside the score: when its display ends by itself and from when repair
 * may be applied for, by the rule in force. `code`: a gate, or one of the eleven categories of dishonesty records.
 */
export const LegalItem = z.strictObject({
  code: z.string(),
  dataClass: DataClassId,
  recordId: z.string(),
  severity: z.enum(['MINOR', 'GENERAL', 'SERIOUS']).nullable(),
  authority: z.string().nullable(),
  since: Day.nullable(),
  endsOn: Day.nullable(),
  repairableFrom: Day.nullable(),
  repairableNow: z.boolean(),
  rule: z.string(),
})
export type LegalItem = z.infer<typeof LegalItem>

export const evaluationKinds = [
  'TAX_GRADE',
  'PUBLIC_EVALUATION',
  'TRUSTWORTHY_LIST',
  'ENVIRONMENT_GRADE',
  'CUSTOMS_GRADE',
  'TITLE',
] as const
/**
 * What an authority itself says of the firm, imported as it is. `value`: the level, NOT_EVALUATED where the source answered that
 * there is none. `on`: the day it was made, or the year rated; `year`: the year rated where `on` is a day.
 */
export const Evaluation = z.strictObject({
  kind: z.enum(evaluationKinds),
  dataClass: DataClassId,
  value: z.string(),
  issuer: z.string().nullable(),
  on: z.string().nullable(),
  year: z.string().optional(),
})
export type Evaluation = z.infer<typeof Evaluation>

/** What card EXPERT-2026.1 asked; portraits drawn by it ask it still. */
const firstQuestionCodes = ['SALES_WITHOUT_ACTIVITY', 'SALES_WITHOUT_STAFF', 'SALES_WITHOUT_POWER'] as const
/** What triangulation by the industry's norms asks: over part of the window, or over the whole of it. */
export const storyCodes = ['SALES_ABOVE_STORY', 'SALES_BELOW_STORY', 'SALES_ABOVE_INDUSTRY', 'SALES_BELOW_INDUSTRY'] as const
/** What the tax paid on declared sales asks, on portraits since 23 November 2026. */
const burdenCode = 'SALES_ABOVE_TAX'
export const questionCodes = [...firstQuestionCodes, ...storyCodes, burdenCode] as const
export type QuestionCode = (typeof questionCodes)[number]

/** Figures that do not fit together. A question for the enterprise to answer; it never changes the score. */
export const Question = z.discriminatedUnion('code', [
  z.strictObject({
    code: z.enum(firstQuestionCodes),
    windowMonths: z.int(),
    salesGrowthBps: z.int().nullable(),
    electricityGrowthBps: z.int().nullable(),
    headcountGrowthBps: z.int().nullable(),
    months: z.array(Month),
  }),
  z.strictObject({
    code: z.enum(storyCodes),
    windowMonths: z.int(),
    months: z.array(Month),
    /** Declared sales over the sales that the electricity used tells, in basis points of the latter. */
    factorBps: z.int(),
    /** Sales a head in those months over the other months, in basis points; null where staff say nothing. */
    perHeadBps: z.int().nullable(),
  }),
  z.strictObject({
    code: z.literal(burdenCode),
    windowMonths: z.int(),
    months: z.array(Month),
    /** Tax paid on a yuan of declared sales in those months, in basis points of the same in the other months. */
    burdenRatioBps: z.int(),
  }),
])
export type Question = z.infer<typeof Question>

export const storySeries = ['SALES', 'POWER', 'STAFF'] as const
/** How the three series go together (reference 4.19); norms and months are named so that it can be computed again. */
export const Triangulation = z.strictObject({
  normVersion: z.string(),
  /** The row of the norms that the firm's industry is read by. */
  industry: z.string(),
  firms: z.int(),
  from: Month,
  to: Month,
  correlations: z.array(z.strictObject({ pair: z.enum(['SALES_POWER', 'SALES_STAFF', 'POWER_STAFF']), bps: z.int() })),
  /** Electricity used over that expected by the industry's norm, median month, in basis points. */
  powerRatioBps: z.int(),
  changes: z.array(z.strictObject({ series: z.enum(storySeries), month: Month, shiftBps: z.int() })),
  /** Electricity that the norm expects for the sales and staff of each month. */
  expected: z.array(z.strictObject({ month: Month, kwh: z.int() })),
})
export type Triangulation = z.infer<typeof Triangulation>

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

/**
 * What a refusal tells the firm that it rests on: chosen factors with what would earn more (`next`: the value at the edge of the
 * better bin, and its points), and chosen records. Stored with the decision for good; integers only.
 */
export const AdverseStatement = z.strictObject({
  portraitId: z.uuid(),
  cardVersion: z.string(),
  asOf: Day,
  factors: z.array(
    z.strictObject({
      indicatorId: IndicatorId,
      value: z.int().nullable(),
      points: z.int(),
      neutral: z.int(),
      best: z.int(),
      next: z.strictObject({ value: z.int(), gain: z.int() }).nullable(),
    }),
  ),
  records: z.array(LegalItem.pick({ code: true, dataClass: true, recordId: true, severity: true, endsOn: true })),
})
export type AdverseStatement = z.infer<typeof AdverseStatement>

export const cardBases = ['EXPERT', 'FITTED'] as const
export type CardBasis = (typeof cardBases)[number]

/** The whole portrait as JSON: integers only, fen as safe integers, so that it is stored, hashed and replayed to the byte. */
export const Portrait = z.strictObject({
  cardVersion: z.string(),
  basis: z.enum(cardBases),
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
  /**
   * Two axes as they are, beside the score; since catalogue 2026.2. Cards before EXPERT-2026.4 counted records and the tax grade
   * as factors besides.
   */
  legal: z.array(LegalItem).optional(),
  evaluations: z.array(Evaluation).optional(),
  /** Absent where a series or the industry's norm is. */
  triangulation: Triangulation.optional(),
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
