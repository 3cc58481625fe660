import { ageFigures } from './aging'
import type { Today } from './calendar'
import { type CompiledCard, MOST_REASONS, Scored, scoreFigures } from './compiled-card'
import { Figures } from './figures'
import { gradeFigures } from './grade-figures'
import { firmOffsets, LENGTH_BYTES, layoutVersion, MOST_MONTHS, offsets, sourceCode } from './layout'
import { exportFigures, powerFigures, salesFigures, staffFigures, taxFigures, waterAndGasFigures } from './monthly-figures'
import { type Bars, RecordReader } from './record-figures'
import { readBills, readExports, readStaff, readTax, Series } from './series'

/**
 * A block: for each enterprise its 16 bytes, the length of its rows (32 bits, big-endian) and the rows, the firm's own first, each
 * behind its own length.
 */
export const ID_BYTES = 16
export const FIRM_START = ID_BYTES + 4

/** Results of a part, a firm a place. Reasons: factor numbers of the card from 1, four a firm, 0 where there are fewer. */
export type PartResult = {
  firms: number
  ids: Uint8Array<ArrayBuffer>
  score: Int16Array<ArrayBuffer>
  /** Place among the grades: A is 0. */
  grade: Int16Array<ArrayBuffer>
  low: Int16Array<ArrayBuffer>
  high: Int16Array<ArrayBuffer>
  confidenceBps: Int16Array<ArrayBuffer>
  /** A bit for each bar in force (gateCodes). */
  gates: Int16Array<ArrayBuffer>
  reasons: Int16Array<ArrayBuffer>
  /** 1 where score, grade or bars are not those of the standing portrait. */
  moved: Uint8Array<ArrayBuffer>
}

/**
 * Reads one firm after another out of packed rows: all figures, or without the dearest of those that are not `asked`; then the score.
 * Its buffers are written over for the next firm.
 */
export class FirmReader {
  readonly figures: Figures
  readonly scored: Scored
  bars: Bars = { gates: 0, count: 0 }
  private readonly tax = new Series()
  private readonly staff = new Series()
  private readonly power = new Series()
  private readonly water = new Series()
  private readonly gas = new Series()
  private readonly customs = new Series()
  private readonly monthly = [this.tax, this.staff, this.power, this.water, this.gas, this.customs]
  private readonly records: RecordReader
  private taxRow = -1
  private grades = 0

  constructor(
    private readonly view: DataView,
    private readonly card: CompiledCard,
    private readonly today: Today,
    asked?: Uint8Array,
  ) {
    this.figures = new Figures(asked)
    this.scored = new Scored(card.place.length)
    this.records = new RecordReader(view, today, this.figures)
  }

  /**
   * Reads the rows of one firm from `own`, where its own row stands, to `end`: all figures and the score.
   * @throws RangeError for a row of another layout
   */
  read(own: number, end: number): void {
    const { view } = this
    for (const series of this.monthly) series.clear()
    this.taxRow = -1
    this.check(own + LENGTH_BYTES)
    for (let at = own + view.getUint32(own, true); at < end; at += view.getUint32(at, true)) {
      this.check(at + LENGTH_BYTES)
      this.months(at + LENGTH_BYTES)
    }
    this.reckon(own + LENGTH_BYTES)
  }

  private check(row: number): void {
    const version = this.view.getUint8(row + offsets.version)
    if (version !== layoutVersion) throw new RangeError(`a packed row of layout ${version}`)
  }

  private months(at: number): void {
    const { view, today } = this
    if (view.getUint16(at + offsets.months, true) > MOST_MONTHS) throw new RangeError('a packed row of too many months')
    switch (view.getUint8(at + offsets.source)) {
      case sourceCode.TAX:
        this.taxRow = at
        this.grades = readTax(view, at, today, this.tax)
        break
      case sourceCode.SOCIAL_SECURITY:
        readStaff(view, at, today, this.staff)
        break
      case sourceCode.ELECTRICITY:
        readBills(view, at, today, this.power)
        break
      case sourceCode.WATER:
        readBills(view, at, today, this.water)
        break
      case sourceCode.GAS:
        readBills(view, at, today, this.gas)
        break
      default:
        readExports(view, at, today, this.customs)
    }
  }

