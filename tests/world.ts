import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { agencyScope, enterpriseScope, institutionScope, officeScope, operatorScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { type DatabaseRole, poolOf } from '@/server/db/client'
import { inTransaction, type Tx } from '@/server/db/transaction'
import { kindOfRole, type OrganisationKind, type Role } from '@/server/identity/schema'
import { codec } from '@/server/keys/envelope'
import { keyEncryption } from '@/server/keys/key-encryption'
import { boundTo } from '@/server/keys/sealed.repository'
import type { Context } from '@/server/trpc/context'

/**
 * A small world for integration tests: organisations, people and signed-in sessions, written as the database's owner.
 * What a test is about goes through the product's own code; this only sets the stage.
 */
export async function owner<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL, options: '-c timezone=UTC' })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

let counter = 0

/** Sealed under a key that was never made: people of the world cannot be called. */
const noContact = 'enc.v1.A256GCM.1.none'

/** Two letters of the credit code's alphabet keep invented codes apart; check digits do not matter to the database. */
const nextCode = () => `91610802MA70${String(++counter).padStart(5, '0')}X`

export async function anOrganisation(kind: OrganisationKind, name = `${kind} ${++counter}`): Promise<string> {
  const id = uuidv7()
  await owner('INSERT INTO organisation (id, kind, name) VALUES ($1, $2, $3)', [id, kind, name])
  if (kind === 'ENTERPRISE') {
    await owner(
      `INSERT INTO enterprise ("enterpriseId", "creditCode", name, "legalForm", industry, "countyCode", address, "foundedOn",
         "registeredCapitalFen", "legalRepresentative", size, "registerStatus", "registerReadAt")
       VALUES ($1, $2, $3, 'COMPANY', 'C2522', '610881', '神木市', '2018-05-01', 100000000, '李某', 'small', 'ACTIVE', now())`,
      [id, nextCode(), name],
    )
  }
  if (kind === 'INSTITUTION') {
    await owner(
      `INSERT INTO institution ("institutionId", kind, code, name, "nameEn", "servicePhone") VALUES ($1, 'BANK', $2, $3, $3, '0912-0000000')`,
      [id, `B${++counter}`, name],
    )
  }
  return id
}

/** Gives somebody a telephone number, sealed as the product seals it, for what must be able to read it. */
export async function withContact(session: Pick<Session, 'accountId'>, mobile: string): Promise<void> {
  const [account] = await owner<{ personId: string }>('SELECT "personId" FROM account WHERE id = $1', [session.accountId])
  if (!account) throw new Error('no such account')
  const key = randomBytes(32)
  const { kekId, wrapped } = await keyEncryption().wrap(key, boundTo({ ownerId: account.personId, purpose: 'PEOPLE' }, 1))
  await owner("INSERT INTO guard.data_key (owner_id, purpose, version, kek_id, wrapped) VALUES ($1, 'PEOPLE', 1, $2, $3)", [
    account.personId,
    kekId,
    wrapped,
  ])
  const cell = { table: 'account', column: 'contact', row: session.accountId }
  const contact = codec.seal({ key: createSecretKey(key), version: 1 }, cell, mobile)
  await owner('UPDATE account SET contact = $2 WHERE id = $1', [session.accountId, contact])
}

/** A person with an account and these roles in the organisation, signed in. */
export async function aSession(
  organisationId: string,
  roles: [Role, ...Role[]],
  name = `Person ${++counter}`,
  personId = uuidv7(),
): Promise<Session> {
  const accountId = uuidv7()
  const kind = kindOfRole[roles[0]]
  await owner('INSERT INTO person (id, name, "contactHash") VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    personId,
    name,
    createHash('sha256').update(personId).digest(),
  ])
  await owner(
    'INSERT INTO account (id, "personId", "loginName", name, contact, "passwordHash") VALUES ($1, $2, $3, $4, $5, $6)',
    [accountId, personId, `login${++counter}`, name, noContact, 'none'],
  )
  for (const role of roles) {
    await owner('INSERT INTO membership ("organisationId", id, "accountId", role) VALUES ($1, $2, $3, $4)', [
      organisationId,
      uuidv7(),
      accountId,
      role,
    ])
  }
  const token = randomBytes(32).toString('base64url')
  await poolOf('auth').query("SELECT guard.open_session($1, $2, $3, '1 hour', '1 day')", [
    createHash('sha256').update(token).digest(),
    organisationId,
    accountId,
  ])
  const [organisation] = await owner<{ name: string }>('SELECT name FROM organisation WHERE id = $1', [organisationId])
  return {
    token,
    accountId,
    personId,
    name,
    loginName: `login${counter}`,
    organisationId,
    kind,
    organisationName: organisation?.name ?? '',
    organisationNameEn: null,
    roles,
    branchId: null,
    countyCode: null,
    otherOrganisations: 0,
  }
}

/** What the API is called with, for `createCallerFactory(appRouter)`. */
export const contextOf = (session: Session | null, now = new Date()): Context => ({ session, locale: 'zh-CN', now })

const roleOf: Record<OrganisationKind, DatabaseRole> = {
  ENTERPRISE: 'tenant',
  INSTITUTION: 'tenant',
  AGENCY: 'tenant',
  OFFICE: 'office',
  OPERATOR: 'operator',
}

/** Runs `work` in a transaction of the session's own context. */
export const as = <Result>(session: Session, work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  inTransaction(roleOf[session.kind], { sessionToken: session.token }, work)

export const scopes = {
  enterprise: (session: Session) => enterpriseScope(session.organisationId),
  institution: (session: Session) => institutionScope(session.organisationId, session.organisationName, session.branchId),
  agency: (session: Session) => agencyScope(session.organisationId),
  office: (session: Session) => officeScope(session.organisationId, session.countyCode),
  operator: (session: Session) => operatorScope(session.organisationId),
}
