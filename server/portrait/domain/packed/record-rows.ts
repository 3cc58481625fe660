import type { Today } from './calendar'
import type { Figures } from './figures'
import { FIRM_HEAD, type FirmList, firmLists, firmOffsets, ROW, rowOffsets } from './layout'
import { NO_SOURCE } from './series'

export const listPlace = Object.fromEntries(firmLists.map((list, at) => [list, at])) as Record<FirmList, number>

/** The lists of one firm's own row, one firm after another. */
export class RecordRows {
  private readonly starts = new Int32Array(firmLists.length)
  private readonly counts = new Int32Array(firmLists.length)
  /** Where the lists end. */
  end = 0

  constructor(
    readonly view: DataView,
    readonly today: Today,
    readonly figures: Figures,
  ) {}

  /** Finds where the lists of the firm at `at` stand. */
  protected open(at: number): void {
    let start = at + FIRM_HEAD
    for (let list = 0; list < firmLists.length; list++) {
      this.starts[list] = start
      this.counts[list] = this.view.getUint16(at + firmOffsets.counts + 2 * list, true)
      start += ROW * (this.counts[list] as number)
    }
    this.end = start
  }

  day(list: number, row: number, offset: number): number {
    return this.view.getInt32((this.starts[list] as number) + ROW * row + offset, true)
  }
  kind(list: number, row: number, offset: number = rowOffsets.kind): number {
    return this.view.getUint8((this.starts[list] as number) + ROW * row + offset)
  }
  amount(list: number, row: number): number {
    return this.view.getFloat64((this.starts[list] as number) + ROW * row + rowOffsets.amount, true)
  }
  rows(list: number): number {
    return this.counts[list] as number
  }

  /** Entries that were on a list and had not been removed. */
  isListed(list: number, row: number): boolean {
    const { asOf } = this.today
    const removedOn = this.day(list, row, rowOffsets.second)
    return this.day(list, row, rowOffsets.first) <= asOf && (removedOn === 0 || removedOn > asOf)
  }

  /** Valid still on the day, and not withdrawn. */
  isValid(list: number, row: number, asOf: number): boolean {
    const until = this.day(list, row, rowOffsets.second)
    const withdrawnOn = this.day(list, row, rowOffsets.third)
    return (until === 0 || until >= asOf) && (withdrawnOn === 0 || withdrawnOn > asOf)
  }
}

/** Says of each that its source is not on file. */
export function lackAll(figures: Figures, places: readonly number[]): void {
  for (const place of places) figures.lack(place, NO_SOURCE)
}
