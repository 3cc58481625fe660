import { addMonths, monthOf, monthsBetween } from '@/server/kernel/dates'
import type { Evidence, IndicatorId } from '../../schema'
import type { Known } from '../known'
import { type Indicator, type IndicatorsOf, type Measure, noSource, ratioBps, toSafe } from '../measure'

type Ids = Extract<IndicatorId, `stability.${string}`>
type Registration = NonNullable<Known['facts']['REGISTRATION']>
type ChangeKind = Registration['changes'][number]['kind']

const evidence = (records: string[] = []): Evidence[] => [{ dataClass: 'REGISTRATION', from: null, to: null, records }]
const registered =
  (measure: (registration: Registration, asOf: string) => Measure): Indicator =>
  ({ facts, asOf }) =>
    facts.REGISTRATION ? measure(facts.REGISTRATION, asOf) : noSource('REGISTRATION')

/** Capital is paid into companies and cooperatives; a sole trader has none, which is no fault. */
const capital = (measure: (registration: Registration) => number | bigint | null): Indicator =>
  registered((registration) => {
    const none = registration.legalForm === 'SOLE_TRADER' || registration.registeredCapitalFen <= 0n
    const value = none ? null : measure(registration)
    if (value === null) return { missing: 'NOT_APPLICABLE', classes: ['REGISTRATION'] }
    return { value: typeof value === 'bigint' ? toSafe(value) : value, evidence: evidence() }
  })

/** Changes within the 24 months up to and including the day; one exactly 24 months old no longer counts. */
const changes = (kind: ChangeKind): Indicator =>
  registered((registration, asOf) => {
    const after = addMonths(asOf, -24)
    const recent = registration.changes.filter((change) => change.kind === kind && change.on > after)
    return { value: recent.length, evidence: evidence(recent.map((change) => `${change.on} ${change.kind}`)) }
  })

/** Full months from one day to another: on the day of the month, clipped to the month's end, a month is full. */
export function fullMonths(from: string, to: string): number {
  const months = monthsBetween(monthOf(from), monthOf(to))
  return Math.max(0, addMonths(from, months) > to ? months - 1 : months)
}

export const stabilityIndicators: IndicatorsOf<Ids> = {
  'stability.ageMonths': registered(({ foundedOn }, asOf) => ({
    value: fullMonths(foundedOn, asOf),
    evidence: evidence([foundedOn]),
  })),
  'stability.active': registered(({ status }) => ({ value: status === 'ACTIVE' ? 1 : 0, evidence: evidence([status]) })),
  'stability.representativeChanges24m': changes('LEGAL_REPRESENTATIVE'),
  'stability.addressChanges24m': changes('ADDRESS'),
  'stability.shareholderChanges24m': changes('SHAREHOLDER'),
  'stability.capitalChanges24m': changes('CAPITAL'),
  'stability.registeredCapital': capital((registration) => registration.registeredCapitalFen),
  'stability.paidInCapital': capital((registration) => registration.paidInCapitalFen),
  /** Paid-in ÷ registered capital. */
  'stability.paidInShare': capital((registration) =>
    ratioBps(registration.paidInCapitalFen, registration.registeredCapitalFen, 'DOWN'),
  ),
}
