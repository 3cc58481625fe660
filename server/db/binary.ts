// PostgreSQL's binary formats, for parameters and answers of thousands of values: read and written without a text between.

/** Of a binary COPY: signature, flags and the length of an extension that nobody uses. */
const COPY_HEAD = 19
const oids = { uuid: 2950, smallint: 21 } as const
const ARRAY_HEAD = 20

/**
 * The values of a binary COPY of one column, one behind the other, in memory that is kept for the next one: megabytes that came anew
 * for every part of a city kept the collector busy for as long as the reckoning took. The server sends a row a message, the head
 * before the first and the end by itself.
 */
export class CopiedColumn {
  private memory = Buffer.allocUnsafeSlow(1 << 20)
  private length = 0
  private state: 'HEAD' | 'ROWS' | 'ENDED' | 'BROKEN' = 'HEAD'

  /** Forgets what was read; what `bytes` gave before is written over. */
  clear(): void {
    this.length = 0
    this.state = 'HEAD'
  }

  take(message: Buffer): void {
    const start = this.state === 'HEAD' ? COPY_HEAD : 0
    const size = message.length - start
    const fields = size >= 2 && this.state !== 'ENDED' ? message.readInt16BE(start) : 0
    if (this.state === 'BROKEN' || (fields !== -1 && (fields !== 1 || size < 6))) this.state = 'BROKEN'
    else if (fields === -1) this.state = size === 2 ? 'ENDED' : 'BROKEN'
    else if (message.readInt32BE(start + 2) !== size - 6) this.state = 'BROKEN'
    else {
      this.state = 'ROWS'
      this.keep(message.subarray(start + 6))
    }
  }

  private keep(value: Buffer): void {
    const length = this.length + value.length
    if (length > this.memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.memory.length))
      this.memory.copy(larger, 0, 0, this.length)
      this.memory = larger
    }
    value.copy(this.memory, this.length)
    this.length = length
  }

  /** @throws RangeError where it was anything else than one value a row, or had no end */
  bytes(): Uint8Array {
    if (this.state !== 'ENDED') throw new RangeError(this.state === 'BROKEN' ? 'not one value a row' : 'a copy without its end')
    return this.memory.subarray(0, this.length)
  }
}

function arrayOf(oid: number, width: number, count: number): { buffer: Buffer; view: DataView } {
  const buffer = Buffer.alloc(ARRAY_HEAD + count * (4 + width))
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  view.setInt32(0, count > 0 ? 1 : 0)
  view.setInt32(8, oid)
  view.setInt32(12, count)
  view.setInt32(16, 1)
  return { buffer: count > 0 ? buffer : buffer.subarray(0, 12), view }
}

/** smallint[] as a bound parameter. */
export function smallints(values: ArrayLike<number>): Buffer {
  const { buffer, view } = arrayOf(oids.smallint, 2, values.length)
  for (let at = 0; at < values.length; at++) {
    view.setInt32(ARRAY_HEAD + 6 * at, 2)
    view.setInt16(ARRAY_HEAD + 6 * at + 4, values[at] as number)
  }
  return buffer
}

/** uuid[] as a bound parameter. @param ids 16 bytes each, one after another */
export function uuids(ids: Uint8Array): Buffer {
  const count = ids.length / 16
  const { buffer, view } = arrayOf(oids.uuid, 16, count)
  for (let at = 0; at < count; at++) {
    view.setInt32(ARRAY_HEAD + 20 * at, 16)
    buffer.set(ids.subarray(16 * at, 16 * (at + 1)), ARRAY_HEAD + 20 * at + 4)
  }
  return buffer
}
