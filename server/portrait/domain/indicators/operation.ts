import type { IndicatorId } from '../../schema'
import { growthBps, type IndicatorsOf, overBoth, overMonths, ratioBps, seasonalTrendBps, sum, volatilityBps } from '../measure'

/** What invoices tell of customers stands in ./customers. */
type Ids = Exclude<
  Extract<IndicatorId, `operation.${string}`>,
  'operation.customerConcentration12m' | 'operation.topFiveCustomers12m'
>
type Sales = { declaredSalesFen: bigint }
const sales = (rows: Sales[]) => rows.map((row) => row.declaredSalesFen)

/** How the business runs, read from declared sales. A month that was not filed counts as nothing declared. */
export const operationIndicators: IndicatorsOf<Ids> = {
  /** Sales of the last 12 months against the 12 before. */
  'operation.salesGrowth12m': (known) =>
    overMonths(known, 'TAX', known.facts.TAX?.months, 24, (rows) => ({ value: growthBps(sales(rows)) })),

  /** Sales of the last 3 months against the same 3 a year earlier, so that the season cancels out. */
  'operation.salesGrowth3m': (known) =>
    overMonths(known, 'TAX', known.facts.TAX?.months, 15, (rows) => ({
      value: growthBps([...sales(rows.slice(0, 3)), ...sales(rows.slice(-3))]),
    })),

  'operation.salesVolatility12m': (known) =>
    overMonths(known, 'TAX', known.facts.TAX?.months, 12, (rows) => ({ value: volatilityBps(sales(rows)) })),

  /** Share of the best month in the year's sales: 833 when all are equal, 10,000 when one month made them all. */
  'operation.salesPeakShare12m': (known) =>
    overMonths(known, 'TAX', known.facts.TAX?.months, 12, (rows) => {
      const peak = rows.reduce((best, row) => (row.declaredSalesFen > best.declaredSalesFen ? row : best))
      return { value: ratioBps(peak.declaredSalesFen, sum(sales(rows)), 'UP'), records: [peak.month] }
    }),

  /** Year's sales ÷ average insured headcount = 12 × sales ÷ Σ headcount, in fen rounded down. */
  'operation.salesPerHead12m': (known) =>
    overBoth(
      known,
      { dataClass: 'TAX', rows: known.facts.TAX?.months },
      { dataClass: 'SOCIAL_SECURITY', rows: known.facts.SOCIAL_SECURITY?.months },
      12,
      (tax, staff) => {
        const heads = sum(staff.map((row) => BigInt(row.insuredHeadcount)))
        return heads > 0n ? (12n * sum(sales(tax))) / heads : null
      },
    ),

  /** Year's sales ÷ year's electricity, in fen a kWh rounded down. */
  'operation.salesPerKwh12m': (known) =>
    overBoth(
      known,
      { dataClass: 'TAX', rows: known.facts.TAX?.months },
      { dataClass: 'ELECTRICITY', rows: known.facts.ELECTRICITY?.months },
      12,
      (tax, power) => {
        const kwh = sum(power.map((row) => BigInt(row.quantity)))
        return kwh > 0n ? sum(sales(tax)) / kwh : null
      },
    ),

  /** Median change against the same month a year before. */
  'operation.salesSeasonalTrend24m': (known) =>
    overMonths(known, 'TAX', known.facts.TAX?.months, 24, (rows) => ({ value: seasonalTrendBps(sales(rows)) })),

  /** Months of the last 12 that sold less than the same month a year before. */
  'operation.salesDecliningMonths12m': (known) =>
    overMonths(known, 'TAX', known.facts.TAX?.months, 24, (rows) => {
      const fell = rows.slice(12).filter((row, at) => row.declaredSalesFen < (rows[at]?.declaredSalesFen ?? 0n))
      return { value: fell.length, records: fell.map((row) => row.month) }
    }),
}
