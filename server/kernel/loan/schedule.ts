import { addMonths, type PlainDate } from '../dates'
import { type Bps, type Fen, mulDivRound } from '../fen'

/** 等额本息 · 等额本金 · 按月付息到期还本 · 到期一次还本付息. Stored and sent under these names. */
export const repaymentMethods = ['equal_instalment', 'equal_principal', 'interest_only', 'bullet'] as const
export type RepaymentMethod = (typeof repaymentMethods)[number]

export type LoanTerms = {
  principalFen: Fen
  /** Annual nominal rate in basis points; a month is a twelfth of it (30/360). */
  annualRateBps: Bps
  termMonths: number
  method: RepaymentMethod
  /** Draw-down. Only dates the rows; interest counts months, not days. */
  startDate?: PlainDate
}

/** One repayment. `period` counts months from the draw-down; `balanceFen` is what is owed after it. */
export type Repayment = { period: number; dueDate?: PlainDate; principalFen: Fen; interestFen: Fen; balanceFen: Fen }

/** Twelve months of ten thousand basis points: a month's interest is balance × bps ÷ this. */
const MONTHLY_DIVISOR = 120_000n

/**
 * The repayments of a loan. Interest rounds half-up to the fen each period, and so do the instalment and the equal part of
 * the principal; the last principal clears the balance. A bullet loan has one row, at its term. Each due date counts from
 * the start, clipped to the month's end. Throws RangeError for a principal or term below 1 or a negative rate.
 */
export function repaymentSchedule(terms: LoanTerms): Repayment[] {
  check(terms)
  const { principalFen, termMonths, startDate } = terms
  const rate = BigInt(terms.annualRateBps)
  const principalDue = principalBy(terms)
  const rows: Repayment[] = []
  let balance = principalFen
  let from = 0
  for (let period = terms.method === 'bullet' ? termMonths : 1; period <= termMonths; period++) {
    const interestFen = mulDivRound(balance, rate * BigInt(period - from), MONTHLY_DIVISOR)
    const principal = period === termMonths ? balance : least(balance, principalDue(interestFen))
    balance -= principal
    from = period
    const row = { period, principalFen: principal, interestFen, balanceFen: balance }
    rows.push(startDate === undefined ? row : { ...row, dueDate: addMonths(startDate, period) })
  }
  return rows
}

/**
 * The level monthly payment of 等额本息, P·i·(1+i)ⁿ ÷ ((1+i)ⁿ − 1) with i = bps ÷ 120,000, as an exact fraction rounded
 * half-up to the fen; P ÷ n at no interest.
 */
export function monthlyInstalment(principalFen: Fen, annualRateBps: Bps, termMonths: number): Fen {
  if (annualRateBps === 0) return mulDivRound(principalFen, 1n, BigInt(termMonths))
  const rate = BigInt(annualRateBps)
  const grown = (MONTHLY_DIVISOR + rate) ** BigInt(termMonths)
  return mulDivRound(principalFen * rate, grown, MONTHLY_DIVISOR * (grown - MONTHLY_DIVISOR ** BigInt(termMonths)))
}

export const totalInterest = (schedule: readonly Repayment[]): Fen =>
  schedule.reduce((sum, { interestFen }) => sum + interestFen, 0n)

/** The principal due in a period other than the last, given its interest. */
function principalBy({ method, principalFen, annualRateBps, termMonths }: LoanTerms): (interest: Fen) => Fen {
  switch (method) {
    case 'equal_instalment': {
      const instalment = monthlyInstalment(principalFen, annualRateBps, termMonths)
      return (interest) => instalment - interest
    }
    case 'equal_principal': {
      const part = mulDivRound(principalFen, 1n, BigInt(termMonths))
      return () => part
    }
    case 'interest_only':
    case 'bullet':
      return () => 0n
    default:
      return method satisfies never
  }
}

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b)

function check({ principalFen, annualRateBps, termMonths }: LoanTerms) {
  if (principalFen < 1n) throw new RangeError(`the principal must be at least one fen, not ${principalFen}`)
  if (!Number.isSafeInteger(annualRateBps) || annualRateBps < 0)
    throw new RangeError(`not a rate in basis points: ${annualRateBps}`)
  if (!Number.isSafeInteger(termMonths) || termMonths < 1) throw new RangeError(`not a term in months: ${termMonths}`)
}
