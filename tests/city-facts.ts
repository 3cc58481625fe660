import type { City } from '@/sandbox/city/city'
import { addMonthsToMonth } from '@/server/kernel/dates'
import { type EnterpriseFacts, scoredClasses } from '@/server/sources/schema'
import { transformContent } from '@/server/sources/transform-content'

/** The day on which all of a city's returns and bills are due. */
export const dayAfter = (city: City) => `${addMonthsToMonth(city.asOf, 1)}-25`

/** What the agencies of a synthetic city say of one enterprise for the last 24 months, read by the product's own transforms. */
export function cityFacts(
  city: City,
  index: number,
  classes: readonly (typeof scoredClasses)[number][] = scoredClasses,
): EnterpriseFacts {
  const period = { from: addMonthsToMonth(city.asOf, -23), to: city.asOf }
  const { creditCode } = city.enterprise(index)
  const facts: EnterpriseFacts = {}
  for (const dataClass of classes) {
    const content = city.contentOf(index, dataClass, period.from, period.to)
    const read = transformContent(dataClass, content, { creditCode, ...period, today: dayAfter(city) })
    if (!read.ok) throw new Error(`${dataClass} of ${creditCode}: ${read.refusal}`)
    Object.assign(facts, { [read.value.dataClass]: read.value.facts })
  }
  return facts
}
