import { type MonthNumber, yearOf } from './calendar'
import { type Enterprise, firstMonthOf } from './enterprise'
import { healthAt, type Life, recentHealth } from './health'
import { heatingOf, seasonOf } from './industries'
import { createRandom } from './random'

/** What an enterprise truly does in a month; nobody in the city sees it whole. */
export type Activity = {
  /** Yuan. */
  sales: number
  headcount: number
  kwh: number
  waterM3: number
  gasM3: number
  /** Yuan a person and month. */
  wage: number
}

/** One month of an enterprise, drawn alone: true sales follow season, health and age; meters and people follow sales. */
export function activityIn(seed: number, enterprise: Enterprise, life: Life, month: MonthNumber): Activity {
  const { industry } = enterprise
  const random = createRandom(seed, enterprise.index, 'activity', month)
  const health = healthAt(life, month)
  const slow = recentHealth(life, month)
  const age = month - firstMonthOf(enterprise)
  const ramp = enterprise.founded < firstMonthOf(enterprise) ? 1 : Math.min(1, 0.35 + age / 18)
  const trend = Math.exp(Math.max(-0.7, Math.min(0.7, 0.0025 * (0.8 + enterprise.quality) * age)))
  const level = ramp * trend * Math.exp(0.22 * health + 0.2 * slow)
  const season = seasonOf(industry.season, month)
  const sales = enterprise.sales * level * season * Math.exp(0.09 * random.normal())

  // Work is steadier than invoices, and a workshop draws power before it sells anything.
  const work = enterprise.sales * level * (0.25 + 0.75 * season)
  const [kwh, water, gas] = industry.use
  const heating = heatingOf(month)
  const rooms = 260 + 34 * enterprise.headcount
  return {
    sales,
    headcount: Math.max(0, Math.round(enterprise.headcount * Math.sqrt(ramp * trend) * Math.exp(0.2 * slow))),
    kwh: (work / 10_000) * kwh * Math.exp(0.06 * random.normal()) + rooms * (0.8 + 0.35 * heating),
    waterM3: (work / 10_000) * water * Math.exp(0.08 * random.normal()) + 3 + 1.4 * enterprise.headcount,
    gasM3: enterprise.gas
      ? (work / 10_000) * gas * Math.exp(0.08 * random.normal()) + heating * (90 + 11 * enterprise.headcount)
      : 0,
    wage: 4_600 * 1.045 ** (yearOf(month) - 2019) * (0.88 + 0.24 * ((enterprise.index % 97) / 97)),
  }
}
