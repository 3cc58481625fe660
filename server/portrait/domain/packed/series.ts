import { missingReasons } from '../../schema'
import { STALE_AFTER_MONTHS } from '../measure'
import type { Today } from './calendar'
import { HEAD, MOST_MONTHS, offsets } from './layout'

/** Why there is no value, as a number: 0 for a value, else 1 + the place in `missingReasons`, where what could be mended comes first. */
const code = (reason: (typeof missingReasons)[number]) => missingReasons.indexOf(reason) + 1
export const NO_SOURCE = code('NO_SOURCE')
export const STALE = code('STALE')
export const GAP = code('GAP')
export const TOO_SHORT = code('TOO_SHORT')
export const NO_BASE = code('NO_BASE')
export const NOT_APPLICABLE = code('NOT_APPLICABLE')

/** Bits of a month. Filings: late, not filed, filed without sales. Bills: due or paid, late, nothing used. Staff: in arrears. */
export const flag = { late: 1, unfiled: 2, zero: 4, due: 8, inArrears: 16 } as const

/** One source's months as they were known on the day, oldest first; read over again for every firm. */
export class Series {
  /** 0 when windows can end with the newest month, else why not. */
  state = NO_SOURCE
  count = 0
  arrears = 0
  readonly months = new Int32Array(MOST_MONTHS)
  /** How many months in a row end with this one. */
  readonly inRow = new Int32Array(MOST_MONTHS)
  readonly main = new Float64Array(MOST_MONTHS)
  readonly second = new Float64Array(MOST_MONTHS)
  readonly flags = new Uint8Array(MOST_MONTHS)

  clear(): void {
    this.state = NO_SOURCE
    this.count = 0
  }

  add(month: number, main: number, second: number, flags: number): void {
    const at = this.count++
    this.months[at] = month
    this.inRow[at] = at > 0 && this.months[at - 1] === month - 1 ? (this.inRow[at - 1] as number) + 1 : 1
    this.main[at] = main
    this.second[at] = second
    this.flags[at] = flags
  }

  close(lastMonth: number): void {
    if (this.count === 0) this.state = TOO_SHORT
    else this.state = lastMonth - this.newest() > STALE_AFTER_MONTHS ? STALE : 0
  }

  newest(): number {
    return this.months[this.count - 1] as number
  }

  /** Where the window of `count` months up to `to` begins, or minus the reason why there is none. */
  windowTo(to: number, count: number): number {
    if (this.count === 0 || (this.months[0] as number) > to - count + 1) return -TOO_SHORT
    let at = this.count - 1
    while ((this.months[at] as number) > to) at--
    return this.months[at] === to && (this.inRow[at] as number) >= count ? at - count + 1 : -GAP
  }

  /** As `windowTo` for the newest month. */
  window(count: number): number {
    return this.state === 0 ? this.windowTo(this.newest(), count) : -this.state
  }

  flagged(from: number, count: number, bit: number): number {
    let found = 0
    for (let at = from; at < from + count; at++) if ((this.flags[at] as number) & bit) found++
    return found
  }
}

/** The month of a row: counted from the first, or, where one is missing, written out behind the columns. */
function monthAt(view: DataView, first: number, months: number, row: number): number {
  return first === 0 ? view.getUint16(months + 2 * row, true) : first + row
}

/** Filings as known on the day: one that was not due yet and not made says nothing. @returns where the grades begin */
export function readTax(view: DataView, at: number, { asOfCount, lastMonth }: Today, into: Series): number {
  const rows = view.getUint16(at + offsets.months, true)
  const first = view.getUint16(at + offsets.firstMonth, true)
  const sales = at + HEAD
  const paid = sales + 8 * rows
  const due = paid + 8 * rows
  const declared = due + 2 * rows
  const months = declared + 2 * rows
  into.arrears = view.getFloat64(at + offsets.arrears, true)
  for (let i = 0; i < rows; i++) {
    const month = monthAt(view, first, months, i)
    const dueOn = view.getUint16(due + 2 * i, true)
    let on = view.getUint16(declared + 2 * i, true)
    if (on > asOfCount) on = 0
    if (month > lastMonth || (on === 0 && dueOn >= asOfCount)) continue
    const amount = view.getFloat64(sales + 8 * i, true)
    const flags = on === 0 ? flag.unfiled : (on > dueOn ? flag.late : 0) | (amount === 0 ? flag.zero : 0)
    into.add(month, amount, view.getFloat64(paid + 8 * i, true), flags)
  }
  into.close(lastMonth)
  return first === 0 ? months + 2 * rows : months
}

export function readStaff(view: DataView, at: number, { lastMonth }: Today, into: Series): void {
  const rows = view.getUint16(at + offsets.months, true)
  const first = view.getUint16(at + offsets.firstMonth, true)
  const wages = at + HEAD
  const heads = wages + 8 * rows
  const arrears = heads + 4 * rows
  const months = arrears + rows
  into.arrears = view.getFloat64(at + offsets.arrears, true)
  for (let i = 0; i < rows; i++) {
    const month = monthAt(view, first, months, i)
    if (month > lastMonth) break
    const flags = view.getUint8(arrears + i) === 1 ? flag.inArrears : 0
    into.add(month, view.getInt32(heads + 4 * i, true), view.getFloat64(wages + 8 * i, true), flags)
  }
  into.close(lastMonth)
}

/** Bills as known on the day: one that is neither due nor paid says nothing of payment. */
export function readBills(view: DataView, at: number, { asOfCount, lastMonth }: Today, into: Series): void {
  const rows = view.getUint16(at + offsets.months, true)
  const first = view.getUint16(at + offsets.firstMonth, true)
  const quantity = at + HEAD
  const due = quantity + 8 * rows
  const paid = due + 2 * rows
  const months = paid + 2 * rows
  into.arrears = view.getFloat64(at + offsets.arrears, true)
  for (let i = 0; i < rows; i++) {
    const month = monthAt(view, first, months, i)
    if (month > lastMonth) break
    const dueOn = view.getUint16(due + 2 * i, true)
    let on = view.getUint16(paid + 2 * i, true)
    if (on > asOfCount) on = 0
    const used = view.getFloat64(quantity + 8 * i, true)
    const isDue = on !== 0 || dueOn < asOfCount
    const isLate = isDue && (on === 0 || on > dueOn)
    into.add(month, used, 0, (isDue ? flag.due : 0) | (isLate ? flag.late : 0) | (used === 0 ? flag.zero : 0))
  }
  into.close(lastMonth)
}

export function readExports(view: DataView, at: number, { lastMonth }: Today, into: Series): void {
  const rows = view.getUint16(at + offsets.months, true)
  const first = view.getUint16(at + offsets.firstMonth, true)
  const amounts = at + HEAD
  const months = amounts + 8 * rows
  for (let i = 0; i < rows; i++) {
    const month = monthAt(view, first, months, i)
    if (month > lastMonth) break
    into.add(month, view.getFloat64(amounts + 8 * i, true), 0, 0)
  }
  into.close(lastMonth)
}
