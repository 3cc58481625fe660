import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/server/db/transaction'
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

/** The finished paper; null while it is drawn, or after it was stopped. */
export async function findContent(tx: Tx, organisationId: string, id: string): Promise<Uint8Array | null> {
  const row = await tx.document.findUnique({
    where: { organisationId_id: { organisationId, id } },
    select: { content: true },
  })
  return row?.content ?? null
}

/** The finished paper of a subject that has one edition only. */
export async function findContentOf(tx: Tx, organisationId: string, kind: DocumentKind, subjectId: string) {
  const row = await tx.document.findFirst({ where: { organisationId, kind, subjectId }, select: { content: true } })
  return row?.content ?? null
}

export const findDocument = (tx: Tx, organisationId: string, id: string) =>
  tx.document.findUnique({
    where: { organisationId_id: { organisationId, id } },
    select: { id: true, kind: true, subjectId: true, edition: true, consentId: true, state: true, requestedAt: true },
  })

/** Keeps what was drawn; false when the order was stopped meanwhile. */
export async function finishDocument(tx: Tx, organisationId: string, id: string, content: Buffer, at: Date): Promise<boolean> {
  const { count } = await tx.document.updateMany({
    where: { organisationId, id, state: 'QUEUED' },
    data: { state: 'DONE', content: new Uint8Array(content), finishedAt: at },
  })
  return count === 1
}
