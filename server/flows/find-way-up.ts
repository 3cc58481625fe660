import type { PublishedProduct } from '@/server/catalogue/schema'
import { cheapestChoice, type Goal } from '@/server/kernel/cheapest-choice'
import { NotFound } from '@/server/kernel/refused'
import { estimateLine } from '@/server/matching/domain/estimate'
import { matchProduct } from '@/server/matching/domain/match-products'
import { termConditions } from '@/server/matching/domain/term-conditions'
import { wayGoal } from '@/server/matching/domain/way-goal'
import { findApplicant } from '@/server/matching/repository'
import type { Applicant, Ask } from '@/server/matching/schema'
import { findCard } from '@/server/portrait/cards.repository'
import type { ScoreCard } from '@/server/portrait/domain/score-card'
import { effortOf, type LeverOption, type Step } from '@/server/portrait/domain/way-up/levers'
import { type Path, type Prospect, pointsToGrade, prospectOf, walk } from '@/server/portrait/domain/way-up/outcomes'
import { findCurrentPortrait } from '@/server/portrait/repository'
import { type Grade, grades, type Portrait } from '@/server/portrait/schema'
import { factsOf } from '@/server/sources/read-snapshot'
import { readSnapshots } from '@/server/sources/repository'
import type { DatedFacts } from '@/server/sources/schema'
import { type MatchContext, matchOwn } from './match-products'

/** NOTHING: it is reached already. PATH: the cheapest way. NONE: no act and no lapse of time reaches it. */
export type WayUp =
  | { state: 'NOTHING' }
  /** `proven`: no path asks less; not where a firm has more records of different kinds than can all be told apart. */
  | { state: 'PATH'; path: Path; ask: Ask | null; proven: boolean }
  /** `best`: the portrait with everything in order. */
  | { state: 'NONE'; best: Pick<Portrait, 'score' | 'grade'> }

export type Ground = { facts: DatedFacts; card: ScoreCard; asOf: string; prospect: Prospect }

/** The facts of the current portrait, out of the very snapshots that it was drawn from. */
async function groundOf({ tx, scope }: MatchContext): Promise<Ground | null> {
  const stored = await findCurrentPortrait(tx, scope)
  if (!stored) return null
  const facts = factsOf(await readSnapshots(tx, scope, stored.snapshotIds))
  const card = await findCard(tx, stored.cardVersion)
  return { facts, card, asOf: stored.asOf, prospect: prospectOf(facts, card, stored.asOf) }
}

const everything = ({ facts, card, asOf, prospect }: Ground) =>
  walk(
    facts,
    card,
    asOf,
    prospect.levers.flatMap(({ options }) => [...options].sort((a, b) => b.points - a.points).slice(0, 1)),
  ).portrait

/** The options that the cheapest choice takes, or null where no choice reaches the goal. */
function taken({ prospect }: Ground, goal: Goal): LeverOption[] | null {
  const levers = prospect.levers.map(({ options }) => options.map(({ effort, points }) => ({ cost: effort, points })))
  const chosen = cheapestChoice(levers, goal)
  return chosen && prospect.levers.flatMap(({ options }, at) => options[(chosen[at] ?? 0) - 1] ?? [])
}

const isProven = ({ prospect }: Ground) => prospect.levers.every(({ unproven }) => !unproven)

function none(ground: Ground): WayUp {
  const { score, grade } = everything(ground)
  return { state: 'NONE', best: { score, grade } }
}

export function wayToGrade(ground: Ground, grade: Grade): WayUp {
  const { portrait } = ground.prospect
  const points = pointsToGrade(ground.card, portrait.score, grade)
  if (points === 0) return { state: 'NOTHING' }
  const options = taken(ground, { points })
  const path = options && walk(ground.facts, ground.card, ground.asOf, options)
  // Seen, not added up: a path that would not lead there is none.
  const reached = path && grades.indexOf(path.portrait.grade) <= grades.indexOf(grade)
  return reached ? { state: 'PATH', path, ask: null, proven: isProven(ground) } : none(ground)
}

