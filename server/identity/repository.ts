import 'server-only'
import { uuidv7 } from 'uuidv7'
import { liveMembership } from '@/server/auth/session'
import { clientOf } from '@/server/db/client'
import { inRoleTransaction, type Tx } from '@/server/db/transaction'
import { openValue, sealValue } from '@/server/keys/sealed.repository'
import type { OrganisationKind, Role } from './schema'

/** People and accounts, as the sign-in role sees them: every `tx` here is one of `inRoleTransaction('auth', …)`. */

/** The person behind a mobile number, made when nobody is known by it. One number is one person. */
export async function personOf(tx: Tx, contactHash: Uint8Array<ArrayBuffer>, name: string): Promise<string> {
  const { id } = await tx.person.upsert({
    where: { contactHash },
    create: { contactHash, name },
    update: {},
    select: { id: true },
  })
  return id
}

export const isLoginNameTaken = async (tx: Tx, loginName: string): Promise<boolean> =>
  (await tx.account.count({ where: { loginName } })) > 0

type NewAccount = { personId: string; loginName: string; name: string; contact: string; passwordHash: string }

const contactCell = (id: string) => ({ table: 'account', column: 'contact', row: id })

/** The number is kept under the person's key, whichever of their accounts it stands in. */
export async function createAccount(tx: Tx, account: NewAccount): Promise<string> {
  const id = uuidv7()
  const contact = await sealValue(tx, { ownerId: account.personId, purpose: 'PEOPLE' }, contactCell(id), account.contact)
  await tx.account.createMany({ data: { ...account, id, contact } })
  return id
}

type NewMembership = {
  organisationId: string
  accountId: string
  role: Role
  branchId?: string | null
  countyCode?: string | null
  endsOn?: Date | null
}

/** Lets the account work for the organisation; a membership that had ended begins again. */
export async function grantMembership(tx: Tx, membership: NewMembership): Promise<void> {
  const { organisationId, accountId, role, branchId = null, countyCode = null, endsOn = null } = membership
  await tx.membership.upsert({
    where: { organisationId_accountId_role: { organisationId, accountId, role } },
    create: { organisationId, accountId, role, branchId, countyCode, endsOn },
    update: { branchId, countyCode, endsOn, disabledAt: null },
    select: { id: true },
  })
}

export const findCredentials = (tx: Tx, accountId: string) =>
  tx.account.findUnique({
    where: { id: accountId },
    select: { id: true, personId: true, loginName: true, name: true, passwordHash: true, disabledAt: true },
  })

/** The account's mobile number, to deliver a message to; null when there is no such account or the number was erased. */
export async function contactOf(tx: Tx, accountId: string): Promise<string | null> {
  const found = await tx.account.findUnique({ where: { id: accountId }, select: { personId: true, contact: true } })
  return found && openValue(tx, 'PEOPLE', { ownerId: found.personId, cell: contactCell(accountId), value: found.contact })
}

/** The same people with the number to write to each. */
export const withContacts = (people: readonly { accountId: string; name: string }[]) =>
  inRoleTransaction('auth', async (auth) => {
    const found: { to: string | null; name: string }[] = []
    for (const { accountId, name } of people) found.push({ to: await contactOf(auth, accountId), name })
    return found
  })

export const setPasswordHash = (tx: Tx, accountId: string, passwordHash: string) =>
  tx.account.update({ where: { id: accountId }, data: { passwordHash }, select: { id: true } })

/** Ends every session of the account in the transaction of the act. */
export const endSessions = (tx: Tx, accountId: string) => tx.$executeRaw`SELECT guard.close_sessions_of(${accountId}::uuid)`

export type OwnOrganisation = { id: string; kind: OrganisationKind; name: string; nameEn: string | null; roles: Role[] }

/** The organisations that the account works for now, in the order of joining. */
export async function organisationsOf(accountId: string, now: Date, tx: Tx = clientOf('auth')): Promise<OwnOrganisation[]> {
  const memberships = await tx.membership.findMany({
    where: { accountId, ...liveMembership(now) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { role: true, organisation: { select: { id: true, kind: true, name: true, nameEn: true } } },
  })
  const found = new Map<string, OwnOrganisation>()
  for (const { role, organisation } of memberships) {
    const known = found.get(organisation.id) ?? { ...organisation, roles: [] }
    known.roles.push(role)
    found.set(organisation.id, known)
  }
  return [...found.values()]
}

/** The credit code under which an enterprise organisation is registered; null for other kinds. */
export const creditCodeOf = async (tx: Tx, enterpriseId: string): Promise<string | null> =>
  (await tx.enterprise.findUnique({ where: { enterpriseId }, select: { creditCode: true } }))?.creditCode ?? null

/** An agency's address and pinned key, from configuration; null when there is no such agency. */
export const findAgency = (code: string) =>
  clientOf('auth').agency.findUnique({ where: { code }, select: { baseUrl: true, publicKey: true } })

type AuthNotice = { organisationId: string; accountId?: string; kind: string; params: Record<string, string>; href: string }

/** Notices from acts of people who are not signed in, such as a claim; elsewhere `notify` is the way. */
export const putUpNotices = (tx: Tx, notices: AuthNotice[]) => tx.notice.createMany({ data: notices })

export const operatorOrganisations = async (tx: Tx): Promise<string[]> =>
  (await tx.organisation.findMany({ where: { kind: 'OPERATOR', disabledAt: null }, select: { id: true } })).map(({ id }) => id)
