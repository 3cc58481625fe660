import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/server/db/transaction'
import { openValue, sealValue } from '@/server/keys/sealed.repository'
import type { DocumentKind } from './schema'

export type Ordered = {
  organisationId: string
  kind: DocumentKind
  /** What the paper is about. */
  subjectId: string
  /** One state of the subject; what was drawn of it is drawn once. */
  edition: string
  /** The consent that the content stands on, if any: with it the order ends. */
  consentId?: string | null
  requestedBy: string
  requestedAt: Date
}

/** Orders an edition once, or finds it. `isNew`: whoever ordered it has to queue the job. */
export async function orderDocument(tx: Tx, ordered: Ordered) {
  const { organisationId, kind, subjectId, edition } = ordered
  const id = uuidv7()
  const { count } = await tx.document.createMany({ data: { ...ordered, id }, skipDuplicates: true })
  const row = await tx.document.findUniqueOrThrow({
    where: { organisationId_kind_subjectId_edition: { organisationId, kind, subjectId, edition } },
    select: { id: true, state: true },
  })
  return { ...row, isNew: count === 1 }
}

/** Where a paper's content stands, sealed under its organisation's key for its records. */
export const contentCell = (organisationId: string, id: string) => ({
  table: 'document',
  column: 'content',
  row: `${organisationId}/${id}`,
})

type Kept = { organisationId: string; id: string; content: Uint8Array | null }

/** The paper as it was drawn; null without one, and once its key was destroyed. */
async function opened(tx: Tx, row: Kept | null): Promise<Uint8Array | null> {
  if (!row?.content) return null
  const { organisationId: ownerId, id } = row
  const value = Buffer.from(row.content).toString('utf8')
  const content = await openValue(tx, 'RECORDS', { ownerId, cell: contentCell(ownerId, id), value })
  return content === null ? null : Buffer.from(content, 'base64')
}

const kept = { organisationId: true, id: true, content: true } as const

/** The finished paper; null while it is drawn, or after it was stopped. */
export async function findContent(tx: Tx, organisationId: string, id: string): Promise<Uint8Array | null> {
  const row = await tx.document.findUnique({
    where: { organisationId_id: { organisationId, id } },
    select: kept,
  })
  return opened(tx, row)
}

/** The finished paper of a subject that has one edition only. */
export async function findContentOf(tx: Tx, organisationId: string, kind: DocumentKind, subjectId: string) {
  const row = await tx.document.findFirst({ where: { organisationId, kind, subjectId }, select: kept })
  return opened(tx, row)
}

export const findDocument = (tx: Tx, organisationId: string, id: string) =>
  tx.document.findUnique({
    where: { organisationId_id: { organisationId, id } },
    select: { id: true, kind: true, subjectId: true, edition: true, consentId: true, state: true, requestedAt: true },
  })

/** Keeps what was drawn, sealed; false when the order was stopped meanwhile. */
export async function finishDocument(tx: Tx, organisationId: string, id: string, content: Buffer, at: Date): Promise<boolean> {
  const owner = { ownerId: organisationId, purpose: 'RECORDS' } as const
  const sealed = await sealValue(tx, owner, contentCell(organisationId, id), content.toString('base64'))
  const { count } = await tx.document.updateMany({
    where: { organisationId, id, state: 'QUEUED' },
    data: { state: 'DONE', content: new Uint8Array(Buffer.from(sealed, 'utf8')), finishedAt: at },
  })
  return count === 1
}
