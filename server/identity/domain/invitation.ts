import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { kindOfRole, type OrganisationKind, type Role } from '../schema'

/**
 * Who may invite whom into their own organisation. Legal representatives are never invited: the register names them and
 * a claim proves them. The operator opens an organisation by inviting its first administrator.
 */
const invites = {
  ENTERPRISE_OWNER: ['ENTERPRISE_STAFF'],
  LEGAL_REPRESENTATIVE: ['ENTERPRISE_OWNER', 'ENTERPRISE_STAFF'],
  INSTITUTION_ADMIN: ['BANK_OFFICER', 'BANK_APPROVER', 'PRODUCT_MANAGER', 'INSTITUTION_ADMIN'],
  AGENCY_STEWARD: ['AGENCY_STEWARD'],
  OFFICE_LEADER: ['OFFICE_LEADER', 'OFFICE_ANALYST'],
  OPERATOR: ['OPERATOR', 'AUDITOR', 'INSTITUTION_ADMIN', 'AGENCY_STEWARD', 'OFFICE_LEADER'],
  ENTERPRISE_STAFF: [],
  BANK_OFFICER: [],
  BANK_APPROVER: [],
  PRODUCT_MANAGER: [],
  OFFICE_ANALYST: [],
  AUDITOR: [],
} as const satisfies Record<Role, readonly Role[]>

export const invitationDays = 7
export const invitationExpiry = (now: Date) => new Date(now.getTime() + invitationDays * 86_400_000)

/** The roles that somebody with these roles may hand out, each once. */
export const invitableRoles = (roles: readonly Role[]): Role[] => [
  ...new Set(roles.flatMap((role): readonly Role[] => invites[role])),
]

export type InvitationRefusal =
  | 'invitation.role-not-yours'
  | 'invitation.role-of-other-kind'
  | 'invitation.branch-not-for-role'
  | 'invitation.county-not-for-role'

export function checkInvitation(
  inviter: { roles: readonly Role[] },
  into: { kind: OrganisationKind },
  invitation: { role: Role; branchId?: string | undefined; countyCode?: string | undefined },
): Outcome<null, InvitationRefusal> {
  if (!invitableRoles(inviter.roles).includes(invitation.role)) return refused('invitation.role-not-yours')
  if (kindOfRole[invitation.role] !== into.kind) return refused('invitation.role-of-other-kind')
  if (invitation.branchId && into.kind !== 'INSTITUTION') return refused('invitation.branch-not-for-role')
  if (invitation.countyCode && into.kind !== 'OFFICE') return refused('invitation.county-not-for-role')
  return done(null)
}

export type AcceptanceRefusal = 'invitation.used' | 'invitation.revoked' | 'invitation.expired'

export function checkAcceptance(
  invitation: { expiresAt: Date; acceptedAt: Date | null; revokedAt: Date | null },
  now: Date,
): Outcome<null, AcceptanceRefusal> {
  if (invitation.acceptedAt) return refused('invitation.used')
  if (invitation.revokedAt) return refused('invitation.revoked')
  if (now >= invitation.expiresAt) return refused('invitation.expired')
  return done(null)
}
