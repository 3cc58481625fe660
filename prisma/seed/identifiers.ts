import { createHash } from 'node:crypto'

/** SHA-256 of the parts; the source of everything in the city's database that only has to look random. */
export const digest = (...parts: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(parts.join('\u0000')).digest()

/**
 * A version 7 UUID (RFC 9562) made of a time and of what it names: the same city on the same day has the same ids, and
 * rows sort by time as those of the product do.
 */
export function idAt(at: Date, ...names: readonly (string | number)[]): string {
  const bytes = digest(...names).subarray(0, 16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
