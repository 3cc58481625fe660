import type { Role } from '@/server/identity/schema'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import type { ConsentEvent, ConsentState } from '../schema'

/**
 * The life of a consent (reference 4.13): state × event × actor. Granting binds the firm, so staff can only prepare;
 * withdrawing takes no more steps and no higher rank than granting took.
 */
const moves = {
  DRAFT: { DRAFTED: 'DRAFT', SUBMITTED: 'PENDING', GRANTED: 'ACTIVE', DISCARDED: 'REJECTED', EXPIRED: 'EXPIRED' },
  PENDING: { GRANTED: 'ACTIVE', REJECTED: 'REJECTED', EXPIRED: 'EXPIRED' },
  ACTIVE: { PAUSED: 'PAUSED', REVOKED: 'REVOKED', EXPIRED: 'EXPIRED' },
  PAUSED: { RESUMED: 'ACTIVE', REVOKED: 'REVOKED', EXPIRED: 'EXPIRED' },
  REVOKED: {},
  EXPIRED: {},
  REJECTED: {},
} as const satisfies Record<ConsentState, Partial<Record<ConsentEvent, ConsentState>>>

export type ConsentActor = Role | 'SYSTEM'

const signatory = ['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'] as const
const anybody = ['ENTERPRISE_STAFF', ...signatory] as const
const actors = {
  GRANTED: signatory,
  REVOKED: signatory,
  // The register names another representative: what the former one granted waits for a confirmation.
  PAUSED: [...signatory, 'SYSTEM'],
  RESUMED: signatory,
  REJECTED: signatory,
  DRAFTED: anybody,
  DISCARDED: anybody,
  SUBMITTED: anybody,
  EXPIRED: ['SYSTEM'],
} as const satisfies Record<ConsentEvent, readonly ConsentActor[]>

export type ConsentMoveRefusal = 'consent.event-not-possible' | 'consent.role-may-not'

/** Where the event leads, by somebody who holds these roles. */
export function nextConsentState(
  state: ConsentState,
  event: ConsentEvent,
  roles: readonly ConsentActor[],
): Outcome<ConsentState, ConsentMoveRefusal> {
  const row: Partial<Record<ConsentEvent, ConsentState>> = moves[state]
  const next = row[event]
  if (!next) return refused('consent.event-not-possible')
  const allowed: readonly ConsentActor[] = actors[event]
  return roles.some((role) => allowed.includes(role)) ? done(next) : refused('consent.role-may-not')
}

export const allowedConsentEvents = (state: ConsentState, roles: readonly ConsentActor[]) =>
  (Object.keys(actors) as ConsentEvent[]).filter((event) => nextConsentState(state, event, roles).ok)

export const isEnded = (state: ConsentState) => Object.keys(moves[state]).length === 0
