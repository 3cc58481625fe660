import { monthsEndingWith } from '@/server/kernel/dates'
import type { Question } from '../../schema'
import type { Known } from '../known'
import { ratioBps, sum } from '../measure'
import { lnMicro, wobble } from './fixed-log'
import type { StoryMonth } from './story'

/** From this day on portraits compare sales with the tax that was paid on them; earlier ones are drawn again without. */
export const burdenAskedSince = '2026-11-23'

/**
 * `sigma`: how many standard errors a stretch has to stand below the firm's other months; `least`: by how much at least, ln in
 * millionths (100,000: tax on a yuan of sales down by a tenth). `alone` holds where no electricity is on file that could agree:
 * down by a fifth. `noise`: no firm's rate is taken for steadier than 3 % from month to month, whatever a short series says.
 */
const burdenRules = { sigma: 3.5, least: 100_000, alone: 223_144, noise: 30_000 } as const

const MONTHS = 24
const LEAST_MONTHS = 8
/** Fewer months outside than this are no ground to compare with. */
const LEAST_OUTSIDE = 3

type TaxedMonth = { month: string; salesFen: bigint; taxFen: bigint; burden: number }
type Stretch = { from: number; to: number; squaredSigma: number; inside: TaxedMonth[]; outside: TaxedMonth[] }

/** Months with sales and with tax on them, oldest first. One without tax (exempt, or input tax carried over) says nothing. */
function taxedMonths({ facts, lastMonth }: Known): TaxedMonth[] {
  const rows = new Map(facts.TAX?.months.map((row) => [row.month, row]))
  return monthsEndingWith(lastMonth, MONTHS).flatMap((month) => {
    const { declaredSalesFen: salesFen = 0n, taxPaidFen: taxFen = 0n } = rows.get(month) ?? {}
    return salesFen > 0n && taxFen > 0n ? [{ month, salesFen, taxFen, burden: lnMicro(taxFen) - lnMicro(salesFen) }] : []
  })
}

const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length

/** How far the electricity of some months lies below what their sales ask, against the other months; null where none is on file. */
function powerShort(story: readonly StoryMonth[], months: ReadonlySet<string>): number | null {
  const [inside, outside] = [story.filter(({ month }) => months.has(month)), story.filter(({ month }) => !months.has(month))]
  if (inside.length === 0 || outside.length < LEAST_OUTSIDE) return null
  return mean(outside.map(({ gap }) => gap)) - mean(inside.map(({ gap }) => gap))
}

/** The stretch of months whose tax on a yuan of sales falls the plainest below the others; every one is tried. */
function scanBurden(months: readonly TaxedMonth[], story: readonly StoryMonth[]): Stretch | null {
  const noise = Math.max(burdenRules.noise, wobble(months.map(({ burden }) => burden)))
  let best: Stretch | null = null
  for (let from = 0; from < months.length; from++) {
    for (let to = from + 1; to <= months.length; to++) {
      const inside = months.slice(from, to)
      const outside = [...months.slice(0, from), ...months.slice(to)]
      if (outside.length < LEAST_OUTSIDE) continue
      const fall = mean(outside.map(({ burden }) => burden)) - mean(inside.map(({ burden }) => burden))
      const squaredSigma = (fall * fall * inside.length * outside.length) / (noise * noise * months.length)
      if (fall < burdenRules.least || squaredSigma < burdenRules.sigma ** 2 || (best && best.squaredSigma >= squaredSigma))
        continue
      const short = powerShort(story, new Set(inside.map(({ month }) => month)))
      if (short === null ? fall < burdenRules.alone : short <= 0) continue
      best = { from, to, squaredSigma, inside, outside }
    }
  }
  return best
}

/**
 * Whether tax paid tells another story than the sales declared: the rate of tax on sales (税负率) is what tax and credit officers
 * hold declared sales against first, for sales that nobody made are seldom taxed in full. A lie of one month shows here, where one
 * month of electricity is within its noise. Electricity of those months has to fall short of their sales as well, for a rate alone
 * also falls with another mix of goods. Nothing of it reaches the score.
 * @param story months in which sales, electricity and staff are all on file; empty where there is no norm
 * @returns the question, or null where there is nothing to ask
 */
export function burdenQuestion(known: Known, story: readonly StoryMonth[]): Question | null {
  if (known.asOf < burdenAskedSince) return null
  const months = taxedMonths(known)
  const found = months.length < LEAST_MONTHS ? null : scanBurden(months, story)
  if (!found) return null
  const total = (rows: readonly TaxedMonth[], of: 'salesFen' | 'taxFen') => sum(rows.map((row) => row[of]))
  const rate = total(found.inside, 'taxFen') * total(found.outside, 'salesFen')
  return {
    code: 'SALES_ABOVE_TAX',
    windowMonths: MONTHS,
    months: found.inside.map(({ month }) => month),
    burdenRatioBps: ratioBps(rate, total(found.inside, 'salesFen') * total(found.outside, 'taxFen'), 'DOWN') ?? 0,
  }
}
