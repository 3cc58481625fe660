import { daysBetween, type PlainDate } from '../dates'
import { type Bps, type Fen, mulDivRound } from '../fen'

/** 360 days of ten thousand basis points: a day's interest is balance × bps ÷ this. */
const DAILY_DIVISOR = 3_600_000n

/** A change of what is owed: drawn (positive) or repaid (negative), in force from its day on. */
export type BalanceChange = { date: PlainDate; changeFen: Fen }

/**
 * Interest by actual days over 360 (按实际天数), from the first day inclusive to the last exclusive, rounded half-up once.
 * Throws RangeError when `to` is before `from`, or for a negative rate.
 */
export function actual360Interest(balanceFen: Fen, annualRateBps: Bps, from: PlainDate, to: PlainDate): Fen {
  return revolvingInterest([{ date: from, changeFen: balanceFen }], annualRateBps, from, to)
}

/**
 * Interest of a line drawn and repaid at will (随借随还): Σ daily balance × rate ÷ 360 over the days from `from` inclusive
 * to `to` exclusive, rounded half-up once. A draw bears interest from its own day, a repayment stops it on its own day;
 * changes before `from` make the opening balance, those on or after `to` don't count. Any order; several a day add up.
 * Throws RangeError when `to` is before `from`, for a negative rate, or when more is repaid than is owed at a day's end.
 */
export function revolvingInterest(changes: readonly BalanceChange[], annualRateBps: Bps, from: PlainDate, to: PlainDate): Fen {
  if (daysBetween(from, to) < 0) throw new RangeError(`${to} is before ${from}`)
  if (!Number.isSafeInteger(annualRateBps) || annualRateBps < 0)
    throw new RangeError(`not a rate in basis points: ${annualRateBps}`)
  const inTime = changes.filter(({ date }) => date < to).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  let balance = 0n
  let fenDays = 0n
  for (const [index, { date, changeFen }] of inTime.entries()) {
    balance += changeFen
    const until = inTime[index + 1]?.date ?? to
    if (until === date) continue
    if (balance < 0n) throw new RangeError(`${-balance} fen more repaid than owed on ${date}`)
    fenDays += balance * BigInt(Math.max(0, daysBetween(date > from ? date : from, until)))
  }
  return mulDivRound(fenDays, BigInt(annualRateBps), DAILY_DIVISOR)
}
