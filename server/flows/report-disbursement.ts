import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { insertBatch, insertLines, type NewLine } from '@/server/disbursement/batch.repository'
import { insertEvents, insertLedgerLines } from '@/server/disbursement/consequences.repository'
import type { Assessed, Report } from '@/server/disbursement/domain/assess-reports'
import { columnsOf } from '@/server/disbursement/domain/import-columns'
import { type ImportedLine, type ImportedReport, readImportFile } from '@/server/disbursement/domain/import-file'
import { closeObstacle } from '@/server/disbursement/domain/loan-entries'
import { normaliseReference } from '@/server/disbursement/domain/reference'
import { type LoanRow, lockLoans, moveLoans } from '@/server/disbursement/loan.repository'
import { receiptOf } from '@/server/disbursement/receipt'
import type { ReportDisbursementInput, ReportKind, ReportRepaymentInput, ReverseInput } from '@/server/disbursement/schema'
import type { CheckStep, ReportContext } from '@/server/disbursement/use-cases/context'
import { judgeReports, withDigest } from '@/server/disbursement/use-cases/judge-reports'
import { type Reversed, reverseReport } from '@/server/disbursement/use-cases/reverse-report'
import { writeReports } from '@/server/disbursement/use-cases/write-reports'
import type { Locale } from '@/server/i18n/locales'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { transition } from '@/server/lending/domain/application-lifecycle'

/** A report moves the application only along its lifecycle, for someone whose role may. */
const stepFor =
  (ctx: ReportContext): CheckStep =>
  (from, event, to) => {
    const moved = transition({ state: from, flags: [] }, event, ctx.session.roles)
    if (!moved.ok) throw new Refused(moved.refusal)
    if (moved.value.state !== to) throw new Error(`${event} leads from ${from} to ${moved.value.state}, not to ${to}`)
  }

export type ReportAnswer = { outcome: 'RECORDED' | 'DUPLICATE'; reportId: string; receipt: string; applicationId: string }

/**
 * One report by form. The same report again answers with the first receipt and changes nothing.
 * @throws Refused `disbursement.conflict` when the voucher number stands for another report, else by the rule it breaks
 */
export async function reportOne(
  ctx: ReportContext,
  input:
    | ({ kind: 'DISBURSEMENT' } & ReportDisbursementInput)
    | ({ kind: 'REPAYMENT' } & ReportRepaymentInput & { writtenOffFen?: bigint }),
): Promise<ReportAnswer> {
  const reference = normaliseReference(input.reference)
  if (!reference.ok) throw new Refused(reference.refusal, { field: 'reference' })
  const renewsId = input.kind === 'DISBURSEMENT' ? input.renewsId : undefined
  const loans = await lockLoans(ctx.tx, ctx.scope, { ids: [input.applicationId, ...(renewsId ? [renewsId] : [])] })
  const { kind, applicationId } = input
  const common = { applicationId, reference: reference.value }
  const report: Report =
    input.kind === 'DISBURSEMENT'
      ? withDigest(uuidv7(), {
          ...common,
          kind: input.kind,
          on: input.disbursedOn,
          amountFen: input.amountFen,
          renewal: input.renewal,
          firstLoan: input.firstLoan,
          renews: renewalOf(renewsId),
        })
      : withDigest(uuidv7(), {
          ...common,
          kind: input.kind,
          on: input.repaidOn,
          principalFen: input.principalFen,
          interestFen: input.interestFen,
          writtenOffFen: input.writtenOffFen ?? 0n,
        })
  const assessed = await judgeReports(ctx, loans, [report])
  const [result] = assessed
  const writesOff = input.kind === 'REPAYMENT' && (input.writtenOffFen ?? 0n) > 0n
  if (!result || result.outcome === 'REFUSED') throw refusalAtField(kind, result?.refusal ?? 'refused', writesOff)
  if (result.outcome === 'CONFLICT') throw new Refused('disbursement.conflict', { field: 'reference' })
  await writeReports(ctx, stepFor(ctx), loans, [report], assessed, null)
  return { outcome: result.outcome, reportId: result.reportId, receipt: receiptOf(kind, result.reportId), applicationId }
}

const renewalOf = (applicationId: string | undefined) => (applicationId ? { applicationId, repaymentId: uuidv7() } : null)

/** The field of the form that a rule is about. */
function refusalAtField(kind: ReportKind, refusal: string, writesOff: boolean): Refused {
  const paid = writesOff ? ['writtenOffOn', 'writtenOffFen'] : ['repaidOn', 'principalFen']
  const [day = '', amount = ''] = kind === 'DISBURSEMENT' ? ['disbursedOn', 'amountFen'] : paid
  if (refusal === 'renewal.above-owed') return new Refused(refusal, { field: amount })
  if (refusal.startsWith('renewal.')) return new Refused(refusal, { field: 'renewsId' })
  if (refusal.startsWith('report.')) return new Refused(refusal, { field: day })
  if (refusal === 'disbursement.first-and-renewal') return new Refused(refusal, { field: 'firstLoan' })
  return /unknown-application|not-contracted|nothing-drawn|repayment.renewed/.test(refusal)
    ? new Refused(refusal, { field: 'applicationId' })
    : new Refused(refusal, { field: amount })
}

type JudgedLine = { imported: ImportedLine; report: Report | null; refusal: string | null }

