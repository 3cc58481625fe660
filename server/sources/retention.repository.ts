import { z } from 'zod'
import type { EnterpriseScope, OperatorScope } from '@/server/auth/scope'
import { clientOf } from '@/server/db/client'
import type { Tx } from '@/server/db/transaction'
import type { Held } from './domain/retention'

/** The platform's limits on a day: days after a withdrawal, and months for which the law wants a portrait kept. */
export type Limits = { withdrawalDays: number; lawMonths: number }

/** Enterprises with something that has reached its day, in their order after one of them. For the worker. */
export const enterprisesPastRetention = async (after: string, { withdrawalDays, lawMonths }: Limits, most: number) =>
  (
    await clientOf('worker').$queryRaw<{ id: string }[]>`
      SELECT enterprise_id AS id FROM guard.retention_due(${after}::uuid, ${withdrawalDays}::integer, ${lawMonths}::integer, ${most}::integer)`
  ).map(({ id }) => id)

const HeldRow = z
  .object({
    kind: z.enum(['RECORD', 'CLAIM']),
    id: z.string(),
    consentId: z.string(),
    since: z.date(),
    unit: z.enum(['DAY', 'MONTH', 'YEAR']),
    amount: z.int(),
    withdrawnAt: z.date().nullable(),
    needed: z.boolean(),
  })
  .transform(({ unit, amount, ...row }) => ({ ...row, retention: { unit, value: amount } }))

export type HeldOfFirm = Held & { kind: 'RECORD' | 'CLAIM'; consentId: string }

/**
 * All that is held of the firm that the job has entered. Its consents and portraits are held from here on: whoever reads or draws
 * under one is waited for, and nobody begins to until this transaction ends.
 */
export const holdRetained = async (tx: Tx, _scope: EnterpriseScope): Promise<HeldOfFirm[]> =>
  HeldRow.array().parse(
    await tx.$queryRaw`SELECT kind, id::text, "consentId"::text, since, unit, amount, "withdrawnAt", needed FROM guard.hold_retained()`,
  )

export type Erased = { consentId: string; records: number; portraits: number; claims: number; digests: string[] }

/**
 * Erases what was named, with the packed series and the portraits drawn from it; what the law wants kept waits. Under
 * {@link holdRetained}.
 * @throws the guard's refusal: one of them has not reached its day, or is needed
 */
export const eraseRetained = (
  tx: Tx,
  _scope: EnterpriseScope,
  held: readonly HeldOfFirm[],
  { withdrawalDays, lawMonths }: Limits,
): Promise<Erased[]> => {
  const ids = (kind: HeldOfFirm['kind']) => held.filter((one) => one.kind === kind).map(({ id }) => id)
  return tx.$queryRaw<Erased[]>`
    SELECT "consentId"::text, records, portraits, claims, digests
    FROM guard.erase_retained(${ids('RECORD')}::uuid[], ${ids('CLAIM')}::uuid[], ${withdrawalDays}::integer, ${lawMonths}::integer)`
}

/** What was deleted of what came under a consent, the newest first. */
export const listDeletions = (tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string) =>
  tx.dataDeletion.findMany({
    where: { enterpriseId, consentId },
    orderBy: { at: 'desc' },
    take: 24,
    select: { id: true, at: true, records: true, portraits: true, claims: true },
  })

/** When the records came that are still held under a consent: by class, how many, the first and the last. */
export async function spansHeld(tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string) {
  const rows = await tx.snapshot.groupBy({
    by: ['dataClass'],
    where: { enterpriseId, consentId, erasedAt: null },
    _count: true,
    _min: { receivedAt: true },
    _max: { receivedAt: true },
  })
  return rows.flatMap(({ dataClass, _count, _min, _max }) =>
    _min.receivedAt && _max.receivedAt ? [{ dataClass, count: _count, first: _min.receivedAt, last: _max.receivedAt }] : [],
  )
}

export type RetentionRun = { day: Date; enterprises: number; records: number; portraits: number; claims: number }

/** The runs of the last days, the newest first. */
export const listRetentionRuns = (tx: Tx, _scope: OperatorScope, most: number) =>
  tx.$queryRaw<RetentionRun[]>`SELECT day, enterprises, records, portraits, claims FROM guard.retention_runs(${most}::integer)`
