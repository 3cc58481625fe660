import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { openValues } from '@/server/keys/sealed.repository'
import type { DataClass } from './schema'

/** One fetch of an enterprise at a time is begun: others wait here until this transaction ends. */
export const lockPulls = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`pull:${enterpriseId}`}, 0))`

type NewRun = { id: string; consentId: string; requestedBy: string; requestedAt: Date; dataClasses: readonly string[] }

export async function insertRun(tx: Tx, { enterpriseId }: EnterpriseScope, { dataClasses, ...run }: NewRun): Promise<void> {
  await tx.pullRun.createMany({ data: { ...run, enterpriseId } })
  await tx.pullTask.createMany({ data: dataClasses.map((dataClass) => ({ enterpriseId, runId: run.id, dataClass })) })
}

const taskShown = { dataClass: true, state: true, attempts: true, failure: true, startedAt: true, finishedAt: true } as const
const runShown = {
  id: true,
  consentId: true,
  requestedAt: true,
  finishedAt: true,
  portraitId: true,
  tasks: { select: taskShown, orderBy: { dataClass: 'asc' } },
} as const

export const findLatestRun = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.pullRun.findFirst({ where: { enterpriseId }, orderBy: { requestedAt: 'desc' }, select: runShown })

export const findRun = (tx: Tx, { enterpriseId }: EnterpriseScope, id: string) =>
  tx.pullRun.findUnique({ where: { enterpriseId_id: { enterpriseId, id } }, select: runShown })

/** Runs under a consent since an instant that brought anything: what its frequency counts. */
export const countFruitfulRuns = (tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string, since: Date) =>
  tx.pullRun.count({
    where: { enterpriseId, consentId, requestedAt: { gt: since }, tasks: { some: { state: 'DONE' } } },
  })

/**
 * Puts a source back into the queue if it failed, was refused, or has hung since before `hungBefore`; false when it is under
 * way or done.
 */
export async function requeueTask(
  tx: Tx,
  { enterpriseId }: EnterpriseScope,
  task: { runId: string; dataClass: DataClass },
  hungBefore: Date,
): Promise<boolean> {
  const { count } = await tx.pullTask.updateMany({
    where: {
      enterpriseId,
      ...task,
      OR: [
        { state: { in: ['FAILED', 'REFUSED'] } },
        { state: 'RUNNING', startedAt: { lt: hungBefore } },
        { state: 'QUEUED', run: { requestedAt: { lt: hungBefore } } },
      ],
    },
    data: { state: 'QUEUED', attempts: 0, finishedAt: null },
  })
  if (count === 1) await tx.pullRun.updateMany({ where: { enterpriseId, id: task.runId }, data: { finishedAt: null } })
  return count === 1
}

/** Stops every fetch under a consent that ended; a run without open tasks is over. */
export async function stopPulls(tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string, at: Date): Promise<void> {
  await tx.pullTask.updateMany({
    where: { enterpriseId, state: { in: ['QUEUED', 'RUNNING'] }, run: { consentId } },
    data: { state: 'STOPPED', finishedAt: at, failure: 'consent.ended' },
  })
  await tx.pullRun.updateMany({ where: { enterpriseId, consentId, finishedAt: null }, data: { finishedAt: at } })
}

const snapshotShown = {
  id: true,
  dataClass: true,
  agencyId: true,
  consentId: true,
  periodFrom: true,
  periodTo: true,
  issuedAt: true,
  receivedAt: true,
  digest: true,
} as const

/** The newest snapshot of each class that is still there; under one consent when it is named. */
export const listLatestSnapshots = (tx: Tx, { enterpriseId }: EnterpriseScope, consentId?: string) =>
  tx.snapshot.findMany({
    where: { enterpriseId, consentId, erasedAt: null },
    orderBy: [{ dataClass: 'asc' }, { receivedAt: 'desc' }],
    distinct: ['dataClass'],
    select: snapshotShown,
  })

/** These snapshots of the enterprise, without what they say. */
export const listSnapshotsById = (tx: Tx, { enterpriseId }: EnterpriseScope, ids: readonly string[]) =>
  tx.snapshot.findMany({ where: { enterpriseId, id: { in: [...ids] } }, select: snapshotShown })

/** The newest snapshot of a class, under whichever consent, or null. */
export const newestSnapshot = (tx: Tx, { enterpriseId }: EnterpriseScope, dataClass: DataClass) =>
  tx.snapshot.findFirst({
    where: { enterpriseId, dataClass, erasedAt: null },
    orderBy: { receivedAt: 'desc' },
    select: snapshotShown,
  })

/** Earlier and current snapshots of a class, newest first. */
export const listSnapshots = (tx: Tx, { enterpriseId }: EnterpriseScope, dataClass: DataClass) =>
  tx.snapshot.findMany({
    where: { enterpriseId, dataClass, erasedAt: null },
    orderBy: { receivedAt: 'desc' },
    take: 24,
    select: snapshotShown,
  })

/** Where a snapshot's signed answer stands; sealed under the enterprise's key for its records. */
export const answerCell = (enterpriseId: string, id: string) => ({
  table: 'snapshot',
  column: 'signedAnswer',
  row: `${enterpriseId}/${id}`,
})

type Sealed = { id: string; signedAnswer: string | null }

/** What the agencies signed, by the record's id: null once the enterprise's key was destroyed, and nothing of what was erased. */
export async function openAnswers(tx: Tx, enterpriseId: string, records: readonly Sealed[]): Promise<Map<string, string | null>> {
  const sealed = records.flatMap(({ id, signedAnswer: value }) =>
    value === null ? [] : [{ id, ownerId: enterpriseId, cell: answerCell(enterpriseId, id), value }],
  )
  const answers = await openValues(tx, 'RECORDS', sealed)
  return new Map(sealed.map(({ id }, at) => [id, answers[at] ?? null]))
}

/** Snapshots with what the agency signed; `signedAnswer` is null once it was erased, or the enterprise's key destroyed. */
export async function readSnapshots(tx: Tx, { enterpriseId }: EnterpriseScope, ids: readonly string[]) {
  const rows = await tx.snapshot.findMany({
    where: { enterpriseId, id: { in: [...ids] } },
    select: { ...snapshotShown, signedAnswer: true },
  })
  const answers = await openAnswers(tx, enterpriseId, rows)
  return rows.map((row) => ({ ...row, signedAnswer: answers.get(row.id) ?? null }))
}

export const listRefusedAnswers = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.refusedAnswer.findMany({
    where: { enterpriseId },
    orderBy: { at: 'desc' },
    take: 20,
    select: { id: true, dataClass: true, agencyId: true, reason: true, at: true },
  })

export const listAgencies = (tx: Tx) =>
  tx.agency.findMany({
    orderBy: { code: 'asc' },
    select: { agencyId: true, code: true, name: true, nameEn: true, baseUrl: true, publicKey: true, dataClasses: true },
  })
