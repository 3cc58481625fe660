import { scoreCards } from '../domain/score-card'

export type DescribedCard = {
  version: string
  basis: 'EXPERT'
  /** Bands of the grades, lowest first, adjoining. */
  bands: { grade: string; from: number; to: number }[]
}

/** The card of a portrait as screens explain it. Throws for a version that never was. */
export function describeCard(version: string): DescribedCard {
  const card = scoreCards.find((one) => one.version === version)
  if (!card) throw new RangeError(`no score card ${version}`)
  const ascending = [...card.cutOffs].sort((a, b) => a.from - b.from)
  const bands = ascending.map(({ grade, from }, at) => ({ grade, from, to: ascending[at + 1]?.from ?? 850 }))
  return { version, basis: card.basis, bands }
}
