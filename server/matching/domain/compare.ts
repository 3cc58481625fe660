import type { Comparison, Truth } from '../schema'
import { not, truth } from './kleene'

/** The comparison that holds exactly where the other does not. */
export const opposite: Record<Comparison, Comparison> = { '>=': '<', '<': '>=', '>': '<=', '<=': '>', '=': '!=', '!=': '=' }

/**
 * `x op needed` for every whole x from `low` to `high`: TRUE or FALSE when all agree, else UNKNOWN. One known value is
 * the interval of itself.
 */
export function compareInterval(low: number, high: number, op: Comparison, needed: number): Truth {
  switch (op) {
    case '>=':
      return low >= needed ? 'TRUE' : high < needed ? 'FALSE' : 'UNKNOWN'
    case '>':
      return low > needed ? 'TRUE' : high <= needed ? 'FALSE' : 'UNKNOWN'
    case '=':
      return needed < low || needed > high ? 'FALSE' : low === high ? 'TRUE' : 'UNKNOWN'
    case '<':
    case '<=':
    case '!=':
      return not(compareInterval(low, high, opposite[op], needed))
    default:
      return op satisfies never
  }
}

export const compare = (actual: number, op: Comparison, needed: number) => compareInterval(actual, actual, op, needed)

/** The least change that makes `actual op needed` hold, for whole figures; null when it holds. `!=` rises by one. */
export function gapTo(actual: number, op: Comparison, needed: number): number | null {
  if (compare(actual, op, needed) === 'TRUE') return null
  const target = { '>=': needed, '<=': needed, '=': needed, '>': needed + 1, '<': needed - 1, '!=': needed + 1 }[op]
  return target - actual
}

/** The least change that brings `actual` into the list; of two equally near, the rise. Null when it is in. */
export function gapToList(actual: number, needed: readonly number[]): number | null {
  if (needed.includes(actual)) return null
  const gaps = needed.map((value) => value - actual).sort((a, b) => Math.abs(a) - Math.abs(b) || b - a)
  return gaps[0] ?? null
}

export const isIn = <Value>(value: Value, list: readonly Value[]): Truth => truth(list.includes(value))
