import { z } from 'zod'
import { IndicatorId } from '../schema'
import { CardTerms, termFaults } from './card-terms'
import type { CardFactor, ScoreCard } from './score-card'

export type Candidate = { ok: true; terms: CardTerms } | { ok: false; faults: string[] }

/** What `npm run scorecard -- fit` writes (scorecard/domain/card-file), as far as a candidate is made of it. */
const Fitted = z.object({
  format: z.literal('credit-easy-loan/scorecard/1'),
  variables: z
    .array(
      z.object({
        name: IndicatorId,
        neutral: z.int(),
        bins: z
          .array(
            z.object({
              interval: z.object({ from: z.number().nullable(), to: z.number().nullable() }).nullable(),
              missing: z.boolean(),
              points: z.int(),
            }),
          )
          .min(1)
          .max(40),
      }),
    )
    .min(1)
    .max(120),
})
type Variable = z.infer<typeof Fitted>['variables'][number]

/** Σ best − worst of a fitted card is stretched to what lies between 300 and 850. */
const span = 550

/** A fitted variable with its worst bin at nothing; the bin of missing values, or the average row, is neutral. */
function shifted({ name, neutral, bins }: Variable) {
  const open = bins.flatMap(({ interval, points }) => (interval ? [{ from: interval.from, points }] : []))
  const inOrder = wholeBins(open.sort((a, b) => (a.from ?? Number.NEGATIVE_INFINITY) - (b.from ?? Number.NEGATIVE_INFINITY)))
  const worst = Math.min(...inOrder.map(({ points }) => points))
  const best = Math.max(...inOrder.map(({ points }) => points))
  const unknown = bins.find((bin) => bin.missing)?.points ?? neutral
  return {
    indicatorId: name,
    range: best - worst,
    neutral: Math.min(Math.max(unknown, worst), best) - worst,
    bins: inOrder.map(({ from, points }) => ({ from, points: points - worst })),
  }
}

/**
 * Bins of whole numbers, as indicators are. Of two fitted cuts between the same whole numbers (2.2 and 2.8) the bin between them
 * holds nothing and goes; a cut that the file has twice stays twice, and is refused.
 */
function wholeBins(bins: readonly { from: number | null; points: number }[]) {
  const whole = (from: number | null) => (from === null ? null : Math.ceil(from) + 0)
  return bins
    .filter(({ from }, at) => {
      const next = bins[at + 1]
      return from === null || !next || next.from === from || whole(next.from) !== whole(from)
    })
    .map(({ from, points }) => ({ from: whole(from), points }))
}

/** Whole numbers in proportion to `parts` that add up to `whole`; the largest remainders are rounded up (Hamilton). */
function apportion(parts: readonly number[], whole: number): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0)
  const floors = parts.map((part) => Math.floor((part * whole) / total))
  let left = whole - floors.reduce((sum, part) => sum + part, 0)
  const byRemainder = parts
    .map((part, at) => ({ at, rest: (part * whole) % total }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (const { at } of byRemainder) {
    if (left-- <= 0) break
    floors[at] = (floors[at] ?? 0) + 1
  }
  return floors
}

function fittedFactors(variables: readonly Variable[]): CardFactor[] {
  const raw = variables.map(shifted).filter(({ range }) => Number.isFinite(range) && range > 0)
  const best = apportion(
    raw.map(({ range }) => range),
    span,
  )
  return raw.map(({ indicatorId, range, neutral, bins }, at) => {
    const stretched = (points: number) => Math.round((points * (best[at] ?? 0)) / range)
    return {
      indicatorId,
      neutral: stretched(neutral),
      bins: bins.map(({ from, points }) => ({ from, points: stretched(points) })),
    }
  })
}

/**
 * A candidate out of an uploaded file: our own form of a card (base, cut-offs, factors with their bins), or a card.json of
 * `npm run scorecard -- fit`, stretched to 300–850 with the cut-offs of the card in force.
 * @param json the parsed file, or undefined where it is no JSON
 */
export function readCandidate(json: unknown, version: string, current: ScoreCard): Candidate {
  const fitted = Fitted.safeParse(json)
  const { catalogue = '2026.1', cutOffs } = current
  const raw: unknown = fitted.success
    ? { version, basis: 'FITTED', catalogue, base: 300, cutOffs, factors: fittedFactors(fitted.data.variables) }
    : { basis: 'EXPERT', catalogue, ...(typeof json === 'object' ? json : {}), version }
  const terms = CardTerms.safeParse(raw)
  if (!terms.success) {
    return {
      ok: false,
      faults: terms.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'card'}: ${message}`),
    }
  }
  const faults = termFaults(terms.data)
  return faults.length > 0 ? { ok: false, faults: faults.slice(0, 5) } : { ok: true, terms: terms.data }
}
