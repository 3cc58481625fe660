import type { AdmissionRule, Condition, ProductTerms } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import { lprAt } from '@/server/kernel/lpr'
import { gateSources, indicatorCatalogue } from '@/server/portrait/schema'
import { type DataClass, dataClasses, scoredClasses } from '@/server/sources/schema'
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

/**
 * The classes of data that an institution cannot decide this product without: the register, and what its rule rests on. A
 * score or a grade says something of every class that a card reads, whatever the institution is shown beside it: asking for
 * one is asking for all of these, and a consent that named fewer would not tell the enterprise what it discloses. "No gate"
 * can be said only of the classes that could hold one.
 */
export function requiredClasses(terms: Pick<ProductTerms, 'admissionRule'>): DataClass[] {
  const needed = new Set<DataClass>(['REGISTRATION'])
  const visit = (rule: AdmissionRule): void => {
    if ('all' in rule) for (const part of rule.all) visit(part)
    else if ('any' in rule) for (const part of rule.any) visit(part)
    else if ('not' in rule) visit(rule.not)
    else for (const one of classesOf(rule)) needed.add(one)
  }
  visit(terms.admissionRule)
  return dataClasses.filter((one) => needed.has(one))
}

function classesOf(condition: Condition): readonly DataClass[] {
  if ('indicator' in condition) return indicatorCatalogue[condition.indicator].sources
  return 'gate' in condition ? gateSources : scoredClasses
}
