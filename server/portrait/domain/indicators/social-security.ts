import type { IndicatorId } from '../../schema'
import type { Known } from '../known'
import { growthBps, type IndicatorsOf, noSource, overMonths, seasonalTrendBps, sum, toSafe, volatilityBps } from '../measure'

type Ids = Extract<IndicatorId, `social.${string}`>
const SOURCE = 'SOCIAL_SECURITY'
const monthsOf = (known: Known) => known.facts.SOCIAL_SECURITY?.months
const heads = (rows: { insuredHeadcount: number }[]) => rows.map((row) => BigInt(row.insuredHeadcount))
const wages = (rows: { wageBaseFen: bigint }[]) => sum(rows.map((row) => row.wageBaseFen))

const arrearsMonths = (known: Known, count: number) =>
  overMonths(known, SOURCE, monthsOf(known), count, (rows) => {
    const records = rows.filter((row) => row.inArrears).map((row) => row.month)
    return { value: records.length, records }
  })

export const socialSecurityIndicators: IndicatorsOf<Ids> = {
  'social.insuredHeadcount': (known) => overMonths(known, SOURCE, monthsOf(known), 1, (rows) => ({ value: sum(heads(rows)) })),

  /** Mean of 12 months, rounded down to a person. */
  'social.averageHeadcount12m': (known) =>
    overMonths(known, SOURCE, monthsOf(known), 12, (rows) => ({ value: sum(heads(rows)) / 12n })),

  /** Average headcount of the last 12 months against the 12 before. */
  'social.headcountTrend12m': (known) =>
    overMonths(known, SOURCE, monthsOf(known), 24, (rows) => ({ value: growthBps(heads(rows)) })),

  'social.headcountVolatility12m': (known) =>
    overMonths(known, SOURCE, monthsOf(known), 12, (rows) => ({ value: volatilityBps(heads(rows)) })),

  'social.wageBase12m': (known) => overMonths(known, SOURCE, monthsOf(known), 12, (rows) => ({ value: wages(rows) })),

  /** Contribution wage base of a person a month: Σ wage base ÷ Σ headcount, in fen rounded down. */
  'social.wageBasePerHead12m': (known) =>
    overMonths(known, SOURCE, monthsOf(known), 12, (rows) => {
      const people = sum(heads(rows))
      return { value: people > 0n ? wages(rows) / people : null }
    }),

  /** Median change of the headcount against the same month a year before. */
  'social.headcountSeasonalTrend24m': (known) =>
    overMonths(known, SOURCE, monthsOf(known), 24, (rows) => ({ value: seasonalTrendBps(heads(rows)) })),

  'social.arrearsMonths12m': (known) => arrearsMonths(known, 12),
  'social.arrearsMonths24m': (known) => arrearsMonths(known, 24),

  'social.arrears': (known) =>
    known.facts.SOCIAL_SECURITY
      ? {
          value: toSafe(known.facts.SOCIAL_SECURITY.arrearsFen),
          evidence: [{ dataClass: SOURCE, from: null, to: null, records: [] }],
        }
      : noSource(SOURCE),
}
