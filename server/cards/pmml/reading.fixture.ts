import type { Value } from '../domain/card'
import { evaluateCard } from '../domain/evaluate-card'
import { cardText } from './card.fixture'
import { PmmlFault } from './fault'
import { readPmml } from './read-card'

/** The score of a card for these values. */
export const run = (values: Record<string, Value | null>, text = cardText) =>
  evaluateCard(readPmml(text), new Map(Object.entries(values)))
/** The line on which a mark stands. */
export const lineOf = (mark: string, text = cardText) => text.slice(0, text.indexOf(mark)).split('\n').length

/** The fault at which a card is refused. */
export function faultOf(text: string): PmmlFault {
  try {
    readPmml(text)
  } catch (error) {
    if (error instanceof PmmlFault) return error
    throw error
  }
  throw new Error('it was read')
}
