import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

const shown = {
  id: true,
  readerOrganisationId: true,
  readerOrganisationName: true,
  readerName: true,
  at: true,
  purpose: true,
  consentId: true,
  applicationId: true,
  portraitId: true,
  fields: true,
} as const

/** Who read the enterprise's data, newest first. */
export async function listReads(tx: Tx, { enterpriseId }: EnterpriseScope, page: { skip: number; take: number }) {
  const where = { enterpriseId }
  const rows = await tx.accessRecord.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], ...page, select: shown })
  return { rows, total: await tx.accessRecord.count({ where }) }
}

/** When data was last read under each consent. */
export const lastReads = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.accessRecord.groupBy({ by: ['consentId'], where: { enterpriseId }, _max: { at: true }, _count: true })

/** Reads that were refused: somebody tried without being allowed to. Newest first. */
export const listRefusedReads = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.ledgerEntry.findMany({
    where: { enterpriseId, act: 'portrait.read-refused' },
    orderBy: { at: 'desc' },
    take: 50,
    select: { id: true, at: true, organisationId: true, body: true },
  })

/** Names in both languages of those readers that are institutions. */
export const namesOfReaders = (tx: Tx, ids: readonly string[]) =>
  tx.institution.findMany({
    where: { institutionId: { in: [...ids] } },
    select: { institutionId: true, name: true, nameEn: true },
  })
