import type { ProductTerms } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import { lprAt } from '@/server/kernel/lpr'
import { type IndicatorId, indicatorCatalogue } from '@/server/portrait/schema'
import { type DataClass, dataClasses } from '@/server/sources/schema'
import type { ProductBounds } from '../domain/decide-application'

/** The LPR of the day for a term, in basis points. @throws RangeError before the first fixing */
export function baseRate(on: PlainDate, termMonths: number): number {
  const lpr = lprAt(on, termMonths)
  if (!lpr.ok) throw new RangeError(`no LPR on ${on}`)
  return lpr.value
}

/** What a product version allows on a day for a term: its spread over the LPR becomes a range of rates. */
export function boundsOf(terms: ProductTerms, on: PlainDate, termMonths: number): ProductBounds {
  const base = baseRate(on, termMonths)
  return {
    amountFen: { min: BigInt(terms.amountMinFen), max: BigInt(terms.amountMaxFen) },
    termMonths: { min: terms.termMinMonths, max: terms.termMaxMonths },
    rateBps: { min: Math.max(1, base + terms.rateMinSpreadBps), max: base + terms.rateMaxSpreadBps },
    methods: terms.methods,
  }
}

/** The classes of data that an institution cannot decide this product without: the register, and what its rule asks about. */
export function requiredClasses(terms: Pick<ProductTerms, 'admissionRule'>): DataClass[] {
  const needed = new Set<DataClass>(['REGISTRATION'])
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      if (key === 'indicator' && isIndicator(value)) for (const one of indicatorCatalogue[value].sources) needed.add(one)
      else visit(value)
    }
  }
  visit(terms.admissionRule)
  return dataClasses.filter((one) => needed.has(one))
}

const isIndicator = (value: unknown): value is IndicatorId => typeof value === 'string' && value in indicatorCatalogue
