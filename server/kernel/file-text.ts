import { done, type Outcome, refused } from './outcome'

export type FileText = { text: string; encoding: 'UTF-8' | 'GB18030' }
export type FileTextRefusal = 'file.empty' | 'file.is-workbook' | 'file.encoding'

/**
 * The text of an uploaded file. UTF-8 with or without a byte order mark, else GB18030 (what Chinese Excel writes, GBK
 * included), each strictly: bytes that are neither refuse the file rather than turn into replacement characters.
 */
export function fileText(bytes: Uint8Array): Outcome<FileText, FileTextRefusal> {
  if (bytes.length === 0) return refused('file.empty')
  // ZIP (xlsx) and compound files (xls): the commonest mistake deserves its own sentence.
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return refused('file.is-workbook')
  if (bytes.includes(0)) return refused('file.encoding')
  for (const encoding of ['UTF-8', 'GB18030'] as const) {
    try {
      return done({ text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding })
    } catch {
      // Not this one: try the next.
    }
  }
  return refused('file.encoding')
}

const begins = (bytes: Uint8Array, signature: readonly number[]) => signature.every((byte, index) => bytes[index] === byte)