/** The ask brought within the product's bounds, with what changes. */
function fittedAsk({ terms }: PublishedProduct, ask: Ask, asOf: string): { ask: Ask; steps: Step[] } {
  const [least, most] = [BigInt(terms.amountMinFen), BigInt(terms.amountMaxFen)]
  const amountFen = ask.amountFen < least ? least : ask.amountFen > most ? most : ask.amountFen
  const termMonths = Math.min(Math.max(ask.termMonths, terms.termMinMonths), terms.termMaxMonths)
  const step = (kind: Step['kind'], months: number | null, fen: bigint | null): Step => ({
    kind,
    effort: effortOf.CHANGE_ASK,
    on: asOf,
    records: [],
    months,
    amountFen: fen === null ? null : Number(fen),
  })
  const steps = [
    ...(amountFen === ask.amountFen ? [] : [step('CHANGE_AMOUNT', null, amountFen)]),
    ...(termMonths === ask.termMonths ? [] : [step('CHANGE_TERM', termMonths, null)]),
  ]
  return { ask: { ...ask, amountFen, termMonths }, steps }
}

/** Points until the estimated line reaches `lineFen`: the line never falls as the score rises. Null where none reaches it. */
function pointsToLine({ terms }: PublishedProduct, portrait: Portrait, lineFen: bigint): number | null {
  for (let score = portrait.score; score <= 850; score++) {
    const { lineFen: line } = estimateLine(terms, { ...portrait, score })
    if (line !== null && line >= lineFen) return score - portrait.score
  }
  return null
}

type Target = { product: PublishedProduct; applicant: Applicant; ask: Ask; lineFen: bigint | null; lprBps: number }

export function wayToProduct(ground: Ground, { product, applicant, ask, lineFen, lprBps }: Target): WayUp {
  const { portrait } = ground.prospect
  const fitted = fittedAsk(product, ask, ground.asOf)
  const isThere = (one: Portrait, asked: Ask) => {
    const match = matchProduct(product, one, applicant, asked, lprBps)
    return match.verdict === 'ELIGIBLE' && (lineFen === null || (match.line.lineFen ?? 0n) >= lineFen)
  }
  if (isThere(portrait, ask)) return { state: 'NOTHING' }
  const points = lineFen === null ? 0 : pointsToLine(product, portrait, lineFen)
  // Who and where the firm is cannot be changed by a path.
  const open = termConditions(product.terms, applicant, fitted.ask).every(({ state }) => state === 'TRUE')
  if (!open || points === null) return none(ground)
  const rule = wayGoal(product.terms.admissionRule, portrait, ground.prospect.levers, ground.card.cutOffs)
  const options = taken(ground, { all: [rule, { points }] })
  if (!options) return none(ground)
  const walked = walk(ground.facts, ground.card, ground.asOf, options)
  if (!isThere(walked.portrait, fitted.ask)) return none(ground)
  const steps = [...fitted.steps, ...walked.steps]
  const effort = steps.reduce((sum, step) => sum + step.effort, 0)
  const path = { ...walked, steps, effort }
  return { state: 'PATH', path, ask: fitted.steps.length > 0 ? fitted.ask : null, proven: isProven(ground) }
}

/** The way to a grade from the current portrait; null while there is none. */
export async function findWayToGrade(ctx: MatchContext, grade: Grade) {
  const ground = await groundOf(ctx)
  return ground && { way: wayToGrade(ground, grade), from: ground.prospect.portrait }
}

/**
 * The way to a product, or to a line of it, for an ask; null while there is no portrait.
 * @throws NotFound when the product isn't on offer
 */
export async function findWayToProduct(ctx: MatchContext, asked: { productId: string; ask: Ask | null; lineFen: bigint | null }) {
  const [ground, matching] = [await groundOf(ctx), await matchOwn(ctx, asked.ask, [asked.productId])]
  if (!ground || !matching) return null
  const product = matching.matches[0]?.product
  if (!product) throw new NotFound('product')
  const applicant = await findApplicant(ctx.tx, ctx.scope)
  const { ask, lpr } = matching
  const way = wayToProduct(ground, { product, applicant, ask, lineFen: asked.lineFen, lprBps: lpr.bps })
  return { way, from: ground.prospect.portrait, product, ask }
}
