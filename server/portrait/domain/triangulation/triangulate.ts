import type { Question, Triangulation } from '../../schema'
import type { Known } from '../known'
import { correlationBps, ratioBps, sum } from '../measure'
import { burdenQuestion } from './burden'
import { changeBps, lnMicro, middle } from './fixed-log'
import { type IndustryNorm, type Norms, normOf, norms as pinned } from './norms'
import { levelChanges } from './partition'
import { type Stretch, scanStory } from './scan'
import { type StoryMonth, storyOf } from './story'

export type Story = { triangulation?: Triangulation; questions: Question[] }

/** Fewer common months tell no story. */
const LEAST_MONTHS = 8

function correlationsOf(months: readonly StoryMonth[]): Triangulation['correlations'] {
  const sales = months.map(({ salesFen }) => salesFen)
  const power = months.map(({ kwh }) => BigInt(kwh))
  const staff = months.map(({ heads }) => BigInt(heads))
  const pairs = [
    ['SALES_POWER', sales, power],
    ['SALES_STAFF', sales, staff],
    ['POWER_STAFF', power, staff],
  ] as const
  return pairs.flatMap(([pair, a, b]) => {
    const bps = correlationBps(a, b)
    return bps === null ? [] : [{ pair, bps }]
  })
}

function changesOf(months: readonly StoryMonth[]): Triangulation['changes'] {
  const series = [
    ['SALES', (one: StoryMonth) => lnMicro(one.salesFen) - one.cell.salesSeason],
    ['POWER', (one: StoryMonth) => lnMicro(BigInt(one.kwh)) - one.cell.powerSeason],
    ['STAFF', (one: StoryMonth) => lnMicro(BigInt(one.heads + 1))],
  ] as const
  return series.flatMap(([name, of]) =>
    levelChanges(months.map(of)).map(({ at, rise }) => ({
      series: name,
      month: months[at]?.month ?? '',
      shiftBps: changeBps(rise),
    })),
  )
}

/** Sales that the electricity of some months tells, after the firm's own ratio of used to expected elsewhere. */
function salesTold(inside: readonly StoryMonth[], used: bigint, expected: bigint): bigint {
  return sum(
    inside.map(({ kwh, cell, heads }) => {
      const forSales = (BigInt(kwh) * 1_000n * expected) / used - BigInt(cell.baseWh) - BigInt(cell.perHeadWh) * BigInt(heads)
      return forSales > 0n && cell.perSalesWh > 0 ? (forSales * 1_000_000n) / BigInt(cell.perSalesWh) : 0n
    }),
  )
}

function questionOf(months: readonly StoryMonth[], stretch: Stretch): Question {
  const inside = months.slice(stretch.from, stretch.to)
  const outside = months.filter((_, at) => at < stretch.from || at >= stretch.to)
  const own = stretch.against === 'OTHER_MONTHS'
  const used = own ? sum(outside.map(({ kwh }) => BigInt(kwh) * 1_000n)) : 1n
  const expected = own ? sum(outside.map(({ expectedWh }) => expectedWh)) : 1n
  const declared = sum(inside.map(({ salesFen }) => salesFen))
  const told = salesTold(inside, used, expected)
  const perHead = (rows: readonly StoryMonth[]) => [
    sum(rows.map((row) => row.salesFen)),
    sum(rows.map((row) => BigInt(row.heads))),
  ]
  const [inSales = 0n, inHeads = 0n] = perHead(inside)
  const [outSales = 0n, outHeads = 0n] = perHead(outside)
  return {
    code: own ? `SALES_${stretch.direction}_STORY` : `SALES_${stretch.direction}_INDUSTRY`,
    windowMonths: months.length,
    months: inside.map(({ month }) => month),
    // Beyond ten times, electricity tells nothing but “far less”.
    factorBps: (told > 0n ? ratioBps(declared, told, 'DOWN') : null) ?? 100_000,
    perHeadBps: own ? ratioBps(inSales * outHeads, outSales * inHeads, 'DOWN') : null,
  }
}

function described(months: readonly StoryMonth[], norm: IndustryNorm, version: string): Triangulation {
  return {
    normVersion: version,
    industry: norm.key,
    firms: norm.firms,
    from: months[0]?.month ?? '',
    to: months.at(-1)?.month ?? '',
    correlations: correlationsOf(months),
    powerRatioBps: Math.round(
      middle(months.map(({ kwh, expectedWh }) => ratioBps(BigInt(kwh) * 1_000n, expectedWh, 'DOWN') ?? 0)),
    ),
    changes: changesOf(months),
    expected: months.map(({ month, expectedWh }) => ({ month, kwh: Number((expectedWh + 500n) / 1_000n) })),
  }
}

/**
 * Whether sales, electricity and insured headcount tell one story (reference 4.19): correlations, the ratio against the
 * industry's norm, change points by month, and the stretch that does not fit, as a question; where they do, whether the tax paid
 * tells the same. One question is enough. Nothing of it reaches the score.
 */
export function triangulate(known: Known, norms: Norms = pinned): Story {
  const industry = known.facts.REGISTRATION?.industry
  const norm = industry ? normOf(industry, norms) : null
  const months = norm ? storyOf(known, norm) : []
  if (!norm || months.length < LEAST_MONTHS) return { questions: asked(burdenQuestion(known, [])) }
  const stretch = scanStory(months, norm)
  return {
    triangulation: described(months, norm, norms.version),
    questions: stretch ? [questionOf(months, stretch)] : asked(burdenQuestion(known, months)),
  }
}

const asked = (question: Question | null): Question[] => (question ? [question] : [])
