import { createHash, createSecretKey, hkdfSync } from 'node:crypto'
import { codec } from '@/server/keys/envelope'

// The check code of a report is its key: whoever holds the paper can read what it shows, and the table alone cannot.

type Held = { number: string; code: string }

/** By what a report is found: neither number nor code can be had from it. */
export const codeHash = ({ number, code }: Held): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(`credit-report|${number}|${code}`).digest())

const keyOf = ({ number, code }: Held) => ({
  version: 1,
  key: createSecretKey(new Uint8Array(hkdfSync('sha256', code, number, 'credit-report content', 32))),
})
const cell = (number: string) => ({ table: 'credit_report', column: 'sealedContent', row: number })

export const sealContent = (held: Held, content: string): string => codec.seal(keyOf(held), cell(held.number), content)

/** @throws SealBroken where the content was altered, belongs to another report, or the code is another's */
export const openContent = (held: Held, sealed: string): string => codec.open(keyOf(held), cell(held.number), sealed)

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
