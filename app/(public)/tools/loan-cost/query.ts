import { type FieldFault, percentAsBps, typed, wholeNumber } from '@/components/public/query-reading'
import { type MoneyUnit, parseMoneyText } from '@/components/ui/money-text'
import type { SearchParams } from '@/components/ui/query-href'
import { isPlainDate } from '@/server/kernel/dates'
import { type LoanCost, loanCost } from '@/server/kernel/loan/annual-cost'
import { type LoanTerms, type RepaymentMethod, repaymentMethods } from '@/server/kernel/loan/schedule'

/** The bounds of POST /api/v1/tools/loan-cost. */
const MOST_FEN = 100_000_000_000_000n
const MOST_BPS = 10_000
export const MOST_MONTHS = 600

export type LoanCostFault = FieldFault<'amount' | 'rate' | 'term' | 'method' | 'fees' | 'feesTooHigh' | 'start'>
export type LoanAnswer = { terms: LoanTerms; feesFen: bigint; cost: LoanCost; compared: [RepaymentMethod, LoanCost][] }
export type LoanCostReading = {
  /** The form was sent: something is in the address. */
  asked: boolean
  faults: LoanCostFault[]
  answer: LoanAnswer | null
}

export const isMethod = (text: string): text is RepaymentMethod => repaymentMethods.some((method) => method === text)

/** Amounts in an address say their unit, so that it means the same to whoever opens it. */
export const unitOf = (params: SearchParams): MoneyUnit => (typed(params, 'unit') === 'wan' ? 'wan' : 'yuan')

const fenOf = (text: string, unit: MoneyUnit): bigint | null => {
  const parsed = parseMoneyText(text, unit)
  return parsed.ok && parsed.fen <= MOST_FEN ? parsed.fen : null
}

/**
 * A loan from the address: `amount` in `unit` (`wan` or `yuan`), `rate` in percent, `term` in months, `method`, and if
 * there are any `fees` in yuan and a `start`. Refuses field by field; computes only when nothing is refused.
 */
export function readLoanCost(params: SearchParams): LoanCostReading {
  const asked = ['amount', 'rate', 'term', 'method'].some((name) => params[name] !== undefined)
  if (!asked) return { asked, faults: [], answer: null }
  const faults: LoanCostFault[] = []
  const principalFen = fenOf(typed(params, 'amount'), unitOf(params))
  const annualRateBps = percentAsBps(typed(params, 'rate'), MOST_BPS)
  const termMonths = wholeNumber(typed(params, 'term'), 1, MOST_MONTHS)
  const method = typed(params, 'method')
  const feesText = typed(params, 'fees')
  const feesFen = feesText === '' ? 0n : fenOf(feesText, 'yuan')
  const start = typed(params, 'start')
  if (!principalFen) faults.push({ path: 'amount', key: 'amount' })
  if (annualRateBps === null) faults.push({ path: 'rate', key: 'rate' })
  if (termMonths === null) faults.push({ path: 'term', key: 'term' })
  if (!isMethod(method)) faults.push({ path: 'method', key: 'method' })
  if (feesFen === null) faults.push({ path: 'fees', key: 'fees' })
  if (start !== '' && !(isPlainDate(start) && start >= '1900-01-01' && start <= '2199-12-31'))
    faults.push({ path: 'start', key: 'start' })
  if (
    faults.length > 0 ||
    !principalFen ||
    annualRateBps === null ||
    termMonths === null ||
    !isMethod(method) ||
    feesFen === null
  )
    return { asked, faults, answer: null }
  const terms: LoanTerms = { principalFen, annualRateBps, termMonths, method, ...(start !== '' && { startDate: start }) }
  const answer = costOf(terms, feesFen)
  return answer ? { asked, faults, answer } : { asked, faults: [{ path: 'fees', key: 'feesTooHigh' }], answer: null }
}

/** The cost by the method asked and by each of the four; null when the fees leave nothing to draw. */
function costOf(terms: LoanTerms, feesFen: bigint): LoanAnswer | null {
  const compared = repaymentMethods.flatMap((method): [RepaymentMethod, LoanCost][] => {
    const cost = loanCost({ ...terms, method }, feesFen)
    return cost.ok ? [[method, cost.value]] : []
  })
  const cost = compared.find(([method]) => method === terms.method)?.[1]
  return cost ? { terms, feesFen, cost, compared } : null
}
