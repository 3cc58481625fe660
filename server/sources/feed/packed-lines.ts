import { codeBytes } from './plain-line'

/** Parts bodies on their way: what they hold has no control character but TAB and LF. */
export const parting = 0x1f
/** From where a line begins to its key. */
const toKey = codeBytes + 1
const [tab, lineFeed, comma] = [0x09, 0x0a, 0x2c]
/** No accepted line is shorter: a credit code, a comma and a key. */
const shortestLine = codeBytes + 2

/** What a block tells of one firm on the platform. */
type OwnedLines = { creditCode: string; ownerId: string; entries: number; body: string }
/** What a block tells, one row an enterprise: codes and numbers of lines parted by commas, bodies by `parting`; UTF-8. */
export type PackedLines = { codes: Buffer; entries: string; bodies: Buffer; owned: readonly OwnedLines[] }

/**
 * Collects the accepted lines of one block by enterprise, in the block's own bytes: a line lies there as credit code, one byte,
 * and what is kept of it (values parted by TAB, the key first). Tables of numbers take the place of a map, so that a million
 * lines of one firm each make no million objects.
 */
export class LinesOfBlock {
  private readonly from: Int32Array
  private readonly to: Int32Array
  /** The next line of the same enterprise, or -1. */
  private readonly next: Int32Array
  private readonly firsts: number[] = []
  private readonly lasts: number[] = []
  private readonly counts: number[] = []
  /** Place by hash: an enterprise's number, and a line's, each plus one; 0 is free. */
  private readonly byCode: Int32Array
  private readonly byKey: Int32Array
  private readonly mask: number
  private lines = 0

  constructor(private readonly bytes: Buffer) {
    const most = Math.ceil(bytes.length / shortestLine) + 1
    const places = 2 ** Math.ceil(Math.log2(2 * most))
    this.from = new Int32Array(most)
    this.to = new Int32Array(most)
    this.next = new Int32Array(most)
    this.mask = places - 1
    this.byCode = new Int32Array(places)
    this.byKey = new Int32Array(places)
  }

  private same(at: number, other: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (this.bytes[at + i] !== this.bytes[other + i]) return false
    return true
  }

  private hash(from: number, to: number, start: number): number {
    let hash = start
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (this.bytes[at] as number), 0x01000193)
    return hash
  }

  /** The place of the line of this code and key, or the free one where it would stand. */
  private placeOfLine(hash: number, from: number, keyLength: number): number {
    for (let place = hash & this.mask; ; place = (place + 1) & this.mask) {
      const line = (this.byKey[place] as number) - 1
      if (line < 0) return place
      const other = this.from[line] as number
      const isSame = this.same(from, other, codeBytes) && this.same(from + toKey, other + toKey, keyLength)
      if (isSame && this.bytes[other + toKey + keyLength] === tab) return place
    }
  }

  /** The place of the enterprise of this code, or the free one where it would stand. */
  private placeOfGroup(hash: number, from: number): number {
    for (let place = hash & this.mask; ; place = (place + 1) & this.mask) {
      const group = (this.byCode[place] as number) - 1
      if (group < 0 || this.same(from, this.from[this.firsts[group] as number] as number, codeBytes)) return place
    }
  }

  /** Adds the line between two places; false when the block has one of the same enterprise and key. */
  add(from: number, to: number): boolean {
    let keyEnd = from + toKey
    while (keyEnd < to && this.bytes[keyEnd] !== tab) keyEnd++
    const ofCode = this.hash(from, from + codeBytes, 0x811c9dc5 | 0)
    const ofKey = this.hash(from + toKey, keyEnd, ofCode)
    const byKey = this.placeOfLine(ofKey ^ (ofKey >>> 15), from, keyEnd - from - toKey)
    if (this.byKey[byKey] !== 0) return false
    const line = this.lines++
    this.byKey[byKey] = line + 1
    this.from[line] = from
    this.to[line] = to
    this.next[line] = -1
    const byCode = this.placeOfGroup(ofCode ^ (ofCode >>> 15), from)
    const group = (this.byCode[byCode] as number) - 1
    if (group >= 0) {
      this.next[this.lasts[group] as number] = line
      this.lasts[group] = line
      this.counts[group] = (this.counts[group] as number) + 1
    } else {
      this.byCode[byCode] = this.firsts.push(line)
      this.lasts.push(line)
      this.counts.push(1)
    }
    return true
  }

  /** Writes the body of an enterprise at a place of `out`: its lines parted by LF. Where it ends. */
  private writeBody(group: number, out: Buffer, at: number): number {
    let end = at
    for (let line = this.firsts[group] as number; line >= 0; line = this.next[line] as number) {
      if (end > at) out[end++] = lineFeed
      const to = this.to[line] as number
      for (let i = (this.from[line] as number) + toKey; i < to; i++) out[end++] = this.bytes[i] as number
    }
    return end
  }

  /** All of it as the database takes it; that of firms on the platform apart, to be sealed. @param owners ids by credit code */
  pack(owners: ReadonlyMap<string, string>): PackedLines {
    const codes = Buffer.allocUnsafe(this.firsts.length * toKey)
    const bodies = Buffer.allocUnsafe(this.bytes.length)
    const entries: number[] = []
    const owned: OwnedLines[] = []
    let [codesEnd, bodiesEnd] = [0, 0]
    for (let group = 0; group < this.firsts.length; group++) {
      const code = this.from[this.firsts[group] as number] as number
      const count = this.counts[group] as number
      const creditCode = owners.size > 0 ? this.bytes.toString('latin1', code, code + codeBytes) : ''
      const ownerId = owners.get(creditCode)
      if (entries.length > 0 && !ownerId) {
        codes[codesEnd++] = comma
        bodies[bodiesEnd++] = parting
      }
      const end = this.writeBody(group, bodies, bodiesEnd)
      if (ownerId) owned.push({ creditCode, ownerId, entries: count, body: bodies.toString('utf8', bodiesEnd, end) })
      else {
        for (let i = 0; i < codeBytes; i++) codes[codesEnd++] = this.bytes[code + i] as number
        entries.push(count)
        bodiesEnd = end
      }
    }
    return { codes: codes.subarray(0, codesEnd), entries: entries.join(), bodies: bodies.subarray(0, bodiesEnd), owned }
  }
}
