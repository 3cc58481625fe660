import { type Fen, fenToNumber } from '../fen'
import { done, type Outcome, refused } from '../outcome'
import { type LoanTerms, type Repayment, repaymentSchedule, totalInterest } from './schedule'

/** Fractions a year: 0.050833 is 5.08 %. Simple is 12 i, compound (1 + i)^12 − 1, i the internal rate of a month. */
export type AnnualCost = { monthlyRate: number; annualCostSimple: number; annualCostCompound: number }

export type LoanCost = AnnualCost & { schedule: Repayment[]; totalInterestFen: Fen }

export type AnnualCostRefusal = 'cost.fees-consume-the-loan'

/** A payment `at` months after the draw-down. */
export type Payment = { at: number; fen: Fen }

/**
 * What a loan costs, all in: its schedule, and the annual cost of the net draw-down (principal less the fees kept back)
 * against it. Refuses `cost.fees-consume-the-loan` when the fees leave nothing to draw. Throws as `repaymentSchedule`.
 */
export function loanCost(terms: LoanTerms, upfrontFeesFen: Fen = 0n): Outcome<LoanCost, AnnualCostRefusal> {
  if (upfrontFeesFen < 0n) throw new RangeError(`fees cannot be negative: ${upfrontFeesFen}`)
  if (upfrontFeesFen >= terms.principalFen) return refused('cost.fees-consume-the-loan')
  const schedule = repaymentSchedule(terms)
  const payments = schedule.map(({ period, principalFen, interestFen }) => ({ at: period, fen: principalFen + interestFen }))
  const cost = annualCost(terms.principalFen - upfrontFeesFen, payments)
  return done({ ...cost, schedule, totalInterestFen: totalInterest(schedule) })
}

/** The annual cost of receiving `netFen` now and making the payments. Preconditions as for `monthlyInternalRate`. */
export function annualCost(netFen: Fen, payments: readonly Payment[]): AnnualCost {
  const monthlyRate = monthlyInternalRate(netFen, payments)
  return { monthlyRate, annualCostSimple: 12 * monthlyRate, annualCostCompound: Math.expm1(12 * Math.log1p(monthlyRate)) }
}

/**
 * The monthly rate i ≥ 0 at which the payments are worth what was received, Σ fen ÷ (1+i)^at = net, to 1e-9 (of i
 * itself, where i is above 1). Exactly 0 when they only give back what was received. Throws RangeError unless net is positive, the payments are
 * not negative, fall at whole months from 1 on, and sum to no less than net: then there is one such rate.
 */
export function monthlyInternalRate(netFen: Fen, payments: readonly Payment[]): number {
  let total = 0n
  for (const { at, fen } of payments) {
    if (!Number.isSafeInteger(at) || at < 1 || fen < 0n) throw new RangeError(`not a payment: ${fen} fen after ${at} months`)
    total += fen
  }
  if (netFen < 1n || total < netFen) throw new RangeError(`payments of ${total} fen do not repay ${netFen}`)
  if (total === netFen) return 0
  const flows = [-fenToNumber(netFen)]
  for (const { at, fen } of payments) {
    while (flows.length <= at) flows.push(0)
    flows[at] = (flows[at] ?? 0) + fenToNumber(fen)
  }
  return rootOf(flows)
}

/** Far more than was ever needed (some hundreds, for a loan whose fees leave one fen of it). */
const MOST_STEPS = 10_000

/** Once rounding has stopped the descent: from far off, v arrives with few digits of its own, and these bring the rest. */
const POLISHING_STEPS = 3

/**
 * Newton on f(v) = Σ payment·vᵏ − net, v = 1 ÷ (1 + i) the discount of a month. f rises and is convex, and f(1) > 0: steps
 * from 1 come down on the root and never pass it but by rounding, so that no bracket is needed.
 */
function rootOf(flows: readonly number[]): number {
  let v = 1
  let polished = 0
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = v - newtonStep(flows, v)
    if (next >= v) polished++
    v = next
    if (polished >= POLISHING_STEPS) return (1 - v) / v
  }
  throw new Error('the internal rate did not settle')
}

/** f(v) ÷ f′(v), both by Horner's rule. */
function newtonStep(flows: readonly number[], v: number): number {
  let value = 0
  let slope = 0
  for (let k = flows.length - 1; k >= 0; k--) {
    slope = slope * v + value
    value = value * v + (flows[k] ?? 0)
  }
  return value / slope
}
