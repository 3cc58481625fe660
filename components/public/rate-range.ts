import type { ProductTerms } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import { lprAt, lprFixings, lprVerifiedUntil } from '@/server/kernel/lpr'

/** The 5-year rate is the base of terms beyond this. */
const FIVE_YEARS = 60

type Spreads = Pick<ProductTerms, 'rateMinSpreadBps' | 'rateMaxSpreadBps' | 'termMinMonths' | 'termMaxMonths'>

/** An annual rate as it is built: a base of the LPR and the product's spreads, all in basis points. */
export type RateBase = { tenor: 'ONE_YEAR' | 'FIVE_YEAR'; lprBps: number; lprFrom: PlainDate; fromBps: number; toBps: number }
export type RateRange = { fromBps: number; toBps: number; bases: RateBase[] }

/**
 * The annual rates of a product on a day: from the lowest to the highest spread over the LPR in force, one base for terms
 * up to five years and one beyond, as far as the product lends so long; for one `termMonths` alone if given. A rate below
 * zero is zero. Throws RangeError for a day before the first fixing.
 */
export function rateRange(terms: Spreads, day: PlainDate, termMonths?: number): RateRange {
  const asked = termMonths === undefined ? [terms.termMinMonths, terms.termMaxMonths] : [termMonths]
  const lengths = [...new Set(asked.map((months) => (months > FIVE_YEARS ? FIVE_YEARS + 1 : 1)))]
  const bases = lengths.map((months): RateBase => {
    const lpr = lprAt(day, months)
    const fixing = lprFixings.findLast(({ from }) => from <= day)
    if (!lpr.ok || !fixing) throw new RangeError(`no LPR on ${day}`)
    const rate = (spread: number) => Math.max(0, lpr.value + spread)
    return {
      tenor: months > FIVE_YEARS ? 'FIVE_YEAR' : 'ONE_YEAR',
      lprBps: lpr.value,
      lprFrom: fixing.from,
      fromBps: rate(terms.rateMinSpreadBps),
      toBps: rate(terms.rateMaxSpreadBps),
    }
  })
  return {
    fromBps: Math.min(...bases.map(({ fromBps }) => fromBps)),
    toBps: Math.max(...bases.map(({ toBps }) => toBps)),
    bases,
  }
}

/** Whether the LPR of a day was read in a source; later days use the last one known, and the screen says so. */
export const isLprVerified = (day: PlainDate): boolean => day <= lprVerifiedUntil
