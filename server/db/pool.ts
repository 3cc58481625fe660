import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash, randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { CopiedColumn } from './binary'

/** Whoever acts: a signed-in person by session token, or the worker for one tenant. */
export type DatabaseActor = { sessionToken: string } | { jobId: string; tenantId: string }

// Like the pools (client.ts) it survives hot reload: a pool made before would listen to the former one, and enter no context.
const store = globalThis as { databaseEntering?: AsyncLocalStorage<DatabaseActor> }
store.databaseEntering ??= new AsyncLocalStorage<DatabaseActor>()

/** The actor whose context the next BEGIN on this path of execution carries with it. */
export const entering = store.databaseEntering

// A credential is always a bound parameter of an unnamed statement: a query's text is visible to other connections of the
// role and to the log, and a prepared statement left behind under a known name would receive the next person's token.
export const enterQuery = (actor: DatabaseActor): pg.QueryConfig =>
  'sessionToken' in actor
    ? { text: 'SELECT guard.enter($1)', values: [actor.sessionToken] }
    : { text: 'SELECT guard.enter_job($1, $2)', values: [actor.tenantId, actor.jobId] }

// Statements are prepared under a name made of their text, so that each is parsed once a connection. The names cannot be
// guessed or listed, so that none can be replaced on a pooled connection.
const secret = randomUUID()
const names = new Map<string, string>()
export function statementName(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha256').update(secret).update(text).digest('base64url')
    if (names.size < 2000) names.set(text, name)
  }
  return name
}

/** COPY … TO STDOUT: bytes as the server sends them, which no other statement gives without writing each as two digits. */
export class CopyOut extends pg.Query {
  readonly ended: Promise<void>

  constructor(
    text: string,
    private readonly into: CopiedColumn,
  ) {
    super({ text, queryMode: 'extended' } as pg.QueryConfig)
    into.clear()
    this.ended = new Promise((resolve, reject) => {
      this.once('end', () => resolve())
      this.once('error', reject)
    })
  }

  /** Called by the connection; the chunk lies in its own buffer, which it writes over. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.into.take(chunk)
  }
}

type Query = (...args: unknown[]) => Promise<pg.QueryResult>

/** Takes one statement at a time, so that an injection cannot append another; an interactive BEGIN carries the context. */
class TenantConnection extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads query() seven ways, and an override has to take them all
  override query(statement: any, ...rest: any[]): any {
    const run = super.query.bind(this) as unknown as Query
    if (statement instanceof CopyOut) return run(statement)
    const single = { ...(typeof statement === 'string' ? { text: statement } : statement), queryMode: 'extended' }
    const actor = entering.getStore()
    if (!actor || single.text !== 'BEGIN') return run(single, ...rest)
    return Promise.all([run(single, ...rest), run(enterQuery(actor))]).then(([begun]) => begun)
  }
}

/** One pool a login role; pipelined, so that BEGIN, the context, a query and COMMIT cost one round trip. */
export function tenantPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    pipeline: true,
    Client: TenantConnection,
    options: '-c timezone=UTC', // adapter-pg drops offsets: any other zone would shift every timestamp
  } as pg.PoolConfig)
  // Without these a lost connection ends the process.
  pool.on('error', (error) => console.error('idle database connection lost:', error.message))
  pool.on('connect', (client) => client.on('error', (error) => console.error('database connection lost:', error.message)))
  return pool
}

/** The adapter to construct PrismaClient with, over the same pool. */
export const tenantAdapter = (pool: pg.Pool) => new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) })
