import type { EnterpriseScope } from '@/server/auth/scope'
import { ConsentNotLive, holdConsent } from '@/server/consent/repository'
import { consentOnPaper } from '@/server/consent/use-cases/write-receipt'
import type { Tx } from '@/server/db/transaction'
import { drawPdf, type PdfDocument } from '@/server/documents/pdf-frame'
import { findContent, findContentOf, findDocument, finishDocument, orderDocument } from '@/server/documents/repository'
import { DocumentKind } from '@/server/documents/schema'
import { enqueue } from '@/server/jobs/enqueue'
import type { InTenant } from '@/server/jobs/task'
import { NotFound } from '@/server/kernel/refused'
import { shownContent } from '@/server/report/domain/shown-health'
import { findReport, setPdfHash } from '@/server/report/repository'
import { ReportContent } from '@/server/report/schema'
import { openContent, sha256 } from '@/server/report/secret'
import { receiptPaper } from './consent-receipt-paper'
import { reportPaper } from './credit-report-paper'

type Ordering = { tx: Tx; scope: EnterpriseScope; person: { accountId: string }; now: Date }

/**
 * Orders the receipt of a consent as a PDF, as the consent stands now: the same standing is drawn once. The worker draws it.
 * @returns the document's number
 */
export async function orderReceipt({ tx, scope, person, now }: Ordering, consentId: string): Promise<{ documentId: string }> {
  const { consent, signOffs, use } = await consentOnPaper({ tx, scope }, consentId)
  const ended = signOffs.filter(({ endedAt }) => endedAt).length
  const { id, isNew } = await orderDocument(tx, {
    organisationId: scope.enterpriseId,
    kind: 'CONSENT_RECEIPT',
    subjectId: consentId,
    edition: [consent.version, signOffs.length, ended, use.count].join('.'),
    requestedBy: person.accountId,
    requestedAt: now,
  })
  if (isNew) await enqueue(tx, 'draw-document', { documentId: id }, `document:${id}`)
  return { documentId: id }
}

/** Orders the paper of a credit report that was just issued; with its consent the order ends. */
export async function orderReportPaper(
  { tx, scope, person, now }: Ordering,
  report: { id: string; consentId: string },
): Promise<void> {
  const { id } = await orderDocument(tx, {
    organisationId: scope.enterpriseId,
    kind: 'CREDIT_REPORT',
    subjectId: report.id,
    edition: 'issued',
    consentId: report.consentId,
    requestedBy: person.accountId,
    requestedAt: now,
  })
  await enqueue(tx, 'draw-document', { documentId: id }, `document:${id}`)
}

/** The enterprise's own paper once it is drawn; null until then, or when it was stopped. */
export const drawnDocument = ({ tx, scope }: Pick<Ordering, 'tx' | 'scope'>, documentId: string) =>
  findContent(tx, scope.enterpriseId, documentId)

/** The paper of a report once it is drawn; null until then, or when it was stopped. */
export const drawnReport = ({ tx, scope }: Pick<Ordering, 'tx' | 'scope'>, reportId: string) =>
  findContentOf(tx, scope.enterpriseId, 'CREDIT_REPORT', reportId)

/** A report as it was issued, from its frozen content alone. */
async function reportOnPaper(tx: Tx, scope: EnterpriseScope, reportId: string) {
  const report = await findReport(tx, scope, reportId)
  if (!report?.code) throw new NotFound('report') // its key was destroyed: there is nothing to draw any more
  const { code, number, contentHash, sealedContent } = report
  const content = shownContent(ReportContent.parse(JSON.parse(openContent({ number, code }, sealedContent))))
  return { content, code, contentHash }
}

/** What each kind of paper is painted from. */
async function paint(tx: Tx, scope: EnterpriseScope, kind: DocumentKind, subjectId: string, madeAt: Date): Promise<PdfDocument> {
  switch (kind) {
    case 'CONSENT_RECEIPT':
      return receiptPaper(await consentOnPaper({ tx, scope }, subjectId), madeAt)
    case 'CREDIT_REPORT':
      return reportPaper(await reportOnPaper(tx, scope, subjectId))
  }
}

type Job = { scope: EnterpriseScope; inTenant: InTenant; now: () => Date }

/**
 * Draws an ordered document: read in one transaction, drawn outside any, kept in a third. What stands on a consent is read
 * and kept under the held consent; once that ended, nothing of it is kept.
 * @returns whether it was kept
 */
export async function drawDocument({ scope, inTenant, now }: Job, documentId: string): Promise<boolean> {
  const { enterpriseId } = scope
  try {
    const begun = await inTenant(async (tx) => {
      const order = await findDocument(tx, enterpriseId, documentId)
      if (order?.state !== 'QUEUED') return null
      if (order.consentId) await holdConsent(tx, scope, order.consentId)
      return { order, paper: await paint(tx, scope, DocumentKind.parse(order.kind), order.subjectId, order.requestedAt) }
    })
    if (!begun) return false
    const pdf = await drawPdf(begun.paper)
    return await inTenant(async (tx) => {
      if (begun.order.consentId) await holdConsent(tx, scope, begun.order.consentId)
      const { kind, subjectId } = begun.order
      if (kind === 'CREDIT_REPORT') await setPdfHash(tx, scope, subjectId, sha256(pdf))
      return finishDocument(tx, enterpriseId, documentId, pdf, now())
    })
  } catch (error) {
    if (error instanceof ConsentNotLive) return false
    throw error
  }
}
