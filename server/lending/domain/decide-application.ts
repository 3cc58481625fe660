import { type Outcome, refused } from '@/server/kernel/outcome'
import type { ApplicationFlag, ApplicationState, Decision, RepaymentMethod } from '../schema'
import { type Progress, type Roles, type TransitionRefusal, transition } from './application-lifecycle'

/** What the pinned product version allows. Amounts in fen, terms in months, rates in basis points a year; bounds included. */
export type ProductBounds = {
  amountFen: { min: bigint; max: bigint }
  termMonths: { min: number; max: number }
  rateBps: { min: number; max: number }
  methods: readonly RepaymentMethod[]
}

export type UnderDecision = {
  state: ApplicationState
  flags: readonly ApplicationFlag[]
  requestedFen: bigint
  product: ProductBounds
  /** The consent as it is now: it may have run out before the worker set the flag. */
  consentIsLive: boolean
  portraitIsCurrent: boolean
}

/** Who acts: the natural person, because one person with two accounts is still one pair of eyes. */
export type Actor = { personId: string; roles: Roles }

export type DecisionRefusal =
  | TransitionRefusal
  | 'decision.same-person'
  | 'decision.no-recommendation'
  | 'decision.above-request'
  | TermsRefusal
  | ReasonRefusal
export type TermsRefusal =
  | 'terms.amount-outside-product'
  | 'terms.rate-outside-product'
  | 'terms.term-outside-product'
  | 'terms.method-outside-product'
export type ReasonRefusal = 'decision.reason-missing' | 'decision.reason-twice' | 'decision.reason-text-missing'

/** The officer's proposal to the approver; it must already be one that could be decided. */
export function recommend(application: UnderDecision, proposal: Decision, officer: Actor): Outcome<Progress, DecisionRefusal> {
  return afterFlags(application, 'RECOMMENDED', proposal, officer.roles)
}

/** Four-eyes decision of a recommended application; the approver may decide otherwise than recommended. */
export function decide(
  application: UnderDecision & { recommendedByPerson: string | null },
  decision: Decision,
  approver: Actor,
): Outcome<Progress, DecisionRefusal> {
  const next = afterFlags(application, decision.kind === 'GRANT' ? 'GRANTED' : 'REJECTED', decision, approver.roles)
  if (!next.ok) return next
  if (application.recommendedByPerson === null) return refused('decision.no-recommendation')
  if (application.recommendedByPerson === approver.personId) return refused('decision.same-person')
  return next
}

function afterFlags(
  application: UnderDecision,
  event: 'RECOMMENDED' | 'GRANTED' | 'REJECTED',
  decision: Decision,
  roles: Roles,
): Outcome<Progress, DecisionRefusal> {
  const next = transition(application, event, roles)
  if (!next.ok) return next
  if (!application.consentIsLive) return refused('application.suspended')
  if (!application.portraitIsCurrent) return refused('application.needs-refresh')
  const obstacle = decision.kind === 'GRANT' ? grantObstacle(application, decision) : reasonObstacle(decision)
  return obstacle ? refused(obstacle) : next
}

function grantObstacle(
  { requestedFen, product }: UnderDecision,
  grant: Extract<Decision, { kind: 'GRANT' }>,
): DecisionRefusal | undefined {
  if (grant.amountFen > requestedFen) return 'decision.above-request'
  return termsObstacle(product, grant)
}

type Terms = { amountFen: bigint; termMonths: number; method: RepaymentMethod; rateBps?: number }

/** The first bound of the product that these terms leave, or undefined. A demand has no rate yet. */
export function termsObstacle(product: ProductBounds, terms: Terms): TermsRefusal | undefined {
  if (!within(product.amountFen, terms.amountFen)) return 'terms.amount-outside-product'
  if (!within(product.termMonths, terms.termMonths)) return 'terms.term-outside-product'
  if (terms.rateBps !== undefined && !within(product.rateBps, terms.rateBps)) return 'terms.rate-outside-product'
  if (!product.methods.includes(terms.method)) return 'terms.method-outside-product'
  return undefined
}

const within = <Amount extends bigint | number>(range: { min: Amount; max: Amount }, value: Amount) =>
  value >= range.min && value <= range.max

function reasonObstacle({ reasons, otherText }: Extract<Decision, { kind: 'REJECT' }>): ReasonRefusal | undefined {
  if (reasons.length === 0) return 'decision.reason-missing'
  if (new Set(reasons).size !== reasons.length) return 'decision.reason-twice'
  if (reasons.includes('OTHER') && !otherText?.trim()) return 'decision.reason-text-missing'
  return undefined
}
