import { addDays, addMonths, type PlainDate, shanghaiDate } from '@/server/kernel/dates'

/** How long the recipient may keep what it received, as a consent says. */
export type Retention = { unit: 'DAY' | 'MONTH' | 'YEAR'; value: number }

export type RetainedUnder = {
  retention: Retention
  /** When the consent was taken back; null where it stands, ran out by itself or gave way to another. */
  withdrawnAt: Date | null
}

/**
 * Months for which a portrait that an application was decided on is kept after the application ended, as the record of an
 * automated evaluation: 个人信息保护法 arts. 55 and 56, three years (reference 4.8). Dated, as every rule.
 */
const lawRules: readonly [{ since: PlainDate; months: number }, ...{ since: PlainDate; months: number }[]] = [
  { since: '0001-01-01', months: 36 },
]

export const lawMonths = (on: PlainDate): number => (lawRules.findLast(({ since }) => since <= on) ?? lawRules[0]).months

/** The day of receipt plus what was granted: months and years end on the same day of the month, clipped to its end. */
function retainedUntil(receivedOn: PlainDate, { unit, value }: Retention): PlainDate {
  if (unit === 'DAY') return addDays(receivedOn, value)
  return addMonths(receivedOn, unit === 'YEAR' ? value * 12 : value)
}

/**
 * The first day, in Shanghai, on which what was received must not be there any more: at most as long as was granted after its
 * receipt (个人信息保护法 arts. 17 and 47), and at most `withdrawalDays` after a withdrawal. The database's twin is
 * guard.deletion_day.
 */
export function deletionDay(receivedAt: Date, { retention, withdrawnAt }: RetainedUnder, withdrawalDays: number): PlainDate {
  const granted = retainedUntil(shanghaiDate(receivedAt), retention)
  if (!withdrawnAt) return granted
  const limit = addDays(shanghaiDate(withdrawnAt), withdrawalDays)
  return limit < granted ? limit : granted
}

export type SignedOff = { dataClasses: readonly string[]; endedAt: Date | null; endReason: string | null }

/**
 * When a person took back the records of a personal class: with the last sign-off that covered it, if none stands; null where one
 * does, or where they ended with the consent.
 */
function takenBackByPerson(dataClass: string, personalClasses: readonly string[], signOffs: readonly SignedOff[]): Date | null {
  if (!personalClasses.includes(dataClass)) return null
  const covering = signOffs.filter(({ dataClasses }) => dataClasses.includes(dataClass))
  const ends = covering.map(({ endedAt }) => endedAt)
  const isOwn = covering.some(({ endReason }) => endReason === 'WITHDRAWN' || endReason === 'REGISTER_CHANGED')
  if (!isOwn || ends.includes(null)) return null
  return ends.reduce((last, at) => (at && (!last || at > last) ? at : last), null)
}

type Ended = { state: string; endReason: string | null; endedAt: Date | null; personalClasses: readonly string[] }

/**
 * When what came of a class under a consent was taken back: with the consent, or before it by the person whom the class is about;
 * null where neither was. A consent that ran out by itself, or gave way to another, was not taken back. The database's twins are
 * guard.withdrawn_at and guard.taken_back_at.
 */
export function takenBackAt(dataClass: string, consent: Ended, signOffs: readonly SignedOff[]): Date | null {
  const withdrawn = consent.state === 'REVOKED' && consent.endReason !== 'REPLACED' ? consent.endedAt : null
  const byPerson = takenBackByPerson(dataClass, consent.personalClasses, signOffs)
  if (!withdrawn || !byPerson) return withdrawn ?? byPerson
  return byPerson < withdrawn ? byPerson : withdrawn
}

/** What is held of a firm under a consent. `needed`: an application under review, on a live consent of its own, stands on it. */
export type Held = RetainedUnder & { id: string; since: Date; needed: boolean }

/** What has reached its day and is needed by nobody, the oldest first. */
export const reachedTerm = <One extends Held>(held: readonly One[], today: PlainDate, withdrawalDays: number): One[] =>
  held.filter((one) => !one.needed && deletionDay(one.since, one, withdrawalDays) <= today)
