import type { DataClass, IndicatorId } from '../../schema'
import type { Known } from '../known'
import {
  correlationBps,
  growthBps,
  type IndicatorsOf,
  type Measure,
  noSource,
  overBoth,
  overMonths,
  ratioBps,
  seasonalTrendBps,
  sum,
  toSafe,
  volatilityBps,
} from '../measure'

type Ids = Extract<IndicatorId, `utilities.${string}`>
type Utility = Extract<DataClass, 'ELECTRICITY' | 'WATER' | 'GAS'>
type Bill = NonNullable<Known['facts'][Utility]>['months'][number]

const quantities = (rows: Bill[]) => rows.map((row) => BigInt(row.quantity))
const over = (known: Known, utility: Utility, count: number, measure: Parameters<typeof overMonths<Bill>>[4]) =>
  overMonths(known, utility, known.facts[utility]?.months, count, measure)

const yearsUse = (known: Known, utility: Utility) => over(known, utility, 12, (rows) => ({ value: sum(quantities(rows)) }))

/** Bills paid by their due day ÷ bills due. A bill that is neither due nor paid says nothing yet. Records: those paid late. */
const onTime = (known: Known, utility: Utility) =>
  over(known, utility, 12, (rows) => {
    const due = rows.filter((row) => row.paidOn !== null || row.dueOn < known.asOf)
    const late = due.filter((row) => row.paidOn === null || row.paidOn > row.dueOn)
    return {
      value: ratioBps(BigInt(due.length - late.length), BigInt(due.length), 'DOWN'),
      records: late.map((row) => row.month),
    }
  })

function arrears(known: Known, utility: Utility): Measure {
  const facts = known.facts[utility]
  if (!facts) return noSource(utility)
  return { value: toSafe(facts.arrearsFen), evidence: [{ dataClass: utility, from: null, to: null, records: [] }] }
}

/**
 * The change point of the year-on-year ratios by Pettitt's test (Applied Statistics 28, 1979): U(t) sums the signs of later
 * minus earlier, K = max |U|. At n = 12 and a significance of 5 %, 2·exp(−6K²/(n³+n²)) ≤ 0.05 says K ≥ 34, so the threshold is
 * a whole number and every comparison is exact. The change is (after ÷ its year before) ÷ (before ÷ its year before) − 1.
 */
const PETTITT_K = 34
function changeOf(rows: Bill[]): { value: number | null; records: string[] } {
  const [before, after] = [quantities(rows.slice(0, 12)), quantities(rows.slice(12))]
  if (before.some((value) => value <= 0n)) return { value: null, records: [] }
  const sign = (i: number, j: number) => {
    const difference = (after[j] ?? 0n) * (before[i] ?? 1n) - (after[i] ?? 0n) * (before[j] ?? 1n)
    return difference > 0n ? 1 : difference < 0n ? -1 : 0
  }
  let [best, at] = [0, 0]
  for (let t = 1; t < 12; t++) {
    let u = 0
    for (let i = 0; i < t; i++) for (let j = t; j < 12; j++) u += sign(i, j)
    if (Math.abs(u) > best) [best, at] = [Math.abs(u), t]
  }
  if (best < PETTITT_K) return { value: 0, records: [] }
  const now = sum(after.slice(at)) * sum(before.slice(0, at))
  const then = sum(after.slice(0, at)) * sum(before.slice(at))
  return { value: ratioBps(now - then, then, 'DOWN'), records: [rows[12 + at]?.month ?? ''] }
}

/** Electricity by the four formulas of the 电E贷 scheme (reference 4.19), water and gas beside it. */
export const utilitiesIndicators: IndicatorsOf<Ids> = {
  /** 产能分 = (INT(monthly mean of the last 12 months ÷ 1,000 kWh) + 1) × 10; INT of the exact mean = Σ div 12,000. */
  'utilities.capacityScore': (known) =>
    over(known, 'ELECTRICITY', 12, (rows) => ({ value: (sum(quantities(rows)) / 12_000n + 1n) * 10n })),

  /** 产能利用率 = the newest month ÷ the peak of the 12 months before it. */
  'utilities.capacityUtilisation': (known) =>
    over(known, 'ELECTRICITY', 13, (rows) => {
      const before = rows.slice(0, 12)
      const peak = before.reduce(
        (best, row) => (row.quantity > best.quantity ? row : best),
        before[0] ?? { quantity: 0, month: '' },
      )
      const newest = rows.at(-1)
      return {
        value: ratioBps(BigInt(newest?.quantity ?? 0), BigInt(peak.quantity), 'DOWN'),
        records: [peak.month, newest?.month ?? ''],
      }
    }),

  /** 产能增长率 = (the last 12 months − the 12 before) ÷ the 12 before. */
  'utilities.capacityGrowth12m': (known) => over(known, 'ELECTRICITY', 24, (rows) => ({ value: growthBps(quantities(rows)) })),

  /** 缴费方式: how it was paid is not in the feed, so whether it was paid in time stands for it. */
  'utilities.onTimePayment12m': (known) => onTime(known, 'ELECTRICITY'),

  'utilities.electricity12m': (known) => yearsUse(known, 'ELECTRICITY'),

  'utilities.electricityVolatility12m': (known) =>
    over(known, 'ELECTRICITY', 12, (rows) => ({ value: volatilityBps(quantities(rows)) })),

  /** Months with no electricity used at all. */
  'utilities.idleMonths12m': (known) =>
    over(known, 'ELECTRICITY', 12, (rows) => {
      const records = rows.filter((row) => row.quantity === 0).map((row) => row.month)
      return { value: records.length, records }
    }),

  /** Median change against the same month a year before. */
  'utilities.electricitySeasonalTrend24m': (known) =>
    over(known, 'ELECTRICITY', 24, (rows) => ({ value: seasonalTrendBps(quantities(rows)) })),

  /** By how much use changed at its change point, months before against months after; 0 where there is none. */
  'utilities.electricityChange24m': (known) => over(known, 'ELECTRICITY', 24, changeOf),

  /** Sales and electricity month by month over two years. */
  'utilities.salesPowerCorrelation24m': (known) =>
    overBoth(
      known,
      { dataClass: 'TAX', rows: known.facts.TAX?.months },
      { dataClass: 'ELECTRICITY', rows: known.facts.ELECTRICITY?.months },
      24,
      (tax, power) =>
        correlationBps(
          tax.map((row) => row.declaredSalesFen),
          quantities(power),
        ),
    ),

  'utilities.electricityArrears': (known) => arrears(known, 'ELECTRICITY'),
  'utilities.water12m': (known) => yearsUse(known, 'WATER'),
  'utilities.waterOnTimePayment12m': (known) => onTime(known, 'WATER'),
  'utilities.waterArrears': (known) => arrears(known, 'WATER'),
  'utilities.gas12m': (known) => yearsUse(known, 'GAS'),
  'utilities.gasOnTimePayment12m': (known) => onTime(known, 'GAS'),
  'utilities.gasArrears': (known) => arrears(known, 'GAS'),
}
