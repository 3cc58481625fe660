import type { EnterpriseScope, InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

const shown = {
  id: true,
  enterpriseId: true,
  consentId: true,
  signOffId: true,
  institutionId: true,
  applicationId: true,
  applicationNumber: true,
  enterpriseName: true,
  dataClasses: true,
  reads: true,
  lastReadAt: true,
  basis: true,
  orderedAt: true,
  dueOn: true,
  confirmedAt: true,
  confirmedByName: true,
  method: true,
  note: true,
} as const

export type DeletionOrder = { institutionId: string; dueOn: Date; basis: string }

/**
 * In the transaction that ended the consent: stops what is queued under it and orders every institution that read under it
 * to delete, within `days` or by the retention that was granted (guard.order_deletion).
 */
export const orderDeletion = (tx: Tx, consentId: string, days: number) =>
  tx.$queryRaw<DeletionOrder[]>`
    SELECT institution_id AS "institutionId", due_on AS "dueOn", basis FROM guard.order_deletion(${consentId}::uuid, ${days}::integer)`

/**
 * In the transaction in which the person took a sign-off back: orders every institution that read its personal classes to
 * delete these, and nothing else (guard.order_personal_deletion).
 */
export const orderPersonalDeletion = (tx: Tx, consentId: string, days: number) =>
  tx.$queryRaw<(DeletionOrder & { dataClasses: string[] })[]>`
    SELECT institution_id AS "institutionId", due_on AS "dueOn", basis, classes AS "dataClasses"
    FROM guard.order_personal_deletion(${consentId}::uuid, ${days}::integer)`

export const listCopiesOfConsent = (tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string) =>
  tx.consentCopy.findMany({ where: { enterpriseId, consentId }, orderBy: { dueOn: 'asc' }, select: shown })

/** An institution's own, without those of cases that lie with a branch other than the asking person's; the head office sees all. */
async function heldBy(tx: Tx, { institutionId, branchId }: InstitutionScope) {
  if (!branchId) return { institutionId }
  const elsewhere = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM consent_copy c JOIN application a ON a."enterpriseId" = c."enterpriseId" AND a.id = c."applicationId"
    WHERE c."institutionId" = ${institutionId}::uuid AND a."branchId" <> ${branchId}::uuid`
  return { institutionId, id: { notIn: elsewhere.map(({ id }) => id) } }
}

/** Of one institution: what is still to be deleted, the nearest deadline first, or what was. */
export const listCopiesHeld = async (tx: Tx, scope: InstitutionScope, done: boolean) =>
  tx.consentCopy.findMany({
    where: { ...(await heldBy(tx, scope)), confirmedAt: done ? { not: null } : null },
    orderBy: done ? { confirmedAt: 'desc' } : [{ dueOn: 'asc' }, { id: 'asc' }],
    take: 500,
    select: shown,
  })

export const findCopyHeld = async (tx: Tx, scope: InstitutionScope, id: string) =>
  tx.consentCopy.findFirst({ where: { AND: [await heldBy(tx, scope), { id }] }, select: shown })

type Confirmation = { confirmedAt: Date; confirmedBy: string; confirmedByName: string; method: string; note: string | null }

/** False when somebody confirmed it first. */
export async function confirmCopy(tx: Tx, { institutionId }: InstitutionScope, id: string, said: Confirmation): Promise<boolean> {
  const { count } = await tx.consentCopy.updateMany({ where: { institutionId, id, confirmedAt: null }, data: said })
  return count === 1
}

/** For whoever oversees: past the day and not confirmed, the longest overdue first. `today`: day in Shanghai as UTC midnight. */
export const listOverdueCopies = (tx: Tx, today: Date, most: number) =>
  tx.consentCopy.findMany({
    where: { confirmedAt: null, dueOn: { lt: today } },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    take: most,
    select: shown,
  })

/** How many should be gone by now. */
export const countOverdueCopies = (tx: Tx, today: Date) =>
  tx.consentCopy.count({ where: { confirmedAt: null, dueOn: { lt: today } } })

/** How many are still to be deleted in time. */
export const countOpenCopies = (tx: Tx, today: Date) =>
  tx.consentCopy.count({ where: { confirmedAt: null, dueOn: { gte: today } } })
