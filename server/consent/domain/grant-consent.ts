import { addDays, addMonths, type PlainDate, shanghaiMidnight } from '@/server/kernel/dates'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import type { GrantConsentInput } from '../schema'

/** What a consent may ask for at most. Ours, dated; a consent keeps to the limits of the day on which it was granted. */
export type ConsentLimits = {
  since: PlainDate
  lookbackMonths: number
  periodMonths: number
  /** Retention at the recipient, in months, by purpose. */
  retentionMonths: { MATCHING: number; LOAN_APPLICATION: number }
  fetchesPerDay: number
}

export const consentLimits: readonly [ConsentLimits, ...ConsentLimits[]] = [
  {
    since: '0001-01-01',
    lookbackMonths: 36,
    periodMonths: 24,
    retentionMonths: { MATCHING: 24, LOAN_APPLICATION: 60 },
    fetchesPerDay: 4,
  },
]

export const limitsOn = (date: PlainDate, limits = consentLimits): ConsentLimits =>
  limits.findLast((each) => each.since <= date) ?? limits[0]

export type GrantRefusal =
  | 'consent.no-data-class'
  | 'consent.data-class-twice'
  | 'consent.purpose-recipient-mismatch'
  | 'consent.mode-not-offered'
  | 'consent.periodic-not-offered'
  | 'consent.no-end'
  | 'consent.starts-in-past'
  | 'consent.ends-before-start'
  | 'consent.period-too-long'
  | 'consent.lookback-missing'
  | 'consent.lookback-too-long'
  | 'consent.retention-missing'
  | 'consent.infinite'
  | 'consent.retention-too-long'
  | 'consent.frequency-missing'
  | 'consent.frequency-with-onetime'
  | 'consent.frequency-too-high'

/** The period as instants: from the first day's midnight in Shanghai up to, not including, the one after the last day. */
export type ConsentTerms = Omit<GrantConsentInput, 'from' | 'to' | 'retention' | 'frequency' | 'notice'> & {
  startsAt: Date
  expiresAt: Date
  retention: { unit: 'DAY' | 'MONTH' | 'YEAR'; value: number }
  frequency: { unit: 'HOUR' | 'DAY' | 'MONTH' | 'YEAR'; value: number } | null
}

/** What the enterprise grants, bounded in every direction, or the bound that it lacks (reference 4.8, 4.10). */
export function grantConsent(
  input: Omit<GrantConsentInput, 'notice'>,
  today: PlainDate,
  limits = limitsOn(today),
): Outcome<ConsentTerms, GrantRefusal> {
  const obstacle =
    scopeObstacle(input) ?? modeObstacle(input) ?? periodObstacle(input, today, limits) ?? frequencyObstacle(input, limits)
  if (obstacle) return refused(obstacle)
  const { from, to, retention, frequency, ...rest } = input
  if (to === undefined) return refused('consent.no-end')
  if (retention === undefined) return refused('consent.retention-missing')
  if (retention.unit === 'INF' || frequency?.unit === 'INF') return refused('consent.infinite')
  if (outlasts(today, retention.unit, retention.value, limits.retentionMonths[input.purpose]))
    return refused('consent.retention-too-long')
  return done({
    ...rest,
    startsAt: shanghaiMidnight(from),
    expiresAt: shanghaiMidnight(addDays(to, 1)),
    retention: { unit: retention.unit, value: retention.value },
    frequency: frequency ? { unit: frequency.unit, value: frequency.value } : null,
  })
}

type Asked = Omit<GrantConsentInput, 'notice'>

/**
 * Nothing is granted to which the platform could not hold the recipient (ADR 0023): whoever gets data may keep it for the retention
 * granted, and an institution gets it once, with the application that it is for.
 */
function modeObstacle({ consentMode, fetchType, recipient }: Asked): GrantRefusal | undefined {
  if (consentMode !== 'STORE') return 'consent.mode-not-offered'
  return recipient.kind === 'INSTITUTION' && fetchType !== 'ONETIME' ? 'consent.periodic-not-offered' : undefined
}

function scopeObstacle({ dataClasses, purpose, recipient, lookbackMonths }: Asked): GrantRefusal | undefined {
  if (dataClasses.length === 0) return 'consent.no-data-class'
  if (new Set(dataClasses).size !== dataClasses.length) return 'consent.data-class-twice'
  if ((purpose === 'MATCHING') !== (recipient.kind === 'PLATFORM')) return 'consent.purpose-recipient-mismatch'
  return lookbackMonths < 1 ? 'consent.lookback-missing' : undefined
}

function periodObstacle({ from, to, lookbackMonths }: Asked, today: PlainDate, limits: ConsentLimits): GrantRefusal | undefined {
  if (to === undefined) return 'consent.no-end'
  if (from < today) return 'consent.starts-in-past'
  if (to < from) return 'consent.ends-before-start'
  // The same day of the last month is still in: that is what a person picks who means two years.
  if (to > addMonths(from, limits.periodMonths)) return 'consent.period-too-long'
  return lookbackMonths > limits.lookbackMonths ? 'consent.lookback-too-long' : undefined
}

function frequencyObstacle({ fetchType, frequency }: Asked, limits: ConsentLimits): GrantRefusal | undefined {
  if (fetchType === 'ONETIME') return frequency ? 'consent.frequency-with-onetime' : undefined
  if (!frequency) return 'consent.frequency-missing'
  const perDay = {
    HOUR: limits.fetchesPerDay / 24,
    DAY: limits.fetchesPerDay,
    MONTH: limits.fetchesPerDay * 28,
    YEAR: limits.fetchesPerDay * 365,
  }
  return frequency.unit !== 'INF' && frequency.value > perDay[frequency.unit] ? 'consent.frequency-too-high' : undefined
}

/** Exact by the calendar: sixty months in days are refused or taken with sixty months in months. */
function outlasts(today: PlainDate, unit: 'DAY' | 'MONTH' | 'YEAR', value: number, months: number): boolean {
  if (unit === 'DAY') return addDays(today, value) > addMonths(today, months)
  return (unit === 'YEAR' ? value * 12 : value) > months
}
