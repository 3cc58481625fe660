import type { InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import type { Loan, LoanEntry } from './domain/loan-entries'
import type { ApplicationState } from './schema'

/** A contracted application as its reports need it. */
export type LoanRow = Loan & {
  enterpriseId: string
  applicationId: string
  number: string
  enterpriseName: string
  creditCode: string
  version: number
  rateBps: number
  termMonths: number
  creditLoan: boolean
  disbursedFen: bigint
  outstandingFen: bigint
}

type Locked = Omit<LoanRow, 'entries' | 'contractedOn'> & { contractedAt: Date | null }
type Named = { numbers: readonly string[] } | { ids: readonly string[] }

/**
 * The institution's loans of these numbers or ids with all their entries, locked until the transaction ends: reports on
 * one loan follow each other, those on different loans don't wait. Always in the same order, so that two files can't
 * wait for each other. Unknown ones, and another institution's, are simply absent.
 */
export async function lockLoans(tx: Tx, { institutionId }: InstitutionScope, named: Named): Promise<LoanRow[]> {
  const [numbers, ids] = 'numbers' in named ? [[...named.numbers], []] : [[], [...named.ids]]
  const rows = await tx.$queryRaw<Locked[]>`
    SELECT a."enterpriseId", a.id AS "applicationId", a.number, a."enterpriseName", a."creditCode", a.version, a.state::text,
      coalesce(a."grantedFen", 0) AS "grantedFen", a.revolving, coalesce(a."rateBps", 0) AS "rateBps",
      coalesce(a."grantedTermMonths", a."termMonths") AS "termMonths", a."creditLoan", a."disbursedFen", a."outstandingFen", a."contractedAt"
    FROM application a
    WHERE a."institutionId" = ${institutionId}::uuid AND (a.number = ANY (${numbers}) OR a.id = ANY (${ids}::uuid[]))
    ORDER BY a.id FOR NO KEY UPDATE`
  const entries = await entriesOf(
    tx,
    { institutionId },
    rows.map(({ applicationId }) => applicationId),
  )
  return rows.map(({ contractedAt, ...row }) => ({
    ...row,
    contractedOn: contractedAt && shanghaiDate(contractedAt),
    entries: entries.get(row.applicationId) ?? [],
  }))
}

type EntryRow = LoanEntry & { applicationId: string; day: string }

/** Every entry of these applications, in the order in which they were recorded. */
async function entriesOf(tx: Tx, { institutionId }: { institutionId: string }, ids: readonly string[]) {
  const rows = await tx.$queryRaw<EntryRow[]>`
    SELECT d."applicationId", d.id, 'DISBURSEMENT' AS kind, d."amountFen", to_char(d."disbursedOn", 'YYYY-MM-DD') AS day, d."reversesId"
    FROM disbursement d WHERE d."institutionId" = ${institutionId}::uuid AND d."applicationId" = ANY (${[...ids]}::uuid[])
    UNION ALL
    SELECT r."applicationId", r.id, CASE WHEN r."writtenOffFen" <> 0 THEN 'WRITE_OFF' ELSE 'REPAYMENT' END, r."principalFen" + r."writtenOffFen", to_char(r."repaidOn", 'YYYY-MM-DD'), r."reversesId"
    FROM repayment r WHERE r."institutionId" = ${institutionId}::uuid AND r."applicationId" = ANY (${[...ids]}::uuid[])
    ORDER BY 2`
  const byApplication = new Map<string, LoanEntry[]>()
  for (const { applicationId, id, kind, amountFen, day, reversesId } of rows) {
    const list = byApplication.get(applicationId) ?? []
    list.push({ id, kind, amountFen, on: day, reversesId })
    byApplication.set(applicationId, list)
  }
  return byApplication
}

/** What a loan moves by, in fen, and where to. */
export type LoanMove = {
  enterpriseId: string
  applicationId: string
  /** The version that was locked. */
  version: number
  drawnFen: bigint
  owedFen: bigint
  state: ApplicationState
}

/**
 * Moves the totals of loans, each only if it stays within its line: what is drawn once never above what was granted, what
 * is owed on a revolving line never above it, never below zero. Returns how many moved; fewer than asked means that one
 * may not, and the transaction must be abandoned.
 */
export async function moveLoans(tx: Tx, { institutionId }: InstitutionScope, moves: readonly LoanMove[]): Promise<number> {
  if (moves.length === 0) return 0
  const rows = JSON.stringify(moves.map((move) => ({ ...move, drawnFen: String(move.drawnFen), owedFen: String(move.owedFen) })))
  return tx.$executeRaw`
    UPDATE application a SET "disbursedFen" = a."disbursedFen" + m."drawnFen", "outstandingFen" = a."outstandingFen" + m."owedFen",
      state = m.state::"ApplicationState", version = a.version + 1
    FROM jsonb_to_recordset(${rows}::jsonb) AS m ("enterpriseId" uuid, "applicationId" uuid, version integer, "drawnFen" bigint, "owedFen" bigint, state text)
    WHERE a."enterpriseId" = m."enterpriseId" AND a.id = m."applicationId" AND a."institutionId" = ${institutionId}::uuid
      AND a.version = m.version AND a."disbursedFen" + m."drawnFen" >= 0 AND a."outstandingFen" + m."owedFen" >= 0
      AND CASE WHEN a.revolving THEN a."outstandingFen" + m."owedFen" <= a."grantedFen"
               ELSE a."disbursedFen" + m."drawnFen" <= a."grantedFen" END`
}
