import type { InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { codec } from '@/server/keys/envelope'
import { openValues, sealingKey } from '@/server/keys/sealed.repository'
import type { LineOutcome, ReportKind } from './schema'

export type NewBatch = {
  id: string
  kind: ReportKind
  fileName: string
  fileDigest: string
  encoding: string
  lines: number
  recorded: number
  duplicates: number
  conflicts: number
  refused: number
  uploadedBy: string
  uploadedByName: string
  uploadedAt: Date
}

export const insertBatch = async (tx: Tx, { institutionId }: InstitutionScope, batch: NewBatch): Promise<void> =>
  void (await tx.reportBatch.createMany({ data: { ...batch, institutionId } }))

export type NewLine = {
  line: number
  outcome: LineOutcome
  /** JSON of the problems, `[{ column, refusal }]`; null where there are none. */
  reason: string | null
  raw: Record<string, string>
  reportId: string | null
}

/** Where a line's cells stand sealed: JSON, under the institution's key, in a JSON string. */
export const lineCell = (institutionId: string, batchId: string, line: number) => ({
  table: 'report_line',
  column: 'raw',
  row: `${institutionId}/${batchId}/${line}`,
})

/** One statement, however many lines; what stood in them is sealed. */
export async function insertLines(
  tx: Tx,
  { institutionId }: InstitutionScope,
  batchId: string,
  lines: readonly NewLine[],
): Promise<void> {
  const key = await sealingKey(tx, { ownerId: institutionId, purpose: 'RECORDS' })
  const sealed = lines.map((one) => ({
    ...one,
    raw: codec.seal(key, lineCell(institutionId, batchId, one.line), JSON.stringify(one.raw)),
  }))
  await tx.$executeRaw`
    INSERT INTO report_line ("institutionId", "batchId", line, outcome, reason, raw, "reportId")
    SELECT ${institutionId}::uuid, ${batchId}::uuid, x.line, x.outcome, x.reason, x.raw, x."reportId"
    FROM jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) AS x (line integer, outcome text, reason text, raw jsonb, "reportId" uuid)`
}

/** When this very file was uploaded before, the latest time; null the first time. */
export async function earlierUpload(
  tx: Tx,
  { institutionId }: InstitutionScope,
  kind: ReportKind,
  fileDigest: string,
  before: Date,
) {
  const row = await tx.reportBatch.findFirst({
    where: { institutionId, kind, fileDigest, uploadedAt: { lt: before } },
    orderBy: { uploadedAt: 'desc' },
    select: { id: true, uploadedAt: true },
  })
  return row
}

export async function listBatches(
  tx: Tx,
  { institutionId }: InstitutionScope,
  kind: ReportKind,
  page: { skip: number; take: number },
) {
  const where = { institutionId, kind }
  const rows = await tx.reportBatch.findMany({ where, orderBy: [{ uploadedAt: 'desc' }, { id: 'desc' }], ...page })
  return { rows, total: await tx.reportBatch.count({ where }) }
}

export const findBatch = (tx: Tx, { institutionId }: InstitutionScope, id: string) =>
  tx.reportBatch.findFirst({ where: { institutionId, id } })

type Sealed = { batchId: string; line: number; raw: unknown }

/** The lines with what stood in them; null where the institution's key was destroyed. */
async function opened<Line extends Sealed>(
  tx: Tx,
  { institutionId }: Pick<InstitutionScope, 'institutionId'>,
  lines: readonly Line[],
) {
  const values = lines.map(({ batchId, line, raw }) => ({
    ownerId: institutionId,
    cell: lineCell(institutionId, batchId, line),
    value: String(raw),
  }))
  const open = await openValues(tx, 'RECORDS', values)
  return lines.map((line, at) => ({ ...line, raw: open[at] == null ? null : (JSON.parse(open[at]) as unknown) }))
}

const shown = { batchId: true, line: true, outcome: true, reason: true, raw: true, reportId: true, handledAt: true } as const

export async function listLines(
  tx: Tx,
  { institutionId }: InstitutionScope,
  batchId: string,
  outcome: LineOutcome | undefined,
  page: { skip: number; take: number },
) {
  const where = { institutionId, batchId, outcome }
  const rows = await tx.reportLine.findMany({ where, orderBy: { line: 'asc' }, ...page, select: shown })
  return { rows: await opened(tx, { institutionId }, rows), total: await tx.reportLine.count({ where }) }
}

/** Lines that contradict an earlier report and wait for a person, oldest first. */
export async function listConflicts(
  tx: Tx,
  { institutionId }: InstitutionScope,
  kind: ReportKind,
  page: { skip: number; take: number },
) {
  const where = { institutionId, outcome: 'CONFLICT', handledAt: null, batch: { kind } }
  const rows = await tx.reportLine.findMany({
    where,
    orderBy: [{ batchId: 'asc' }, { line: 'asc' }],
    ...page,
    select: { ...shown, batch: { select: { fileName: true, uploadedAt: true } } },
  })
  return { rows: await opened(tx, { institutionId }, rows), total: await tx.reportLine.count({ where }) }
}

export const countConflicts = (tx: Tx, { institutionId }: InstitutionScope, kind: ReportKind) =>
  tx.reportLine.count({ where: { institutionId, outcome: 'CONFLICT', handledAt: null, batch: { kind } } })

/** Marks a conflict settled; false when there is none of that number, or somebody settled it first. */
export async function handleConflict(
  tx: Tx,
  { institutionId }: InstitutionScope,
  batchId: string,
  line: number,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.reportLine.updateMany({
    where: { institutionId, batchId, line, outcome: 'CONFLICT', handledAt: null },
    data: { handledAt: at },
  })
  return count === 1
}
