import { addDays, type PlainDate, shanghaiDate, shanghaiMidnight } from '@/server/kernel/dates'
import { type AnnualCostRefusal, loanCost } from '@/server/kernel/loan/annual-cost'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import type { ContractInput, OfferInput, RepaymentMethod } from '../schema'

/** The longest time, in days, that an offer may be left open. */
export const offerLongestDays = 60

/** What was approved: amounts in fen, rates in basis points a year, terms in months. */
export type Grant = { amountFen: bigint; rateBps: number; termMonths: number; method: RepaymentMethod }

export type OfferRefusal =
  | AnnualCostRefusal
  | 'offer.above-grant'
  | 'offer.rate-above-grant'
  | 'offer.term-above-grant'
  | 'offer.method-differs'
  | 'offer.validity'

export type OfferTerms = Pick<OfferInput, 'amountFen' | 'rateBps' | 'termMonths' | 'method' | 'upfrontFeesFen' | 'validTo'>

/** All-in annual cost in basis points, rounded to the nearest; the offer is open up to, not including, `validUntil`. */
export type PricedOffer = { allInSimpleBps: number; allInCompoundBps: number; totalInterestFen: bigint; validUntil: Date }

/** An offer may be better for the firm than the grant, never worse, and always says what it costs all in. */
export function priceOffer(grant: Grant, offer: OfferTerms, today: PlainDate): Outcome<PricedOffer, OfferRefusal> {
  if (offer.amountFen > grant.amountFen) return refused('offer.above-grant')
  if (offer.rateBps > grant.rateBps) return refused('offer.rate-above-grant')
  if (offer.termMonths > grant.termMonths) return refused('offer.term-above-grant')
  if (offer.method !== grant.method) return refused('offer.method-differs')
  if (offer.validTo < today || offer.validTo > addDays(today, offerLongestDays)) return refused('offer.validity')
  const cost = loanCost(
    { principalFen: offer.amountFen, annualRateBps: offer.rateBps, termMonths: offer.termMonths, method: offer.method },
    offer.upfrontFeesFen,
  )
  if (!cost.ok) return cost
  return done({
    allInSimpleBps: Math.round(cost.value.annualCostSimple * 10_000),
    allInCompoundBps: Math.round(cost.value.annualCostCompound * 10_000),
    totalInterestFen: cost.value.totalInterestFen,
    validUntil: shanghaiMidnight(addDays(offer.validTo, 1)),
  })
}

export type StandingOffer = { id: string; validUntil: Date; answer: 'ACCEPTED' | 'DECLINED' | 'EXPIRED' | null }
export type AnswerRefusal = 'offer.expired' | 'offer.answered' | 'offer.superseded'

/** The firm answers the offer that it saw, once, in time. `standing` is the application's latest offer. */
export function checkAnswer(standing: StandingOffer, answeredId: string, now: Date): Outcome<null, AnswerRefusal> {
  if (standing.id !== answeredId) return refused('offer.superseded')
  if (standing.answer !== null) return refused('offer.answered')
  return now < standing.validUntil ? done(null) : refused('offer.expired')
}

export const hasExpired = (offer: StandingOffer, now: Date) => offer.answer === null && now >= offer.validUntil

export type ContractRefusal = 'contract.before-acceptance' | 'contract.in-future' | 'contract.number-missing'

/** The contract that both signed: not before the firm accepted, not in the future. */
export function checkContract(
  contract: Pick<ContractInput, 'contractNumber' | 'signedOn'>,
  acceptedAt: Date,
  today: PlainDate,
): Outcome<{ contractNumber: string; signedOn: PlainDate }, ContractRefusal> {
  const contractNumber = contract.contractNumber.normalize('NFKC').trim()
  if (contractNumber === '') return refused('contract.number-missing')
  if (contract.signedOn > today) return refused('contract.in-future')
  if (contract.signedOn < shanghaiDate(acceptedAt)) return refused('contract.before-acceptance')
  return done({ contractNumber, signedOn: contract.signedOn })
}
