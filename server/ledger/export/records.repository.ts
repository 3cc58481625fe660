import pg from 'pg'

// Read by the database's owner: an export is the whole ledger, of all tenants, for whoever audits it.

/** A business record as the verifier reads it. `detail` is what its leaf seals in one; `body` in it is the database's own text. */
export type ExportedRecord = {
  kind: 'act' | 'read' | 'row'
  id: string
  act: string
  organisationId: string
  actorId: string
  enterpriseId: string | null
  /** Null for a business row: its leaf's time is that of its transaction, and its own time is in `detail`. */
  at: string | null
  purpose: string | null
  fields: string[] | null
  consentId: string | null
  detail: (string | null)[]
  /** What the platform signed, of a consent or a sign-off: its leaf seals the digest. */
  jws?: string
  /** Of a consent or a sign-off: whether it is in force as the database has it. Left out where it moved while the export was made. */
  inForce?: boolean
  /** Of an answer or a portrait: what was received or drawn is not in it any more. */
  blank?: boolean
  /** The key of its leaf, where that key was destroyed. */
  erased?: string
}

export type ExportedKey = { owner: string; keyId: string; key: string }

const instant = `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`
const entries = `SELECT 'act' AS kind, id, act, "organisationId", "actorId", "enterpriseId", ${instant}, NULL AS purpose,
  NULL::text[] AS fields, NULL::uuid AS "consentId", ARRAY["subjectId"::text, body::text] AS detail, NULL AS jws, NULL::boolean AS "inForce",
  false AS blank FROM public.ledger_entry`
const reads = `SELECT 'read' AS kind, id, 'data.read' AS act, "readerOrganisationId" AS "organisationId", "readerAccountId" AS "actorId",
  "enterpriseId", ${instant}, purpose, fields, "consentId",
  ARRAY["applicationId"::text, "portraitId"::text, "readerOrganisationName", "readerName"] AS detail, NULL AS jws,
  NULL::boolean AS "inForce", false AS blank FROM public.access_record`

/** What the leaves of business rows seal: the migrations 20261123000600_ledger_rows and 20261125000100_granted_terms say which columns. */
export const recordedTables = [
  ...(['consent', 'consent_sign_off', 'consent_event'] as const),
  ...(['snapshot', 'portrait', 'decision', 'disbursement', 'repayment'] as const),
] as const
type Unsealed = { jws?: string; inForce?: string; blank?: string }
/** What a row's leaf does not seal and the verifier needs: by table, in SQL. */
const unsealed: Partial<Record<(typeof recordedTables)[number], Unsealed>> = {
  consent: { jws: 'r."signedConsent"', inForce: `r.state = 'ACTIVE'` },
  consent_sign_off: { jws: 'r."signedStatement"', inForce: 'r."endedAt" IS NULL' },
  snapshot: { blank: 'r."signedAnswer" IS NULL' },
  portrait: { blank: 'r.body IS NULL' },
}
const rowsOf = (
  table: (typeof recordedTables)[number],
  { jws = 'NULL', inForce = 'NULL::boolean', blank = 'false' } = unsealed[table] ?? {},
) => `SELECT 'row' AS kind, id, '${table}.recorded' AS act,
  s.organisation AS "organisationId", s.actor AS "actorId", "enterpriseId", NULL::text AS at, NULL AS purpose, NULL::text[] AS fields,
  NULL::uuid AS "consentId", ARRAY[s.content::text] AS detail, ${jws} AS jws, ${inForce} AS "inForce", ${blank} AS blank
  FROM public.${table} r, guard.sealed(r) s`
/** Everything that has a leaf: acts, reads, and the business rows themselves. */
const sealedRecords = [entries, reads, ...recordedTables.map((table) => rowsOf(table))]

const erasedKeys = `SELECT l.record_id AS id, k.key_id AS key FROM guard.pseudonym_key k
  JOIN guard.ledger_leaf l ON convert_from(l.body, 'UTF8')::json->>'key' = k.key_id WHERE k.destroyed_at IS NOT NULL`

type Optional = 'jws' | 'inForce' | 'blank' | 'erased'
type Selected = Omit<ExportedRecord, Optional> & { jws: string | null; inForce: boolean | null; blank: boolean }
const recordOf = ({ jws, inForce, blank, ...record }: Selected): ExportedRecord => ({
  ...record,
  ...(jws === null ? {} : { jws }),
  ...(inForce === null ? {} : { inForce }),
  ...(blank ? { blank } : {}),
})

/** What the business side holds at one moment. */
export type Snapshot = { records: ExportedRecord[]; keys: ExportedKey[]; size: number; pending: string[] }

export class ExportSource {
  private constructor(private readonly client: pg.Client) {}

  static async open(ownerUrl: string): Promise<ExportSource> {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: 'ledger export' })
    await client.connect()
    return new ExportSource(client)
  }

  private async all<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(text, values)).rows
  }

  async snapshot(): Promise<Snapshot> {
    await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    try {
      const records = (await this.all<Selected>(sealedRecords.join(' UNION ALL '))).map(recordOf)
      const erased = new Map((await this.all<{ id: string; key: string }>(erasedKeys)).map(({ id, key }) => [id, key]))
      const keys = await this.all<ExportedKey>(
        `SELECT owner_id AS owner, key_id AS "keyId", translate(encode(key, 'base64'), E'\\n', '') AS key
         FROM guard.pseudonym_key WHERE destroyed_at IS NULL`,
      )
      const [at] = await this.all<{ size: string }>('SELECT guard.ledger_size() AS size')
      const pending = await this.all<{ id: string }>('SELECT record_id AS id FROM guard.ledger_pending')
      const marked = records.map((record) => (erased.has(record.id) ? { ...record, erased: erased.get(record.id) } : record))
      return { records: marked, keys, size: Number(at?.size), pending: pending.map(({ id }) => id) }
    } finally {
      await this.client.query('COMMIT')
    }
  }

  /** The size of the tree once these records have their leaves; null while one still waits. */
  async sizeWith(ids: readonly string[]): Promise<number | null> {
    const [found] = await this.all<{ placed: number; size: string | null }>(
      'SELECT count(*)::int AS placed, max(index) + 1 AS size FROM guard.ledger_leaf WHERE record_id = ANY ($1::uuid[])',
      [ids],
    )
    return found && found.placed >= ids.length ? Number(found.size ?? 0) : null
  }

  /** The records of the leaves from one place to before another. */
  async recordsOf(from: number, to: number): Promise<ExportedRecord[]> {
    const wanted = 'WHERE id IN (SELECT record_id FROM guard.ledger_leaf WHERE index >= $1 AND index < $2)'
    const rows = await this.all<Selected>(sealedRecords.map((source) => `${source} ${wanted}`).join(' UNION ALL '), [from, to])
    return rows.map(recordOf)
  }

  close(): Promise<void> {
    return this.client.end()
  }
}
