import { typed, wholeNumber } from '@/components/public/query-reading'
import { rateRange } from '@/components/public/rate-range'
import { parseMoneyText } from '@/components/ui/money-text'
import type { SearchParams } from '@/components/ui/query-href'
import { type ProductTerms, upfrontFees } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import { type LoanCost, loanCost } from '@/server/kernel/loan/annual-cost'
import type { RepaymentMethod } from '@/server/kernel/loan/schedule'

export type ExampleLine = { rateBps: number; cost: LoanCost }
export type Example = {
  amountFen: bigint
  termMonths: number
  method: RepaymentMethod
  feesFen: bigint
  faults: ('amount' | 'term')[]
  /** At the lowest and at the highest rate of the product; one line where they are the same, none where the fees take all. */
  lines: ExampleLine[]
}

/** 500,000 yuan for a year, as far as the product lends it: an amount that most small firms ask for. */
const USUAL_FEN = 50_000_000
const USUAL_MONTHS = 12
const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

/**
 * What the product costs for an amount, a term and a method, from the address or as usual. An amount or term outside the
 * product is told, and the usual one shown.
 */
export function readExample(terms: ProductTerms, params: SearchParams, today: PlainDate): Example {
  const faults: Example['faults'] = []
  let amountFen = BigInt(within(USUAL_FEN, terms.amountMinFen, terms.amountMaxFen))
  const amountText = typed(params, 'amount')
  if (amountText !== '') {
    const amount = parseMoneyText(amountText, typed(params, 'unit') === 'yuan' ? 'yuan' : 'wan')
    if (amount.ok && amount.fen >= BigInt(terms.amountMinFen) && amount.fen <= BigInt(terms.amountMaxFen)) amountFen = amount.fen
    else faults.push('amount')
  }
  let termMonths = within(USUAL_MONTHS, terms.termMinMonths, terms.termMaxMonths)
  const termText = typed(params, 'term')
  const term = wholeNumber(termText, terms.termMinMonths, terms.termMaxMonths)
  if (term !== null) termMonths = term
  else if (termText !== '') faults.push('term')
  const method = terms.methods.find((one) => one === typed(params, 'method')) ?? terms.methods[0]
  if (!method) throw new RangeError('a product has at least one repayment method')
  const feesFen = BigInt(upfrontFees(terms.fees, Number(amountFen)))
  const { fromBps, toBps } = rateRange(terms, today, termMonths)
  const lines = [...new Set([fromBps, toBps])].flatMap((rateBps): ExampleLine[] => {
    const cost = loanCost({ principalFen: amountFen, annualRateBps: rateBps, termMonths, method }, feesFen)
    return cost.ok ? [{ rateBps, cost: cost.value }] : []
  })
  return { amountFen, termMonths, method, feesFen, faults, lines }
}
