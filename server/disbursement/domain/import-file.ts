import { delimiterOf, parseCsv } from '@/server/kernel/csv'
import { fileText } from '@/server/kernel/file-text'
import type { Outcome } from '@/server/kernel/outcome'
import { maximumFileBytes, maximumFileLines, type ReportKind } from '../schema'
import {
  type CellRefusal,
  readAmount,
  readApplicationNumber,
  readCreditCode,
  readDate,
  readOptionalAmount,
  readOtherApplication,
  readReference,
  readYesNo,
} from './import-cells'
import { type Column, readHeader } from './import-columns'

type Common = { applicationNumber: string; creditCode: string; reference: string; on: string }
export type ImportedDisbursement = Common & {
  kind: 'DISBURSEMENT'
  amountFen: bigint
  renewal: boolean
  firstLoan: boolean
  renewsNumber: string | null
}
export type ImportedRepayment = Common & { kind: 'REPAYMENT'; principalFen: bigint; interestFen: bigint; writtenOffFen: bigint }
export type ImportedReport = ImportedDisbursement | ImportedRepayment

export type LineProblem = {
  column: string
  refusal: CellRefusal | 'line.cells' | 'line.nothing-paid' | 'line.paid-and-written-off'
}
/** `line`: the row's number in the spreadsheet, the header being 1. `raw`: the cells as they were, by column key. */
export type ImportedLine = { line: number; raw: Record<string, string> } & (
  | { ok: true; report: ImportedReport }
  | { ok: false; problems: LineProblem[] }
)

export type FileRefusal =
  | 'file.too-large'
  | 'file.empty'
  | 'file.is-workbook'
  | 'file.encoding'
  | 'file.damaged'
  | 'file.no-lines'
  | 'file.too-many-lines'
  | 'file.column-missing'
  | 'file.column-unknown'
  | 'file.column-twice'

export type ImportedFile =
  | { ok: true; encoding: 'UTF-8' | 'GB18030'; lines: ImportedLine[] }
  | { ok: false; refusal: FileRefusal; columns: string[] }

const refuse = (refusal: FileRefusal, columns: string[] = []): ImportedFile => ({ ok: false, refusal, columns })

/**
 * Reads a bank's file line by line: a faulty line doesn't keep the others out, a faulty file is refused whole. At most
 * 2 MB and 5,000 lines, UTF-8 or GB18030; amounts in yuan, dates by the calendar in Shanghai.
 */
export function readImportFile(kind: ReportKind, bytes: Uint8Array): ImportedFile {
  if (bytes.length > maximumFileBytes) return refuse('file.too-large')
  const decoded = fileText(bytes)
  if (!decoded.ok) return refuse(decoded.refusal)
  const { text, encoding } = decoded.value
  const table = parseCsv(text, delimiterOf(text))
  if (!table.ok) return refuse('file.damaged')
  const [header = [], ...rows] = table.value
  const head = readHeader(kind, header)
  if ('refusal' in head) return refuse(head.refusal, head.columns)
  const filled = rows
    .map((cells, index) => ({ cells, line: index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (filled.length === 0) return refuse('file.no-lines')
  if (filled.length > maximumFileLines) return refuse('file.too-many-lines')
  return { ok: true, encoding, lines: filled.map(({ cells, line }) => readLine(kind, head.columns, cells, line)) }
}

function readLine(kind: ReportKind, columns: readonly Column[], cells: readonly string[], line: number): ImportedLine {
  const raw = Object.fromEntries(columns.map(({ key }, index) => [key, cells[index] ?? '']))
  if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    return { line, raw, ok: false, problems: [{ column: '', refusal: 'line.cells' }] }
  }
  const problems: LineProblem[] = []
  function take<Value>(column: string, read: (text: string) => Outcome<Value, CellRefusal>, otherwise: Value): Value {
    const outcome = read(raw[column] ?? '')
    if (outcome.ok) return outcome.value
    problems.push({ column, refusal: outcome.refusal })
    return otherwise
  }
  const report = kind === 'DISBURSEMENT' ? takeDisbursement(take) : takeRepayment(take)
  if (report.kind === 'REPAYMENT' && problems.length === 0) {
    const paid = report.principalFen + report.interestFen > 0n
    const off = report.writtenOffFen > 0n
    if (!paid && !off) problems.push({ column: 'principalFen', refusal: 'line.nothing-paid' })
    if (paid && off) problems.push({ column: 'writtenOffFen', refusal: 'line.paid-and-written-off' })
  }
  return problems.length > 0 ? { line, raw, ok: false, problems } : { line, raw, ok: true, report }
}

type Take = <Value>(column: string, read: (text: string) => Outcome<Value, CellRefusal>, otherwise: Value) => Value

const takeCommon = (take: Take): Common => ({
  applicationNumber: take('applicationNumber', readApplicationNumber, ''),
  creditCode: take('creditCode', readCreditCode, ''),
  reference: take('reference', readReference, ''),
  on: take('on', readDate, ''),
})

const takeDisbursement = (take: Take): ImportedReport => ({
  kind: 'DISBURSEMENT',
  ...takeCommon(take),
  amountFen: take('amountFen', (text) => readAmount(text, false), 0n),
  renewal: take('renewal', readYesNo, false),
  firstLoan: take('firstLoan', readYesNo, false),
  renewsNumber: take('renews', readOtherApplication, null),
})

const takeRepayment = (take: Take): ImportedReport => ({
  kind: 'REPAYMENT',
  ...takeCommon(take),
  principalFen: take('principalFen', (text) => readAmount(text, true), 0n),
  interestFen: take('interestFen', (text) => readAmount(text, true), 0n),
  writtenOffFen: take('writtenOffFen', readOptionalAmount, 0n),
})
