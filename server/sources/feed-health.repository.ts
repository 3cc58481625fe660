import 'server-only'
import type { AgencyScope, OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { Prisma } from '@/server/generated/prisma/client'

/** How the feeds do, over every enterprise; row-level security decides which data classes the asker sees. */
export type FeedHealth = {
  dataClass: string
  done: number
  /** FAILED or REFUSED; what the enterprise stopped by its withdrawal is nobody's failure. */
  failed: number
  /** QUEUED or RUNNING. */
  underWay: number
  /** Median time from the first attempt to the end, in milliseconds; null while nothing ended. */
  medianMs: number | null
  lastDoneAt: Date | null
}

type HealthRow = Omit<FeedHealth, 'done' | 'failed' | 'underWay' | 'medianMs'> & {
  done: bigint
  failed: bigint
  underWay: bigint
  medianMs: number | null
}

/** Health of each data class since an instant, by name of the class; a class without a task is absent. */
export async function feedHealth(tx: Tx, _scope: AgencyScope | OperatorScope, since: Date): Promise<FeedHealth[]> {
  const rows = await tx.$queryRaw<HealthRow[]>`
    SELECT "dataClass", count(*) FILTER (WHERE state = 'DONE') AS done,
      count(*) FILTER (WHERE state IN ('FAILED', 'REFUSED')) AS failed,
      count(*) FILTER (WHERE state IN ('QUEUED', 'RUNNING')) AS "underWay",
      round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY "finishedAt" - "startedAt")
        FILTER (WHERE state = 'DONE')) * 1000)::float8 AS "medianMs",
      max("finishedAt") FILTER (WHERE state = 'DONE') AS "lastDoneAt"
    FROM pull_task WHERE "startedAt" >= ${since} OR "startedAt" IS NULL
    GROUP BY "dataClass" ORDER BY "dataClass"`
  return rows.map((row) => ({
    ...row,
    done: Number(row.done),
    failed: Number(row.failed),
    underWay: Number(row.underWay),
  }))
}

export type FailureCount = { dataClass: string; failure: string; tasks: number; lastAt: Date | null }

/** Failures since an instant by data class and reason, the most frequent first. */
export async function failuresByReason(tx: Tx, _scope: AgencyScope | OperatorScope, since: Date): Promise<FailureCount[]> {
  const rows = await tx.$queryRaw<(Omit<FailureCount, 'tasks'> & { tasks: bigint })[]>`
    SELECT "dataClass", coalesce(failure, 'unknown') AS failure, count(*) AS tasks, max("finishedAt") AS "lastAt"
    FROM pull_task WHERE state IN ('FAILED', 'REFUSED') AND "startedAt" >= ${since}
    GROUP BY 1, 2 ORDER BY tasks DESC, 1, 2 LIMIT 50`
  return rows.map((row) => ({ ...row, tasks: Number(row.tasks) }))
}

/** Answers that were refused since an instant, the newest first. */
export function listRefused(tx: Tx, _scope: AgencyScope | OperatorScope, since: Date, page: number, size: number) {
  return tx.refusedAnswer.findMany({
    where: { at: { gte: since } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    skip: (page - 1) * size,
    take: size,
    select: { id: true, dataClass: true, reason: true, digest: true, at: true },
  })
}

export const countRefused = (tx: Tx, _scope: AgencyScope | OperatorScope, since: Date) =>
  tx.refusedAnswer.count({ where: { at: { gte: since } } })

/** Tasks that did not succeed since an instant, the newest first, with the firm's name: for the operator only. */
export async function listFailedTasks(tx: Tx, _scope: OperatorScope, since: Date, page: number, size: number) {
  return tx.$queryRaw<
    {
      enterpriseId: string
      runId: string
      enterprise: string
      dataClass: string
      state: string
      failure: string | null
      attempts: number
      at: Date
    }[]
  >`SELECT t."enterpriseId", t."runId", e.name AS enterprise, t."dataClass", t.state::text AS state, t.failure, t.attempts,
      coalesce(t."finishedAt", t."startedAt") AS at
    FROM pull_task t JOIN enterprise e USING ("enterpriseId")
    WHERE t.state IN ('FAILED', 'REFUSED') AND t."startedAt" >= ${since}
    ORDER BY at DESC, t."runId", t."dataClass" ${Prisma.sql`LIMIT ${size} OFFSET ${(page - 1) * size}`}`
}

export const countFailedTasks = (tx: Tx, _scope: OperatorScope, since: Date) =>
  tx.pullTask.count({ where: { state: { in: ['FAILED', 'REFUSED'] }, startedAt: { gte: since } } })

/** The agency's own entry: which classes it answers for, where, and with which pinned key. */
export const findOwnAgency = (tx: Tx, scope: AgencyScope) =>
  tx.agency.findUnique({
    where: { agencyId: scope.agencyId },
    select: { code: true, name: true, nameEn: true, baseUrl: true, publicKey: true, dataClasses: true },
  })
