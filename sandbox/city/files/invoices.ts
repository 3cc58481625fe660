import { activityIn } from '../activity'
import { compactMonth, type MonthNumber } from '../calendar'
import { createRandom, hash } from '../random'
import { monthsOnFile, type Subject, yuan } from './file'

/** Not all firms let the tax service share their invoices. */
const sharing = 0.7
const listed = 10
const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A pseudonym for one buyer of one seller: nothing in it leads back to either. */
function pseudonym(seed: number, seller: number, buyer: number): string {
  const halves = [hash(seed, seller, 'buyer-a', buyer), hash(seed, seller, 'buyer-b', buyer)]
  return halves.flatMap((half) => [0, 1, 2, 3].map((place) => alphabet[Math.floor(half / 34 ** place) % 34] ?? '0')).join('')
}

/**
 * What was invoiced in the last twelve of the months asked for, to the ten largest buyers of each by pseudonym and in all; null
 * where the enterprise doesn't share it. Invoices follow what was truly sold, not what is declared.
 */
export function invoiceSummary(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { seed, enterprise, life } = subject
  const random = createRandom(seed, enterprise.index, 'invoices')
  if (!random.chance(sharing)) return null
  // From a shop that bills half its sales to a mine with three takers: the steeper, the more the first one weighs.
  const billed = 0.5 + 0.5 * random.next()
  const steepness = 0.2 + 1.5 * random.next() ** 2
  const buyers = Array.from({ length: random.int(3, 40) }, (_, at) => ({
    name: pseudonym(seed, enterprise.index, at),
    weight: (at + 1) ** -steepness,
  }))
  return monthsOnFile(subject, Math.max(from, to - 11), to).map((month) => {
    const chance = createRandom(seed, enterprise.index, 'invoice', month)
    const asked = buyers.map(({ name, weight }) => ({ name, asks: weight * Math.exp(0.4 * chance.normal()) }))
    const all = asked.reduce((sum, { asks }) => sum + asks, 0)
    const sold = activityIn(seed, enterprise, life, month).sales * billed
    const amounts = asked
      .map(({ name, asks }) => ({ buyer: name, cents: Math.floor((sold * asks * 100) / all) }))
      .filter(({ cents }) => cents > 0)
      .sort((a, b) => b.cents - a.cents)
    return {
      period: compactMonth(month),
      invoiced: yuan(amounts.reduce((sum, { cents }) => sum + cents, 0) / 100),
      buyers: amounts.slice(0, listed).map(({ buyer, cents }) => ({ buyer, amount: yuan(cents / 100) })),
    }
  })
}
