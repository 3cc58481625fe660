import { monthsBetween, monthsEndingWith } from '@/server/kernel/dates'
import { type CatalogueVersion, classesIn, type DataClass, type MonthlyPoint, type Portrait, type PortraitFacts } from '../schema'
import { evaluationsOf, legalStatus } from './axes'
import { isAging, isDated, isStale } from './freshness'
import { gatesInForce } from './gates'
import { type Known, knownOn } from './known'
import { STALE_AFTER_MONTHS, toSafe } from './measure'
import { questionsAbout } from './questions'
import { readIndicators } from './read-indicators'
import { scoreIndicators } from './score'
import { catalogueOf, type ScoreCard } from './score-card'

/** Months on the charts: as far back as the longest window. */
const CHART_MONTHS = 24

function coverage(known: Known, dataClass: DataClass, version: CatalogueVersion): Portrait['coverage'][number] {
  const facts = known.facts[dataClass]
  if (!facts) return { dataClass, state: 'ABSENT', from: null, to: null }
  const isOld = isAging(version) && isDated(dataClass) && isStale(known, dataClass)
  if (!('months' in facts)) return { dataClass, state: isOld ? 'STALE' : 'PRESENT', from: null, to: null }
  const from = facts.months[0]?.month ?? null
  const to = facts.months.at(-1)?.month ?? null
  const stale = to !== null && monthsBetween(to, known.lastMonth) > STALE_AFTER_MONTHS
  return { dataClass, state: stale ? 'STALE' : 'PRESENT', from, to }
}

function monthlyPoints({ facts, lastMonth }: Known): MonthlyPoint[] {
  const byMonth = <Row extends { month: string }>(rows: Row[] | undefined) => new Map(rows?.map((row) => [row.month, row]))
  const tax = byMonth(facts.TAX?.months)
  const staff = byMonth(facts.SOCIAL_SECURITY?.months)
  const [power, water, gas] = [facts.ELECTRICITY, facts.WATER, facts.GAS].map((one) => byMonth(one?.months))
  const fen = (value: bigint | undefined) => (value === undefined ? null : toSafe(value))
  return monthsEndingWith(lastMonth, CHART_MONTHS).map((month) => ({
    month,
    salesFen: fen(tax.get(month)?.declaredSalesFen),
    taxFen: fen(tax.get(month)?.taxPaidFen),
    headcount: staff.get(month)?.insuredHeadcount ?? null,
    kwh: power?.get(month)?.quantity ?? null,
    waterM3: water?.get(month)?.quantity ?? null,
    gasM3: gas?.get(month)?.quantity ?? null,
  }))
}

/**
 * The credit portrait: a pure function of facts, score card and day, so that every old one can be drawn again.
 * The order of rows in the facts does not matter; what happened after `asOf` does not either.
 * @param asOf day in Asia/Shanghai, YYYY-MM-DD
 * @returns JSON values only: no bigint, no undefined, integers within ±(2^53 − 1)
 * @throws RangeError when a source gives two rows for one month, or `asOf` is not a day
 */
export function buildPortrait(facts: PortraitFacts, card: ScoreCard, asOf: string): Portrait {
  const known = knownOn(facts, asOf)
  const version = catalogueOf(card)
  const indicators = readIndicators(known, version)
  return {
    cardVersion: card.version,
    basis: card.basis,
    asOf,
    ...scoreIndicators(indicators, card),
    indicators,
    gates: gatesInForce(known),
    ...(version === '2026.1' ? {} : { legal: legalStatus(known), evaluations: evaluationsOf(known, version) }),
    ...questionsAbout(known, version),
    coverage: classesIn(version).map((dataClass) => coverage(known, dataClass, version)),
    months: monthlyPoints(known),
  }
}
