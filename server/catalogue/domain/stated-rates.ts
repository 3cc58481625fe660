import type { PlainDate } from '@/server/kernel/dates'
import { lprAt } from '@/server/kernel/lpr'
import type { ProductTerms } from '../schema'

/**
 * The annual rates in basis points that a product's spreads come to on a day for a term; none below zero.
 * @throws RangeError before the first LPR fixing
 */
export function statedRates(
  terms: Pick<ProductTerms, 'rateMinSpreadBps' | 'rateMaxSpreadBps'>,
  on: PlainDate,
  termMonths: number,
) {
  const lpr = lprAt(on, termMonths)
  if (!lpr.ok) throw new RangeError(`no LPR on ${on}`)
  const rate = (spread: number) => Math.max(0, lpr.value + spread)
  return { rateFromBps: rate(terms.rateMinSpreadBps), rateToBps: rate(terms.rateMaxSpreadBps) }
}
