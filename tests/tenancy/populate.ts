import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Session } from '@/server/auth/session'
import { anOrganisation, aSession, owner } from '@/tests/world'

/** Who has something to do with whom: one enterprise, its bank, its agency. */
export type Party = { name: 'a' | 'b' | 'across'; enterprise: string; bank: string; agency: string }
export type Row = Record<string, unknown>
export type Table = { name: string; columns: string[]; key: string[]; rows: Row[] }

export type City = {
  /** Alike but apart. */
  a: Party
  b: Party
  /** Enterprise of `a` with the bank of `b`: nothing of it is for the bank of `a`. Its product is a draft. */
  across: Party
  sessions: Record<'enterprise' | 'otherEnterprise' | 'bank' | 'otherBank' | 'agency' | 'office' | 'operator', Session>
  tables: Map<string, Table>
  /** The id of a party's row in a table. */
  idOf: (party: Party, table: string) => string
}

/** Where an organisation's own rows are made along with its people. */
const madeByWorld = ['organisation', 'enterprise', 'institution', 'person', 'account', 'membership']
const ofEachOrganisation = ['document', 'invitation', 'ledger_entry', 'notice']

/** What a column of this name holds where a made-up value of its type would not do. */
function meant(party: Party, column: string, idOf: City['idOf']): unknown {
  const references: Record<string, string> = {
    consentId: 'consent',
    portraitId: 'portrait',
    productId: 'product',
    applicationId: 'application',
    runId: 'pull_run',
    batchId: 'report_batch',
    branchId: 'branch',
    reportId: 'credit_report',
  }
  const reference = references[column]
  if (reference) return idOf(party, reference)
  const values: Record<string, unknown> = {
    enterpriseId: party.enterprise,
    institutionId: party.bank,
    readerOrganisationId: party.bank,
    byOrganisation: party.bank,
    agencyId: party.agency,
    dataClass: party.agency,
    dataClasses: [party.agency],
    recipientKind: 'INSTITUTION',
    consentMode: 'STORE',
    fetchType: 'ONETIME',
    retentionUnit: 'MONTH',
    outcome: 'GRANT',
    startsAt: '2026-01-01',
    expiresAt: '2099-01-01',
    publishedAt: party.name === 'across' ? null : '2026-01-01',
    publishedBy: null,
    erasedAt: null,
    signedConsent: party.name,
    grantedBy: party.enterprise,
    grantedAt: '2026-01-01',
  }
  return column in values ? values[column] : undefined
}

const countyOf = (party: Party) => (party.name === 'b' ? '610802' : '610881')

const stateOf: Record<string, (party: Party) => string> = {
  consent: () => 'ACTIVE',
  product: (party) => (party.name === 'across' ? 'DRAFT' : 'PUBLISHED'),
}

/** One row a party: `a` and `across` are the same enterprise. */
const oneEach = ['agency', 'packed_series']

type Column = { table: string; column: string; type: string; filled: boolean; labels: string[] | null }

/** Columns that take sealed values only (ADR 0013). */
const sealed = ['contact', 'signedAnswer', 'raw', 'checkCode', 'sealedContent']
/** May be null, but not in a row that was not erased. */
const standing = ['snapshot.signedAnswer', 'portrait.body']
const texts = ['note', 'findings', 'conclusion', 'request', 'opinion']

/** Any value of the type; texts differ by party, so that they may be unique. */
function made({ column, type, labels }: Column, party: Party): unknown {
  if (sealed.includes(column) || (type === 'text' && texts.includes(column)))
    return type === 'jsonb' ? '"enc.v1.A256GCM.1.none"' : 'enc.v1.A256GCM.1.none'
  if (labels) return labels[0]
  if (type === 'uuid') return randomUUID()
  if (type === 'integer' || type === 'bigint') return 1
  if (type === 'boolean') return false
  if (type === 'bytea') return Buffer.from(randomUUID())
  if (type === 'jsonb') return '{}'
  if (type === 'date' || type.startsWith('timestamp')) return '2026-01-01'
  return type.endsWith('[]') ? [] : party.name
}

async function columnsOf(admin: pg.Client): Promise<Column[]> {
  const { rows } = await admin.query<Column>(`
    SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, NULL) AS type,
      NOT a.attnotnull OR a.atthasdef AS filled,
      (SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = a.atttypid) AS labels
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations' ORDER BY a.attnum`)
  return rows
}

