import { createHash } from 'node:crypto'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** JSON with its keys in order: equal values give equal text, wherever the keys came from. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`
}

/** SHA-256 of the canonical text, hexadecimal: by it a portrait that was stored is told from any other. */
export const digestOf = (value: Json) => createHash('sha256').update(canonicalJson(value)).digest('hex')
