import type { AdverseStatement, Factor, LegalItem, Portrait } from '../schema'
import { nextBin } from './next-bin'
import type { ScoreCard } from './score-card'

/** What a statement is drawn from: a portrait, or what of it a reader may see. */
export type AdverseGround = Pick<Portrait, 'factors' | 'indicators' | 'gates' | 'legal' | 'asOf' | 'cardVersion'>
/** One thing that may be stated: a factor by its indicator, or all records of one code. */
export type AdverseChoice = `factor:${string}` | `record:${string}`
export type AdverseDraft = { factors: Factor[]; records: LegalItem[] }

/** Nobody can act on more; the law asks for the principal reasons. */
const MOST_FACTORS = 8
/** So many are proposed; whoever decides takes away or adds. */
export const PROPOSED_FACTORS = 4

export const factorChoice = ({ indicatorId }: Pick<Factor, 'indicatorId'>): AdverseChoice => `factor:${indicatorId}`
export const recordChoice = ({ code }: Pick<LegalItem, 'code'>): AdverseChoice => `record:${code}`

/** Points lost against the neutral level. */
const loss = ({ points, neutral }: Factor) => neutral - points

/**
 * What tells against the firm, worst first: known factors below the neutral level, and the records on display. Portraits of the
 * first catalogue know no records beside the score; their bars stand in.
 */
export function adverseDraft({
  factors,
  legal,
  gates,
}: Omit<AdverseGround, 'asOf' | 'cardVersion' | 'indicators'>): AdverseDraft {
  const records = legal ?? gates.map((gate): LegalItem => ({ ...gate, severity: null, authority: null }))
  return {
    factors: factors
      .filter((one) => one.effect !== 'MISSING' && loss(one) > 0)
      .sort((a, b) => loss(b) - loss(a))
      .slice(0, MOST_FACTORS),
    records,
  }
}

/** The choices that a draft leaves, in its order. */
export const choicesOf = ({ factors, records }: AdverseDraft): AdverseChoice[] => [
  ...new Set([...factors.map(factorChoice), ...records.map(recordChoice)]),
]

/**
 * The statement of the chosen factors and records, with what would earn more on the card that drew them. Pure; integers only.
 * @returns null when something is chosen that doesn't tell against this firm, or that the reader may not see
 */
export function stateAdverse(
  ground: AdverseGround,
  portraitId: string,
  card: Pick<ScoreCard, 'factors'>,
  chosen: readonly string[],
): AdverseStatement | null {
  const draft = adverseDraft(ground)
  const open: readonly string[] = choicesOf(draft)
  if (!chosen.every((one) => open.includes(one))) return null
  const factors = draft.factors.filter((one) => chosen.includes(factorChoice(one)))
  const records = draft.records.filter((one) => chosen.includes(recordChoice(one)))
  return {
    portraitId,
    cardVersion: ground.cardVersion,
    asOf: ground.asOf,
    factors: factors.map(({ indicatorId, points, neutral, best }) => {
      const reading = ground.indicators.find(({ id }) => id === indicatorId)
      const bins = card.factors.find((one) => one.indicatorId === indicatorId)?.bins ?? null
      const value = reading?.state === 'KNOWN' ? reading.value : null
      return { indicatorId, value, points, neutral, best, next: nextBin(bins, indicatorId, points) }
    }),
    records: records.map(({ code, dataClass, recordId, severity, endsOn }) => ({ code, dataClass, recordId, severity, endsOn })),
  }
}
