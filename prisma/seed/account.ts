import { createHash } from 'node:crypto'
import type { Loan, LoanEntry, LoanEvent } from '@/server/disbursement/domain/loan-entries'
import { canonicalReport, type ReportedContent } from '@/server/disbursement/domain/reference'
import {
  type Recorded,
  reportDisbursement,
  reportRepayment,
  reverseEntry,
} from '@/server/disbursement/domain/report-disbursement'
import { receiptOf } from '@/server/disbursement/receipt'
import type { ReversalReason } from '@/server/disbursement/schema'
import { type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { yuanText } from '@/server/kernel/fen'
import type { Case } from './cases'
import demo from './demo-logins.json'
import type { Desk } from './desk'
import { idAt } from './identifiers'
import { record } from './ledger'
import { notify } from './notices'

/** Days before today whose repayments to the demonstration bank came by file. */
const fileDays = 31

export type Report = { on: PlainDate; at: Date } & (
  | { kind: 'DISBURSEMENT'; amountFen: bigint; renewsId: string | null; firstLoan: boolean }
  | { kind: 'REPAYMENT'; principalFen: bigint; interestFen: bigint }
)

/** A contracted application's account at its bank: reports go through the product's own rules. */
export class Account {
  readonly entries: LoanEntry[] = []
  disbursedFen = 0n
  outstandingFen = 0n
  private reports = 0

  constructor(
    private readonly desk: Desk,
    /** Of the line, not of the first draw. */
    readonly grantedFen: bigint,
  ) {}

  private get application(): Case {
    return this.desk.at
  }

  private get loan(): Loan {
    const { state, row } = this.application
    const contractedOn = row.contractedAt instanceof Date ? shanghaiDate(row.contractedAt) : null
    return { state, grantedFen: this.grantedFen, revolving: row.revolving ?? false, contractedOn, entries: this.entries }
  }

  /**
   * Records a report as the bank's officer does; null when the rules refuse it.
   * @param renewedById the renewal that pays it
   * @param byHand on the form, though those of its days come by file
   */
  report(report: Report, renewedById: string | null = null, byHand = false): string | null {
    const { loan } = this
    const today = shanghaiDate(report.at)
    const decided =
      report.kind === 'DISBURSEMENT'
        ? reportDisbursement(loan, { amountFen: report.amountFen, disbursedOn: report.on }, today)
        : reportRepayment(loan, { ...report, repaidOn: report.on }, today)
    if (!decided.ok) return null
    const id = this.write(report, renewedById, byHand)
    const amountFen = report.kind === 'DISBURSEMENT' ? report.amountFen : report.principalFen
    this.entries.push({ id, kind: report.kind, amountFen, on: report.on, reversesId: null })
    const total = report.kind === 'DISBURSEMENT' ? report.amountFen : report.principalFen + report.interestFen
    const detail = { kind: report.kind, receipt: receiptOf(report.kind, id), amountFen: String(total), on: report.on }
    const repeated = report.kind === 'DISBURSEMENT' ? (decided.value.state as LoanEvent) : null
    const event = renewedById && decided.value.event === 'SETTLED' ? 'RENEWED' : (decided.value.event ?? repeated)
    this.settle(decided.value, event, report.at, detail)
    return id
  }

  private settle(
    { disbursedFen, outstandingFen }: Recorded,
    event: LoanEvent | 'RENEWED' | null,
    at: Date,
    detail: Record<string, string>,
  ) {
    this.disbursedFen = disbursedFen
    this.outstandingFen = outstandingFen
    Object.assign(this.application.row, { disbursedFen, outstandingFen })
    // The report's own entry is on the ledger already.
    if (event) this.desk.byOfficer({ event, at, detail, act: null })
  }

  private write(report: Report, renewedById: string | null, byHand: boolean): string {
    const { world, firm, institution, row, id: applicationId } = this.application
    const { accountId } = this.desk.officer
    const id = idAt(report.at, 'report', applicationId, ++this.reports)
    const { kind, on, at } = report
    const reference = `${kind === 'DISBURSEMENT' ? 'FK' : 'HK'}${row.number.slice(2)}-${this.reports}`
    const common = { enterpriseId: firm.id, id, institutionId: institution.id, applicationId, reference }
    const rest = { reversesId: null, reversalReason: null, batchId: null as string | null, recordedBy: accountId, recordedAt: at }
    const content: ReportedContent =
      kind === 'DISBURSEMENT'
        ? {
            kind,
            applicationId,
            reference,
            amountFen: report.amountFen,
            on,
            renewal: report.renewsId !== null,
            firstLoan: report.firstLoan,
            renews: report.renewsId === null ? null : { applicationId: report.renewsId },
          }
        : {
            kind,
            applicationId,
            reference,
            principalFen: report.principalFen,
            interestFen: report.interestFen,
            writtenOffFen: 0n,
            on,
          }
    const digest = createHash('sha256').update(canonicalReport(content)).digest('hex')
    if (report.kind === 'DISBURSEMENT') {
      const { amountFen, renewsId, firstLoan } = report
      const renewal = renewsId !== null
      const terms = {
        rateBps: row.rateBps ?? 0,
        termMonths: row.grantedTermMonths ?? row.termMonths,
        creditLoan: row.creditLoan ?? false,
      }
      world.rows.add('disbursement', { ...common, ...rest, amountFen, ...terms, disbursedOn: on, renewal, firstLoan, renewsId })
    } else {
      const { principalFen, interestFen } = report
      const repayment = { ...common, ...rest, principalFen, interestFen, repaidOn: on, renewedById }
      if (renewedById) {
        world.rows.add('repayment', repayment)
        this.tell(report, id, digest, this.desk.officer, at, null)
        return id
      }
      const late = !byHand && institution.code === demo.demoBank && world.now.getTime() - at.getTime() < fileDays * 86_400_000
      if (late) {
        const tell = (by: { accountId: string; organisationId: string }, then: Date, batchId: string) =>
          this.tell(report, id, digest, by, then, batchId)
        world.held.push({ row: repayment, digest, number: row.number, creditCode: row.creditCode, tell })
        return id
      }
      world.rows.add('repayment', repayment)
    }
    world.rows.add('report_reference', { institutionId: institution.id, kind, reference, digest, reportId: id, at })
    this.tell(report, id, digest, this.desk.officer, at, null)
    return id
  }

  private tell(
    report: Report,
    id: string,
    digest: string,
    by: { accountId: string; organisationId: string },
    at: Date,
    batchId: string | null,
  ) {
    const { world, firm, institution, row, id: applicationId } = this.application
    const { kind, on } = report
    const total = report.kind === 'DISBURSEMENT' ? report.amountFen : report.principalFen + report.interestFen
    record(world, by, at, {
      act: kind === 'DISBURSEMENT' ? 'disbursement.reported' : 'repayment.reported',
      enterpriseId: firm.id,
      subjectId: id,
      body: { applicationId, amountFen: String(total), on, digest, batchId },
    })
    notify(world, at, {
      organisationId: firm.id,
      kind: kind === 'DISBURSEMENT' ? 'disbursement.recorded' : 'repayment.recorded',
      params: { institution: institution.name, number: row.number, amount: yuanText(total), count: 1 },
      href: `/sme/applications/${applicationId}`,
    })
  }

  /** Takes a report back, whole, by an entry of the opposite amount; false when the rules refuse it. */
  reverse(reportId: string, original: Report, at: Date, reason: ReversalReason): boolean {
    const decided = reverseEntry(this.loan, reportId)
    if (!decided.ok) return false
    const { world, firm, institution, row, id: applicationId } = this.application
    const id = idAt(at, 'reversal', reportId)
    const reference = `${original.kind === 'DISBURSEMENT' ? 'FK' : 'HK'}${row.number.slice(2)}-${this.reports}`
    const by = {
      reversesId: reportId,
      reversalReason: reason,
      batchId: null,
      recordedBy: this.desk.officer.accountId,
      recordedAt: at,
    }
    const common = { enterpriseId: firm.id, id, institutionId: institution.id, applicationId, reference, ...by }
    if (original.kind === 'DISBURSEMENT') {
      const terms = {
        rateBps: row.rateBps ?? 0,
        termMonths: row.grantedTermMonths ?? row.termMonths,
        creditLoan: row.creditLoan ?? false,
      }
      const { renewsId, firstLoan, on } = original
      const renewal = renewsId !== null
      world.rows.add('disbursement', {
        ...common,
        amountFen: -original.amountFen,
        ...terms,
        disbursedOn: on,
        renewal,
        firstLoan,
        renewsId,
      })
    } else {
      const { principalFen, interestFen, on } = original
      world.rows.add('repayment', {
        ...common,
        principalFen: -principalFen,
        interestFen: -interestFen,
        repaidOn: on,
        renewedById: null,
      })
    }
    this.entries.push({ id, ...decided.value.entry })
    const act = original.kind === 'DISBURSEMENT' ? 'disbursement.reversed' : 'repayment.reversed'
    record(world, this.desk.officer, at, {
      act,
      enterpriseId: firm.id,
      subjectId: id,
      body: { applicationId, reverses: reportId, reason },
    })
    const detail = {
      kind: original.kind,
      receipt: receiptOf(original.kind, id),
      reverses: receiptOf(original.kind, reportId),
      reason,
    }
    this.settle(decided.value, decided.value.event, at, detail)
    return true
  }

  /** The bank closes a line that is paid back: nothing more will be drawn. */
  close(at: Date): void {
    const { world, firm, id: applicationId } = this.application
    this.desk.byOfficer({ event: 'SETTLED', at, act: null })
    record(world, this.desk.officer, at, {
      act: 'loan.closed',
      enterpriseId: firm.id,
      subjectId: applicationId,
      body: { applicationId },
    })
  }
}
