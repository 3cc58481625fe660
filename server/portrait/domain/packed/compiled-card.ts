import { grades, indicatorsIn, openReasons } from '../../schema'
import type { CardTerms } from '../card-terms'
import { isAging } from '../freshness'
import { bestPoints, catalogueOf, worstPoints } from '../score-card'
import { type Figures, packedIndicators, placeOf } from './figures'
import { GAP, NO_SOURCE, STALE } from './series'

/** Reasons that are kept of a score: as many as an adverse statement names. */
export const MOST_REASONS = 4

/** A score card as flat arrays, a factor a place; its bins one after another in `from` and `points`. */
export type CompiledCard = {
  version: string
  base: number
  /** Best first; the last takes what lies below. */
  cutOffs: Int32Array
  /** Where the factor's figure stands; −1: its catalogue does not hold it. */
  place: Int32Array
  /** By the place of a figure: 1 where a factor scores by it. */
  asked: Uint8Array
  neutral: Int32Array
  best: Int32Array
  worst: Int32Array
  /** Bins of factor f: binsFrom[f] to binsFrom[f + 1]. */
  binsFrom: Int32Array
  from: Float64Array
  points: Int32Array
  bestTotal: number
  /** Whether figures age with the day of the answer (../freshness). */
  ages: boolean
}

/** Compiles a card once for a run; null for one that scores by what is not packed: its portraits are drawn in full only. */
export function compileCard(card: CardTerms): CompiledCard | null {
  const { factors } = card
  const known = new Set(indicatorsIn(catalogueOf({ ...card, validFrom: '' })))
  if (factors.some(({ indicatorId }) => known.has(indicatorId) && !packedIndicators.includes(indicatorId))) return null
  const bins = factors.flatMap((one) => one.bins)
  const ends = factors.map((_, at) => factors.slice(0, at + 1).reduce((sum, one) => sum + one.bins.length, 0))
  return {
    version: card.version,
    base: card.base,
    cutOffs: Int32Array.from(card.cutOffs, ({ from }) => from),
    place: Int32Array.from(factors, ({ indicatorId }) => (known.has(indicatorId) ? placeOf[indicatorId] : -1)),
    asked: Uint8Array.from(packedIndicators, (id) => (factors.some(({ indicatorId }) => indicatorId === id) ? 1 : 0)),
    neutral: Int32Array.from(factors, ({ neutral }) => neutral),
    best: Int32Array.from(factors, bestPoints),
    worst: Int32Array.from(factors, worstPoints),
    binsFrom: Int32Array.from([0, ...ends]),
    from: Float64Array.from(bins, ({ from }) => from ?? Number.NEGATIVE_INFINITY),
    points: Int32Array.from(bins, ({ points }) => points),
    bestTotal: factors.reduce((sum, one) => sum + bestPoints(one), 0),
    ages: isAging(catalogueOf({ ...card, validFrom: '' })),
  }
}

/** One firm by one card; written over for the next. Grades by their place in `grades`. */
export class Scored {
  score = 0
  grade = 0
  low = 0
  high = 0
  confidenceBps = 0
  readonly points: Int32Array
  /** Factors that cost most against their neutral points, the worst first; of them `reasonCount`. */
  readonly reasons = new Int32Array(MOST_REASONS)
  reasonCount = 0
  private readonly losses = new Int32Array(MOST_REASONS)

  constructor(factors: number) {
    this.points = new Int32Array(factors)
  }

  clear(): void {
    this.reasonCount = 0
  }

  /** Keeps a factor among the worst; of equal ones the card's earlier. */
  lost(factor: number, loss: number): void {
    let at = this.reasonCount
    while (at > 0 && (this.losses[at - 1] as number) < loss) at--
    if (at >= MOST_REASONS) return
    if (this.reasonCount < MOST_REASONS) this.reasonCount++
    for (let move = this.reasonCount - 1; move > at; move--) {
      this.losses[move] = this.losses[move - 1] as number
      this.reasons[move] = this.reasons[move - 1] as number
    }
    this.losses[at] = loss
    this.reasons[at] = factor
  }
}

// A lack that better data could mend leaves the points open; 0 is no lack. The order of the codes is that of `missingReasons`.
const open = new Set([NO_SOURCE, STALE, GAP])
const isOpen = Array.from({ length: 8 }, (_, code) => open.has(code))
if (openReasons.length !== open.size) throw new RangeError('the reasons that leave points open have changed')

function gradeAt({ cutOffs }: CompiledCard, score: number): number {
  for (let at = 0; at < cutOffs.length; at++) if (score >= (cutOffs[at] as number)) return at
  return grades.length - 1
}

function pointsAt({ binsFrom, from, points }: CompiledCard, factor: number, value: number): number {
  let bin = (binsFrom[factor + 1] as number) - 1
  while ((from[bin] as number) > value) bin--
  return points[bin] as number
}

/** Score, grade, interval, confidence and reasons, as `scoreIndicators` has them. */
export function scoreFigures(card: CompiledCard, { values, missing }: Figures, into: Scored): void {
  into.clear()
  let score = card.base
  let low = card.base
  let high = card.base
  let standing = 0
  for (let factor = 0; factor < card.place.length; factor++) {
    const place = card.place[factor] as number
    const neutral = card.neutral[factor] as number
    const lack = place < 0 ? NO_SOURCE : (missing[place] as number)
    if (lack !== 0) {
      into.points[factor] = neutral
      score += neutral
      low += isOpen[lack] ? (card.worst[factor] as number) : neutral
      high += isOpen[lack] ? (card.best[factor] as number) : neutral
      continue
    }
    const points = pointsAt(card, factor, values[place] as number)
    into.points[factor] = points
    score += points
    low += points
    high += points
    standing += card.best[factor] as number
    if (points < neutral) into.lost(factor, neutral - points)
  }
  into.score = score
  into.low = low
  into.high = high
  into.grade = gradeAt(card, score)
  into.confidenceBps = card.bestTotal > 0 ? Math.floor((standing * 10_000) / card.bestTotal) : 0
}
