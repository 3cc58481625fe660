import { isPlainDate, type PlainDate } from './dates'
import type { Bps } from './fen'
import { done, type Outcome, refused } from './outcome'

/** Loan prime rates (贷款市场报价利率) fixed on a day, in basis points. */
export type LprFixing = { from: PlainDate; oneYearBps: Bps; fiveYearBps: Bps }

export type LprRefusal = 'lpr.before-first-fixing'

/**
 * The fixings of the National Interbank Funding Centre that changed a rate, oldest first; months between repeat the one
 * before. 2019-08-16 had no five-year rate, so the table begins with the reformed quotation of 2019-08-20.
 */
export const lprFixings: readonly LprFixing[] = [
  { from: '2019-08-20', oneYearBps: 425, fiveYearBps: 485 },
  { from: '2019-09-20', oneYearBps: 420, fiveYearBps: 485 },
  { from: '2019-11-20', oneYearBps: 415, fiveYearBps: 480 },
  { from: '2020-02-20', oneYearBps: 405, fiveYearBps: 475 },
  { from: '2020-04-20', oneYearBps: 385, fiveYearBps: 465 },
  { from: '2021-12-20', oneYearBps: 380, fiveYearBps: 465 },
  { from: '2022-01-20', oneYearBps: 370, fiveYearBps: 460 },
  { from: '2022-05-20', oneYearBps: 370, fiveYearBps: 445 },
  { from: '2022-08-22', oneYearBps: 365, fiveYearBps: 430 },
  { from: '2023-06-20', oneYearBps: 355, fiveYearBps: 420 },
  { from: '2023-08-21', oneYearBps: 345, fiveYearBps: 420 },
  { from: '2024-02-20', oneYearBps: 345, fiveYearBps: 395 },
  { from: '2024-07-22', oneYearBps: 335, fiveYearBps: 385 },
  { from: '2024-10-21', oneYearBps: 310, fiveYearBps: 360 },
  { from: '2025-05-20', oneYearBps: 300, fiveYearBps: 350 },
]

/** The last fixing that was read in a source. Later days use it too, and a screen that shows them should say so. */
export const lprVerifiedUntil: PlainDate = '2026-04-20'

/** A term beyond five years takes the five-year rate. */
const FIVE_YEARS = 60

/**
 * The rate in force on a day for a term: the 5-year-and-above rate for terms of more than 60 months, the 1-year rate for all
 * others. (The fixing is named "five years and above"; banks price a business loan of exactly five years off either, and we
 * take the lower. A product whose contract says otherwise states its own base.) A fixing holds from its own day until the
 * next. Refuses `lpr.before-first-fixing`; throws RangeError for no date or a term that isn't a positive whole number.
 */
export function lprAt(date: PlainDate, termMonths: number): Outcome<Bps, LprRefusal> {
  if (!isPlainDate(date)) throw new RangeError(`not a date: ${date}`)
  if (!Number.isSafeInteger(termMonths) || termMonths < 1) throw new RangeError(`not a term in months: ${termMonths}`)
  const fixing = lprFixings.findLast(({ from }) => from <= date)
  if (!fixing) return refused('lpr.before-first-fixing')
  return done(termMonths > FIVE_YEARS ? fixing.fiveYearBps : fixing.oneYearBps)
}
