import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

type FeedEncoding = 'UTF-8' | 'GB18030'

export type Block = {
  /** Its lines in UTF-8, without the last one's end. The reader may write in it. */
  bytes: Buffer
  /** Which of its lines, from 0, were not of the encoding, or too long to hold: they are empty here. */
  lost: ReadonlySet<number>
  /** Where in the file the block ends. */
  end: number
}

/** So much of a file is held at a time. */
const blockBytes = 1024 * 1024
/** A line beyond this is no line: reading on would fill the memory. */
export const longestLine = 64 * 1024

/** SHA-256 (hex) of a file and its size, read once in small pieces. */
export async function digestOfFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: blockBytes })) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { sha256: hash.digest('hex'), bytes }
}

const lineFeed = 0x0a
const byteOrderMark = Buffer.from('\ufeff')

/**
 * The file from `start` on, in blocks of whole lines. LF ends a line: in UTF-8 and in GB18030 that byte is never part of a
 * character. A block that does not decode is decoded line by line, so that one bad line stays one.
 */
export async function* readBlocks(path: string, encoding: FeedEncoding, start: number): AsyncGenerator<Block> {
  let rest: Buffer = Buffer.alloc(0)
  let end = start
  let dropping = false
  const decoded = (bytes: Buffer) => decodeLines(end === 0 ? withoutMark(bytes) : bytes, encoding, dropping)
  for await (const chunk of createReadStream(path, { highWaterMark: blockBytes, start })) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const cut = bytes.lastIndexOf(lineFeed) + 1
    rest = bytes.subarray(cut)
    if (cut > 0) {
      const lines = decoded(bytes.subarray(0, cut - 1))
      end += cut
      yield { ...lines, end }
      dropping = false
    }
    if (rest.length > longestLine) {
      // What is too long is let go; its end, when it comes, counts as one bad line.
      end += rest.length
      rest = Buffer.alloc(0)
      dropping = true
    }
  }
  if (rest.length > 0 || dropping) yield { ...decoded(rest), end: end + rest.length }
}

/** Some programs begin a file in UTF-8 with a mark that is no character of its first line. */
const withoutMark = (bytes: Buffer) =>
  bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? bytes.subarray(byteOrderMark.length) : bytes

type Lines = Pick<Block, 'bytes' | 'lost'>

/** @param isCut whether the beginning of the first line was let go */
function decodeLines(bytes: Buffer, encoding: FeedEncoding, isCut: boolean): Lines {
  const decoded = isCut ? null : decode(bytes, encoding)
  if (decoded) return { bytes: decoded, lost: new Set() }
  const lines: Buffer[] = []
  const lost = new Set<number>()
  for (let from = 0; from <= bytes.length; ) {
    const at = bytes.indexOf(lineFeed, from)
    const to = at < 0 ? bytes.length : at
    const line = isCut && from === 0 ? null : decode(bytes.subarray(from, to), encoding)
    if (!line) lost.add(lines.length)
    lines.push(line ?? Buffer.alloc(0))
    from = to + 1
  }
  return { bytes: Buffer.concat(lines.flatMap((line, at) => (at > 0 ? [lineEnd, line] : [line]))), lost }
}

const lineEnd = Buffer.from('\n')

/** The bytes in UTF-8, or null where they are not of the encoding. */
function decode(bytes: Buffer, encoding: FeedEncoding): Buffer | null {
  if (encoding === 'UTF-8') return isUtf8(bytes) ? bytes : null
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}
