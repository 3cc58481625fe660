import type { CardAttribute, Characteristic, PmmlCard, Value } from './card'
import { compute, derive } from './expression'
import { truthOf, type Values } from './predicate'
import { prepareValue } from './prepare-value'
import { targetedScore } from './target'

/** `points` short of the baseline (or above it, as the card's algorithm says), summed where characteristics share a code. */
export type CardReason = { code: string; points: number }
export type Part = { characteristic: string; points: number }
/** `reasons`: as many as the card's Output asks for, or all. `parts`: the points of each characteristic, in the card's order. */
export type Scored = { score: number; reasons: CardReason[]; parts: Part[] }
/** The card gives no score: a field's value is invalid, or no attribute of a characteristic applies. */
export type NotScored = { noScore: 'invalid-value' | 'no-attribute'; at: string }

/**
 * The score of a card for these values (by field name; absent or null: missing). Procedure of PMML 4.4, Scorecard: the initial
 * score plus, for each characteristic, the partial score of its first attribute whose predicate is true; where there is none the
 * whole result is invalid. A target, where the card has one, then bounds, rescales or rounds the sum; points and reasons stay in the
 * card's own points. Reasons rank by baseline − partial score (pointsBelow) or partial − baseline (pointsAbove), those
 * below zero left out, ties in the order of the card.
 */
export function evaluateCard(card: PmmlCard, raw: ReadonlyMap<string, Value | null>): Scored | NotScored {
  const values = new Map<string, Value | null>()
  for (const field of card.fields) {
    const prepared = prepareValue(field, raw.get(field.name) ?? null)
    if ('invalid' in prepared) return { noScore: 'invalid-value', at: field.name }
    values.set(field.name, prepared.value)
  }
  for (const field of card.derived) {
    const derived = derive(field, values)
    if ('invalid' in derived) return { noScore: 'invalid-value', at: field.name }
    values.set(field.name, derived.value)
  }
  let score = card.initialScore
  const parts: Part[] = []
  const points = new Map<string, number>()
  for (const characteristic of card.characteristics) {
    const attribute = characteristic.attributes.find(({ predicate }) => truthOf(predicate, values as Values) === true)
    if (!attribute) return { noScore: 'no-attribute', at: characteristic.name }
    const partial = partialScore(attribute, values)
    if (partial === null) return { noScore: 'invalid-value', at: characteristic.name }
    score += partial
    parts.push({ characteristic: characteristic.name, points: partial })
    const code = attribute.reasonCode ?? characteristic.reasonCode
    if (card.useReasonCodes && code !== null) {
      points.set(code, (points.get(code) ?? 0) + distance(card, characteristic, partial))
    }
  }
  const reasons = [...points]
    .map(([code, each]) => ({ code, points: each }))
    .filter((reason) => reason.points >= 0)
    .sort((a, b) => b.points - a.points)
  const told = card.target ? targetedScore([card.initialScore, ...parts.map((part) => part.points)], card.target) : score
  return { score: told, reasons: asked(card, reasons), parts }
}

/** Null where it can't be computed: a value is missing, or the result is none. */
function partialScore({ partialScore: plain, complex }: CardAttribute, values: Values): number | null {
  if (!complex) return plain
  const computed = compute(complex, values)
  return 'invalid' in computed || typeof computed.value !== 'number' ? null : computed.value
}

function distance(card: PmmlCard, { baselineScore }: Characteristic, partial: number): number {
  const baseline = baselineScore ?? card.baselineScore ?? 0
  return card.reasonCodeAlgorithm === 'pointsBelow' ? baseline - partial : partial - baseline
}

/** The reasons at the ranks that the Output names, in their order; all where it names none. */
function asked(card: PmmlCard, reasons: CardReason[]): CardReason[] {
  const ranks = card.outputs.filter((output) => output.feature === 'reasonCode').map((output) => output.rank)
  if (ranks.length === 0) return reasons
  return reasons.filter((_, at) => ranks.includes(at + 1))
}
