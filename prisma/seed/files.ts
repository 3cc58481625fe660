import { createHash } from 'node:crypto'
import { lineCell } from '@/server/disbursement/batch.repository'
import { templateHeader } from '@/server/disbursement/domain/import-columns'
import { readImportFile } from '@/server/disbursement/domain/import-file'
import { canonicalReport, classifyReference } from '@/server/disbursement/domain/reference'
import type { LineOutcome } from '@/server/disbursement/schema'
import { type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { yuanText } from '@/server/kernel/fen'
import { idAt } from './identifiers'
import type { Institution } from './organisations'
import type { HeldRepayment, World } from './world'

/** Cells of a line, in the template's order. */
const cellsOf = ({ row, number, creditCode }: HeldRepayment, principalFen = BigInt(row.principalFen)) => [
  number,
  creditCode,
  row.reference,
  yuanText(principalFen),
  yuanText(BigInt(row.interestFen)),
  String(row.repaidOn),
]

/** The demonstration bank's repayments of the last days, as it sent them: one file a day, and in the last one some slips. */
export function sendFiles(world: World, bank: Institution): void {
  const byDay = new Map<PlainDate, HeldRepayment[]>()
  for (const one of world.held) {
    const day = shanghaiDate(one.row.recordedAt)
    byDay.set(day, [...(byDay.get(day) ?? []), one])
  }
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))
  const before: HeldRepayment[] = []
  for (const [index, [day, held]] of days.entries()) {
    const lines =
      index === days.length - 1
        ? [...held.map((one) => cellsOf(one)), ...slips(before.length > 0 ? before : held)]
        : held.map((one) => cellsOf(one))
    sendFile(world, bank, day, held, before, lines)
    before.push(...held)
  }
}

/** What goes wrong in such files: lines sent again, lines that contradict what was sent before, a number nobody has. */
function slips(earlier: readonly HeldRepayment[]): string[][] {
  const [first, second = first] = earlier
  if (!first || !second) return []
  const unknown = cellsOf(first)
  unknown[0] = 'SQ20250101999999'
  unknown[2] = `${first.row.reference}X`
  return [
    cellsOf(first),
    cellsOf(first, BigInt(first.row.principalFen) + 50_000n),
    cellsOf(second, BigInt(second.row.principalFen) + 120_000n),
    unknown,
  ]
}

type Told = { known: ReadonlyMap<string, HeldRepayment>; numbers: ReadonlyMap<string, HeldRepayment>; seen: Set<string> }
type ImportedLine = Extract<ReturnType<typeof readImportFile>, { ok: true }>['lines'][number]

/** What the product answers to a line of a file; marks its reference as seen. */
function judged(line: ImportedLine, { known, numbers, seen }: Told) {
  if (!line.ok)
    return {
      line: line.line,
      outcome: 'REFUSED' as LineOutcome,
      reason: JSON.stringify(line.problems),
      raw: line.raw,
      reportId: null,
    }
  const { reference, applicationNumber } = line.report
  const holder = known.get(reference)
  const loan = numbers.get(applicationNumber)
  if (!holder || !loan || line.report.kind !== 'REPAYMENT') {
    const reason = JSON.stringify([{ column: '', refusal: 'disbursement.unknown-application' }])
    return { line: line.line, outcome: 'REFUSED' as LineOutcome, reason, raw: line.raw, reportId: null }
  }
  const { principalFen, interestFen, on } = line.report
  const content = {
    kind: 'REPAYMENT' as const,
    applicationId: String(loan.row.applicationId),
    reference,
    principalFen,
    interestFen,
    writtenOffFen: line.report.writtenOffFen,
    on,
  }
  const digest = createHash('sha256').update(canonicalReport(content)).digest('hex')
  const claim = seen.has(reference) ? classifyReference({ digest: holder.digest, reversed: false }, digest) : 'NEW'
  seen.add(reference)
  const outcome: LineOutcome = claim === 'NEW' ? 'RECORDED' : claim
  return { line: line.line, outcome, reason: null, raw: line.raw, reportId: holder.row.id }
}

function sendFile(
  world: World,
  bank: Institution,
  day: PlainDate,
  held: readonly HeldRepayment[],
  before: readonly HeldRepayment[],
  lines: string[][],
): void {
  const [by] = bank.officers
  if (!by) return
  const uploadedAt = held.reduce((last, { row }) => (row.recordedAt > last ? row.recordedAt : last), new Date(0))
  const id = idAt(uploadedAt, 'batch', bank.code)
  const text = [templateHeader('REPAYMENT', 'zh-CN'), ...lines].map((cells) => cells.join(',')).join('\r\n')
  const bytes = new TextEncoder().encode(text)
  const imported = readImportFile('REPAYMENT', bytes)
  if (!imported.ok) throw new Error(`the bank's file of ${day} was refused: ${imported.refusal}`)
  const known = new Map([...before, ...held].map((one) => [one.row.reference, one]))
  const numbers = new Map([...before, ...held].map((one) => [one.number, one]))
  const seen = new Set(before.map((one) => one.row.reference))
  const results = imported.lines.map((line) => judged(line, { known, numbers, seen }))
  const count = (outcome: LineOutcome) => results.filter((result) => result.outcome === outcome).length
  world.rows.add('report_batch', {
    institutionId: bank.id,
    id,
    kind: 'REPAYMENT',
    fileName: `还款明细_${day.replaceAll('-', '')}.csv`,
    fileDigest: createHash('sha256').update(bytes).digest('hex'),
    encoding: imported.encoding,
    lines: results.length,
    recorded: count('RECORDED'),
    duplicates: count('DUPLICATE'),
    conflicts: count('CONFLICT'),
    refused: count('REFUSED'),
    uploadedBy: by.accountId,
    uploadedByName: by.name,
    uploadedAt,
  })
  for (const { raw, ...result } of results) {
    const sealed = world.sealing.seal(
      { ownerId: bank.id, purpose: 'RECORDS' },
      lineCell(bank.id, id, result.line),
      JSON.stringify(raw),
    )
    world.rows.add('report_line', { institutionId: bank.id, batchId: id, ...result, raw: sealed, handledAt: null })
  }
  for (const { row, digest, tell } of held) {
    world.rows.add('repayment', { ...row, batchId: id, recordedBy: by.accountId, recordedAt: uploadedAt })
    world.rows.add('report_reference', {
      institutionId: bank.id,
      kind: 'REPAYMENT',
      reference: row.reference,
      digest,
      reportId: row.id,
      at: uploadedAt,
    })
    tell(by, uploadedAt, id)
  }
}
