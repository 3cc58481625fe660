import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import iconv from 'iconv-lite'
import { CompactSign, importJWK } from 'jose'
import { z } from 'zod'
import { type AgencyCode, agencies, agencyCodes, type PushedClass, pushedClasses } from './directory'
import type { AgencyKeys } from './keys'

/** How each agency writes its file: its own headings, as its own system has them. */
type Habit = { format: 'CSV' | 'NDJSON'; encoding: 'UTF-8' | 'GB18030'; headings: Record<string, string> }

export const habits: Record<PushedClass, Habit> = {
  HOUSING_FUND: {
    format: 'CSV',
    encoding: 'GB18030',
    headings: {
      period: '缴存年月',
      contributors: '缴存人数',
      baseTotal: '缴存基数合计',
      deposited: '缴存额',
      state: '缴存状态',
    },
  },
  QUALIFICATION: {
    format: 'CSV',
    encoding: 'GB18030',
    headings: {
      certificateNo: '证书编号',
      title: '认定名称',
      authority: '认定单位',
      recognisedOn: '认定日期',
      validUntil: '有效期至',
      withdrawnOn: '取消日期',
    },
  },
  PROCUREMENT: { format: 'NDJSON', encoding: 'UTF-8', headings: {} },
  SUBSIDY: {
    format: 'CSV',
    encoding: 'UTF-8',
    headings: {
      grantNo: '补助文号',
      programme: '补助项目',
      authority: '补助单位',
      announcedOn: '公示日期',
      amount: '补助金额',
      paidOn: '拨付日期',
    },
  },
  ENVIRONMENT: {
    format: 'CSV',
    encoding: 'GB18030',
    headings: { year: '评价年度', rating: '评价结果', authority: '评价单位', ratedOn: '评定日期' },
  },
  AGRICULTURE: { format: 'NDJSON', encoding: 'UTF-8', headings: {} },
  PUBLIC_OPINION: { format: 'NDJSON', encoding: 'UTF-8', headings: {} },
}

export type DropRecord = Record<string, string | null>
export type DropLine = { creditCode: string; op: 'I' | 'U' | 'D'; record: DropRecord }

/** What can be wrong with a drop: for the platform to find out. */
export const dropFaults = ['truncate', 'digest', 'forge', 'columns', 'bad-lines', 'future', 'older'] as const
export type DropFault = (typeof dropFaults)[number]

export type DropOrder = {
  dataClass: PushedClass
  sequence: number
  kind: 'REGULAR' | 'CORRECTION'
  period: { from: string; to: string }
  lines: readonly DropLine[]
  fault?: DropFault
}

const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

