import { z } from 'zod'
import type { EnterpriseScope } from '@/server/auth/scope'
import { clientOf } from '@/server/db/client'
import type { Tx } from '@/server/db/transaction'
import { openValue, sealValue } from '@/server/keys/sealed.repository'
import { untilLogged } from '@/server/ledger/disclosure'
import { type ReportLanguage, type ReportSection, type ReportState, reportSections } from './schema'

const shown = {
  id: true,
  number: true,
  portraitId: true,
  language: true,
  sections: true,
  addressee: true,
  contentHash: true,
  pdfHash: true,
  issuedByName: true,
  issuedAt: true,
  validUntil: true,
  withdrawnAt: true,
  withdrawnByName: true,
} as const

const codeCell = (id: string) => ({ table: 'credit_report', column: 'checkCode', row: id })
const recordsOf = ({ enterpriseId }: EnterpriseScope) => ({ ownerId: enterpriseId, purpose: 'RECORDS' as const })

type Row = { sections: string[]; language: string; validUntil: Date }
/** As the product names things, not as columns keep them. */
const typed = <Found extends Row>({ language, sections, validUntil, ...rest }: Found) => ({
  ...rest,
  language: (language === 'en' ? 'en' : 'zh-CN') as ReportLanguage,
  sections: reportSections.filter((one) => sections.includes(one)),
  validUntil: validUntil.toISOString().slice(0, 10),
})

type NewReport = {
  id: string
  number: string
  portraitId: string
  consentId: string
  language: ReportLanguage
  sections: ReportSection[]
  addressee: string | null
  code: string
  codeHash: Uint8Array<ArrayBuffer>
  sealedContent: string
  contentHash: string
  issuedBy: string
  issuedByName: string
  issuedAt: Date
  validUntil: string
}

/** Stores a report as it was issued, its check code sealed under the enterprise's own key. */
export async function insertReport(tx: Tx, scope: EnterpriseScope, { code, validUntil, ...report }: NewReport): Promise<void> {
  const checkCode = await sealValue(tx, recordsOf(scope), codeCell(report.id), code)
  await tx.creditReport.createMany({
    data: { ...report, enterpriseId: scope.enterpriseId, checkCode, validUntil: new Date(`${validUntil}T00:00:00Z`) },
  })
}

/** Newest first, each with how often it was checked. */
export async function listReports(tx: Tx, { enterpriseId }: EnterpriseScope) {
  const rows = await tx.creditReport.findMany({
    where: { enterpriseId },
    orderBy: { issuedAt: 'desc' },
    take: 100,
    select: shown,
  })
  const counts = await tx.reportVerification.groupBy({ by: ['reportId'], where: { enterpriseId }, _count: true })
  const checked = new Map(counts.map(({ reportId, _count }) => [reportId, _count]))
  return rows.map((row) => ({ ...typed(row), verifications: checked.get(row.id) ?? 0 }))
}

/** One report with its check code and its sealed content; the code is null once the enterprise's key was destroyed. */
export async function findReport(tx: Tx, scope: EnterpriseScope, id: string) {
  const row = await tx.creditReport.findUnique({
    where: { enterpriseId_id: { enterpriseId: scope.enterpriseId, id } },
    select: { ...shown, checkCode: true, sealedContent: true },
  })
  if (!row) return null
  const { checkCode, ...report } = row
  const code = await openValue(tx, 'RECORDS', { ownerId: scope.enterpriseId, cell: codeCell(id), value: checkCode })
  return { ...typed(report), code }
}

/** When it was checked, newest first. */
export async function listVerifications(tx: Tx, { enterpriseId }: EnterpriseScope, reportId: string, most: number) {
  const where = { enterpriseId, reportId }
  const rows = await tx.reportVerification.findMany({ where, orderBy: { at: 'desc' }, take: most, select: { at: true } })
  return { times: rows.map(({ at }) => at), total: await tx.reportVerification.count({ where }) }
}

/** False where it was withdrawn before. */
export async function setWithdrawn(tx: Tx, { enterpriseId }: EnterpriseScope, id: string, by: { name: string; at: Date }) {
  const { count } = await tx.creditReport.updateMany({
    where: { enterpriseId, id, withdrawnAt: null },
    data: { withdrawnAt: by.at, withdrawnByName: by.name },
  })
  return count === 1
}

/** Of the worker: what the drawn file hashes to; set once. */
export const setPdfHash = (tx: Tx, { enterpriseId }: EnterpriseScope, id: string, pdfHash: string) =>
  tx.creditReport.updateMany({ where: { enterpriseId, id, pdfHash: null }, data: { pdfHash } })

const Verified = z.object({
  id: z.string(),
  state: z.enum(['VALID', 'EXPIRED', 'WITHDRAWN'] satisfies readonly ReportState[]),
  issuedAt: z.date(),
  validUntil: z.string(),
  withdrawnAt: z.date().nullable(),
  contentHash: z.string().nullable(),
  pdfHash: z.string().nullable(),
  sealedContent: z.string().nullable(),
  transaction: z.bigint(),
})

/**
 * For anybody: the report of a number and the hash of its code; null where there is none. The look is on record, and a leaf of the
 * ledger before anything of it is told.
 * @throws Unavailable when no leaf comes
 */
export async function lookUpReport(number: string, hash: Uint8Array<ArrayBuffer>) {
  const rows = await clientOf('public').$queryRaw`SELECT * FROM guard.verify_report(${number}, ${hash})`
  const found = Verified.array().parse(rows)[0]
  if (!found) return null
  await untilLogged(found.transaction)
  return found
}
