import { randomUUID } from 'node:crypto'
import { type DatabaseRole, poolOf } from '@/server/db/client'
import type { DatabaseActor } from '@/server/db/pool'
import { tenantQuery } from '@/server/db/transaction'
import type { City, Row } from './populate'

/** Someone on a login role's connection, and which rows are meant for them. Everything else is somebody else's. */
export type TestActor = {
  name: string
  role: DatabaseRole
  /** Undefined: nobody entered. */
  actor?: DatabaseActor
  sees: (table: string, row: Row) => boolean
}

// Who lends, who provides and how good a source is are no secrets among the signed-in.
const reference = ['institution', 'branch', 'agency', 'source_quality']
const ofTheBankOnly = ['due_diligence_note', 'recommendation']

/** Every kind of actor, over every role: its own sessions, nobody, and sessions of another kind. */
export function actorsOf(city: City): TestActor[] {
  const { a, sessions } = city
  const by = (session: { token: string }) => ({ sessionToken: session.token })
  const job = (tenantId: string) => ({ jobId: randomUUID(), tenantId })
  const officeId = sessions.office.organisationId
  const operatorId = sessions.operator.organisationId
  const nothing = () => false
  const accountsOf = (organisationId: string) =>
    (city.tables.get('membership')?.rows ?? []).filter((row) => row.organisationId === organisationId).map((row) => row.accountId)
  const common = (organisationId: string, table: string, row: Row) =>
    row.organisationId === organisationId ||
    (table === 'organisation' && row.id === organisationId) ||
    (table === 'account' && accountsOf(organisationId).includes(row.id))
  const onOffer = (table: string, row: Row) =>
    (table === 'product' && row.state === 'PUBLISHED') || (table === 'product_version' && row.publishedAt !== null)
  const inCounty = (row: Row) => row.enterpriseId === undefined || row.enterpriseId === a.enterprise

  const enterprise: TestActor['sees'] = (table, row) =>
    reference.includes(table) ||
    onOffer(table, row) ||
    common(a.enterprise, table, row) ||
    (row.enterpriseId === a.enterprise && !ofTheBankOnly.includes(table))
  const bank: TestActor['sees'] = (table, row) =>
    reference.includes(table) || common(a.bank, table, row) || row.institutionId === a.bank || row.readerOrganisationId === a.bank
  const agency: TestActor['sees'] = (table, row) =>
    reference.includes(table) ||
    common(a.agency, table, row) ||
    (table === 'pull_task' && row.dataClass === a.agency) ||
    (['refused_answer', 'feed_delivery', 'feed_line'].includes(table) && row.agencyId === a.agency)
  const office: TestActor['sees'] = (table, row) => {
    if (['membership', 'invitation', 'notice'].includes(table)) return row.organisationId === officeId
    if (table === 'account') return accountsOf(officeId).includes(row.id)
    return inCounty(row)
  }
  const operator: TestActor['sees'] = (table, row) => table !== 'notice' || row.organisationId === operatorId
  const worker =
    (tenant: string): TestActor['sees'] =>
    (table, row) =>
      ['agency', 'institution'].includes(table) ||
      common(tenant, table, row) ||
      row.enterpriseId === tenant ||
      (['application', 'application_event', 'offer'].includes(table) && row.institutionId === tenant)

  return [
    { name: 'an enterprise', role: 'tenant', actor: by(sessions.enterprise), sees: enterprise },
    { name: 'a bank', role: 'tenant', actor: by(sessions.bank), sees: bank },
    { name: 'an agency', role: 'tenant', actor: by(sessions.agency), sees: agency },
    { name: 'the office', role: 'office', actor: by(sessions.office), sees: office },
    { name: 'the operator', role: 'operator', actor: by(sessions.operator), sees: operator },
    { name: 'a job of an enterprise', role: 'worker', actor: job(a.enterprise), sees: worker(a.enterprise) },
    { name: 'a job of a bank', role: 'worker', actor: job(a.bank), sees: worker(a.bank) },
    {
      name: 'the public',
      role: 'public',
      sees: (table, row) => ['institution', 'branch'].includes(table) || onOffer(table, row),
    },
    { name: 'nobody', role: 'tenant', sees: nothing },
    { name: 'nobody', role: 'office', sees: nothing },
    { name: 'nobody', role: 'operator', sees: nothing },
    { name: 'nobody', role: 'worker', sees: nothing },
    {
      name: 'an office session on the tenants’ role',
      role: 'tenant',
      actor: by(sessions.office),
      sees: (table) => reference.includes(table),
    },
    { name: 'an enterprise session on the office’s role', role: 'office', actor: by(sessions.enterprise), sees: nothing },
    { name: 'a bank session on the operator’s role', role: 'operator', actor: by(sessions.bank), sees: nothing },
  ]
}

/** One statement as the actor; without one, as whoever merely has the connection. */
export const ask = async (actor: TestActor, text: string, values: unknown[] = []): Promise<Row[]> =>
  actor.actor ? tenantQuery(actor.role, actor.actor, text, values) : (await poolOf(actor.role).query<Row>(text, values)).rows
