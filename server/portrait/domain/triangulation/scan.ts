import { wobble } from './fixed-log'
import type { IndustryNorm } from './norms'
import type { StoryMonth } from './story'

/**
 * Thresholds, chosen on cities of seeds 201 and 202 and tried on others (ADR 0017). `sigma`: how many standard errors a
 * stretch has to stand apart; `least`: by how much at least, ln in millionths (300,000: by 35 %); `perHead`: sales a head
 * have to stand apart in the same direction, so that more staff explain more sales. Below the story is asked about later
 * than above it: nobody borrows on sales that were kept back.
 */
export const scanRules = {
  ABOVE: { sigma: 3.5, least: 300_000, perHead: 100_000 },
  BELOW: { sigma: 5, least: 350_000, perHead: 100_000 },
} as const
export type Direction = keyof typeof scanRules

/** A stretch of months that does not fit the rest, or, when it is all of them, the industry. `to` is exclusive. */
export type Stretch = {
  direction: Direction
  from: number
  to: number
  against: 'OTHER_MONTHS' | 'INDUSTRY'
  squaredSigma: number
}

const LEAST_MONTHS = 8
/** Fewer months outside than this are no ground to compare with: then the industry is. */
const LEAST_OUTSIDE = 3
/** No meter is steadier than this, whatever a short series says: 3 %. */
const LEAST_WOBBLE = 30_000
const LEAST_WEIGHT = 0.1

type Sums = { gap: number[]; weight: number[]; perHead: number[] }
function sumsOf(months: readonly StoryMonth[], of: (month: StoryMonth) => number): number[] {
  const sums = [0]
  for (const month of months) sums.push((sums.at(-1) ?? 0) + of(month))
  return sums
}
const between = (sums: readonly number[], from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0)

type Compared = { apart: number; squaredError: number; perHead: number | null }

/** How far months from–to stand apart from the others; ABOVE their story when positive. */
function compare(sums: Sums, from: number, to: number, count: number, norm: IndustryNorm, noise: number): Compared {
  const length = to - from
  const outside = count - length
  const inside = between(sums.gap, from, to) / length
  const weight = Math.max(LEAST_WEIGHT, between(sums.weight, from, to) / length)
  if (outside < LEAST_OUTSIDE) {
    const squaredError = norm.spread * norm.spread + (noise * noise) / length
    return { apart: (norm.level - inside) / weight, squaredError: squaredError / (weight * weight), perHead: null }
  }
  const rest = (between(sums.gap, 0, count) - between(sums.gap, from, to)) / outside
  const restPerHead = (between(sums.perHead, 0, count) - between(sums.perHead, from, to)) / outside
  const squaredError = (noise * noise * count) / (length * outside)
  return {
    apart: (rest - inside) / weight,
    squaredError: squaredError / (weight * weight),
    perHead: between(sums.perHead, from, to) / length - restPerHead,
  }
}

/**
 * The stretch of months whose electricity fits its declared sales least: every stretch is tried, so the search is exact.
 * The statistic is that of an epidemic change (Levin & Kline, Statistics in Medicine 4, 1985; as circular binary segmentation
 * Olshen et al., Biostatistics 5, 2004): mean inside against mean outside in standard errors. False sales begin and often end
 * within the window, which a single change point would miss. All of the window is held against the industry's spread instead.
 */
export function scanStory(months: readonly StoryMonth[], norm: IndustryNorm): Stretch | null {
  const count = months.length
  if (count < LEAST_MONTHS) return null
  const gaps = months.map(({ gap }) => gap)
  const noise = Math.max(norm.wobble, wobble(gaps), LEAST_WOBBLE)
  const sums = {
    gap: sumsOf(months, ({ gap }) => gap),
    weight: sumsOf(months, ({ weight }) => weight),
    perHead: sumsOf(months, ({ perHead }) => perHead),
  }
  let best: Stretch | null = null
  for (let from = 0; from < count; from++) {
    for (let to = from + 1; to <= count; to++) {
      const { apart, squaredError, perHead } = compare(sums, from, to, count, norm, noise)
      const direction: Direction = apart > 0 ? 'ABOVE' : 'BELOW'
      const rule = scanRules[direction]
      const squaredSigma = (apart * apart) / squaredError
      const sign = apart > 0 ? 1 : -1
      if (Math.abs(apart) < rule.least || squaredSigma < rule.sigma * rule.sigma) continue
      if (perHead !== null && sign * perHead < rule.perHead) continue
      if (best && best.squaredSigma >= squaredSigma) continue
      best = { direction, from, to, against: perHead === null ? 'INDUSTRY' : 'OTHER_MONTHS', squaredSigma }
    }
  }
  return best
}
