import { invitableRoles } from './domain/invitation'
import type { OrganisationKind, Role } from './schema'

type Person = { accountId: string; roles: readonly Role[] }

/**
 * Whether a person may disable, reinstate, move or reset a colleague: every role of the colleague is one that the person
 * may hand out, and nobody does it to themselves (the last administrator would lock everybody out).
 */
export function mayManage(actor: Person, colleague: Person): boolean {
  if (actor.accountId === colleague.accountId) return false
  const granted = invitableRoles(actor.roles)
  return colleague.roles.length > 0 && colleague.roles.every((role) => granted.includes(role))
}

/**
 * Whether an administrator may hand out a link that sets the colleague's password: only an account that works for this
 * organisation alone. Otherwise the administrator of one organisation could enter another.
 */
export const mayReset = (actor: Person, colleague: Person, organisations: number): boolean =>
  mayManage(actor, colleague) && organisations === 1

/**
 * Whether the platform's operator may hand out such a link: an account that works for several organisations, of which not
 * all are enterprises. No administrator may reset it, and no firm's contact on the register answers for it. Never one's own.
 */
export const operatorMayReset = (
  operator: { accountId: string },
  account: { accountId: string; organisations: readonly { kind: OrganisationKind }[] },
): boolean =>
  operator.accountId !== account.accountId &&
  account.organisations.length > 1 &&
  account.organisations.some(({ kind }) => kind !== 'ENTERPRISE')
