import { grades, type Portrait, type PortraitFacts } from '../../schema'
import { dayCount, dayNumber, monthNumber } from './calendar'
import { MOST } from './exact'
import {
  agingClasses,
  categories,
  changeKinds,
  FIRM_HEAD,
  type FirmList,
  firmLists,
  firmOffsets,
  gateBit,
  HEAD,
  holdingKinds,
  LAST_DAY,
  LENGTH_BYTES,
  layoutVersion,
  lists,
  MOST_MONTHS,
  MOST_ROWS,
  offsets,
  outcomes,
  type PackedSource,
  presentBits,
  ROW,
  roles,
  rowOffsets,
  severities,
  sourceCode,
  taxGrades,
} from './layout'

export type PackedRow = { source: PackedSource; body: Uint8Array<ArrayBuffer> }
/** How the portrait ended that was drawn from these facts: what a new reading is compared with. */
export type Standing = Pick<Portrait, 'score' | 'grade' | 'gates'>

/** What cannot be packed: the firm is drawn in full. */
class Unpackable extends RangeError {}

function fits(amount: bigint | number): number {
  const value = Number(amount)
  if (!Number.isSafeInteger(value) || Math.abs(value) > MOST) throw new Unpackable(`${amount} is too large to be packed`)
  return value
}

function fitsHalf(count: number): number {
  if (!Number.isInteger(count) || Math.abs(count) >= 2 ** 31) throw new Unpackable(`${count} is too large to be packed`)
  return count
}

const begin = (source: PackedSource, size: number) => {
  const view = new DataView(new ArrayBuffer(size))
  view.setUint8(offsets.source, sourceCode[source])
  view.setUint8(offsets.version, layoutVersion)
  return view
}
/** The row behind its own length, so that rows can be put one behind the other. */
function bytesOf(view: DataView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LENGTH_BYTES + view.byteLength)
  bytes.set(new Uint8Array(view.buffer), LENGTH_BYTES)
  new DataView(bytes.buffer).setUint32(0, bytes.length, true)
  return bytes
}

type Column<Row> = (row: Row) => number
type Columns<Row> = { doubles?: Column<Row>[]; wholes?: Column<Row>[]; days?: Column<Row>[]; flags?: Column<Row> }

/** A day that is only compared with others: 16 bits. */
function counted(day: string | null): number {
  const count = dayCount(day)
  if (count < 0 || count > LAST_DAY || (count === 0 && day !== null)) throw new Unpackable(`${day} is too far off to be packed`)
  return count
}

function sortedMonths<Row extends { month: string }>(
  rows: readonly Row[],
): { sorted: Row[]; numbers: number[]; isWhole: boolean } {
  const sorted = [...rows].sort((a, b) => (a.month < b.month ? -1 : 1))
  const numbers = sorted.map(({ month }) => monthNumber(month))
  if (sorted.length > MOST_MONTHS) throw new Unpackable(`${sorted.length} months`)
  if (numbers.some((month, at) => month === numbers[at - 1])) throw new Unpackable('two rows for one month')
  return { sorted, numbers, isWhole: numbers.length > 0 && numbers.length - 1 === (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) }
}

/** Months in order, column after column: doubles, wholes of 32 bits, days, flags, and the months where one is missing. */
function monthly<Row extends { month: string }>(source: PackedSource, rows: readonly Row[], columns: Columns<Row>, further = 0) {
  const { doubles = [], wholes = [], days = [], flags } = columns
  const { sorted, numbers, isWhole } = sortedMonths(rows)
  const width = 8 * doubles.length + 4 * wholes.length + 2 * days.length + (flags ? 1 : 0) + (isWhole ? 0 : 2)
  const view = begin(source, HEAD + sorted.length * width + further)
  view.setUint16(offsets.months, sorted.length, true)
  view.setUint16(offsets.firstMonth, isWhole ? (numbers[0] ?? 0) : 0, true)
  let at = HEAD
  const put = (size: number, write: (at: number) => void) => {
    write(at)
    at += size
  }
  for (const column of doubles) for (const row of sorted) put(8, (to) => view.setFloat64(to, fits(column(row)), true))
  for (const column of wholes) for (const row of sorted) put(4, (to) => view.setInt32(to, fitsHalf(column(row)), true))
  for (const column of days) for (const row of sorted) put(2, (to) => view.setUint16(to, column(row), true))
  if (flags) for (const row of sorted) put(1, (to) => view.setUint8(to, flags(row)))
  if (!isWhole) for (const month of numbers) put(2, (to) => view.setUint16(to, month, true))
  return { view, end: at }
}

