import type { PlainDate } from '@/server/kernel/dates'
import { mulDivRound } from '@/server/kernel/fen'

/** The stored facts that totals stand on, each with the dimensions it is cut by; a reversal is an entry of minus the amount. */
export type StatisticsFacts = {
  enterprises: readonly { enterpriseId: string; joinedOn: PlainDate }[]
  applications: readonly {
    applicationId: string
    submittedOn: PlainDate
    /** Set by the decision, whichever way; days count from submission, without those on which the clock stood still. */
    decidedOn: PlainDate | null
    workingDaysToDecision: number | null
    /** Null when refused. */
    grantedFen: bigint | null
  }[]
  disbursements: readonly {
    enterpriseId: string
    amountFen: bigint
    on: PlainDate
    rateBps: number
    renewal: boolean
    firstLoan: boolean
    creditLoan: boolean
  }[]
  /** Principal received, or (no money) written off: a row is one or the other. */
  repayments: readonly { principalFen: bigint; writtenOffFen: bigint; on: PlainDate; creditLoan: boolean }[]
}

/** Both days included. Cumulative: from '0001-01-01'. */
export type Period = { from: PlainDate; to: PlainDate }

/** What is summed; everything else follows from it. Parts of a whole add up field by field. */
export type Sums = {
  registeredEnterprises: bigint
  applications: bigint
  grantedApplications: bigint
  grantedFen: bigint
  disbursedFen: bigint
  renewalFen: bigint
  firstLoanFen: bigint
  repaidFen: bigint
  writtenOffFen: bigint
  /** Before + disbursed − repaid − written off (reference 4.15). */
  balanceFen: bigint
  creditBalanceFen: bigint
  /** Σ fen × basis points. */
  rateWeight: bigint
}

const within = (on: PlainDate | null, { from, to }: Period) => on !== null && on >= from && on <= to
const total = <Row>(rows: readonly Row[], of: (row: Row) => bigint) => rows.reduce((sum, row) => sum + of(row), 0n)

/**
 * The sums of a period, by walking every fact: slow, plain, and the measure for every faster way. Granted is a line,
 * disbursed is cash out in the period, the balance is what is owed at its end; none is ever taken for another.
 */
export function sumsOf(facts: StatisticsFacts, period: Period): Sums {
  const drawn = facts.disbursements.filter(({ on }) => within(on, period))
  const decided = facts.applications.filter(({ decidedOn, grantedFen }) => grantedFen !== null && within(decidedOn, period))
  const owed = (credit: boolean | null) => {
    const counts = (row: { on: PlainDate; creditLoan: boolean }) =>
      row.on <= period.to && (credit === null || row.creditLoan === credit)
    return (
      total(facts.disbursements.filter(counts), (row) => row.amountFen) -
      total(facts.repayments.filter(counts), (row) => row.principalFen + row.writtenOffFen)
    )
  }
  return {
    registeredEnterprises: BigInt(facts.enterprises.filter(({ joinedOn }) => joinedOn <= period.to).length),
    applications: BigInt(facts.applications.filter(({ submittedOn }) => within(submittedOn, period)).length),
    grantedApplications: BigInt(decided.length),
    grantedFen: total(decided, (row) => row.grantedFen ?? 0n),
    disbursedFen: total(drawn, (row) => row.amountFen),
    renewalFen: total(drawn, (row) => (row.renewal ? row.amountFen : 0n)),
    firstLoanFen: total(drawn, (row) => (row.firstLoan ? row.amountFen : 0n)),
    repaidFen: total(
      facts.repayments.filter(({ on }) => within(on, period)),
      (row) => row.principalFen,
    ),
    writtenOffFen: total(
      facts.repayments.filter(({ on }) => within(on, period)),
      (row) => row.writtenOffFen,
    ),
    balanceFen: owed(null),
    creditBalanceFen: owed(true),
    rateWeight: total(drawn, (row) => row.amountFen * BigInt(row.rateBps)),
  }
}

/** Cash out that isn't a renewal: a renewed 3 million is disbursed and renewed, and adds nothing. */
export const netNewFen = (sums: Pick<Sums, 'disbursedFen' | 'renewalFen'>) => sums.disbursedFen - sums.renewalFen

/** Kept as two numbers, because every share is printed with both. */
export type Share = { numerator: bigint; denominator: bigint }
/** Stock: credit loans outstanding ÷ all outstanding, at the last day. */
export const creditLoanShare = (sums: Sums): Share => ({ numerator: sums.creditBalanceFen, denominator: sums.balanceFen })
/** Flow: first loans disbursed ÷ all disbursed in the period, by amount. */
export const firstLoanShare = (sums: Sums): Share => ({ numerator: sums.firstLoanFen, denominator: sums.disbursedFen })

/** A share in basis points, rounded to the nearest; null when there is nothing to share. */
export const shareBps = ({ numerator, denominator }: Share): number | null =>
  denominator > 0n ? Number(mulDivRound(numerator, 10_000n, denominator)) : null

/** Σ(disbursed × rate) ÷ Σ disbursed, in basis points rounded to the nearest; null when nothing was disbursed. */
export const weightedRateBps = (sums: Pick<Sums, 'rateWeight' | 'disbursedFen'>): number | null =>
  sums.disbursedFen > 0n ? Number(mulDivRound(sums.rateWeight, 1n, sums.disbursedFen)) : null

/** Distinct enterprises with cash out in the period, reversals deducted. */
export function borrowers(facts: Pick<StatisticsFacts, 'disbursements'>, period: Period): number {
  const drawn = new Map<string, bigint>()
  for (const { enterpriseId, amountFen, on } of facts.disbursements) {
    if (within(on, period)) drawn.set(enterpriseId, (drawn.get(enterpriseId) ?? 0n) + amountFen)
  }
  return [...drawn.values()].filter((amount) => amount > 0n).length
}

/** Working days from submission to each decision of the period, ascending. */
export const daysToDecision = (facts: Pick<StatisticsFacts, 'applications'>, period: Period): number[] =>
  facts.applications
    .flatMap((row) => (within(row.decidedOn, period) && row.workingDaysToDecision !== null ? [row.workingDaysToDecision] : []))
    .sort((a, b) => a - b)

/** The middle one, or the mean of the middle two; null of none. Ascending input. */
export function median(ascending: readonly number[]): number | null {
  const upper = ascending[Math.floor(ascending.length / 2)]
  const lower = ascending[Math.ceil(ascending.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}

/** Nearest rank: the smallest that at least nine in ten don't exceed; null of none. Ascending input. */
export const p90 = (ascending: readonly number[]): number | null => ascending[Math.ceil((ascending.length * 9) / 10) - 1] ?? null

/** Parts to a whole, such as counties to the city: at one date, all fields add. */
export const addSums = (parts: readonly Sums[]): Sums => {
  const add = (field: keyof Sums) => total(parts, (part) => part[field])
  return {
    registeredEnterprises: add('registeredEnterprises'),
    applications: add('applications'),
    grantedApplications: add('grantedApplications'),
    grantedFen: add('grantedFen'),
    disbursedFen: add('disbursedFen'),
    renewalFen: add('renewalFen'),
    firstLoanFen: add('firstLoanFen'),
    repaidFen: add('repaidFen'),
    writtenOffFen: add('writtenOffFen'),
    balanceFen: add('balanceFen'),
    creditBalanceFen: add('creditBalanceFen'),
    rateWeight: add('rateWeight'),
  }
}
