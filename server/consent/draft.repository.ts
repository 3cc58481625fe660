import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

export const countDrafts = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.consent.count({ where: { enterpriseId, state: 'DRAFT' } })

type Rewritten = {
  id: string
  /** The version that was read. */
  version: number
  to: 'DRAFT' | 'PENDING'
  /** The columns of the terms and of the notice, as they are stored. */
  terms: Record<string, unknown>
  by: string
  at: Date
}

/** Writes a draft's terms anew (guard.rewrite_draft); false when it is no draft any more, or somebody was quicker. */
export async function rewriteDraft(tx: Tx, { id, version, to, terms, by, at }: Rewritten): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    SELECT guard.rewrite_draft(${id}::uuid, ${version}::integer, ${to}, ${JSON.stringify(terms)}::jsonb, ${by}, ${at}::timestamptz) AS done`
  return row?.done ?? false
}

type Application = { institutionId: string; applicationId: string }

/**
 * Whether the application that a consent was prepared for can still be made: it was sent already, or is being filled in for a
 * product on offer.
 */
export async function findBasis(
  tx: Tx,
  { enterpriseId }: EnterpriseScope,
  { institutionId, applicationId }: Application,
): Promise<'STANDS' | 'PRODUCT_CLOSED' | 'APPLICATION_GONE'> {
  const sent = await tx.application.count({ where: { enterpriseId, id: applicationId, institutionId } })
  if (sent > 0) return 'STANDS'
  const begun = await tx.applicationDraft.findUnique({
    where: { enterpriseId_id: { enterpriseId, id: applicationId } },
    select: { productId: true },
  })
  if (!begun) return 'APPLICATION_GONE'
  const offered = await tx.product.count({ where: { institutionId, id: begun.productId, state: 'PUBLISHED' } })
  return offered > 0 ? 'STANDS' : 'PRODUCT_CLOSED'
}
