import type { InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { type ApplicationState, type ReportKind, reportedStates } from './schema'

const dayOf = (date: Date) => date.toISOString().slice(0, 10)
type Page = { skip: number; take: number }

const onLoan = {
  id: true,
  enterpriseId: true,
  number: true,
  state: true,
  enterpriseName: true,
  creditCode: true,
  grantedFen: true,
  revolving: true,
  rateBps: true,
  grantedTermMonths: true,
  creditLoan: true,
  contractedAt: true,
  contractNumber: true,
  disbursedFen: true,
  outstandingFen: true,
  hasLoanHistory: true,
} as const

/** Contracted applications of the institution: those to report on, the latest contract first. */
export async function listLoans(
  tx: Tx,
  { institutionId }: InstitutionScope,
  { states = reportedStates, text }: { states?: readonly ApplicationState[]; text?: string },
  page: Page,
) {
  const where = {
    institutionId,
    state: { in: [...states] },
    ...(text ? { OR: [{ number: { contains: text.toUpperCase() } }, { enterpriseName: { contains: text } }] } : {}),
  }
  const rows = await tx.application.findMany({
    where,
    orderBy: [{ contractedAt: 'desc' }, { id: 'desc' }],
    ...page,
    select: onLoan,
  })
  return { rows, total: await tx.application.count({ where }) }
}

export const findLoan = (tx: Tx, { institutionId }: InstitutionScope, applicationId: string) =>
  tx.application.findFirst({ where: { institutionId, id: applicationId }, select: onLoan })

/** One report as it was recorded, or null. `amountFen` is principal on a repayment. */
export async function reportedRow(tx: Tx, { institutionId }: InstitutionScope, kind: ReportKind, id: string) {
  if (kind === 'DISBURSEMENT') {
    const row = await tx.disbursement.findFirst({ where: { institutionId, id } })
    return row && { ...row, on: dayOf(row.disbursedOn), interestFen: 0n, writtenOffFen: 0n, renewedById: null }
  }
  return repaymentRow(await tx.repayment.findFirst({ where: { institutionId, id } }))
}

/** The repayment of the old loan that a renewal was, or null. */
export const renewalRepayment = async (tx: Tx, { institutionId }: InstitutionScope, disbursementId: string) =>
  repaymentRow(await tx.repayment.findFirst({ where: { institutionId, renewedById: disbursementId, reversesId: null } }))

function repaymentRow<Row extends { repaidOn: Date; principalFen: bigint }>(row: Row | null) {
  const terms = { rateBps: 0, termMonths: 0, renewal: false, firstLoan: false, creditLoan: false, renewsId: null }
  return row && { ...terms, ...row, on: dayOf(row.repaidOn), amountFen: row.principalFen }
}

/** What this loan could renew: the same firm's other loans of this bank that owe something. */
export const listRenewable = (tx: Tx, { institutionId }: InstitutionScope, loan: { id: string; enterpriseId: string }) =>
  tx.application.findMany({
    where: {
      institutionId,
      enterpriseId: loan.enterpriseId,
      id: { not: loan.id },
      state: { in: ['PARTLY_DISBURSED', 'DISBURSED'] },
      outstandingFen: { gt: 0n },
    },
    orderBy: { contractedAt: 'asc' },
    select: { id: true, number: true, outstandingFen: true },
  })

export type ReportRow = {
  id: string
  kind: ReportKind
  applicationId: string
  number: string
  enterpriseName: string
  reference: string
  amountFen: bigint
  interestFen: bigint
  writtenOffFen: bigint
  on: string
  renewal: boolean
  firstLoan: boolean
  /** Of a repayment: the renewal that paid it. */
  renewedById: string | null
  reversesId: string | null
  reversalReason: string | null
  reversedById: string | null
  batchId: string | null
  recordedAt: Date
}

const named = { application: { select: { number: true, enterpriseName: true } } } as const

/** Reports of a kind, of one application or of all, the newest first; with the id of what reversed each. */
export async function listReports(
  tx: Tx,
  { institutionId }: InstitutionScope,
  kind: ReportKind,
  filter: { applicationId?: string; text?: string },
  page: Page,
): Promise<{ rows: ReportRow[]; total: number }> {
  const where = {
    institutionId,
    applicationId: filter.applicationId,
    ...(filter.text
      ? {
          OR: [
            { reference: { contains: filter.text.toUpperCase() } },
            { application: { number: { contains: filter.text.toUpperCase() } } },
            { application: { enterpriseName: { contains: filter.text } } },
          ],
        }
      : {}),
  }
  const read = { where, ...page, include: named }
  if (kind === 'DISBURSEMENT') {
    const rows = await tx.disbursement.findMany({ ...read, orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }] })
    const reversals = await tx.disbursement.findMany({
      where: { institutionId, reversesId: { in: rows.map(({ id }) => id) } },
      select: { id: true, reversesId: true },
    })
    const total = await tx.disbursement.count({ where })
    return {
      total,
      rows: rows.map((row) => ({ ...common(row, kind, reversals), on: dayOf(row.disbursedOn), amountFen: row.amountFen })),
    }
  }
  const rows = await tx.repayment.findMany({ ...read, orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }] })
  const reversals = await tx.repayment.findMany({
    where: { institutionId, reversesId: { in: rows.map(({ id }) => id) } },
    select: { id: true, reversesId: true },
  })
  const total = await tx.repayment.count({ where })
  return {
    total,
    rows: rows.map((row) => ({ ...common(row, kind, reversals), on: dayOf(row.repaidOn), amountFen: row.principalFen })),
  }
}

type Stored = {
  id: string
  applicationId: string
  reference: string
  interestFen?: bigint
  writtenOffFen?: bigint
  renewedById?: string | null
  renewal?: boolean
  firstLoan?: boolean
  reversesId: string | null
  reversalReason: string | null
  batchId: string | null
  recordedAt: Date
  application: { number: string; enterpriseName: string }
}

const common = (row: Stored, kind: ReportKind, reversals: readonly { id: string; reversesId: string | null }[]) => ({
  id: row.id,
  kind,
  applicationId: row.applicationId,
  number: row.application.number,
  enterpriseName: row.application.enterpriseName,
  reference: row.reference,
  interestFen: row.interestFen ?? 0n,
  writtenOffFen: row.writtenOffFen ?? 0n,
  renewedById: row.renewedById ?? null,
  renewal: row.renewal ?? false,
  firstLoan: row.firstLoan ?? false,
  reversesId: row.reversesId,
  reversalReason: row.reversalReason,
  reversedById: reversals.find(({ reversesId }) => reversesId === row.id)?.id ?? null,
  batchId: row.batchId,
  recordedAt: row.recordedAt,
})
