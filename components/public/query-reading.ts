import type { SearchParams } from '@/components/ui/query-href'
import { firstOf } from '@/components/ui/query-href'

/** A field that cannot be used as typed: where it is, which sentence mends it, and what fills the sentence. */
export type FieldFault<Key extends string> = { path: string; key: Key; values?: Record<string, string | number> }

/** Longer than anything that a field takes; the rest of a hostile address is not read. */
const LONGEST = 100

/** A parameter as typed, without surrounding space; '' when it is absent. */
export const typed = (params: SearchParams, name: string): string => (firstOf(params[name]) ?? '').trim().slice(0, LONGEST)

/** Full-width digits and points, grouping commas and spaces, as Chinese keyboards give them. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replace(/[,，\s]/g, '')

/** A whole number within bounds, both included; null for anything else. */
export function wholeNumber(text: string, min: number, max: number): number | null {
  const digits = plain(text)
  const number = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
  return number >= min && number <= max ? number : null
}

/** A number with decimals from 0 to `max`; null for anything else. */
export function decimalNumber(text: string, max: number): number | null {
  const digits = plain(text)
  const number = /^\d{1,12}(\.\d{1,6})?$/.test(digits) ? Number(digits) : Number.NaN
  return number <= max ? number : null
}

/** A percentage with at most two decimals (`3.85`, `3.85%`) as basis points from 0 to `maxBps`; null for anything else. */
export function percentAsBps(text: string, maxBps: number): number | null {
  const [, whole, fraction = ''] = /^(\d{1,3})(?:\.(\d{0,2}))?%?$/.exec(plain(text)) ?? []
  if (whole === undefined) return null
  const bps = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  return bps <= maxBps ? bps : null
}
