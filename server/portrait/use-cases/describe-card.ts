import { keepsAxesApart, type ScoreCard } from '../domain/score-card'
import type { CardBasis } from '../schema'

export type DescribedCard = {
  version: string
  basis: CardBasis
  /** Whether records, lists and grades by authorities stand beside the score alone. */
  axesApart: boolean
  /** Bands of the grades, lowest first, adjoining. */
  bands: { grade: string; from: number; to: number }[]
}

/** The card of a portrait as screens explain it. */
export function describeCard({ version, basis, cutOffs, factors }: ScoreCard): DescribedCard {
  const ascending = [...cutOffs].sort((a, b) => a.from - b.from)
  const bands = ascending.map(({ grade, from }, at) => ({ grade, from, to: ascending[at + 1]?.from ?? 850 }))
  return { version, basis, axesApart: keepsAxesApart({ factors }), bands }
}
