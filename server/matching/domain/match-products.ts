import {
  type Applicant,
  type Ask,
  type Portrait,
  type Product,
  type ProductMatch,
  type Truth,
  type Verdict,
  verdicts,
} from '../schema'
import { estimateCost, estimateLine } from './estimate'
import { blockingReasons, evaluateRule } from './evaluate-rule'
import { all } from './kleene'
import { termConditions } from './term-conditions'

const verdictOf: Record<Truth, Verdict> = { TRUE: 'ELIGIBLE', UNKNOWN: 'UNDECIDABLE', FALSE: 'INELIGIBLE' }

/** One product against one firm and its ask: the verdict, every condition with its state, line and cost. */
export function matchProduct(product: Product, portrait: Portrait, applicant: Applicant, ask: Ask, lprBps: number): ProductMatch {
  const { terms } = product
  const conditions = termConditions(terms, applicant, ask)
  const { rule, found } = evaluateRule(terms.admissionRule, portrait, conditions.length)
  const state = all([...conditions.map((one) => one.state), rule.state])
  const inRule = new Set(rule.state === state ? blockingReasons(rule) : [])
  const blocks = (one: { state: Truth }, at: number) =>
    state !== 'TRUE' && (at < conditions.length ? one.state === state : inRule.has(at))
  return {
    institutionId: product.institutionId,
    productId: product.productId,
    version: product.version,
    verdict: verdictOf[state],
    reasons: [...conditions, ...found].map((one, at) => ({ ...one, blocking: blocks(one, at) })),
    rule,
    line: estimateLine(terms, portrait),
    cost: estimateCost(terms, portrait.score, ask, lprBps),
  }
}

/**
 * Every product, none left out: eligible first, then undecidable, then ineligible; within each by the all-in annual cost
 * (simple), those whose cost cannot be stated last, ties by product id.
 * @param lprBps the LPR of the day for the term asked (kernel/lpr), in basis points
 */
export function matchProducts(
  products: readonly Product[],
  portrait: Portrait,
  applicant: Applicant,
  ask: Ask,
  lprBps: number,
): ProductMatch[] {
  return products.map((product) => matchProduct(product, portrait, applicant, ask, lprBps)).sort(byVerdictAndCost)
}

function byVerdictAndCost(a: ProductMatch, b: ProductMatch): number {
  const cost = (one: ProductMatch) => one.cost?.annualCostSimplePpm ?? Number.MAX_SAFE_INTEGER
  const id = (one: ProductMatch) => `${one.productId} ${one.institutionId}`
  return (
    verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || cost(a) - cost(b) || (id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : 0)
  )
}
