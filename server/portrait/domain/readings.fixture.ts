import type { IndicatorId, PortraitFacts } from '../schema'
import { AS_OF, sampleFacts } from './facts.fixture'
import { knownOn } from './known'
import { readIndicators } from './read-indicators'

/** What is read of one indicator, from the sample firm with other facts put in. */
export function read(id: IndicatorId, facts: Partial<PortraitFacts> = {}, asOf = AS_OF) {
  const reading = readIndicators(knownOn(sampleFacts(facts), asOf), '2026.3').find((one) => one.id === id)
  if (!reading) throw new Error(`no reading of ${id}`)
  return reading
}
/** Its value, or why it has none. */
export const figure = (id: IndicatorId, facts?: Partial<PortraitFacts>, asOf?: string) => {
  const reading = read(id, facts, asOf)
  return reading.state === 'KNOWN' ? reading.value : reading.reason
}
/** The records that it rests on. */
export const recordsOf = (id: IndicatorId, facts?: Partial<PortraitFacts>) => {
  const reading = read(id, facts)
  return reading.state === 'KNOWN' ? reading.evidence.flatMap((one) => one.records) : null
}
/** Changes rows of a feed by month. */
export function change<Row extends { month: string }>(feed: { months: Row[] }, edits: Record<string, Partial<Row>>) {
  return feed.months.map((row) => ({ ...row, ...edits[row.month] }))
}
