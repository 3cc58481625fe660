import { addMonthsToMonth, monthsEndingWith } from '@/server/kernel/dates'
import type { CatalogueVersion, Question } from '../schema'
import type { Known } from './known'
import { growthBps } from './measure'
import { type Story, triangulate } from './triangulation/triangulate'

/**
 * Sales that grew by half or more beside power and staff that grew by 15 % at most are asked about (reference 4.19 names the
 * doubling; a lie that began some months ago shows as less over the year).
 */
export const DOUBTFUL_SALES_GROWTH_BPS = 5_000
export const FLAT_GROWTH_BPS = 1_500
/** The longest window first: one question is enough. */
const WINDOWS = [12, 6, 3]
/** Sales without insured staff, or without power, in at least this many of the last 12 months. */
const MONTHS_TO_ASK = 6

type Series = Map<string, bigint>
const series = <Row extends { month: string }>(rows: Row[] | undefined, of: (row: Row) => bigint): Series =>
  new Map((rows ?? []).map((row) => [row.month, of(row)]))

/** Growth of `count` months ending with `last` over the same months a year before; null when a month is not on file. */
function yearOnYear(values: Series, last: string, count: number): number | null {
  const now = monthsEndingWith(last, count)
  const before = monthsEndingWith(addMonthsToMonth(last, -12), count)
  const found = [...before, ...now].flatMap((month) => values.get(month) ?? [])
  return found.length === 2 * count ? growthBps(found) : null
}

function doubling(sales: Series, power: Series, staff: Series, last: string): Question[] {
  for (const windowMonths of WINDOWS) {
    const salesGrowthBps = yearOnYear(sales, last, windowMonths)
    const electricityGrowthBps = yearOnYear(power, last, windowMonths)
    const headcountGrowthBps = yearOnYear(staff, last, windowMonths)
    if (salesGrowthBps === null || electricityGrowthBps === null || headcountGrowthBps === null) continue
    const flat = electricityGrowthBps <= FLAT_GROWTH_BPS && headcountGrowthBps <= FLAT_GROWTH_BPS
    if (salesGrowthBps < DOUBTFUL_SALES_GROWTH_BPS || !flat) continue
    const months = monthsEndingWith(last, windowMonths)
    return [{ code: 'SALES_WITHOUT_ACTIVITY', windowMonths, salesGrowthBps, electricityGrowthBps, headcountGrowthBps, months }]
  }
  return []
}

function without(code: 'SALES_WITHOUT_STAFF' | 'SALES_WITHOUT_POWER', sales: Series, other: Series, last: string): Question[] {
  const months = monthsEndingWith(last, 12).filter((month) => (sales.get(month) ?? 0n) > 0n && other.get(month) === 0n)
  const unknown = { salesGrowthBps: null, electricityGrowthBps: null, headcountGrowthBps: null }
  return months.length < MONTHS_TO_ASK ? [] : [{ code, windowMonths: 12, ...unknown, months }]
}

/**
 * What does not fit together, asked of the enterprise. Nothing here reaches the score, and nothing is asked about what is not
 * on file. The first version compares growth; the second triangulates by the industry's norms, and does not wonder at a sole
 * trader without insured staff.
 */
export function questionsAbout(known: Known, version: CatalogueVersion): Story {
  if (version === '2026.1') return { questions: firstQuestions(known) }
  const story = triangulate(known)
  const alone = known.facts.REGISTRATION?.legalForm === 'SOLE_TRADER'
  const plain = firstQuestions(known).filter(({ code }) => code !== 'SALES_WITHOUT_ACTIVITY')
  return { ...story, questions: [...story.questions, ...plain.filter(({ code }) => !alone || code !== 'SALES_WITHOUT_STAFF')] }
}

function firstQuestions({ facts }: Known): Question[] {
  const sales = series(facts.TAX?.months, (row) => row.declaredSalesFen)
  const power = series(facts.ELECTRICITY?.months, (row) => BigInt(row.quantity))
  const staff = series(facts.SOCIAL_SECURITY?.months, (row) => BigInt(row.insuredHeadcount))
  const last = facts.TAX?.months.at(-1)?.month
  if (!last) return []
  return [
    ...doubling(sales, power, staff, lastCommon(last, power, staff)),
    ...without('SALES_WITHOUT_STAFF', sales, staff, last),
    ...without('SALES_WITHOUT_POWER', sales, power, last),
  ]
}

/** The last month that all three series reach. */
const lastCommon = (last: string, ...others: Series[]) =>
  others.reduce((end, one) => {
    const reach = [...one.keys()].at(-1)
    return reach && reach < end ? reach : end
  }, last)
