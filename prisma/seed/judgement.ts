import type { Random } from '@/sandbox/city/random'
import { feeFen, type ProductTerms, purposes } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import type { Decision, Demand, RejectionReason, RepaymentMethod } from '@/server/lending/schema'
import { baseRate, boundsOf } from '@/server/lending/use-cases/product-bounds'
import { defaultAsk } from '@/server/matching/domain/default-ask'
import { estimateRate } from '@/server/matching/domain/estimate'
import { matchProduct } from '@/server/matching/domain/match-products'
import type { ProductMatch } from '@/server/matching/schema'
import type { Portrait } from '@/server/portrait/schema'
import type { Firm } from './enterprises'
import { sizeOf } from './portraits'
import type { SeededProduct } from './products'

const wan = 1_000_000n

/** Terms that firms ask for, with how often they do. */
const termChoices = [
  { months: 6, weight: 3 },
  { months: 12, weight: 6 },
  { months: 24, weight: 2 },
  { months: 36, weight: 1 },
]

const clamp = <Value extends bigint | number>(value: Value, min: Value, max: Value): Value =>
  value < min ? min : value > max ? max : value

/** What the firm asks of a product: around the platform's own starting point, within what the product offers. */
export function demandOf(random: Random, terms: ProductTerms, portrait: Portrait): Demand {
  const start = defaultAsk(portrait).amountFen
  const wished = ((start * BigInt(random.int(60, 220))) / 100n / wan) * wan
  const { months } = random.weighted(termChoices, ({ weight }) => weight)
  const allowed = terms.purposes.length > 0 ? terms.purposes : purposes.filter((one) => one !== 'REPAY_DUE_LOAN')
  return {
    amountFen: clamp(wished, BigInt(terms.amountMinFen), BigInt(terms.amountMaxFen)),
    termMonths: clamp(months, terms.termMinMonths, terms.termMaxMonths),
    purpose: random.pick(allowed),
    method: random.pick(terms.methods),
  }
}

/** How the product stands to the firm and its demand on that day, by the product's own matching. */
export const matchOf = (
  firm: Firm,
  { institution, productId, version, terms }: SeededProduct,
  portrait: Portrait,
  demand: Demand,
  on: PlainDate,
): ProductMatch =>
  matchProduct(
    { institutionId: institution.id, productId, version, terms },
    portrait,
    { countyCode: firm.entry.countyCode, legalForm: firm.entry.legalForm, size: sizeOf(firm), industry: firm.entry.industry },
    demand,
    baseRate(on, demand.termMonths),
  )

export type Judgement = { decision: Decision; outOfScope: 'OUT_OF_REGION' | 'OUT_OF_SCOPE' | null }

const grantPercent = { A: 96, B: 88, C: 62, D: 18, E: 2 } as const

/** What the bank's people make of it: the portrait first, then what was found out, as chance has it. */
export function judge(
  random: Random,
  match: ProductMatch,
  portrait: Portrait,
  demand: Demand,
  terms: ProductTerms,
  on: PlainDate,
): Judgement {
  const blocking = new Set(match.reasons.filter((reason) => reason.blocking).map(({ kind }) => kind))
  const outOfScope = blocking.has('REGION')
    ? 'OUT_OF_REGION'
    : blocking.has('INDUSTRY') || blocking.has('LEGAL_FORM')
      ? 'OUT_OF_SCOPE'
      : null
  const doubted = portrait.questions.length > 0
  const fit = match.verdict === 'ELIGIBLE' ? 1 : match.verdict === 'UNDECIDABLE' ? 0.6 : 0.1
  const chance = (grantPercent[portrait.grade] / 100) * fit * (doubted ? 0.35 : 1)
  const granted = random.chance(chance)
  return {
    outOfScope,
    decision: granted ? grantOf(random, match, portrait, demand, terms, on) : rejectionOf(random, match, portrait),
  }
}

export function grantOf(
  random: Random,
  match: ProductMatch,
  portrait: Portrait,
  demand: Demand,
  terms: ProductTerms,
  on: PlainDate,
): Decision {
  const line = match.line.lineFen ?? 0n
  const full = random.chance(0.65)
  const less = (demand.amountFen * BigInt(random.int(50, 90))) / 100n
  const wished = full ? demand.amountFen : line > 0n && line < demand.amountFen ? line : less
  const bounds = boundsOf(terms, on, demand.termMonths)
  const lowest = bounds.amountFen.min < demand.amountFen ? bounds.amountFen.min : demand.amountFen
  const method: RepaymentMethod = demand.method
  const { rateBps } = estimateRate(terms, portrait.score, baseRate(on, demand.termMonths))
  return {
    kind: 'GRANT',
    amountFen: clamp((wished / wan) * wan, lowest, demand.amountFen),
    rateBps: clamp(rateBps - 5 * random.int(0, 3), bounds.rateBps.min, bounds.rateBps.max),
    termMonths: demand.termMonths,
    method,
  }
}

function rejectionOf(random: Random, match: ProductMatch, portrait: Portrait): Decision {
  const found: RejectionReason[] = []
  const blocking = match.reasons.filter((reason) => reason.blocking)
  if (portrait.gates.length > 0) found.push('COMPLIANCE_RECORD')
  if (portrait.questions.length > 0) found.push('DATA_UNVERIFIED')
  if (blocking.some((reason) => reason.kind === 'SCORE' || reason.kind === 'INDICATOR')) found.push('CASH_FLOW_INSUFFICIENT')
  if (blocking.some((reason) => reason.kind === 'SIZE' || reason.kind === 'PURPOSE')) found.push('OUTSIDE_APPETITE')
  if (match.verdict === 'UNDECIDABLE') found.push('INFORMATION_INCOMPLETE')
  if (found.length === 0)
    found.push(random.pick(['DEBT_BURDEN', 'CASH_FLOW_INSUFFICIENT', 'COLLATERAL_INSUFFICIENT', 'INDUSTRY_LIMIT', 'OTHER']))
  const reasons = [...new Set(found)].slice(0, 3)
  const otherText = reasons.includes('OTHER') ? '近期股权变更尚在办理，待变更完成后可重新申请。' : undefined
  return { kind: 'REJECT', reasons, ...(otherText ? { otherText } : {}) }
}

/** Everything that the firm pays at the draw-down beside interest, in fen. */
export const feesOf = (terms: ProductTerms, amountFen: bigint): bigint =>
  terms.fees.reduce((sum, fee) => sum + feeFen(fee, amountFen), 0n)
