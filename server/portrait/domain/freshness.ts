import { addDays } from '@/server/kernel/dates'
import { type CatalogueVersion, type DataClass, freshDays, type IndicatorId, indicatorCatalogue } from '../schema'
import type { Known } from './known'

/** Classes whose figures all speak of the day of the answer; those of months age by their newest month (measure.ts). */
export const datedClasses = [
  'REGISTRATION',
  'PENALTY',
  'COURT',
  'LIST',
  'INTELLECTUAL_PROPERTY',
  'PROCUREMENT',
  'SUBSIDY',
  'QUALIFICATION',
  'PERMIT',
  'AGRICULTURE',
  'ENVIRONMENT',
] as const satisfies readonly DataClass[]

/** The day of founding does not age, and grades of years have a rule of their own (indicators/tax.ts). */
const ageless: readonly IndicatorId[] = ['stability.ageMonths', 'tax.grade', 'tax.goodGradeYears']

/** Catalogues since which what an agency said of one day ages with that day. */
export const isAging = (version: CatalogueVersion): boolean => version >= '2026.4'

export const isDated = (dataClass: DataClass): boolean => datedClasses.some((one) => one === dataClass)

/** Those of its sources whose answer must be young for an indicator to be read: registers, records, and what is owed on the day. */
export function agingSourcesOf(id: IndicatorId): DataClass[] {
  const { sources, windowMonths } = indicatorCatalogue[id]
  return ageless.includes(id) ? [] : sources.filter((source) => isDated(source) || windowMonths === 0)
}

/** Whether an agency's answer of a day is too old on `asOf` to speak of it; without the answer's day nothing is said. */
export function isStale({ facts, asOf }: Known, dataClass: DataClass): boolean {
  const on = facts.issuedOn?.[dataClass]
  return on !== undefined && addDays(on, freshDays[dataClass]) < asOf
}