/** The file's bytes, as the agency of the class writes them. */
export function fileOf(dataClass: PushedClass, lines: readonly DropLine[], fault?: DropFault): Buffer {
  const { format, encoding, headings } = habits[dataClass]
  const spoilt = fault === 'bad-lines' ? spoil(lines) : lines
  if (format === 'NDJSON') {
    const text = spoilt.map(({ creditCode, op, record }) => `${JSON.stringify({ creditCode, ...record, op })}\n`).join('')
    return Buffer.from(text, 'utf8')
  }
  const fields = Object.keys(headings)
  const header = ['统一社会信用代码', ...Object.values(headings), fault === 'columns' ? '备注' : '操作标识']
  const rows = spoilt.map(({ creditCode, op, record }) => [creditCode, ...fields.map((field) => record[field] ?? ''), op])
  const text = [header, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
  return encoding === 'GB18030' ? iconv.encode(text, 'gb18030') : Buffer.from(`\uFEFF${text}`, 'utf8')
}

/** One line in eight is bad, each in another way. */
function spoil(lines: readonly DropLine[]): DropLine[] {
  const ways: ((line: DropLine) => DropLine)[] = [
    (line) => ({ ...line, creditCode: line.creditCode.slice(1) }),
    (line) => ({ ...line, record: { ...line.record, [lastAmount(line.record)]: '-1.00' } }),
    (line) => ({ ...line, record: { ...line.record, [firstField(line.record)]: '二〇二六' } }),
  ]
  return lines.map((line, at) => (at % 8 === 0 ? (ways[(at / 8) % ways.length]?.(line) ?? line) : line))
}
const firstField = (record: DropRecord) => Object.keys(record)[0] ?? ''
const lastAmount = (record: DropRecord) =>
  Object.keys(record).find((field) => /^(amount|deposited|quantity)$/.test(field)) ?? firstField(record)

export const agencyOfClass = (dataClass: PushedClass): AgencyCode =>
  agencyCodes.find((code) => (agencies[code].dataClasses as readonly string[]).includes(dataClass)) ?? 'credit'

/**
 * Puts a file and its signed manifest into the agency's drop: the file first, whole, the manifest last, so that whoever sees a
 * manifest sees a finished file.
 */
export async function drop(folder: string, keys: AgencyKeys, order: DropOrder, now: Date): Promise<string> {
  const { dataClass, sequence, kind, period, fault } = order
  const agency = agencyOfClass(dataClass)
  const { format, encoding } = habits[dataClass]
  const whole = fileOf(dataClass, order.lines, fault)
  const file = `${dataClass.toLowerCase().replaceAll('_', '-')}-${sequence}.${format === 'CSV' ? 'csv' : 'ndjson'}`
  const manifest = {
    agency,
    dataClass,
    file,
    format,
    encoding,
    kind,
    sequence: fault === 'older' ? 1 : sequence,
    period: fault === 'future' ? { from: period.from, to: '2099-12' } : period,
    issuedAt: now.toISOString(),
    records: order.lines.length,
    bytes: whole.length,
    sha256: createHash('sha256').update(whole).digest('hex'),
  }
  const { kid } = keys[agency]
  const signer = fault === 'forge' ? keys.forger : keys[agency]
  const signed = await new CompactSign(new TextEncoder().encode(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'agency-feed+jwt' })
    .sign(await importJWK(signer.privateJwk, 'EdDSA'))
  const place = path.join(folder, agency)
  mkdirSync(place, { recursive: true })
  const bytes = fault === 'truncate' ? whole.subarray(0, Math.floor(whole.length / 2)) : whole
  if (fault === 'digest' && bytes.length > 0) bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1
  for (const [name, content] of [[file, bytes] as const, [`${file}.manifest.jws`, signed] as const]) {
    writeFileSync(path.join(place, `${name}.part`), content)
    renameSync(path.join(place, `${name}.part`), path.join(place, name))
  }
  return file
}

export type CityFiles = {
  size: number
  asOf: string
  enterprise: (index: number) => { creditCode: string }
  recordsOf: (index: number, dataClass: PushedClass, from: string, to: string) => DropRecord[]
}

/** Every record of a class in the months from–to, enterprise by enterprise. */
export function linesOf(city: CityFiles, dataClass: PushedClass, from: string, to: string): DropLine[] {
  return Array.from({ length: city.size }, (_, index) =>
    city
      .recordsOf(index, dataClass, from, to)
      .map((record) => ({ creditCode: city.enterprise(index).creditCode, op: 'I' as const, record })),
  ).flat()
}

/** Months that the first delivery of each class goes back. */
const firstMonths = 24
/** A larger city delivers by order only (POST /sandbox/drops): its first files would take minutes. */
const atStart = 5_000

/** A number that grows from delivery to delivery: the second in which it was made. */
export const sequenceAt = (now: Date) => Math.floor(now.getTime() / 1000)

/** Delivers each class once for each month that the city has lived through; which were delivered is kept in the folder. */
export async function deliverDue(
  folder: string,
  stateFile: string,
  keys: AgencyKeys,
  city: CityFiles,
  now: Date,
): Promise<number> {
  const delivered: Record<string, string> = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : {}
  let count = 0
  for (const dataClass of city.size > atStart ? [] : pushedClasses) {
    const before = delivered[dataClass]
    if (before !== undefined && before >= city.asOf) continue
    const from = before ?? earlier(city.asOf, firstMonths)
    const lines = linesOf(city, dataClass, from, city.asOf)
    await drop(
      folder,
      keys,
      { dataClass, sequence: sequenceAt(now), kind: 'REGULAR', period: { from, to: city.asOf }, lines },
      now,
    )
    delivered[dataClass] = city.asOf
    writeFileSync(`${stateFile}.new`, JSON.stringify(delivered))
    renameSync(`${stateFile}.new`, stateFile)
    count++
  }
  return count
}

/** What somebody at the machine may order to be delivered: spoilt, or with figures that were changed. */
export const DropCommand = z.strictObject({
  dataClass: z.enum(pushedClasses),
  fault: z.enum(dropFaults).optional(),
  /** Only this enterprise's records. */
  subject: z.string().length(18).optional(),
  /** Amounts and numbers of people one higher than before: a correction. */
  revise: z.boolean().default(false),
})

/** Delivers the city's last month of a class once more, as ordered; returns the file's name. */
export async function deliverOrdered(
  folder: string,
  keys: AgencyKeys,
  city: CityFiles,
  { dataClass, fault, subject, revise }: z.infer<typeof DropCommand>,
  now: Date,
): Promise<string> {
  const from = earlier(city.asOf, 1)
  const lines = linesOf(city, dataClass, from, city.asOf)
    .filter(({ creditCode }) => subject === undefined || creditCode === subject)
    .map((line) => (revise ? { ...line, op: 'U' as const, record: raised(line.record) } : line))
  const kind = revise ? 'CORRECTION' : 'REGULAR'
  return drop(folder, keys, { dataClass, sequence: sequenceAt(now), kind, period: { from, to: city.asOf }, lines, fault }, now)
}

const raised = (record: DropRecord): DropRecord =>
  Object.fromEntries(
    Object.entries(record).map(([field, value]) => [
      field,
      /^(contributors|quantity)$/.test(field)
        ? String(Number(value) + 1)
        : field === 'amount'
          ? (Number(value) + 1).toFixed(2)
          : value,
    ]),
  )

function earlier(month: string, months: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - months
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}
