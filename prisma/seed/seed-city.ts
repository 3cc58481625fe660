import pg from 'pg'
import { Rows, type Table } from './rows'

export type SeedOptions = {
  /** Of the database's owner. */
  databaseUrl: string
  /** Where the sandbox keeps the agencies' keys, and where it answers. */
  sandboxFolder: string
  sandboxUrl: string
  /** Size of the city; at most 2,000 of its enterprises join the platform. */
  enterprises: number
  now: Date
  /** For tests: few firms, half of the city's, to whom every rare thing happens. */
  everyKind?: boolean
}

/** The last entry to be written says that all of it is there. */
export const cityFounded = 'platform.city-founded'
/** One seeding at a time: a second start waits and then finds the city there. */
const lock = 61_08_00

/**
 * Writes the demonstration city into an empty database, all or nothing; leaves a database that has it as it is, but for
 * the address at which the agencies answer.
 * @returns rows by table, or null when the city was there
 */
export async function seedCity(options: SeedOptions): Promise<ReadonlyMap<Table, number> | null> {
  const client = new pg.Client({ connectionString: options.databaseUrl, options: '-c timezone=UTC' })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock])
    if (await hasCity(client)) {
      await client.query('UPDATE public.agency SET "baseUrl" = $1 WHERE "baseUrl" <> $1', [options.sandboxUrl])
      await client.query('COMMIT')
      return null
    }
    // Loaded now: a start that finds the city need not wait for all of the product's rules.
    const { writeCity } = await import('./write-city')
    const rows = new Rows(client)
    await writeCity(rows, options)
    // The product's own numbers go on from the city's.
    await client.query(`SELECT setval('public.application_number', max(substr(number, 11)::bigint)) FROM public.application`)
    await announceWithdrawals(client)
    await orderPapers(client)
    await client.query('COMMIT')
    // So much at once, and nobody has counted it yet: plans made now would be for empty tables.
    await client.query('ANALYZE')
    return rows.written
  } finally {
    await client.end()
  }
}

/** The sandbox's agencies have not heard of what was taken back: the worker tells them, as server/flows/end-consent.ts has it. */
async function announceWithdrawals(client: pg.Client): Promise<void> {
  await client.query(`
    SELECT graphile_worker.add_job('tell-agencies-consent-ended',
      json_build_object('consentId', id, 'tenantId', "enterpriseId", 'actorId', "grantedBy"),
      job_key => "enterpriseId" || ':consent-ended:' || id, max_attempts => 8)
    FROM public.consent WHERE state = 'REVOKED'`)
}

/** The papers of reports are drawn by the worker, as `orderReportPaper` of server/flows/draw-document.ts queues them. */
async function orderPapers(client: pg.Client): Promise<void> {
  await client.query(`
    SELECT graphile_worker.add_job('draw-document',
      json_build_object('documentId', id, 'tenantId', "organisationId", 'actorId', "requestedBy"),
      job_key => "organisationId" || ':document:' || id, max_attempts => 8)
    FROM public.document WHERE state = 'QUEUED'`)
}

async function hasCity(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM public.ledger_entry WHERE act = $1 LIMIT 1', [cityFounded])
  return rowCount !== 0
}
