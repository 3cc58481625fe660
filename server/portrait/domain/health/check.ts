import { z } from 'zod'
import type { DataClass } from '@/server/sources/schema'
import { IndicatorId } from '../indicator-catalogue'

/** ACT: something is owed or open, and can be settled. WATCH: a direction that deserves a look before it costs money. */
export const signWeights = ['ACT', 'WATCH'] as const

/** The early signs, in the order in which they are shown. What each means stands in messages/…/report.json. */
export const healthRuleIds = [
  'SALES_DOWN_ARREARS_UP',
  'SOCIAL_OVERDUE',
  'TAX_OVERDUE',
  'RECORDS_IN_FORCE',
  'CLAIMS_AGAINST',
  'STAFF_DOWN_SALES_UP',
  'SALES_FALLING',
  'POWER_FALLING',
  'TAX_AGAINST_SALES',
  'BILLS_LATE',
  'ZERO_SALES_MONTHS',
  'ONE_MONTH_CARRIES',
  'OWNERS_CHANGE_OFTEN',
] as const
export const HealthRuleId = z.enum(healthRuleIds)
export type HealthRuleId = z.infer<typeof HealthRuleId>

export const healthFigureKeys = [
  'salesChange3m',
  'headcountChange3m',
  'powerChange3m',
  'salesChange12m',
  'taxChange12m',
  'socialMonthsLate',
  'socialMonthsEarlier',
  'socialArrears',
  'taxArrears',
  'unfiledMonths',
  'recordsInForce',
  'claimsOpen',
  'sales12m',
  'billsLate',
  'zeroMonths',
  'peakShare',
  'changes24m',
] as const
export const HealthFigureKey = z.enum(healthFigureKeys)
export type HealthFigureKey = z.infer<typeof HealthFigureKey>

/** The classes themselves belong to the sources; here only the shape of a name is asked. */
const ClassName = z.custom<DataClass>((value) => typeof value === 'string' && /^[A-Z][A-Z_]+$/.test(value))
const Month = z.string().regex(/^\d{4}-\d{2}$/)

/** FEN money, BPS a change or share in basis points, COUNT a number of months, records or changes. */
export const HealthFigure = z.strictObject({
  key: HealthFigureKey,
  value: z.int(),
  unit: z.enum(['FEN', 'BPS', 'COUNT']),
  from: Month.nullable(),
  to: Month.nullable(),
})
export type HealthFigure = z.infer<typeof HealthFigure>

export const HealthSign = z.strictObject({
  ruleId: HealthRuleId,
  weight: z.enum(signWeights),
  /** FIRED: look at it. CLEAR: looked at, nothing found. UNKNOWN: the data that it is read from are not there. */
  state: z.enum(['FIRED', 'CLEAR', 'UNKNOWN']),
  figures: z.array(HealthFigure),
  /** The months that it is about, where it is about single months. */
  months: z.array(Month),
  /** Of UNKNOWN: what is missing. */
  lacking: z.array(ClassName),
})
export type HealthSign = z.infer<typeof HealthSign>

/** A factor of the card that stands above or below its neutral points. */
export const HealthPoint = z.strictObject({
  indicatorId: IndicatorId,
  value: z.int(),
  points: z.int(),
  best: z.int(),
  neutral: z.int(),
})
export type HealthPoint = z.infer<typeof HealthPoint>

export const trendSeries = ['sales', 'tax', 'headcount', 'power'] as const
export type TrendSeries = (typeof trendSeries)[number]
/** Twelve months against the twelve before them. */
export const HealthTrend = z.strictObject({
  series: z.enum(trendSeries),
  before: z.int(),
  now: z.int(),
  changeBps: z.int(),
  from: Month,
  to: Month,
})
export type HealthTrend = z.infer<typeof HealthTrend>

/** The health check of a firm on a day: integers only, a pure function of its portrait and the rules in force. */
export const HealthCheck = z.strictObject({
  rules: z.string(),
  asOf: z.iso.date(),
  signs: z.array(HealthSign),
  strengths: z.array(HealthPoint),
  weaknesses: z.array(HealthPoint),
  trends: z.array(HealthTrend),
})
export type HealthCheck = z.infer<typeof HealthCheck>
