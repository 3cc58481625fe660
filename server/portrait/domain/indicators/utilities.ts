import type { DataClass, IndicatorId } from '../../schema'
import type { Known } from '../known'
import {
  growthBps,
  type IndicatorsOf,
  type Measure,
  noSource,
  overMonths,
  ratioBps,
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

  'utilities.electricityArrears': (known) => arrears(known, 'ELECTRICITY'),
  'utilities.water12m': (known) => yearsUse(known, 'WATER'),
  'utilities.waterOnTimePayment12m': (known) => onTime(known, 'WATER'),
  'utilities.waterArrears': (known) => arrears(known, 'WATER'),
  'utilities.gas12m': (known) => yearsUse(known, 'GAS'),
  'utilities.gasOnTimePayment12m': (known) => onTime(known, 'GAS'),
  'utilities.gasArrears': (known) => arrears(known, 'GAS'),
}