/** A line of a file against the loan it names; a wrong credit code is somebody else's loan. */
function lineOf(imported: ImportedLine, byNumber: ReadonlyMap<string, LoanRow>): JudgedLine {
  if (!imported.ok) return { imported, report: null, refusal: null }
  const { applicationNumber, creditCode, ...content } = imported.report
  const refuse = (refusal: string): JudgedLine => ({ imported, report: null, refusal })
  const loan = byNumber.get(applicationNumber)
  if (!loan) return refuse('disbursement.unknown-application')
  if (loan.creditCode !== creditCode) return refuse('disbursement.other-enterprise')
  const { applicationId } = loan
  if (content.kind === 'REPAYMENT')
    return { imported, report: withDigest(uuidv7(), { ...content, applicationId }), refusal: null }
  const { renewsNumber, ...rest } = content
  const old = renewsNumber === null ? undefined : byNumber.get(renewsNumber)
  if (renewsNumber !== null && !old) return refuse('renewal.unknown-loan')
  const renews = renewalOf(old?.applicationId)
  return { imported, report: withDigest(uuidv7(), { ...rest, applicationId, renews }), refusal: null }
}

const numbersIn = (report: ImportedReport) => [
  report.applicationNumber,
  ...(report.kind === 'DISBURSEMENT' && report.renewsNumber ? [report.renewsNumber] : []),
]

function resultOf({ imported, refusal }: JudgedLine, judged: Assessed | undefined): NewLine {
  const { line, raw } = imported
  const problems = imported.ok
    ? [{ column: '', refusal: judged?.outcome === 'REFUSED' ? judged.refusal : refusal }]
    : imported.problems
  if (!judged || judged.outcome === 'REFUSED')
    return { line, raw, outcome: 'REFUSED', reason: JSON.stringify(problems), reportId: null }
  return { line, raw, outcome: judged.outcome, reason: null, reportId: judged.reportId }
}

/** Columns as the reader's own template calls them. */
function namesOf(kind: ReportKind, columns: readonly string[], locale: Locale): string {
  if (locale !== 'en') return columns.join('、')
  return columns.map((name) => columnsOf(kind).find(({ zh }) => zh === name)?.en ?? name).join(', ')
}

/**
 * A bank's file, line by line: a line that may not be recorded keeps no other out. Uploaded twice it changes nothing and
 * answers with the same receipts. All or nothing on a fault, a few statements for thousands of lines.
 * @param bytes at most 2 MB and 5,000 lines, UTF-8 or GB18030
 * @throws Refused `file.*` when the file as a whole can't be read
 */
export async function reportFile(
  ctx: ReportContext & { locale: Locale },
  file: { kind: ReportKind; fileName: string; bytes: Uint8Array },
): Promise<{ batchId: string; lines: number; recorded: number }> {
  const imported = readImportFile(file.kind, file.bytes)
  if (!imported.ok)
    throw new Refused(imported.refusal, { field: 'file', columns: namesOf(file.kind, imported.columns, ctx.locale) })
  const numbers = imported.lines.flatMap((line) => (line.ok ? numbersIn(line.report) : []))
  const loans = await lockLoans(ctx.tx, ctx.scope, { numbers: [...new Set(numbers)] })
  const byNumber = new Map(loans.map((loan) => [loan.number, loan]))
  const lines = imported.lines.map((line) => lineOf(line, byNumber))
  const reports = lines.flatMap(({ report }) => (report ? [report] : []))
  const judged = await judgeReports(ctx, loans, reports)
  const byReport = new Map(reports.map((report, index) => [report, judged[index]]))
  const results = lines.map((line) => resultOf(line, line.report ? byReport.get(line.report) : undefined))
  const count = (outcome: NewLine['outcome']) => results.filter((result) => result.outcome === outcome).length
  const batchId = uuidv7()
  const counts = {
    recorded: count('RECORDED'),
    duplicates: count('DUPLICATE'),
    conflicts: count('CONFLICT'),
    refused: count('REFUSED'),
  }
  const { tx, scope, person, now } = ctx
  await insertBatch(tx, scope, {
    id: batchId,
    kind: file.kind,
    fileName: file.fileName,
    fileDigest: createHash('sha256').update(file.bytes).digest('hex'),
    encoding: imported.encoding,
    lines: results.length,
    ...counts,
    uploadedBy: person.accountId,
    uploadedByName: person.name,
    uploadedAt: now,
  })
  await writeReports(ctx, stepFor(ctx), loans, reports, judged, batchId)
  await insertLines(tx, scope, batchId, results)
  return { batchId, lines: results.length, recorded: counts.recorded }
}

/** Takes a report back: see {@link reverseReport}. */
export const reverse = (ctx: ReportContext, input: ReverseInput): Promise<Reversed> => reverseReport(ctx, stepFor(ctx), input)

/**
 * The bank closes a line that is paid back but not fully drawn, or revolves: nothing more will be drawn.
 * @throws Refused while money is owed or nothing was ever drawn
 */
export async function closeLoan(ctx: ReportContext, applicationId: string): Promise<{ applicationId: string }> {
  const { tx, scope, person, now } = ctx
  const [loan] = await lockLoans(tx, scope, { ids: [applicationId] })
  if (!loan) throw new NotFound('application')
  const obstacle = closeObstacle(loan.entries)
  if (obstacle) throw new Refused(obstacle)
  stepFor(ctx)(loan.state, 'SETTLED', 'SETTLED')
  const { enterpriseId, version, state } = loan
  const moved = await moveLoans(tx, scope, [
    { enterpriseId, applicationId, version, drawnFen: 0n, owedFen: 0n, state: 'SETTLED' },
  ])
  if (moved !== 1) throw new ChangedMeanwhile('application')
  const step = { enterpriseId, applicationId, event: 'SETTLED', fromState: state, toState: 'SETTLED', detail: {} }
  await insertEvents(tx, scope, person, now, [step])
  await insertLedgerLines(tx, person, [{ enterpriseId, subjectId: applicationId, act: 'loan.closed', body: { applicationId } }])
  return { applicationId }
}
