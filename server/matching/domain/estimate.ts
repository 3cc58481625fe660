import { loanCost } from '@/server/kernel/loan/annual-cost'
import { type Ask, type CostEstimate, feeFen, type LineEstimate, type Portrait, type ProductTerms } from '../schema'

/** The score runs over 550 points from 300. */
const SCORE_FLOOR = 300
const SCORE_SPAN = 550
/** Share of twelve months' sales that a line may reach at the best score, in basis points, by guarantee (ours). */
const SALES_SHARE_BPS: Record<ProductTerms['guaranteeMode'], number> = {
  CREDIT: 2_000,
  GUARANTEE: 3_000,
  MORTGAGE: 4_000,
  PLEDGE: 4_000,
}
const WAN_FEN = 1_000_000n
const PPM = 1_000_000

/**
 * Estimated line = min(product's maximum, sales of 12 months × share × (score − 300) ÷ 550), rounded down to 1万元; nothing
 * where that lies below the product's minimum. A rule of thumb of the platform (ours): the bank decides.
 */
export function estimateLine(terms: ProductTerms, portrait: Portrait): LineEstimate {
  const sales = portrait.indicators.find((one) => one.id === 'tax.taxableSales12m')
  if (sales?.state !== 'KNOWN') {
    return {
      lineFen: null,
      lack: sales ? { reason: sales.reason, classes: sales.classes } : { reason: 'NO_SOURCE', classes: ['TAX'] },
    }
  }
  const weight = BigInt(SALES_SHARE_BPS[terms.guaranteeMode]) * BigInt(portrait.score - SCORE_FLOOR)
  const bySales = (BigInt(Math.max(0, sales.value)) * weight) / BigInt(10_000 * SCORE_SPAN)
  const most = BigInt(terms.amountMaxFen)
  const whole = ((bySales < most ? bySales : most) / WAN_FEN) * WAN_FEN
  return { lineFen: whole < BigInt(terms.amountMinFen) ? 0n : whole, lack: null }
}

/**
 * The rate within the product's range: its top at a score of 300, its bottom at 850, linear between and rounded up to the
 * basis point, so that the estimate never flatters. Below zero it is zero.
 */
export function estimateRate(terms: ProductTerms, score: number, lprBps: number) {
  const { rateMinSpreadBps, rateMaxSpreadBps } = terms
  const discount = Math.floor(((rateMaxSpreadBps - rateMinSpreadBps) * (score - SCORE_FLOOR)) / SCORE_SPAN)
  const rate = (spread: number) => Math.max(0, lprBps + spread)
  return {
    rateBps: rate(rateMaxSpreadBps - discount),
    rateFromBps: rate(rateMinSpreadBps),
    rateToBps: rate(rateMaxSpreadBps),
  }
}

/**
 * All-in cost of the amount and term asked, by the method asked or else the product's first: interest at the estimated rate,
 * every fee kept back at the draw-down. Null when the fees leave nothing to draw.
 * @param lprBps the LPR of the day for the term asked
 */
export function estimateCost(terms: ProductTerms, score: number, ask: Ask, lprBps: number): CostEstimate | null {
  const rates = estimateRate(terms, score, lprBps)
  const method = ask.method ?? terms.methods[0]
  if (!method) throw new RangeError('a product has at least one repayment method')
  const feesFen = terms.fees.reduce((sum, fee) => sum + feeFen(fee, ask.amountFen), 0n)
  const loan = { principalFen: ask.amountFen, annualRateBps: rates.rateBps, termMonths: ask.termMonths, method }
  const cost = loanCost(loan, feesFen)
  if (!cost.ok) return null
  const { schedule, totalInterestFen, annualCostSimple, annualCostCompound } = cost.value
  const first = schedule[0]
  if (!first) throw new RangeError('a schedule has at least one repayment')
  return {
    ...rates,
    method,
    annualCostSimplePpm: Math.round(annualCostSimple * PPM),
    annualCostCompoundPpm: Math.round(annualCostCompound * PPM),
    firstInstalment: { period: first.period, amountFen: first.principalFen + first.interestFen },
    totalInterestFen,
    feesFen,
  }
}
