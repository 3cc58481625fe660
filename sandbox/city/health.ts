import type { MonthNumber } from './calendar'
import { type Enterprise, firstMonthOf } from './enterprise'
import { createRandom } from './random'

/** The hidden state that drives everything the agencies see of an enterprise. */
export type Life = {
  first: MonthNumber
  /** Health by month from `first`; about standard normal, low is ill. */
  health: Float64Array
  /** Months in which the enterprise failed to pay its debts. */
  defaults: MonthNumber[]
}

/** An enterprise that declares more than it sells, for some months of every few years. */
export type Lie = { firstFrom: MonthNumber; months: number; strength: number; earliest: MonthNumber }

/** Monthly probability of default at a health: about 0.04 % for an ordinary firm, 5 % for a very ill one. */
export const hazardOf = (health: number): number => 1 / (1 + Math.exp(7.9 + 2 * health))

/** Slow swing of the coal price, shared by the whole city; coal firms feel it in full. */
export const coalCycle = (month: MonthNumber): number => 0.45 * Math.sin((2 * Math.PI * month) / 43)

const recovery = 24

/** The first four years are the hardest. */
const youth = (months: number): number => 0.6 * Math.max(0, 1 - months / 48)

/** Lives through the months up to `last`. The walk always begins at the same month, so a longer life extends a shorter one. */
export function live(seed: number, enterprise: Enterprise, last: MonthNumber): Life {
  const first = firstMonthOf(enterprise)
  const health = new Float64Array(Math.max(0, last - first + 1))
  const defaults: MonthNumber[] = []
  const random = createRandom(seed, enterprise.index, 'health')
  let mood = 0.4 * random.normal()
  let blow = 0
  for (let month = first; month <= last; month++) {
    mood = 0.94 * mood + 0.17 * random.normal()
    blow = blow * 0.9 + (random.chance(0.004) ? -1.2 - random.next() * 1.6 : 0)
    const cycle = enterprise.industry.pull === 'coal' ? coalCycle(month) : 0.25 * coalCycle(month + 9)
    const state = Math.max(-3, Math.min(3, 0.9 * enterprise.quality + mood + blow + cycle - youth(month - enterprise.founded)))
    health[month - first] = state
    const previous = defaults.at(-1)
    const fell = random.chance(hazardOf(state))
    if (fell && (previous === undefined || month - previous > recovery)) {
      defaults.push(month)
      blow = Math.min(blow, -1.8)
    }
  }
  return { first, health, defaults }
}

export const healthAt = ({ first, health }: Life, month: MonthNumber): number =>
  health[Math.max(0, Math.min(health.length - 1, month - first))] ?? 0

/** Mean health of the six months up to and with `month`: what moves slowly, such as headcount and tax grade. */
export function recentHealth(life: Life, month: MonthNumber): number {
  let sum = 0
  for (let back = 0; back < 6; back++) sum += healthAt(life, month - back)
  return sum / 6
}

const lieCycle = 48
const lieEra = 2019 * 12

/** Who inflates its declared sales, from when, how long and how strongly; the badly run are the more tempted. */
export function lieOf(seed: number, enterprise: Enterprise): Lie | null {
  const random = createRandom(seed, enterprise.index, 'lie')
  const tempted = Math.min(0.16, 0.035 * Math.exp(-0.6 * enterprise.quality))
  if (enterprise.legalForm === 'SOLE_TRADER' || !random.chance(tempted)) return null
  return {
    firstFrom: lieEra + random.int(0, lieCycle - 1),
    months: random.int(6, 30),
    strength: 1.6 + random.next() * 1.6,
    // A firm needs a year of true figures before false ones impress anybody.
    earliest: firstMonthOf(enterprise) + 12,
  }
}

/** The first month of the lie that is told in `month` or was told last before it; null when none was. */
export function lieBefore({ firstFrom, earliest }: Lie, month: MonthNumber): MonthNumber | null {
  const from = firstFrom + Math.floor((month - firstFrom) / lieCycle) * lieCycle
  return from >= earliest ? from : null
}

/** By how much declared sales exceed true sales in a month; the lie grows over its first quarter. */
export function inflation(lie: Lie | null, month: MonthNumber): number {
  const from = lie && lieBefore(lie, month)
  if (!lie || from === null || month >= from + lie.months) return 1
  return 1 + (lie.strength - 1) * Math.min(1, (month - from + 1) / 3)
}
