import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { sealValue } from '@/server/keys/sealed.repository'
import { answerCell } from './repository'
import type { DataClass } from './schema'

export type PullKey = { runId: string; dataClass: DataClass }

const whereTask = ({ enterpriseId }: EnterpriseScope, { runId, dataClass }: PullKey) => ({ enterpriseId, runId, dataClass })

/** Whoever ends a task of a run waits here, so that exactly one of them sees that it was the last. */
export async function lockRun(tx: Tx, { enterpriseId }: EnterpriseScope, runId: string) {
  const [run] = await tx.$queryRaw<{ consentId: string; finishedAt: Date | null; portraitId: string | null }[]>`
    SELECT "consentId", "finishedAt", "portraitId" FROM public.pull_run
    WHERE "enterpriseId" = ${enterpriseId}::uuid AND id = ${runId}::uuid FOR UPDATE`
  return run ?? null
}

export const findTask = (tx: Tx, scope: EnterpriseScope, key: PullKey) =>
  tx.pullTask.findUnique({
    where: { enterpriseId_runId_dataClass: whereTask(scope, key) },
    select: { state: true, attempts: true, run: { select: { consentId: true, requestedBy: true } } },
  })

export const findCreditCode = async (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  (await tx.enterprise.findUniqueOrThrow({ where: { enterpriseId }, select: { creditCode: true } })).creditCode

export const beginTask = (tx: Tx, scope: EnterpriseScope, key: PullKey, at: Date) =>
  tx.pullTask.updateMany({
    where: { ...whereTask(scope, key), state: { in: ['QUEUED', 'RUNNING'] } },
    data: { state: 'RUNNING', startedAt: at, attempts: { increment: 1 } },
  })

type TaskEnd =
  | { state: 'DONE'; snapshotId: string; failure: null; finishedAt: Date }
  | { state: 'FAILED' | 'REFUSED' | 'STOPPED'; failure: string; finishedAt: Date }
  | { state: 'QUEUED'; failure: string; finishedAt: null }

/** Ends an attempt; false when the task was stopped meanwhile. One that hasn't begun can only be stopped. */
export async function endTask(tx: Tx, scope: EnterpriseScope, key: PullKey, end: TaskEnd): Promise<boolean> {
  const { count } = await tx.pullTask.updateMany({
    where: { ...whereTask(scope, key), state: { in: end.state === 'STOPPED' ? ['QUEUED', 'RUNNING'] : ['RUNNING'] } },
    data: end,
  })
  return count === 1
}

type NewSnapshot = {
  id: string
  dataClass: DataClass
  agencyId: string
  consentId: string
  periodFrom: string
  periodTo: string
  issuedAt: Date
  receivedAt: Date
  digest: string
  nonce: string
  signedAnswer: string
}

/** Stores a verified answer, sealed; snapshots are never changed. */
export async function insertSnapshot(tx: Tx, { enterpriseId }: EnterpriseScope, snapshot: NewSnapshot): Promise<void> {
  const owner = { ownerId: enterpriseId, purpose: 'RECORDS' } as const
  const signedAnswer = await sealValue(tx, owner, answerCell(enterpriseId, snapshot.id), snapshot.signedAnswer)
  await tx.snapshot.createMany({ data: { ...snapshot, enterpriseId, signedAnswer } })
}

type NewRefusal = {
  id: string
  runId: string
  dataClass: DataClass
  agencyId: string
  reason: string
  digest: string | null
  at: Date
}

/** Puts a refused answer on record; its content is not kept. */
export const insertRefusedAnswer = (tx: Tx, { enterpriseId }: EnterpriseScope, refusal: NewRefusal) =>
  tx.refusedAnswer.createMany({ data: { ...refusal, enterpriseId } })

/** After new data the run's earlier portrait no longer says everything. */
export const forgetPortrait = (tx: Tx, { enterpriseId }: EnterpriseScope, runId: string) =>
  tx.pullRun.updateMany({ where: { enterpriseId, id: runId }, data: { portraitId: null } })

export const setPortrait = (tx: Tx, { enterpriseId }: EnterpriseScope, runId: string, portraitId: string) =>
  tx.pullRun.updateMany({ where: { enterpriseId, id: runId }, data: { portraitId } })

/** Closes a run whose last task ended; null while some are open or when it was closed before. Call it under `lockRun`. */
export async function settleRun(tx: Tx, { enterpriseId }: EnterpriseScope, runId: string, at: Date) {
  const tasks = await tx.pullTask.groupBy({ by: ['state'], where: { enterpriseId, runId }, _count: true })
  if (tasks.some(({ state }) => state === 'QUEUED' || state === 'RUNNING')) return null
  const { count } = await tx.pullRun.updateMany({
    where: { enterpriseId, id: runId, finishedAt: null },
    data: { finishedAt: at },
  })
  const done = tasks.find(({ state }) => state === 'DONE')?._count ?? 0
  return count === 1 ? { done } : null
}