function tax({ months, grades, arrearsFen }: NonNullable<PortraitFacts['TAX']>) {
  if (grades.length > MOST_ROWS) throw new Unpackable(`${grades.length} grades`)
  const columns = {
    doubles: [
      (row: (typeof months)[number]) => fits(row.declaredSalesFen),
      (row: (typeof months)[number]) => fits(row.taxPaidFen),
    ],
    days: [(row: (typeof months)[number]) => counted(row.dueOn), (row: (typeof months)[number]) => counted(row.declaredOn)],
  }
  const { view, end } = monthly('TAX', months, columns, 8 * grades.length)
  view.setFloat64(offsets.arrears, fits(arrearsFen), true)
  view.setUint16(offsets.further, grades.length, true)
  const newestFirst = [...grades].sort((a, b) => b.year - a.year)
  for (const [at, { year, grade }] of newestFirst.entries()) {
    view.setInt32(end + 8 * at, year, true)
    view.setInt32(end + 8 * at + 4, taxGrades[grade], true)
  }
  return bytesOf(view)
}

function staff({ months, arrearsFen }: NonNullable<PortraitFacts['SOCIAL_SECURITY']>) {
  const { view } = monthly('SOCIAL_SECURITY', months, {
    doubles: [(row) => fits(row.wageBaseFen)],
    wholes: [(row) => row.insuredHeadcount],
    flags: (row) => (row.inArrears ? 1 : 0),
  })
  view.setFloat64(offsets.arrears, fits(arrearsFen), true)
  return bytesOf(view)
}

function utility(source: 'ELECTRICITY' | 'WATER' | 'GAS', { months, arrearsFen }: NonNullable<PortraitFacts['GAS']>) {
  const { view } = monthly(source, months, {
    doubles: [(row) => row.quantity],
    days: [(row) => counted(row.dueOn), (row) => counted(row.paidOn)],
  })
  view.setFloat64(offsets.arrears, fits(arrearsFen), true)
  return bytesOf(view)
}

type DatedRow = { first: number; second?: number; third?: number; kind?: number; other?: number; amount?: bigint | number | null }

/** The records that count by their days alone; those that never can (a lapsed right, a cancelled permit) are left out. */
function datedRows(facts: PortraitFacts): Record<FirmList, DatedRow[]> {
  const { REGISTRATION, PENALTY, COURT, LIST, INTELLECTUAL_PROPERTY, PROCUREMENT, SUBSIDY, QUALIFICATION, PERMIT, AGRICULTURE } =
    facts
  const day = dayNumber
  return {
    changes: (REGISTRATION?.changes ?? []).map((one) => ({ first: day(one.on), kind: changeKinds[one.kind] })),
    penalties: (PENALTY?.penalties ?? []).map((one) => ({
      first: day(one.on),
      second: day(one.repairedOn),
      kind: severities[one.severity],
      other: categories[one.category],
      amount: one.amountFen,
    })),
    cases: (COURT?.cases ?? []).map((one) => ({
      first: day(one.on),
      second: day(one.closedOn),
      kind: roles[one.role],
      amount: one.amountFen,
    })),
    defaulters: (COURT?.defaulterEntries ?? []).map((one) => ({ first: day(one.listedOn), second: day(one.removedOn) })),
    entries: (LIST?.entries ?? []).map((one) => ({
      first: day(one.listedOn),
      second: day(one.removedOn),
      kind: lists[one.list],
    })),
    rights: (INTELLECTUAL_PROPERTY?.rights ?? [])
      .filter(({ state }) => state === 'IN_FORCE')
      .map((one) => ({ first: day(one.grantedOn), kind: one.kind === 'INVENTION' ? 1 : 0 })),
    bids: (PROCUREMENT?.bids ?? []).map((one) => ({ first: day(one.on), kind: outcomes[one.outcome], amount: one.amountFen })),
    grants: (SUBSIDY?.grants ?? []).map((one) => ({ first: day(one.on), second: day(one.paidOn), amount: one.amountFen })),
    titles: (QUALIFICATION?.titles ?? []).map((one) => ({
      first: day(one.recognisedOn),
      second: day(one.validUntil),
      third: day(one.withdrawnOn),
    })),
    permits: (PERMIT?.permits ?? [])
      .filter(({ state }) => state === 'VALID')
      .map((one) => ({ first: day(one.grantedOn), second: day(one.validUntil) })),
    holdings: (AGRICULTURE?.holdings ?? []).map((one) => ({
      first: day(one.registeredOn),
      second: day(one.validUntil),
      kind: holdingKinds[one.kind],
      amount: one.quantity,
    })),
  }
}