  private reckon(firm: number): void {
    const { view, figures, tax, staff, power, today } = this
    this.bars = this.records.read(firm)
    gradeFigures(figures, view, this.taxRow, this.grades, today)
    salesFigures(figures, tax, staff, power)
    taxFigures(figures, tax)
    staffFigures(figures, staff)
    powerFigures(figures, power, tax)
    waterAndGasFigures(figures, this.water, this.gas)
    exportFigures(figures, this.customs)
    const end = firm - LENGTH_BYTES + view.getUint32(firm - LENGTH_BYTES, true)
    if (this.card.ages) ageFigures(figures, view, this.records.end, end, today)
    scoreFigures(this.card, figures, this.scored)
  }
}

function countFirms(view: DataView): number {
  let firms = 0
  for (let at = 0; at < view.byteLength; at += FIRM_START + view.getUint32(at + ID_BYTES)) firms++
  return firms
}

function emptyResult(firms: number): PartResult {
  return {
    firms,
    ids: new Uint8Array(ID_BYTES * firms),
    score: new Int16Array(firms),
    grade: new Int16Array(firms),
    low: new Int16Array(firms),
    high: new Int16Array(firms),
    confidenceBps: new Int16Array(firms),
    gates: new Int16Array(firms),
    reasons: new Int16Array(MOST_REASONS * firms),
    moved: new Uint8Array(firms),
  }
}

/** What standing portrait the firm's row tells of, against what was read now. */
function hasMoved(view: DataView, firm: number, { score, grade }: Scored, { gates, count }: Bars): boolean {
  return (
    view.getUint16(firm + firmOffsets.score, true) !== score ||
    view.getUint8(firm + firmOffsets.grade) !== grade ||
    view.getUint8(firm + firmOffsets.gates) !== gates ||
    view.getUint8(firm + firmOffsets.gateCount) !== Math.min(255, count)
  )
}

function note(result: PartResult, at: number, { scored, bars }: FirmReader, isMoved: boolean): void {
  result.score[at] = scored.score
  result.grade[at] = scored.grade
  result.low[at] = scored.low
  result.high[at] = scored.high
  result.confidenceBps[at] = scored.confidenceBps
  result.gates[at] = bars.gates
  result.moved[at] = isMoved ? 1 : 0
  for (let reason = 0; reason < scored.reasonCount; reason++)
    result.reasons[MOST_REASONS * at + reason] = (scored.reasons[reason] as number) + 1
}

/**
 * Scores every firm of a block for one day by one card, without anything but the block.
 * @throws RangeError for a row of another layout
 */
export function scoreBlock(block: Uint8Array, card: CompiledCard, today: Today): PartResult {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const reader = new FirmReader(view, card, today, card.asked)
  const result = emptyResult(countFirms(view))
  let at = 0
  for (let firm = 0; firm < result.firms; firm++) {
    const own = at + FIRM_START
    const end = own + view.getUint32(at + ID_BYTES)
    reader.read(own, end)
    result.ids.set(block.subarray(at, at + ID_BYTES), ID_BYTES * firm)
    note(result, firm, reader, hasMoved(view, own + LENGTH_BYTES, reader.scored, reader.bars))
    at = end
  }
  return result
}

/** What is kept of one firm as a block. @param id 16 bytes */
export function blockOf(id: Uint8Array, row: Uint8Array): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(FIRM_START + row.length)
  block.set(id)
  new DataView(block.buffer).setUint32(ID_BYTES, row.length)
  block.set(row, FIRM_START)
  return block
}
