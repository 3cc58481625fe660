import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Session } from '@/server/auth/session'
import { anOrganisation, aSession, owner } from '@/tests/world'

/** Who has something to do with whom: one enterprise, its bank, its agency. */
export type Party = { name: string; enterprise: string; bank: string; agency: string }
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
const ofEachOrganisation = ['invitation', 'ledger_entry', 'notice']

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
  }
  const [reference] = [references[column]]
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
    retentionUnit: 'MONTH',
    outcome: 'GRANT',
    startsAt: '2026-01-01',
    expiresAt: '2099-01-01',
    publishedAt: party.name === 'across' ? null : '2026-01-01',
    publishedBy: null,
  }
  return column in values ? values[column] : undefined
}

const stateOf: Record<string, (party: Party) => string> = {
  consent: () => 'ACTIVE',
  product: (party) => (party.name === 'across' ? 'DRAFT' : 'PUBLISHED'),
}

type Column = { table: string; column: string; type: string; filled: boolean; labels: string[] | null }

/** Any value of the type; texts differ by party, so that they may be unique. */
function made({ type, labels }: Column, party: Party): unknown {
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

/** Rows in every table there is, found in the catalogue, for every party: a new table is part of the tests without a line. */
export async function populate(admin: pg.Client): Promise<City> {
  const party = async (name: string): Promise<Party> => ({
    name,
    enterprise: await anOrganisation('ENTERPRISE'),
    bank: await anOrganisation('INSTITUTION'),
    agency: await anOrganisation('AGENCY'),
  })
  const [a, b] = [await party('a'), await party('b')]
  const across: Party = { name: 'across', enterprise: a.enterprise, bank: b.bank, agency: b.agency }
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
  await owner(`UPDATE membership SET "countyCode" = '610881' WHERE "accountId" = $1`, [sessions.office.accountId])
  await owner(`UPDATE enterprise SET "countyCode" = '610802' WHERE "enterpriseId" = $1`, [b.enterprise])

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
    const organisations = (of: Party) => [of.enterprise, of.bank, of.agency]
    const officials = [sessions.office.organisationId, sessions.operator.organisationId]
    const parties = table === 'agency' ? [a, b] : [a, b, across]
    for (const of of parties) {
      const row = (organisationId?: string): Row =>
        Object.fromEntries(
          own.flatMap((each) => {
            if (each.column === 'id') return [['id', organisationId ? randomUUID() : idOf(of, table)]]
            if (each.column === 'organisationId') return [['organisationId', organisationId]]
            if (each.column === 'state' && stateOf[table]) return [['state', stateOf[table](of)]]
            if (each.column === 'countyCode' && table === 'application')
              return [['countyCode', of.enterprise === a.enterprise ? '610881' : '610802']]
            const value = meant(of, each.column, idOf)
            // A consent at first stands alone; an invitation has no branch, a ledger entry no subject.
            if (value !== undefined && !(table === 'consent' && each.column === 'applicationId') && !organisationId)
              return [[each.column, value]]
            return each.filled ? [] : [[each.column, made(each, of)]]
          }),
        )
      if (!ofEachOrganisation.includes(table)) await insert(admin, table, row())
      else if (of !== across)
        for (const organisation of of === a ? [...organisations(of), ...officials] : organisations(of))
          await insert(admin, table, row(organisation))
    }
  }
  await admin.query("SET session_replication_role = 'origin'")
  return { a, b, across, sessions, tables: await tablesOf(admin), idOf }
}

async function tablesOf(admin: pg.Client): Promise<Map<string, Table>> {
  const { rows } = await admin.query<{ name: string; columns: string[]; key: string[] }>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns,
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
