import { lnMicro, middle, wobble } from './fixed-log'
import type { IndustryNorm, NormCell } from './norms'
import { seasonCell, seasonCells } from './seasons'

export type NormFirm = {
  industry: string
  months: { month: string; salesFen: bigint; kwh: number; heads: number }[]
}
type Point = { heads: number; sales: number; kwh: number }
type Plane = [base: number, perHead: number, perSales: number]

/** Fewer firms than this make no norm: it would tell of single ones. */
const LEAST_FIRMS = 60
const ROUNDS = 12
/** Beyond this relative error a firm counts less (Huber): those whose sales are false must not bend the norm. */
const HUBER = 0.1

/** Solves three linear equations by elimination with pivoting; null when they do not determine the answer. */
function solve(rows: number[][]): Plane | null {
  for (let i = 0; i < 3; i++) {
    const pivot = rows.slice(i).reduce((best, row) => (Math.abs(row[i] ?? 0) > Math.abs(best[i] ?? 0) ? row : best))
    if (Math.abs(pivot[i] ?? 0) < 1e-12) return null
    const at = rows.indexOf(pivot)
    ;[rows[i], rows[at]] = [pivot, rows[i] ?? pivot]
    rows.forEach((row, j) => {
      const by = j === i ? 0 : (row[i] ?? 0) / (pivot[i] ?? 1)
      pivot.forEach((value, column) => {
        row[column] = (row[column] ?? 0) - by * value
      })
    })
  }
  const [a, b, c] = rows.map((row, i) => (row[3] ?? 0) / (row[i] ?? 1))
  return a === undefined || b === undefined || c === undefined ? null : [a, b, c]
}

/** electricity ≈ base + perHead·heads + perSales·sales by weighted least squares on relative errors, robust after Huber. */
function planeThrough(points: readonly Point[]): Plane {
  let plane: Plane = [300, 34, 0]
  let weights = points.map(({ kwh }) => 1 / (kwh * kwh))
  for (let round = 0; round < ROUNDS; round++) {
    const rows = [0, 1, 2].map(() => [0, 0, 0, 0])
    points.forEach(({ heads, sales, kwh }, at) => {
      const x = [1, heads, sales, kwh]
      for (const [i, row] of rows.entries())
        for (let j = 0; j < 4; j++) row[j] = (row[j] ?? 0) + (weights[at] ?? 0) * (x[i] ?? 0) * (x[j] ?? 0)
    })
    plane = solve(rows) ?? plane
    weights = points.map(({ heads, sales, kwh }) => {
      const expected = Math.max(50, plane[0] + plane[1] * heads + plane[2] * sales)
      return Math.min(1, HUBER / Math.max(1e-9, Math.abs(kwh / expected - 1))) / (expected * expected)
    })
  }
  return plane
}

/** Median deviation of ln from the firm's own median, cell by cell, in millionths. */
function seasonOf(firms: readonly NormFirm[], of: (month: NormFirm['months'][number]) => bigint): number[] {
  const cells: number[][] = Array.from({ length: seasonCells }, () => [])
  for (const { months } of firms) {
    const logs = months.map((month) => lnMicro(of(month)))
    const ordinary = middle(logs)
    months.forEach(({ month }, at) => {
      cells[seasonCell(month)]?.push((logs[at] ?? 0) - ordinary)
    })
  }
  return cells.map((values) => Math.round(middle(values)))
}

function gapOf(month: NormFirm['months'][number], cells: readonly NormCell[]): number | null {
  const cell = cells[seasonCell(month.month)]
  if (!cell) return null
  const expected =
    BigInt(cell.baseWh) + BigInt(cell.perHeadWh * month.heads) + (BigInt(cell.perSalesWh) * month.salesFen) / 1_000_000n
  return expected > 0n ? lnMicro(BigInt(month.kwh) * 1_000n) - lnMicro(expected) : null
}

/** The norm of one group of firms, or null when they are too few. Months without sales or electricity are left out. Pure. */
export function fitNorm(key: string, all: readonly NormFirm[]): IndustryNorm | null {
  const firms = all
    .map((firm) => ({ ...firm, months: firm.months.filter(({ salesFen, kwh }) => salesFen > 0n && kwh > 0) }))
    .filter(({ months }) => months.length >= 12)
  if (firms.length < LEAST_FIRMS) return null
  const months = firms.flatMap((firm) => firm.months)
  const sales = seasonOf(firms, (month) => month.salesFen)
  const power = seasonOf(firms, (month) => BigInt(month.kwh))
  const cells = Array.from({ length: seasonCells }, (_, at): NormCell => {
    const points = months
      .filter(({ month }) => seasonCell(month) === at)
      .map(({ heads, salesFen, kwh }) => ({ heads, sales: Number(salesFen) / 1_000_000, kwh }))
    const [base, perHead, perSales] = planeThrough(points).map((value) => Math.round(value * 1_000))
    return {
      baseWh: base ?? 0,
      perHeadWh: perHead ?? 0,
      perSalesWh: Math.max(0, perSales ?? 0),
      salesSeason: sales[at] ?? 0,
      powerSeason: power[at] ?? 0,
    }
  })
  const gaps = firms.map((firm) => firm.months.flatMap((month) => gapOf(month, cells) ?? []))
  const levels = gaps.map((values) => middle(values))
  const level = middle(levels)
  return {
    key,
    firms: firms.length,
    level: Math.round(level),
    spread: Math.round(1.4826 * middle(levels.map((value) => Math.abs(value - level)))),
    wobble: Math.round(middle(gaps.map((values) => wobble(values)))),
    cells,
  }
}

/** Norms of every class, division and section of GB/T 4754 that has firms enough. */
export function fitNorms(firms: readonly NormFirm[]): IndustryNorm[] {
  const groups = new Map<string, NormFirm[]>()
  for (const firm of firms) {
    for (const key of new Set([firm.industry, firm.industry.slice(0, 3), firm.industry.slice(0, 1)])) {
      const group = groups.get(key) ?? []
      group.push(firm)
      groups.set(key, group)
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, group]) => fitNorm(key, group) ?? [])
}
