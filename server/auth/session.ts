import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { clientOf, poolOf } from '@/server/db/client'
import type { OrganisationKind, Role } from '@/server/identity/schema'
import { shanghaiDate } from '@/server/kernel/dates'
import { authOptions } from './options'

export type Session = {
  token: string
  accountId: string
  personId: string
  name: string
  loginName: string
  organisationId: string
  kind: OrganisationKind
  organisationName: string
  organisationNameEn: string | null
  roles: Role[]
  branchId: string | null
  countyCode: string | null
  otherOrganisations: number
}

/** Idle and absolute lifetimes by kind of organisation (design/security.md §4): staff sit in shared offices. */
const lifetimes = {
  ENTERPRISE: { idle: '1 hour', lifetime: '24 hours' },
  INSTITUTION: { idle: '15 minutes', lifetime: '12 hours' },
  AGENCY: { idle: '15 minutes', lifetime: '12 hours' },
  OFFICE: { idle: '15 minutes', lifetime: '12 hours' },
  OPERATOR: { idle: '15 minutes', lifetime: '12 hours' },
} as const satisfies Record<OrganisationKind, { idle: string; lifetime: string }>

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Opens a session for the account in one of its organisations and returns its opaque 256-bit token. */
export async function openSession(accountId: string, organisation: { id: string; kind: OrganisationKind }): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const { idle, lifetime } = lifetimes[organisation.kind]
  await poolOf('auth').query('SELECT guard.open_session($1, $2, $3, $4, $5)', [
    hashOf(token),
    organisation.id,
    accountId,
    idle,
    lifetime,
  ])
  return token
}

export const closeSession = async (token: string) => void (await poolOf('auth').query('SELECT guard.close_session($1)', [token]))

/** Ends every session of the account, everywhere. */
export const closeSessionsOf = async (accountId: string) =>
  void (await poolOf('auth').query('SELECT guard.close_sessions_of($1)', [accountId]))

/** Ends the account's sessions but this one; how many ended. `reference` (see {@link sessionsOf}) ends that one only. */
export async function closeOtherSessions(token: string, reference: string | null = null): Promise<number> {
  const { rows } = await poolOf('auth').query<{ closed: string }>('SELECT guard.close_other_sessions($1, $2) AS closed', [
    token,
    reference,
  ])
  return Number(rows[0]?.closed ?? 0)
}

export type OpenSession = {
  reference: string
  openedAt: Date
  seenAt: Date
  expiresAt: Date
  organisationName: string
  organisationNameEn: string | null
  current: boolean
}

/** The live sessions of the token's account, the last used first. */
export const sessionsOf = async (token: string): Promise<OpenSession[]> =>
  (await poolOf('auth').query<OpenSession>('SELECT * FROM guard.my_sessions($1)', [token])).rows

/** Goes on in another organisation of the same person, with that kind's lifetimes; refused where there is no membership. */
export async function switchSession(token: string, organisation: { id: string; kind: OrganisationKind }): Promise<void> {
  const { idle, lifetime } = lifetimes[organisation.kind]
  await poolOf('auth').query('SELECT guard.switch_session($1, $2, $3, $4)', [token, organisation.id, idle, lifetime])
}

/** The live session of a token, read from the database at every call; null once signed out, idle, expired or disabled. */
export async function findSession(token: string): Promise<Session | null> {
  const { rows } = await poolOf('auth').query<Omit<Session, 'token' | 'otherOrganisations'> & { otherOrganisations: string }>(
    'SELECT * FROM guard.whoami($1)',
    [token],
  )
  const row = rows[0]
  return row ? { ...row, token, otherOrganisations: Number(row.otherOrganisations) } : null
}

/** The signed-in person, looked up once a request, or null. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const carried = (await getServerSession(authOptions)) as { sid?: string } | null
  return carried?.sid ? findSession(carried.sid) : null
})

/** A membership that counts on this day: neither it nor its organisation is disabled, and no mandate has run out. */
export const liveMembership = (now: Date) => ({
  disabledAt: null,
  OR: [{ endsOn: null }, { endsOn: { gte: new Date(shanghaiDate(now)) } }],
  organisation: { disabledAt: null },
})

/** The organisation a sign-in lands in: the one the account joined last. */
export async function homeOrganisation(accountId: string, now = new Date()) {
  const membership = await clientOf('auth').membership.findFirst({
    where: { accountId, ...liveMembership(now) },
    orderBy: { createdAt: 'desc' },
    select: { organisation: { select: { id: true, kind: true } } },
  })
  return membership?.organisation ?? null
}
