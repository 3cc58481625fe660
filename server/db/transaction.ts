import pg from 'pg'
import type { Prisma } from '@/server/generated/prisma/client'
import type { CopiedColumn } from './binary'
import { clientOf, type DatabaseRole, poolOf } from './client'
import { CopyOut, type DatabaseActor, entering, enterQuery, statementName } from './pool'

/** An open transaction that has entered its actor's context. Repositories take it; none has a default. */
export type Tx = Prisma.TransactionClient

const retryable = new Set(['40001', '40P01']) // serialisation failure, deadlock: safe to run again from the start

type Coded = { code?: string; cause?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } }

/** The database's own code of an error, through whatever wraps it. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (!error || typeof error !== 'object' || depth > 4) return undefined
  const { code, cause, meta } = error as Coded
  return meta?.driverAdapterError?.cause?.originalCode ?? codeOf(cause, depth + 1) ?? code
}

const afterwards = new WeakMap<Tx, (() => Promise<void>)[]>()

/**
 * Adds what has to succeed between the commit of `tx` and its answer. Where it fails the transaction stands, and whoever asked
 * is given the failure instead of the answer.
 */
export function afterCommit(tx: Tx, then: () => Promise<void>): void {
  afterwards.set(tx, [...(afterwards.get(tx) ?? []), then])
}

const onceUndone = new WeakMap<Tx, ((own: Tx) => Promise<void>)[]>()

/**
 * Adds what has to be done when `tx` is rolled back by an error, in a transaction of its own by the same actor: a refusal is put on
 * record although it has undone everything else.
 */
export function afterRollback(tx: Tx, then: (own: Tx) => Promise<void>): void {
  onceUndone.set(tx, [...(onceUndone.get(tx) ?? []), then])
}

/**
 * Runs `work` in one transaction as `actor`, over the login role's pool. Use only `tx` inside it; it may run up to three times.
 * @param atMostMs after which it is rolled back
 */
export async function inTransaction<Result>(
  role: DatabaseRole,
  actor: DatabaseActor,
  work: (tx: Tx) => Promise<Result>,
  atMostMs = 20_000,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    let entered: Tx | undefined
    const once = (tx: Tx) => {
      entered = tx
      return work(tx)
    }
    try {
      const answer = await entering.run(actor, () =>
        clientOf(role).$transaction((tx) => entering.exit(() => once(tx)), { timeout: atMostMs, maxWait: 10_000 }),
      )
      for (const then of (entered && afterwards.get(entered)) ?? []) await then()
      return answer
    } catch (error) {
      if (attempt >= 3 || !retryable.has(codeOf(error) ?? '')) {
        for (const then of (entered && onceUndone.get(entered)) ?? []) await inTransaction(role, actor, then)
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40 * attempt))
    }
  }
}

/** A transaction without an actor: for roles whose login is the credential (auth, public). */
export const inRoleTransaction = <Result>(role: 'auth' | 'public', work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  clientOf(role).$transaction((tx) => work(tx), { timeout: 20_000, maxWait: 10_000 })

const begin: pg.QueryConfig = { name: statementName('BEGIN'), text: 'BEGIN' }
const commit: pg.QueryConfig = { name: statementName('COMMIT'), text: 'COMMIT' }

/**
 * Runs one statement as `actor` in one round trip: BEGIN, context, statement and COMMIT travel together. A statement may
 * itself write several tables, by data-modifying WITH. After a refused context or a failed statement the COMMIT rolls back.
 */
export async function tenantQuery<Row extends pg.QueryResultRow>(
  role: DatabaseRole,
  actor: DatabaseActor,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const connection = await poolOf(role).connect()
  let broken: Error | undefined
  try {
    const sent = [begin, enterQuery(actor), { name: statementName(text), text, values }, commit].map((query) =>
      connection.query<Row>(query),
    )
    const settled = await Promise.allSettled(sent)
    const failed = settled.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason // the first to fail is the cause; the rest follow from it
    if (settled[3]?.status === 'fulfilled' && settled[3].value.command !== 'COMMIT') throw new Error('rolled back')
    return settled[2]?.status === 'fulfilled' ? settled[2].value.rows : []
  } catch (error) {
    // An answer from the server leaves the connection in order; anything else does not.
    if (!(error instanceof pg.DatabaseError)) broken = error as Error
    throw error
  } finally {
    connection.release(broken)
  }
}

/** What a transaction on whole blocks may do: statements with bound values, and values read as bytes. */
export type BlockTx = {
  query: <Row extends pg.QueryResultRow>(text: string, values: unknown[]) => Promise<Row[]>
  /** The values of a query's one column of bytea, one behind the other. Its text takes no values: what stands in it has to be the caller's own. */
  bytes: (query: string, into: CopiedColumn) => Promise<Uint8Array>
}

/**
 * Runs `work` in one transaction as `actor`, past Prisma, whose driver would write every byte as text: for blocks of thousands of
 * rows. Not run again after a conflict.
 */
export async function inBlockTransaction<Result>(
  role: DatabaseRole,
  actor: DatabaseActor,
  work: (tx: BlockTx) => Promise<Result>,
): Promise<Result> {
  const connection = await poolOf(role).connect()
  let broken: Error | undefined
  try {
    await Promise.all([connection.query(begin), connection.query(enterQuery(actor))])
    const result = await work({
      query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[]) =>
        (await connection.query<Row>({ name: statementName(text), text, values })).rows,
      bytes: async (query, into) => {
        const copy = new CopyOut(`COPY (${query}) TO STDOUT (FORMAT binary)`, into)
        connection.query(copy)
        await copy.ended
        return into.bytes()
      },
    })
    await connection.query(commit)
    return result
  } catch (error) {
    const rolledBack = await connection.query({ name: statementName('ROLLBACK'), text: 'ROLLBACK' }).catch((lost: Error) => lost)
    if (rolledBack instanceof Error) broken = rolledBack
    throw error
  } finally {
    connection.release(broken)
  }
}

/** True when the database refused because a row of that key exists already. */
export const isUniqueViolation = (error: unknown): boolean => ['P2002', '23505'].includes(codeOf(error) ?? '')

/** True when a person has looked at as many enterprises within the hour as the rule of the day allows (guard.novelty_budget). */
export const isBudgetSpent = (error: unknown): boolean => codeOf(error) === 'CE001'

/** True when the file of a case was closed for the institution (guard.open_file). */
export const isFileClosed = (error: unknown): boolean => codeOf(error) === 'CE002'

/** True when a guard function refused: no live consent, no such application, no session. */
export const isGuardRefusal = (error: unknown): boolean => ['42501', '28000'].includes(codeOf(error) ?? '')
