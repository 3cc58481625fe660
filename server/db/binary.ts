// PostgreSQL's binary formats, for parameters and answers of thousands of values: read and written without a text between.

/** Of a binary COPY: signature, flags and the length of an extension that nobody uses. */
const COPY_HEAD = 19
const oids = { uuid: 2950, smallint: 21 } as const
const ARRAY_HEAD = 20

/**
 * The values of a binary COPY of one column, one behind the other. The server sends a row a message, the head before the first and
 * the end by itself.
 * @throws RangeError where it holds anything else
 */
export function readColumn(messages: readonly Buffer[]): Buffer {
  const values = messages.map((message, at) => {
    const start = at === 0 ? COPY_HEAD : 0
    const isEnd = message.length === start + 2 && message.readInt16BE(start) === -1
    if (isEnd !== (at === messages.length - 1)) throw new RangeError('a copy that ends before its end, or not at all')
    if (isEnd) return message.subarray(message.length)
    const isOne = message.length >= start + 6 && message.readInt16BE(start) === 1
    if (!isOne || message.readInt32BE(start + 2) !== message.length - start - 6) throw new RangeError('not one value a row')
    return message.subarray(start + 6)
  })
  if (values.length === 0) throw new RangeError('not a copy')
  return Buffer.concat(values)
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
