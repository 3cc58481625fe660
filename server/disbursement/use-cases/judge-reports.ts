import { createHash } from 'node:crypto'
import { shanghaiDate } from '@/server/kernel/dates'
import { ChangedMeanwhile } from '@/server/kernel/refused'
import { type Assessed, assessReports, type Report } from '../domain/assess-reports'
import { canonicalReport, type ReportedContent } from '../domain/reference'
import type { LoanRow } from '../loan.repository'
import { claimReferences, claimsOf } from '../report.repository'
import type { ReportContext } from './context'

/** SHA-256 (hex) of what a report says: equal digests are the same report. */
export const digestOf = (content: ReportedContent): string => createHash('sha256').update(canonicalReport(content)).digest('hex')

export const withDigest = <Content extends ReportedContent>(reportId: string, content: Content) => ({
  ...content,
  reportId,
  digest: digestOf(content),
})

/**
 * Judges reports on loans that are locked, and claims the voucher numbers of those that are to be recorded. A number
 * that another transaction took in between is judged again on what that one has written.
 */
export async function judgeReports(
  ctx: ReportContext,
  loans: readonly LoanRow[],
  reports: readonly Report[],
): Promise<Assessed[]> {
  const [first] = reports
  if (!first) return []
  const byId = new Map(loans.map((loan) => [loan.applicationId, loan]))
  const references = [...new Set(reports.map(({ reference }) => reference))]
  for (let round = 1; round <= 3; round++) {
    const claims = await claimsOf(ctx.tx, ctx.scope, first.kind, references)
    const assessed = assessReports(reports, byId, claims, shanghaiDate(ctx.now))
    const wanted = reports.flatMap(({ reference, digest, reportId }, index) => {
      const result = assessed[index]
      return result?.outcome === 'RECORDED' ? [{ reference, digest, reportId, generation: result.generation }] : []
    })
    const lost = wanted.length > 0 ? await claimReferences(ctx.tx, ctx.scope, first.kind, wanted) : new Set()
    if (lost.size === 0) return assessed
  }
  throw new ChangedMeanwhile('report')
}
