import { addDays, addMonths, type PlainDate, shanghaiMidnight } from '@/server/kernel/dates'
import type { CardTerms } from '@/server/portrait/domain/card-terms'
import { shippedCard } from '@/server/portrait/domain/expert-card'
import {
  bestPoints,
  type CardFactor,
  cardOn,
  type ScoreCard,
  scoreCards,
  withPublished,
} from '@/server/portrait/domain/score-card'
import { compareCards } from '@/server/portrait/domain/shadow/compare-cards'
import type { ShadowResult } from '@/server/portrait/domain/shadow/shadow-result'
import type { Portrait } from '@/server/portrait/schema'
import { minutesLater } from './calendar'
import { tellCandidacy } from './card-rows'
import type { Firm } from './enterprises'
import type { Organisations } from './organisations'
import { sizeOf } from './portraits'
import type { World } from './world'

const version = 'EXPERT-2027.1'

/** The day from which the city's portraits are drawn by the card that comes with the release: nine months ago. */
const shippedFrom = (today: PlainDate): PlainDate => `${addMonths(today, -9).slice(0, 7)}-01`
/** The moment at which it was tried on the portraits that stood then. */
const triedAt = (today: PlainDate): Date => minutesLater(shanghaiMidnight(addDays(shippedFrom(today), -6)), 10 * 60)

/** Every card by which a portrait of the city is drawn, each from its day on. */
export const cardsOfCity = (today: PlainDate): readonly ScoreCard[] =>
  withPublished([{ ...shippedCard, validFrom: shippedFrom(today) }])

/** Less for mere size, more for bills paid on time: as many points in all. */
const revised: Partial<Record<string, number>> = { 'tax.taxableSales12m': -6, 'utilities.onTimePayment12m': 6 }

function reviseFactor(one: CardFactor): CardFactor {
  const [more, best] = [revised[one.indicatorId], bestPoints(one)]
  if (!more) return one
  const points = (of: number) => Math.round((of * (best + more)) / best)
  return { ...one, neutral: points(one.neutral), bins: one.bins.map((bin) => ({ ...bin, points: points(bin.points) })) }
}

/** The candidate of the demonstration, made of the card in force. */
export function candidateOf({ validFrom: _, ...current }: ScoreCard): CardTerms {
  return { ...current, catalogue: current.catalogue ?? '2026.1', version, factors: current.factors.map(reviseFactor) }
}

type Found = { enterpriseId: string; result: ShadowResult }[]
type Drawn = { body: Portrait; at: Date }

/**
 * Takes every firm as it comes by. In the end the card in force was tried, proposed and published by two people, and a candidate
 * card whose shadow run is over waits for the second person.
 */
export function createShadowRun(world: World, organisations: Organisations) {
  const { second, operator } = organisations.operator
  const current = cardOn(world.today, cardsOfCity(world.today))
  const [former] = scoreCards
  if (!former) throw new RangeError('there is no first card')
  const card = candidateOf(current)
  const tried = triedAt(world.today)
  const [found, foundThen]: [Found, Found] = [[], []]

  return {
    /** @param drawn all portraits of the firm, oldest first */
    take(firm: Firm, drawn: readonly Drawn[]): void {
      const place = { countyCode: firm.row.countyCode, size: sizeOf(firm) }
      const then = drawn.filter(({ at }) => at < tried).at(-1)
      if (then) foundThen.push({ enterpriseId: firm.id, result: compareCards(then.body.indicators, place, former, shippedCard) })
      const consent = firm.matching?.row
      if (!firm.portrait || consent?.state !== 'ACTIVE' || new Date(consent.expiresAt) <= world.now) return
      found.push({ enterpriseId: firm.id, result: compareCards(firm.portrait.body.indicators, place, current, card) })
    },

    propose(): void {
      tellCandidacy(world, organisations, {
        card: shippedCard,
        fileName: 'expert-2026-4.json',
        against: former.version,
        found: foundThen,
        at: tried,
        validFrom: shippedFrom(world.today),
        note: '评分只反映经营、纳税、社保、缴费和存续情况；失信记录、名单和纳税信用等级不再计分，在评分之外单独列示。',
        proposer: operator,
        publisher: { person: second, at: minutesLater(tried, 26 * 60) },
      })
      tellCandidacy(world, organisations, {
        card,
        fileName: 'expert-2027-1.json',
        against: current.version,
        found,
        at: minutesLater(world.now, -120),
        validFrom: `${addMonths(addDays(world.today, 1), 2).slice(0, 7)}-01`,
        note: '降低销售规模的分值，提高按时缴费的分值，使规模较小、履约良好的企业评分更符合实际。',
        proposer: second,
      })
    },
  }
}
