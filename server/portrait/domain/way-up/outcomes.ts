import type { PlainDate } from '@/server/kernel/dates'
import type { Gate, Grade, IndicatorReading, Portrait, PortraitFacts } from '../../schema'
import { buildPortrait } from '../build-portrait'
import { gatesInForce } from '../gates'
import { knownOn } from '../known'
import { readIndicators } from '../read-indicators'
import { scoreIndicators } from '../score'
import { catalogueOf, type ScoreCard } from '../score-card'
import { type LeverOption, leversOf, type Step } from './levers'

/** An option with what it does to the portrait when it alone is taken. */
export type Outcome = LeverOption & { effort: number; points: number; indicators: IndicatorReading[]; gates: Gate[] }
/** `unproven`: of some lever not every selection was drawn, so that a path through it may not be the cheapest. */
export type Prospect = { portrait: Portrait; levers: { id: string; options: Outcome[]; unproven?: true }[] }

const key = ({ indicators, gates }: Pick<Portrait, 'indicators' | 'gates'>) =>
  JSON.stringify([
    indicators.map((one) => (one.state === 'KNOWN' ? one.value : one.reason)),
    gates.map(({ code, recordId }) => `${code} ${recordId}`),
  ])

/** The part of a portrait that options can change. */
function effectOf(facts: PortraitFacts, card: ScoreCard, asOf: PlainDate) {
  const known = knownOn(facts, asOf)
  const indicators = readIndicators(known, catalogueOf(card))
  return { indicators, gates: gatesInForce(known), score: scoreIndicators(indicators, card).score }
}

/**
 * What each option does, found by drawing the portrait again on a copy of the facts. Options that change nothing, or nothing
 * more than a cheaper one of their lever, are left out; so is one that would take points away.
 */
export function prospectOf(facts: PortraitFacts, card: ScoreCard, asOf: PlainDate): Prospect {
  const portrait = buildPortrait(facts, card, asOf)
  const levers = leversOf(facts, asOf).map(({ id, options, ...proof }) => {
    const seen = new Set([key(portrait)])
    const kept = options
      .map((option) => ({ ...option, effort: option.steps.reduce((sum, { effort }) => sum + effort, 0) }))
      .sort((a, b) => a.effort - b.effort)
      .flatMap((option): Outcome[] => {
        const after = effectOf(option.apply(facts), card, asOf)
        const points = after.score - portrait.score
        if (points < 0 || seen.has(key(after))) return []
        seen.add(key(after))
        return [{ ...option, points, indicators: after.indicators, gates: after.gates }]
      })
    return { id, options: kept, ...proof }
  })
  return { portrait, levers: levers.filter(({ options }) => options.length > 0) }
}

/** A path: what to do, what it asks, by when it is done, and the portrait as it will be if nothing else changes. */
export type Path = { steps: Step[]; effort: number; by: PlainDate; portrait: Portrait }

/** Takes the chosen options on a copy of the facts and draws the portrait again: what a path is worth is not added up but seen. */
export function walk(facts: PortraitFacts, card: ScoreCard, asOf: PlainDate, taken: readonly LeverOption[]): Path {
  const after = taken.reduce((now, { apply }) => apply(now), facts)
  const steps = taken.flatMap((option) => option.steps).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return {
    steps,
    effort: steps.reduce((sum, { effort }) => sum + effort, 0),
    by: steps.at(-1)?.on ?? asOf,
    portrait: buildPortrait(after, card, asOf),
  }
}

/** Points from the score up to a grade's lowest; none where it is reached. */
export function pointsToGrade(card: ScoreCard, score: number, grade: Grade): number {
  const cut = card.cutOffs.find((one) => one.grade === grade)
  if (!cut) throw new RangeError(`no grade ${grade}`)
  return Math.max(0, cut.from - score)
}
