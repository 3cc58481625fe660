import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { DraftAnswers } from './schema'

const shown = {
  id: true,
  productId: true,
  productVersion: true,
  answers: true,
  version: true,
  updatedAt: true,
  updatedByName: true,
} as const

export async function findDraft(tx: Tx, { enterpriseId }: EnterpriseScope, id: string) {
  const row = await tx.applicationDraft.findUnique({ where: { enterpriseId_id: { enterpriseId, id } }, select: shown })
  return row && { ...row, answers: DraftAnswers.parse(row.answers) }
}
export type Draft = NonNullable<Awaited<ReturnType<typeof findDraft>>>

export const findDraftOfProduct = (tx: Tx, { enterpriseId }: EnterpriseScope, productId: string) =>
  tx.applicationDraft.findUnique({ where: { enterpriseId_productId: { enterpriseId, productId } }, select: { id: true } })

/** Last touched first. */
export const listDrafts = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.applicationDraft.findMany({
    where: { enterpriseId },
    orderBy: { updatedAt: 'desc' },
    select: { id: true, productId: true, updatedAt: true, updatedByName: true },
  })

type NewDraft = {
  id: string
  productId: string
  productVersion: number
  answers: DraftAnswers
  updatedAt: Date
  updatedByName: string
}

/** Begins a draft unless there is one for this product already: two clicks at once make one draft. */
export const insertDraft = (tx: Tx, { enterpriseId }: EnterpriseScope, draft: NewDraft) =>
  tx.applicationDraft.createMany({ data: { ...draft, enterpriseId }, skipDuplicates: true })

type Change = { answers: DraftAnswers; productVersion?: number; updatedAt: Date; updatedByName: string }

/** Compare and swap: keeps the answers only where the draft is as it was read. */
export async function updateDraft(
  tx: Tx,
  { enterpriseId }: EnterpriseScope,
  { id, version }: { id: string; version: number },
  change: Change,
): Promise<boolean> {
  const { count } = await tx.applicationDraft.updateMany({
    where: { enterpriseId, id, version },
    data: { ...change, version: version + 1 },
  })
  return count === 1
}

export const deleteDraft = (tx: Tx, { enterpriseId }: EnterpriseScope, id: string) =>
  tx.applicationDraft.deleteMany({ where: { enterpriseId, id } })
