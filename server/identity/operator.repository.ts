import 'server-only'
import type { OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { openValue } from '@/server/keys/sealed.repository'
import { claimContact } from './claims.repository'
import {
  type ClaimState,
  type CreateBranchInput,
  type CreateInstitutionInput,
  type OrganisationKind,
  pageSize,
  type Role,
  type SetSeatInput,
} from './schema'

/** What the operator sees across organisations: who is on the platform, never what an enterprise shared. */
const skipOf = (page: number) => ({ skip: (page - 1) * pageSize, take: pageSize })

export async function listClaims(tx: Tx, _scope: OperatorScope, page: number, state?: ClaimState) {
  const where = state ? { state } : { state: { in: ['DISPUTED', 'CONFIRMED', 'REJECTED'] as ClaimState[] } }
  const rows = await tx.enterpriseClaim.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    ...skipOf(page),
    select: {
      id: true,
      creditCode: true,
      enterpriseName: true,
      relation: true,
      claimantName: true,
      state: true,
      createdAt: true,
      confirmedAt: true,
      settledAt: true,
    },
  })
  return { total: await tx.enterpriseClaim.count({ where }), rows }
}

/** A claim with the claimant's number in full; null where it was erased. */
export async function findClaim(tx: Tx, _scope: OperatorScope, id: string) {
  const claim = await tx.enterpriseClaim.findUnique({
    where: { id },
    select: {
      id: true,
      creditCode: true,
      enterpriseName: true,
      relation: true,
      claimantName: true,
      contact: true,
      loginName: true,
      mandate: true,
      mandateEndsOn: true,
      state: true,
      sentTo: true,
      createdAt: true,
      confirmedAt: true,
      settledAt: true,
      settlementNote: true,
      registerEntry: true,
    },
  })
  return claim && { ...claim, contact: await openValue(tx, 'PEOPLE', claimContact(claim)) }
}

/** Moves a disputed claim; false when somebody else settled it first. */
export async function storeSettlement(
  tx: Tx,
  _scope: OperatorScope,
  id: string,
  settlement: { state: 'CONFIRMED' | 'REJECTED'; settledBy: string; settledAt: Date; settlementNote: string },
): Promise<boolean> {
  const { count } = await tx.enterpriseClaim.updateMany({ where: { id, state: 'DISPUTED' }, data: settlement })
  return count === 1
}

export const findClaimantAccount = (tx: Tx, loginName: string) =>
  tx.account.findUnique({ where: { loginName }, select: { id: true, personId: true } })

/** Ends every membership and open invitation of an organisation: it passes into other hands. */
export async function clearOrganisation(tx: Tx, _scope: OperatorScope, organisationId: string, now: Date): Promise<void> {
  await tx.membership.updateMany({ where: { organisationId, disabledAt: null }, data: { disabledAt: now } })
  await tx.invitation.updateMany({ where: { organisationId, acceptedAt: null, revokedAt: null }, data: { revokedAt: now } })
}

export const addMember = (
  tx: Tx,
  _scope: OperatorScope,
  membership: { organisationId: string; accountId: string; role: Role; endsOn: Date | null },
) => tx.membership.createMany({ data: membership })

export async function listOrganisations(
  tx: Tx,
  _scope: OperatorScope,
  filter: { page: number; kind?: OrganisationKind | undefined; search?: string | undefined },
) {
  const text = filter.search
  const where = {
    ...(filter.kind ? { kind: filter.kind } : {}),
    ...(text
      ? {
          OR: [
            { name: { contains: text } },
            { nameEn: { contains: text, mode: 'insensitive' as const } },
            { enterprise: { creditCode: text.toUpperCase() } },
          ],
        }
      : {}),
  }
  const rows = await tx.organisation.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    ...skipOf(filter.page),
    select: {
      id: true,
      kind: true,
      name: true,
      nameEn: true,
      createdAt: true,
      disabledAt: true,
      enterprise: { select: { creditCode: true } },
      _count: { select: { memberships: { where: { disabledAt: null } } } },
    },
  })
  return { total: await tx.organisation.count({ where }), rows }
}

export const findOrganisation = (tx: Tx, _scope: OperatorScope, id: string) =>
  tx.organisation.findUnique({ where: { id }, select: { id: true, kind: true, name: true, disabledAt: true } })

