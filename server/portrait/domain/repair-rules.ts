import { addMonths } from '@/server/kernel/dates'
import type { PortraitFacts } from '../schema'

type Penalty = NonNullable<PortraitFacts['PENALTY']>['penalties'][number]
type Severity = Penalty['severity']
type Periods = Record<Severity, { shortestMonths: number; longestMonths: number }>

/** A measure on publication and repair of dishonesty records, with the day from which it binds. */
export type RepairRule = { id: string; validFrom: string; periods: Periods }

/**
 * Reference 4.6. NDRC order 36 binds from 2026-04-01 and repealed order 58 (trial, from 2023-05-01): three months to three
 * years, at least one year in the fields of serious acts, penalties by simple procedure not published.
 * Earlier days are read by order 58 too: no portrait reaches further back.
 */
export const repairRules: readonly RepairRule[] = [
  {
    id: 'NDRC-58-2023',
    validFrom: '2023-05-01',
    periods: {
      MINOR: { shortestMonths: 0, longestMonths: 0 },
      GENERAL: { shortestMonths: 3, longestMonths: 36 },
      SERIOUS: { shortestMonths: 12, longestMonths: 36 },
    },
  },
  {
    id: 'NDRC-36-2025',
    validFrom: '2026-04-01',
    periods: {
      MINOR: { shortestMonths: 0, longestMonths: 3 },
      GENERAL: { shortestMonths: 3, longestMonths: 12 },
      SERIOUS: { shortestMonths: 12, longestMonths: 36 },
    },
  },
]

/** The rule in force on a day. Publication lasts over time, so the rule of the day governs older records as well. */
export function repairRuleOn(day: string, rules = repairRules): RepairRule {
  const inForce = rules.filter((rule) => rule.validFrom <= day).at(-1) ?? rules[0]
  if (!inForce) throw new RangeError('there is no repair rule')
  return inForce
}

/**
 * From which day a record may be repaired, and on which its display ends: counted from the date of the document.
 * @param from date of the judicial or administrative document, YYYY-MM-DD
 */
export function repairDates(from: string, severity: Severity, rule: RepairRule) {
  const { shortestMonths, longestMonths } = rule.periods[severity]
  return { repairableFrom: addMonths(from, shortestMonths), endsOn: addMonths(from, longestMonths) }
}

/** Penalties that still count on `asOf`: not repaired, and displayed until, but not on, the day display ends. */
export function penaltiesInForce(penalties: readonly Penalty[], asOf: string): Penalty[] {
  const rule = repairRuleOn(asOf)
  return penalties.filter(
    (penalty) => penalty.repairedOn === null && asOf < repairDates(penalty.on, penalty.severity, rule).endsOn,
  )
}