async function insert(admin: pg.Client, table: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  await admin.query(
    `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  )
}

async function peopleOf(a: Party, b: Party): Promise<City['sessions']> {
  const sessions = {
    enterprise: await aSession(a.enterprise, ['ENTERPRISE_OWNER']),
    otherEnterprise: await aSession(b.enterprise, ['ENTERPRISE_OWNER']),
    bank: await aSession(a.bank, ['BANK_OFFICER']),
    otherBank: await aSession(b.bank, ['BANK_OFFICER']),
    agency: await aSession(a.agency, ['AGENCY_STEWARD']),
    office: await aSession(await anOrganisation('OFFICE'), ['OFFICE_ANALYST']),
    operator: await aSession(await anOrganisation('OPERATOR'), ['OPERATOR']),
  }
  // The office's person is limited to one county; of the two enterprises, only the first lies in it.
  await owner(`UPDATE membership SET "countyCode" = $1 WHERE "accountId" = $2`, [countyOf(a), sessions.office.accountId])
  await owner(`UPDATE enterprise SET "countyCode" = $1 WHERE "enterpriseId" = $2`, [countyOf(b), b.enterprise])
  return sessions
}

/** A row of the party, or (of tables where every organisation has its own) of one organisation. */
function rowOf(table: string, columns: Column[], party: Party, idOf: City['idOf'], organisationId?: string): Row {
  const content = (each: Column): unknown => {
    if (each.column === 'id') return organisationId ? randomUUID() : idOf(party, table)
    if (each.column === 'organisationId') return organisationId
    if (each.column === 'state' && stateOf[table]) return stateOf[table](party)
    if (each.column === 'countyCode' && ['application', 'consent_copy'].includes(table)) return countyOf(party)
    // An organisation's own row refers to nothing; a consent comes before its application.
    const refersToNothing = organisationId || (table === 'consent' && each.column === 'applicationId')
    const value = refersToNothing ? undefined : meant(party, each.column, idOf)
    const isFilled = each.filled && !standing.includes(`${each.table}.${each.column}`)
    return value !== undefined || isFilled ? value : made(each, party)
  }
  return Object.fromEntries(columns.map((each) => [each.column, content(each)]).filter(([, value]) => value !== undefined))
}

/** Rows in every table there is, found in the catalogue, for every party: a new table is part of the tests without a line. */
export async function populate(admin: pg.Client): Promise<City> {
  const party = async (name: Party['name']): Promise<Party> => ({
    name,
    enterprise: await anOrganisation('ENTERPRISE'),
    bank: await anOrganisation('INSTITUTION'),
    agency: await anOrganisation('AGENCY'),
  })
  const [a, b] = [await party('a'), await party('b')]
  const across: Party = { name: 'across', enterprise: a.enterprise, bank: b.bank, agency: b.agency }
  const sessions = await peopleOf(a, b)
  const organisations = [a, b].flatMap((of) => [of.enterprise, of.bank, of.agency])
  organisations.push(sessions.office.organisationId, sessions.operator.organisationId)

  const ids = new Map<string, string>()
  const idOf = (of: Party, table: string) => {
    const key = `${of.name} ${table}`
    const id = ids.get(key) ?? randomUUID()
    ids.set(key, id)
    return id
  }
  const columns = await columnsOf(admin)
  await admin.query("SET session_replication_role = 'replica'") // the order of the tables does not matter
  for (const table of new Set(columns.map((column) => column.table))) {
    if (madeByWorld.includes(table)) continue
    const own = columns.filter((column) => column.table === table)
    if (ofEachOrganisation.includes(table)) {
      for (const organisation of organisations) await insert(admin, table, rowOf(table, own, a, idOf, organisation))
    } else {
      for (const of of oneEach.includes(table) ? [a, b] : [a, b, across]) await insert(admin, table, rowOf(table, own, of, idOf))
    }
  }
  await admin.query("SET session_replication_role = 'origin'")
  return { a, b, across, sessions, tables: await tablesOf(admin), idOf }
}

async function tablesOf(admin: pg.Client): Promise<Map<string, Table>> {
  const { rows } = await admin.query<{ name: string; columns: string[]; key: string[] }>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns,
      array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attnum = ANY (k.conkey)) AS key
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations' GROUP BY 1 ORDER BY 1`)
  const tables = new Map<string, Table>()
  for (const { name, columns, key } of rows) {
    tables.set(name, { name, columns, key, rows: (await admin.query<Row>(`SELECT * FROM ${name}`)).rows })
  }
  return tables
}
