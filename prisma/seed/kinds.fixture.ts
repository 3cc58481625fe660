import { owner } from '@/tests/world'
import { tablesOfCity } from './rows'

/** A word of an enumeration: `DISBURSED`, `claim.confirmed`, `zh-CN`; anything else is told apart only by its sign or presence. */
const word = /^(?:[A-Z][A-Z0-9_]+|[a-z][a-z-]*(?:\.[a-z-]+)+|[a-z]+_[a-z_]+)$/
/** Columns whose words are names given by chance or one a row. */
const free = new Set(['number', 'code', 'reference', 'contractNumber', 'loginName', 'fileName'])

function kindOf(column: string, value: unknown): string[] {
  if (value === null) return ['null']
  if (typeof value === 'boolean') return [String(value)]
  if (Array.isArray(value)) return value.length === 0 ? ['empty'] : value.flatMap((one: unknown) => kindOf(column, one))
  if (typeof value === 'string' && word.test(value) && !free.has(column)) return [value]
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : null
  if (number !== null && !free.has(column)) return [number < 0 ? 'negative' : number === 0 ? 'zero' : 'positive']
  return ['present']
}

/** Every kind of value in every column of every table that the city fills, as `table.column kind`, sorted. */
export async function kindsOfCity(): Promise<string[]> {
  const kinds = new Set<string>()
  for (const table of tablesOfCity) {
    const rows = await owner<Record<string, unknown>>(`SELECT * FROM ${table}`)
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        for (const kind of kindOf(column, value)) kinds.add(`${table}.${column} ${kind}`)
  }
  return [...kinds].sort()
}
