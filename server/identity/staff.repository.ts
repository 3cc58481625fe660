import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/server/db/transaction'
import { maskMobile } from '@/server/kernel/masks'
import { openValues, sealValue } from '@/server/keys/sealed.repository'
import { invitationContact } from './invitations.repository'
import { pageSize, type Role } from './schema'
import { contactHashOf } from './secret-codes'

/** Colleagues and invitations of one organisation, in a transaction of its own context. */
export type StaffScope = { readonly organisationId: string }

const memberColumns = {
  id: true,
  accountId: true,
  role: true,
  branchId: true,
  countyCode: true,
  createdAt: true,
  disabledAt: true,
  endsOn: true,
  account: { select: { name: true, loginName: true, disabledAt: true } },
} as const

const matching = (scope: StaffScope, search: string | undefined) => ({
  organisationId: scope.organisationId,
  ...(search
    ? {
        account: {
          OR: [{ name: { contains: search } }, { loginName: { contains: search, mode: 'insensitive' as const } }],
        },
      }
    : {}),
})

/** One row a membership, the active first, then the newest; `page` counts from 1. */
export async function listMembers(tx: Tx, scope: StaffScope, page: number, search?: string) {
  const where = matching(scope, search)
  const total = await tx.membership.count({ where })
  const rows = await tx.membership.findMany({
    where,
    orderBy: [{ disabledAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }, { id: 'desc' }],
    skip: (page - 1) * pageSize,
    take: pageSize,
    select: memberColumns,
  })
  return { total, rows }
}

export const findMember = (tx: Tx, scope: StaffScope, id: string) =>
  tx.membership.findFirst({ where: { organisationId: scope.organisationId, id }, select: memberColumns })

/** The roles that an account holds here now. */
export async function rolesHere(tx: Tx, scope: StaffScope, accountId: string): Promise<Role[]> {
  const rows = await tx.membership.findMany({
    where: { organisationId: scope.organisationId, accountId, disabledAt: null },
    select: { role: true },
  })
  return rows.map(({ role }) => role)
}

/** Ends or resumes a membership; false when it already stands so. */
export async function setMemberStanding(tx: Tx, scope: StaffScope, id: string, disabled: boolean, now: Date): Promise<boolean> {
  const { count } = await tx.membership.updateMany({
    where: { organisationId: scope.organisationId, id, disabledAt: disabled ? null : { not: null } },
    data: { disabledAt: disabled ? now : null },
  })
  return count === 1
}

export const setMemberBranch = (tx: Tx, scope: StaffScope, id: string, branchId: string | null) =>
  tx.membership.updateMany({ where: { organisationId: scope.organisationId, id }, data: { branchId } })

export const listBranches = (tx: Tx, institutionId: string) =>
  tx.branch.findMany({
    where: { institutionId },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, nameEn: true, countyCode: true },
  })

export const branchExists = async (tx: Tx, institutionId: string, id: string) =>
  (await tx.branch.count({ where: { institutionId, id } })) > 0

/** Open invitations with the last digits of the number that they went to; an erased number is null. */
export async function listOpenInvitations(tx: Tx, scope: StaffScope, now: Date) {
  const rows = await tx.invitation.findMany({
    where: { organisationId: scope.organisationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    take: 100,
    select: {
      id: true,
      name: true,
      contact: true,
      role: true,
      branchId: true,
      countyCode: true,
      createdAt: true,
      expiresAt: true,
    },
  })
  const contacts = await openValues(tx, 'PEOPLE', rows.map(invitationContact))
  return rows.map((row, at) => ({ ...row, contact: maskMobile(contacts[at] ?? null) }))
}

export type NewInvitation = {
  role: Role
  branchId: string | null
  countyCode: string | null
  name: string
  contact: string
  tokenHash: Uint8Array<ArrayBuffer>
  invitedBy: string
  expiresAt: Date
}

/** Stores an invitation; an open one of the same person for the same role ends, so that one link works and not two. */
export async function createInvitation(tx: Tx, scope: StaffScope, invitation: NewInvitation, now: Date): Promise<void> {
  const { organisationId } = scope
  const contactIndex = contactHashOf(invitation.contact)
  await tx.invitation.updateMany({
    where: { organisationId, contactIndex, role: invitation.role, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  })
  const { ownerId, cell, value } = invitationContact({ id: uuidv7(), contact: invitation.contact })
  const contact = await sealValue(tx, { ownerId, purpose: 'PEOPLE' }, cell, value)
  await tx.invitation.createMany({ data: { organisationId, ...invitation, id: ownerId, contact, contactIndex } })
}

/** False when it was accepted, revoked or never there. */
export async function revokeInvitation(tx: Tx, scope: StaffScope, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { organisationId: scope.organisationId, id, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  })
  return count === 1
}
