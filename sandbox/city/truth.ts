import { type MonthNumber, monthText } from './calendar'
import type { Enterprise, LegalForm } from './enterprise'
import { hazardOf, healthAt, lieBefore, lieOf, live } from './health'

/** Hidden labels of an enterprise; they serve to judge the product's scores and never reach it. */
export type Truth = {
  index: number
  creditCode: string
  legalForm: LegalForm
  countyCode: string
  industry: string
  /** Health in the last month, about standard normal. */
  health: number
  /** Probability of a default in a year if health stays as it is in the last month. */
  defaultProbability: number
  /** Months of defaults up to `asOf`. */
  defaultMonths: string[]
  /** Whether it defaults in the twelve months after `asOf`. */
  defaultsNextYear: boolean
  /** The months in which declared sales were inflated, and by what factor; null for the honest. */
  lie: { from: string; to: string; strength: number } | null
}

/** Lives on for a year beyond `asOf` to see how the story ends. */
export function truthOf(seed: number, enterprise: Enterprise, asOf: MonthNumber): Truth {
  const life = live(seed, enterprise, asOf + 12)
  const health = healthAt(life, asOf)
  const lie = lieOf(seed, enterprise)
  const from = lie && lieBefore(lie, asOf)
  return {
    index: enterprise.index,
    creditCode: enterprise.creditCode,
    legalForm: enterprise.legalForm,
    countyCode: enterprise.county.code,
    industry: enterprise.industry.code,
    health: Number(health.toFixed(4)),
    defaultProbability: Number((1 - (1 - hazardOf(health)) ** 12).toFixed(6)),
    defaultMonths: life.defaults.filter((month) => month <= asOf).map(monthText),
    defaultsNextYear: life.defaults.some((month) => month > asOf),
    lie:
      lie && from !== null
        ? { from: monthText(from), to: monthText(from + lie.months - 1), strength: Number(lie.strength.toFixed(3)) }
        : null,
  }
}
