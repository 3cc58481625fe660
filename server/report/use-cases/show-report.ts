import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import { NotFound } from '@/server/kernel/refused'
import { shownContent } from '../domain/shown-health'
import { findReport, listReports, listVerifications } from '../repository'
import { ReportContent, type ReportState } from '../schema'
import { openContent } from '../secret'

type Reading = { tx: Tx; scope: EnterpriseScope; now: Date }

/** How far verifications are listed one by one. */
export const mostVerifications = 50

/** Its last day is a day on which it is valid; the database decides the same in guard.verify_report. */
export const stateOf = (report: { withdrawnAt: Date | null; validUntil: string }, now: Date): ReportState =>
  report.withdrawnAt ? 'WITHDRAWN' : shanghaiDate(now) > report.validUntil ? 'EXPIRED' : 'VALID'

export async function listOwn({ tx, scope, now }: Reading) {
  const reports = await listReports(tx, scope)
  return reports.map((report) => ({ ...report, state: stateOf(report, now) }))
}

/** One report with its check code, its frozen content and when it was verified. @throws NotFound */
export async function showReport({ tx, scope, now }: Reading, id: string) {
  const report = await findReport(tx, scope, id)
  if (!report) throw new NotFound('report')
  const { sealedContent, ...shown } = report
  const { number, code } = report
  // To the byte what was hashed: whoever saves it can check the printed hash with any tool.
  const contentText = code ? openContent({ number, code }, sealedContent) : null
  const content = contentText ? shownContent(ReportContent.parse(JSON.parse(contentText))) : null
  const verifications = await listVerifications(tx, scope, id, mostVerifications)
  return { ...shown, state: stateOf(report, now), content, contentText, verifications }
}
