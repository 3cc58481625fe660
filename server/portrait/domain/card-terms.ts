import { z } from 'zod'
import { cardBases, catalogueVersions, Grade, grades, IndicatorId, indicatorsIn } from '../schema'
import { cardFaults, isBesideScore, type ScoreCard } from './score-card'

/** A card without its day: what is tried in the shadow and later published from a day on. */
export type CardTerms = Omit<ScoreCard, 'validFrom'>

const Points = z.int().min(0).max(550)

/** A card as data: integers, bins ascending from an open one. Whether it may be used, `termFaults` says. */
export const CardTerms: z.ZodType<CardTerms> = z.strictObject({
  version: z.string().regex(/^[A-Z]+-\d{4}\.\d{1,3}$/),
  basis: z.enum(cardBases),
  catalogue: z.enum(catalogueVersions),
  base: z.int(),
  cutOffs: z.array(z.strictObject({ grade: Grade, from: z.int() })).length(grades.length),
  factors: z
    .array(
      z.strictObject({
        indicatorId: IndicatorId,
        neutral: Points,
        bins: z
          .array(z.strictObject({ from: z.int().nullable(), points: Points }))
          .min(1)
          .max(40),
      }),
    )
    .min(1)
    .max(120),
})

/** What is wrong with a candidate, in words for its author; empty when it may be tried. */
export function termFaults(terms: CardTerms): string[] {
  const faults = cardFaults({ ...terms, validFrom: '2026-01-01' })
  const cuts = terms.cutOffs
  const isDescending = cuts.every(({ grade, from }, at) => grade === grades[at] && from < (cuts[at - 1]?.from ?? 851))
  if (!isDescending || cuts.at(-1)?.from !== 300) faults.push('cutOffs: A to E, each below the one before, the last at 300')
  const known = new Set<string>(indicatorsIn(terms.catalogue ?? '2026.1'))
  for (const { indicatorId } of terms.factors) {
    if (!known.has(indicatorId)) faults.push(`${indicatorId}: not in catalogue ${terms.catalogue}`)
    if (terms.catalogue && terms.catalogue >= '2026.4' && isBesideScore(indicatorId))
      faults.push(`${indicatorId}: stands beside the score, and is no factor of it`)
  }
  return faults
}
