import { normRows } from './norm-rows'
import { seasonCells } from './seasons'

/**
 * What firms of an industry use in one cell of the year: electricity = base + perHead × insured persons + perSales × sales.
 * Wh a month, Wh a person, Wh for 10,000 yuan of sales. Seasons: ln against the firm's ordinary month, in millionths.
 */
export type NormCell = { baseWh: number; perHeadWh: number; perSalesWh: number; salesSeason: number; powerSeason: number }

/** `level`, `spread`: median and robust spread over firms of ln(used ÷ expected); `wobble` from month to month. Millionths. */
export type IndustryNorm = {
  key: string
  firms: number
  level: number
  spread: number
  wobble: number
  cells: readonly NormCell[]
}
export type Norms = { version: string; industries: ReadonlyMap<string, IndustryNorm> }

/** One line an industry: key|firms|level|spread|wobble|cell;cell;… with five numbers a cell. */
export const writeNorm = ({ key, firms, level, spread, wobble, cells }: IndustryNorm): string => {
  const texts = cells.map((cell) => [cell.baseWh, cell.perHeadWh, cell.perSalesWh, cell.salesSeason, cell.powerSeason].join(','))
  return [key, firms, level, spread, wobble, texts.join(';')].join('|')
}

/** @throws RangeError on a line that is none */
export function readNorm(line: string): IndustryNorm {
  const [key = '', firms, level, spread, wobble, cells = ''] = line.split('|')
  const rows = cells.split(';').map((text) => {
    const [baseWh = Number.NaN, perHeadWh = 0, perSalesWh = 0, salesSeason = 0, powerSeason = Number.NaN] = text
      .split(',')
      .map(Number)
    return { baseWh, perHeadWh, perSalesWh, salesSeason, powerSeason }
  })
  const norm = {
    key,
    firms: Number(firms),
    level: Number(level),
    spread: Number(spread),
    wobble: Number(wobble),
    cells: rows,
  }
  const numbers = [norm.firms, norm.level, norm.spread, norm.wobble, ...rows.flatMap((row) => Object.values(row))]
  if (rows.length !== seasonCells || !numbers.every(Number.isSafeInteger)) throw new RangeError(`no norm: ${line.slice(0, 40)}`)
  return norm
}

/** The norms that catalogue 2026.2 reads by; never edited once portraits stand on them: new norms come with a new catalogue. */
export const norms: Norms = {
  version: 'NORMS-2026.1',
  industries: new Map(
    normRows
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => readNorm(line))
      .map((norm) => [norm.key, norm]),
  ),
}

/** The norm of an industry's class, else of its division, else of its section; null where none of them was fitted. */
export function normOf(industry: string, { industries }: Norms = norms): IndustryNorm | null {
  return industries.get(industry) ?? industries.get(industry.slice(0, 3)) ?? industries.get(industry.slice(0, 1)) ?? null
}
