import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

export type Block = {
  /** The lines of the block, without their ends; null: bytes that are not of the encoding. */
  lines: (string | null)[]
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

/**
 * The file from `start` on, in blocks of whole lines. LF ends a line (CR before it is dropped): in UTF-8 and in GB18030 that
 * byte is never part of a character. A block that does not decode is decoded line by line, so that one bad line stays one.
 */
export async function* readBlocks(path: string, encoding: 'UTF-8' | 'GB18030', start: number): AsyncGenerator<Block> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let rest: Buffer = Buffer.alloc(0)
  let end = start
  let dropping = false
  for await (const chunk of createReadStream(path, { highWaterMark: blockBytes, start })) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const cut = bytes.lastIndexOf(0x0a) + 1
    rest = bytes.subarray(cut)
    if (cut > 0) {
      end += cut
      const lines = decodeLines(decoder, bytes.subarray(0, cut - 1))
      yield { lines: dropping ? [null, ...lines.slice(1)] : lines, end }
      dropping = false
    }
    if (rest.length > longestLine) {
      // What is too long is let go; its end, when it comes, counts as one bad line.
      end += rest.length
      rest = Buffer.alloc(0)
      dropping = true
    }
  }
  if (rest.length > 0 || dropping) yield { lines: dropping ? [null] : decodeLines(decoder, rest), end: end + rest.length }
}

function decodeLines(decoder: TextDecoder, bytes: Buffer): (string | null)[] {
  try {
    const text = decoder.decode(bytes)
    return (text.includes('\r') ? text.replaceAll('\r\n', '\n').replace(/\r$/, '') : text).split('\n')
  } catch {
    const lines: (string | null)[] = []
    for (let from = 0; from <= bytes.length; ) {
      const at = bytes.indexOf(0x0a, from)
      const to = at < 0 ? bytes.length : at
      lines.push(decodeLine(decoder, bytes.subarray(from, to)))
      from = to + 1
    }
    return lines
  }
}

function decodeLine(decoder: TextDecoder, bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes).replace(/\r$/, '')
  } catch {
    return null
  }
}
