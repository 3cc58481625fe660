import { monthsEndingWith } from '@/server/kernel/dates'
import type { Known } from '../known'
import { lnMicro } from './fixed-log'
import type { IndustryNorm, NormCell } from './norms'
import { seasonCell } from './seasons'

/** One month in which all three sources spoke. Logarithms in millionths. */
export type StoryMonth = {
  month: string
  salesFen: bigint
  kwh: number
  heads: number
  /** What the norm expects for the sales declared and the staff insured. */
  expectedWh: bigint
  /** ln(used ÷ expected): it falls when sales are declared that no electricity made. */
  gap: number
  /** Share of the expectation that follows sales: where it is small, electricity says little of them. */
  weight: number
  /** ln of sales a head, one head added so that none is no exception. */
  perHead: number
  cell: NormCell
}

const MONTHS = 24

const byMonth = <Row extends { month: string }>(rows: Row[] | undefined) => new Map(rows?.map((row) => [row.month, row]))

function storyMonth(month: string, salesFen: bigint, kwh: number, heads: number, norm: IndustryNorm): StoryMonth | null {
  const cell = norm.cells[seasonCell(month)]
  if (!cell || salesFen <= 0n || kwh <= 0) return null
  const bySales = (BigInt(cell.perSalesWh) * salesFen) / 1_000_000n
  const expectedWh = BigInt(cell.baseWh) + BigInt(cell.perHeadWh) * BigInt(heads) + bySales
  if (expectedWh <= 0n) return null
  const gap = lnMicro(BigInt(kwh) * 1_000n) - lnMicro(expectedWh)
  const weight = Math.min(1, Number((bySales * 10_000n) / expectedWh) / 10_000)
  const perHead = lnMicro(salesFen) - lnMicro(BigInt(heads + 1))
  return { month, salesFen, kwh, heads, expectedWh, gap, weight, perHead, cell }
}

/** The months of the last two years in which sales, electricity and staff are all on file, oldest first. */
export function storyOf({ facts, lastMonth }: Known, norm: IndustryNorm): StoryMonth[] {
  const sales = byMonth(facts.TAX?.months)
  const power = byMonth(facts.ELECTRICITY?.months)
  const staff = byMonth(facts.SOCIAL_SECURITY?.months)
  return monthsEndingWith(lastMonth, MONTHS).flatMap((month) => {
    const [tax, bill, heads] = [sales.get(month), power.get(month), staff.get(month)]
    const told =
      tax && bill && heads ? storyMonth(month, tax.declaredSalesFen, bill.quantity, heads.insuredHeadcount, norm) : null
    return told ? [told] : []
  })
}