export async function setOrganisationStanding(tx: Tx, _scope: OperatorScope, id: string, disabled: boolean, now: Date) {
  const { count } = await tx.organisation.updateMany({
    where: { id, disabledAt: disabled ? null : { not: null } },
    data: { disabledAt: disabled ? now : null },
  })
  return count === 1
}

export async function listAccounts(tx: Tx, _scope: OperatorScope, page: number, search?: string) {
  const where = search
    ? { OR: [{ name: { contains: search } }, { loginName: { contains: search, mode: 'insensitive' as const } }] }
    : {}
  const rows = await tx.account.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    ...skipOf(page),
    select: {
      id: true,
      name: true,
      loginName: true,
      createdAt: true,
      disabledAt: true,
      memberships: {
        where: { disabledAt: null },
        select: { role: true, organisation: { select: { id: true, kind: true, name: true, nameEn: true } } },
      },
    },
  })
  return { total: await tx.account.count({ where }), rows }
}

export async function setAccountStanding(tx: Tx, _scope: OperatorScope, id: string, disabled: boolean, now: Date) {
  const { count } = await tx.account.updateMany({
    where: { id, disabledAt: disabled ? null : { not: null } },
    data: { disabledAt: disabled ? now : null },
  })
  return count === 1
}

export async function createInstitution(tx: Tx, _scope: OperatorScope, input: CreateInstitutionInput): Promise<string> {
  const { name, nameEn, kind, code, servicePhone, address, addressEn } = input
  const { id } = await tx.organisation.create({ data: { kind: 'INSTITUTION', name, nameEn }, select: { id: true } })
  await tx.institution.createMany({ data: { institutionId: id, kind, code, name, nameEn, servicePhone, address, addressEn } })
  return id
}

/** Where the institution has its seat, as receipts name it from now on; false when it is none. */
export async function setSeat(
  tx: Tx,
  _scope: OperatorScope,
  { institutionId, address, addressEn }: SetSeatInput,
): Promise<boolean> {
  const { count } = await tx.institution.updateMany({ where: { institutionId }, data: { address, addressEn } })
  return count === 1
}

export const isInstitutionCodeTaken = async (tx: Tx, code: string) => (await tx.institution.count({ where: { code } })) > 0

export async function listInstitutions(tx: Tx, _scope: OperatorScope, page: number, search?: string) {
  const where = search ? { OR: [{ name: { contains: search } }, { code: search.toUpperCase() }] } : {}
  const rows = await tx.institution.findMany({
    where,
    orderBy: { code: 'asc' },
    ...skipOf(page),
    select: {
      institutionId: true,
      kind: true,
      code: true,
      name: true,
      nameEn: true,
      servicePhone: true,
      organisation: { select: { disabledAt: true, _count: { select: { memberships: { where: { disabledAt: null } } } } } },
      _count: { select: { branches: true } },
    },
  })
  return { total: await tx.institution.count({ where }), rows }
}

export const findInstitution = (tx: Tx, _scope: OperatorScope, institutionId: string) =>
  tx.institution.findUnique({
    where: { institutionId },
    select: {
      institutionId: true,
      kind: true,
      code: true,
      name: true,
      nameEn: true,
      servicePhone: true,
      address: true,
      addressEn: true,
      organisation: { select: { disabledAt: true } },
      branches: { orderBy: { name: 'asc' }, select: { id: true, name: true, nameEn: true, countyCode: true } },
    },
  })

export const createBranch = (tx: Tx, _scope: OperatorScope, branch: CreateBranchInput) => tx.branch.createMany({ data: branch })

export const listAgencies = (tx: Tx, _scope: OperatorScope) =>
  tx.agency.findMany({
    orderBy: { code: 'asc' },
    select: {
      agencyId: true,
      code: true,
      name: true,
      nameEn: true,
      baseUrl: true,
      publicKey: true,
      dataClasses: true,
      organisation: { select: { disabledAt: true, _count: { select: { memberships: { where: { disabledAt: null } } } } } },
    },
  })

/** Head counts for the overview: organisations in use by kind, and claims that wait. */
export async function countOverview(tx: Tx, _scope: OperatorScope) {
  const kinds = await tx.organisation.groupBy({ by: ['kind'], where: { disabledAt: null }, _count: { _all: true } })
  return {
    organisations: Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count._all])) as Partial<
      Record<OrganisationKind, number>
    >,
    disputedClaims: await tx.enterpriseClaim.count({ where: { state: 'DISPUTED' } }),
    accounts: await tx.account.count({ where: { disabledAt: null } }),
  }
}
