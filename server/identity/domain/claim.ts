import type { PlainDate } from '@/server/kernel/dates'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import type { ClaimantKind, ClaimState, Role } from '../schema'
import { attemptChallenge, type Challenge, type ChallengeRefusal, challengeExpiry, type SameBytes } from './challenge'

/** What the register says, as far as a claim depends on it; null when it doesn't know the code. */
export type RegisterAnswer = { status: 'ACTIVE' | 'REVOKED' | 'CANCELLED'; contact: string | null } | null

export type ClaimRefusal =
  | 'claim.not-on-register'
  | 'claim.firm-not-active'
  | 'claim.no-contact'
  | 'claim.mandate-missing'
  | 'claim.mandate-ended'

/** The claim stands and the code may be sent to the contact on the register; never to one that the claimant typed. */
export function startClaim(
  register: RegisterAnswer,
  claimant: { relation: ClaimantKind; mandateEndsOn: PlainDate | null },
  now: Date,
  today: PlainDate,
): Outcome<{ state: 'CHALLENGED'; sentTo: string; expiresAt: Date }, ClaimRefusal> {
  if (!register) return refused('claim.not-on-register')
  if (register.status !== 'ACTIVE') return refused('claim.firm-not-active')
  if (!register.contact) return refused('claim.no-contact')
  const mandate = mandateObstacle(claimant, today)
  if (mandate) return refused(mandate)
  return done({ state: 'CHALLENGED', sentTo: register.contact, expiresAt: challengeExpiry(now) })
}

function mandateObstacle(claimant: { relation: ClaimantKind; mandateEndsOn: PlainDate | null }, today: PlainDate) {
  if (claimant.relation !== 'AGENT') return undefined
  if (claimant.mandateEndsOn === null) return 'claim.mandate-missing'
  return claimant.mandateEndsOn < today ? 'claim.mandate-ended' : undefined
}

export type OpenClaim = Challenge & { state: ClaimState }

/**
 * One attempt to confirm. With the right code the firm is the claimant's, unless somebody confirmed it before: then the
 * operator settles between the two, and the first keeps working meanwhile. Store `state` and `attempts` in any case.
 */
export function confirmClaim(
  claim: OpenClaim,
  codeHash: Uint8Array,
  firmIsTaken: boolean,
  sameBytes: SameBytes,
  now: Date,
): { state: ClaimState; attempts: number; refusal: ChallengeRefusal | 'claim.not-open' | null } {
  if (claim.state !== 'CHALLENGED') return { state: claim.state, attempts: claim.attempts, refusal: 'claim.not-open' }
  const { attempts, outcome } = attemptChallenge(claim, codeHash, sameBytes, now)
  if (outcome.ok) return { state: firmIsTaken ? 'DISPUTED' : 'CONFIRMED', attempts, refusal: null }
  const ended = outcome.refusal === 'challenge.expired' || outcome.refusal === 'challenge.too-many-attempts'
  return { state: ended ? 'EXPIRED' : 'CHALLENGED', attempts, refusal: outcome.refusal }
}

/** A name as paper and register have it: spaces, middle dots and full-width forms tell nobody apart. */
export const nameOnPaper = (name: string) => name.normalize('NFKC').replace(/[\s·•]/g, '')

export type Holder = { role: Role; personId: string; name: string }

/**
 * Whether a confirmed claim joins beside the people who have the firm instead of disputing it with them: the claimant is
 * whom the register names as legal representative today, does not act for the firm yet, and nobody acts for it in that
 * office. A former one, whom the register no longer names, does not stand in the way.
 * @param holders who acts for the firm now
 */
export function joinsAsRepresentative(
  claim: { relation: ClaimantKind; claimantName: string; claimantPersonId: string },
  registeredName: string,
  holders: readonly Holder[],
): boolean {
  const isNamed = (name: string) => nameOnPaper(name) === nameOnPaper(registeredName)
  if (claim.relation !== 'LEGAL_REPRESENTATIVE' || !isNamed(claim.claimantName)) return false
  return !holders.some(
    ({ role, personId, name }) => personId === claim.claimantPersonId || (role === 'LEGAL_REPRESENTATIVE' && isNamed(name)),
  )
}

export type SettlementRefusal = 'claim.not-disputed' | 'claim.settled-by-party'

/** The operator's verdict over a second claim. CONFIRMED: the firm passes over, and whoever had it loses access. */
export function settleDispute(
  claim: { state: ClaimState; claimantPersonId: string | null; holderPersonId: string | null },
  verdict: 'CONFIRM' | 'REJECT',
  operatorPersonId: string,
): Outcome<'CONFIRMED' | 'REJECTED', SettlementRefusal> {
  if (claim.state !== 'DISPUTED') return refused('claim.not-disputed')
  if ([claim.claimantPersonId, claim.holderPersonId].includes(operatorPersonId)) return refused('claim.settled-by-party')
  return done(verdict === 'CONFIRM' ? 'CONFIRMED' : 'REJECTED')
}

/** The role that a confirmed claim brings. */
export const roleOfClaim = (relation: ClaimantKind) =>
  relation === 'LEGAL_REPRESENTATIVE' ? ('LEGAL_REPRESENTATIVE' as const) : ('ENTERPRISE_OWNER' as const)
