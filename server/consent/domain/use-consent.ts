import type { ConsentPurpose, ConsentState, DataClass, Recipient } from '../schema'

/** What must be known of a consent before anything is fetched or read under it. */
export type StandingConsent = {
  state: ConsentState
  startsAt: Date
  expiresAt: Date
  dataClasses: readonly DataClass[]
  recipient: Recipient
  purpose: ConsentPurpose
}

/**
 * Active, begun and not run out at this instant; the state alone isn't enough, because the worker may not have come round.
 * `at` is the database's time.
 */
export const isLive = (consent: Pick<StandingConsent, 'state' | 'startsAt' | 'expiresAt'>, at: Date) =>
  consent.state === 'ACTIVE' && consent.startsAt <= at && at < consent.expiresAt

export type UseRefusal =
  | 'consent.revoked'
  | 'consent.paused'
  | 'consent.expired'
  | 'consent.not-begun'
  | 'consent.not-granted'
  | 'consent.other-recipient'
  | 'consent.other-purpose'
  | 'consent.class-not-covered'

export type Use = { dataClass: DataClass; recipient: Recipient; purpose: ConsentPurpose }

/** Whether this recipient may use this class of data for this purpose now. */
export const covers = (consent: StandingConsent, use: Use, at: Date) => useObstacle(consent, use, at) === undefined

/** Why a use isn't covered, in the words that the refusal and the ledger need; undefined when it is. */
export function useObstacle(consent: StandingConsent, use: Use, at: Date): UseRefusal | undefined {
  if (!isLive(consent, at)) return deadBecause(consent, at)
  if (!sameRecipient(consent.recipient, use.recipient)) return 'consent.other-recipient'
  if (consent.purpose !== use.purpose) return 'consent.other-purpose'
  return consent.dataClasses.includes(use.dataClass) ? undefined : 'consent.class-not-covered'
}

/** Of a consent that isn't live: what ended it, or keeps it from having begun. */
export function deadBecause(consent: Pick<StandingConsent, 'state' | 'startsAt' | 'expiresAt'>, at: Date): UseRefusal {
  switch (consent.state) {
    case 'REVOKED':
      return 'consent.revoked'
    case 'PAUSED':
      return at < consent.expiresAt ? 'consent.paused' : 'consent.expired'
    case 'EXPIRED':
      return 'consent.expired'
    case 'ACTIVE':
      return at < consent.startsAt ? 'consent.not-begun' : 'consent.expired'
    case 'DRAFT':
    case 'PENDING':
    case 'REJECTED':
      return 'consent.not-granted'
  }
}

/** One institution for one application: the same bank's second application needs a consent of its own. */
function sameRecipient(granted: Recipient, asking: Recipient): boolean {
  if (granted.kind === 'PLATFORM' || asking.kind === 'PLATFORM') return granted.kind === asking.kind
  return granted.institutionId === asking.institutionId && granted.applicationId === asking.applicationId
}
