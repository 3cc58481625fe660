import { z } from 'zod'
import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { ExportedRecord } from './export/records.repository'
import type { OpenedLeaf } from './proof'

const Key = z.object({ key: z.string() })

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

type LeafRow = { index: bigint; body: Uint8Array; salt: Uint8Array | null; actorSalt: Uint8Array | null }

/** One read of the enterprise's data as its leaf seals it, with the leaf; null where there is none, or its key was destroyed. */
export async function findRead(tx: Tx, { enterpriseId }: EnterpriseScope, id: string) {
  const read = await tx.accessRecord.findUnique({ where: { enterpriseId_id: { enterpriseId, id } } })
  const [row] = await tx.$queryRaw<LeafRow[]>`SELECT * FROM guard.leaf_of_own_read(${id}::uuid)`
  if (!read || !row?.salt) return null
  const record: ExportedRecord = {
    kind: 'read',
    id,
    act: 'data.read',
    organisationId: read.readerOrganisationId,
    actorId: read.readerAccountId,
    enterpriseId,
    at: read.at.toISOString(),
    purpose: read.purpose,
    fields: read.fields,
    consentId: read.consentId,
    detail: [read.applicationId, read.portraitId, read.readerOrganisationName, read.readerName],
  }
  const body = Buffer.from(row.body)
  const leaf: OpenedLeaf = {
    index: Number(row.index),
    body,
    keyId: Key.parse(JSON.parse(body.toString())).key,
    salt: Buffer.from(row.salt),
    actorSalt: row.actorSalt && Buffer.from(row.actorSalt),
  }
  return { record, leaf }
}
