import type { SetAside } from './delivery.repository'
import type { Layout } from './layouts'
import type { FeedManifest } from './manifest'
import { LinesOfBlock, type PackedLines } from './packed-lines'
import { codeBytes, createPlainLine } from './plain-line'
import { type Block, longestLine } from './read-blocks'
import { cellsOfCsv, cellsOfJson, createLineReader, type LineRefusal, type ReadLine, type RefusedLine } from './read-line'

/** A line that was set aside is kept so far, for the agency to find it. */
const keptOfLine = 500
const [tab, lineFeed, carriageReturn, comma] = [0x09, 0x0a, 0x0d, 0x2c]

/** Where the line that begins at a place ends, and its text: LF ends it, a CR before that is dropped. */
export function lineAt(bytes: Buffer, from: number): { text: string; next: number } {
  const at = bytes.indexOf(lineFeed, from)
  const end = at < 0 ? bytes.length : at
  return { text: bytes.toString('utf8', from, end > from && bytes[end - 1] === carriageReturn ? end - 1 : end), next: end + 1 }
}

/** Writes what was read of a line in full in the line's own place, as LinesOfBlock takes it; it is never longer than the line. */
function rewrite(bytes: Buffer, from: number, next: number, { creditCode, kept }: ReadLine): number {
  const end = from + codeBytes + 1 + Buffer.byteLength(kept)
  if (end >= next) throw new Error('a line grew')
  bytes.write(`${creditCode},${kept}`, from)
  return end
}

/** Makes of a line that createPlainLine recognised what is kept of it: TAB for the commas, without the operation. */
function keepPlain(bytes: Buffer, from: number, end: number): number {
  for (let at = from + codeBytes + 1; at < end - 2; at++) if (bytes[at] === comma) bytes[at] = tab
  return end - 2
}

type Reading = { lines: number; packed: PackedLines; setAside: SetAside[] }

/** Reads the lines of a block from a place on, by enterprise; bad ones are set aside with their number in the file. */
export function createBlockReader(
  layout: Layout,
  format: FeedManifest['format'],
  today: string,
  owners: ReadonlyMap<string, string>,
): (block: Block, start: number, linesBefore: number) => Reading {
  const isCsv = format === 'CSV'
  const plainEnd = createPlainLine(layout, today)
  const readLine = createLineReader(layout, today)
  const readInFull = (line: string, isLost: boolean): ReadLine | RefusedLine => {
    if (isLost) return { ok: false, reason: 'line.encoding', column: null }
    if (line.length > longestLine) return { ok: false, reason: 'line.too-long', column: null }
    const cells = isCsv ? cellsOfCsv(line) : cellsOfJson(layout, line)
    return cells ? readLine(cells) : { ok: false, reason: 'line.columns', column: null }
  }
  return ({ bytes, lost }, start, linesBefore) => {
    const lines = new LinesOfBlock(bytes)
    const setAside: SetAside[] = []
    let count = 0
    for (let from = start; from <= bytes.length; count++) {
      const aside = (raw: string, reason: LineRefusal, column: string | null = null) =>
        setAside.push({ line: linesBefore + count + 1, reason, column, raw: raw.slice(0, keptOfLine) })
      const plain = isCsv ? plainEnd(bytes, from) : -1
      if (plain >= 0) {
        const isNew = lines.add(from, keepPlain(bytes, from, plain))
        if (!isNew) aside(bytes.toString('utf8', from, plain).replaceAll('\t', ','), 'line.duplicate')
        from = plain + (bytes[plain] === carriageReturn ? 2 : 1)
        continue
      }
      const { text, next } = lineAt(bytes, from)
      const read = readInFull(text, lost.has(count + (start > 0 ? 1 : 0)))
      if (!read.ok) aside(text, read.reason, read.column)
      else if (!lines.add(from, rewrite(bytes, from, next, read))) aside(text, 'line.duplicate')
      from = next
    }
    return { lines: count, packed: lines.pack(owners), setAside }
  }
}