function firm(facts: PortraitFacts, { score, grade, gates }: Standing) {
  const rows = datedRows(facts)
  const all = firmLists.flatMap((list) => rows[list])
  if (firmLists.some((list) => rows[list].length > MOST_ROWS)) throw new Unpackable('too many records')
  const days = FIRM_HEAD + ROW * all.length
  const view = begin('FIRM', days + 2 * agingClasses.length)
  const present = Object.entries(presentBits).filter(([name]) => facts[name as keyof typeof presentBits] !== undefined)
  view.setUint16(
    firmOffsets.present,
    present.reduce((bits, [, bit]) => bits | bit, 0),
    true,
  )
  view.setUint16(firmOffsets.score, score, true)
  view.setUint8(firmOffsets.grade, grades.indexOf(grade))
  view.setUint8(
    firmOffsets.gates,
    gates.reduce((bits, { code }) => bits | gateBit(code), 0),
  )
  view.setUint8(firmOffsets.gateCount, Math.min(255, gates.length))
  const { REGISTRATION } = facts
  view.setInt32(firmOffsets.founded, dayNumber(REGISTRATION?.foundedOn ?? null), true)
  view.setUint8(firmOffsets.active, REGISTRATION?.status === 'ACTIVE' ? 1 : 0)
  view.setUint8(firmOffsets.soleTrader, REGISTRATION?.legalForm === 'SOLE_TRADER' ? 1 : 0)
  view.setFloat64(firmOffsets.capital, fits(REGISTRATION?.registeredCapitalFen ?? 0), true)
  view.setFloat64(firmOffsets.paidIn, fits(REGISTRATION?.paidInCapitalFen ?? 0), true)
  for (const [at, list] of firmLists.entries()) view.setUint16(firmOffsets.counts + 2 * at, rows[list].length, true)
  for (const [index, { first, second = 0, third = 0, kind = 0, other = 0, amount }] of all.entries()) {
    const at = FIRM_HEAD + ROW * index
    view.setInt32(at + rowOffsets.first, first, true)
    view.setInt32(at + rowOffsets.second, second, true)
    view.setInt32(at + rowOffsets.third, third, true)
    view.setUint8(at + rowOffsets.kind, kind)
    view.setUint8(at + rowOffsets.other, other)
    view.setFloat64(at + rowOffsets.amount, fits(amount ?? 0), true)
  }
  for (const [at, one] of agingClasses.entries()) view.setUint16(days + 2 * at, counted(facts.issuedOn?.[one] ?? null), true)
  return bytesOf(view)
}

/**
 * An enterprise's facts as packed rows, one a source that is on file, and always the firm's own: all that the indicators, the
 * score and the bars of any later day are read from, without names, numbers or texts.
 * @param standing the portrait drawn from them
 * @returns null where an amount is above MOST, a month is given twice or there are too many rows: such a firm is drawn in full
 */
export function packFacts(facts: PortraitFacts, standing: Standing): PackedRow[] | null {
  const { TAX, SOCIAL_SECURITY, CUSTOMS } = facts
  try {
    const rows: PackedRow[] = [{ source: 'FIRM', body: firm(facts, standing) }]
    if (TAX) rows.push({ source: 'TAX', body: tax(TAX) })
    if (SOCIAL_SECURITY) rows.push({ source: 'SOCIAL_SECURITY', body: staff(SOCIAL_SECURITY) })
    for (const source of ['ELECTRICITY', 'WATER', 'GAS'] as const) {
      const bills = facts[source]
      if (bills) rows.push({ source, body: utility(source, bills) })
    }
    if (CUSTOMS) {
      const columns = { doubles: [(row: (typeof CUSTOMS.months)[number]) => fits(row.exportFen)] }
      rows.push({ source: 'CUSTOMS', body: bytesOf(monthly('CUSTOMS', CUSTOMS.months, columns).view) })
    }
    return rows
  } catch (error) {
    if (error instanceof Unpackable) return null
    throw error
  }
}

/** What is kept of an enterprise: its packed rows one behind the other, in the order of their sources. */
export function rowOf(rows: readonly PackedRow[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(rows.reduce((size, { body }) => size + body.length, 0))
  let at = 0
  for (const { body } of rows) {
    all.set(body, at)
    at += body.length
  }
  return all
}
