import type { AgencyKeys } from '@/sandbox/agencies/keys'
import { latestCompleteMonth } from '@/sandbox/city/calendar'
import { type City, createCity, defaultSeed } from '@/sandbox/city/city'
import { createRandom, type Random } from '@/sandbox/city/random'
import { type PlainDate, shanghaiDate, shanghaiMidnight } from '@/server/kernel/dates'
import type { Case } from './cases'
import type { Rows, TableRows } from './rows'
import { createSealing, type Sealing } from './sealing'

/** A repayment that waits for its file, with what the file's line says. */
export type HeldRepayment = {
  row: TableRows['repayment'] & { id: string; reference: string; recordedAt: Date }
  digest: string
  number: string
  creditCode: string
  /** Puts it on the ledger and the firm's notice board, once the file is known. */
  tell: (by: { accountId: string; organisationId: string }, at: Date, batchId: string) => void
}

/** What everything is made from: the city, the day, and where rows go. */
export type World = {
  rows: Rows
  keys: AgencyKeys
  /** Everything has happened before this instant: the first of today in Shanghai. */
  now: Date
  today: PlainDate
  /** How many enterprises the city has. */
  size: number
  sandboxUrl: string
  /** See SeedOptions. */
  everyKind: boolean
  passwordHash: string
  /** The city as its agencies knew it on a day. */
  cityOn: (day: PlainDate) => City
  /** Repayments of the demonstration bank's last days: they come by file, and are written with it. */
  held: HeldRepayment[]
  /** Applications to the demonstration bank for the auditors' story. */
  told: Case[]
  /** Seals a value for its cell under its owner's key, as the product does. */
  sealing: Sealing
  /** Notices that were put up. */
  noticed: Set<string>
  /** Randomness of one purpose: the same for the same city, whatever else is drawn. */
  random: (stream: string, index?: number) => Random
}

/** The city speaks from this month on; earlier days are drawn from it and cut off at the day (sandbox/city/city.ts). */
const firstMonth = '2026-03'

export function createWorld(
  options: Pick<World, 'rows' | 'keys' | 'sandboxUrl' | 'passwordHash' | 'everyKind'> & { now: Date; enterprises: number },
) {
  const { now, enterprises, ...rest } = options
  const today = shanghaiDate(now)
  const cities = new Map<PlainDate, City>()
  const turns = new Map<string, number>()
  const world: World = {
    ...rest,
    now: shanghaiMidnight(today),
    today,
    size: enterprises,
    held: [],
    told: [],
    sealing: createSealing(options.rows),
    noticed: new Set(),
    cityOn(day) {
      const known = cities.get(day)
      if (known) return known
      const month = latestCompleteMonth(day)
      const asOf = month < firstMonth ? firstMonth : month
      const city = createCity({ seed: defaultSeed, enterprises, asOf, today: day })
      cities.set(day, city)
      return city
    },
    random(stream, index = 0) {
      if (rest.everyKind) return withLuck(createRandom(defaultSeed, index, `${luck}/${stream}`), turns)
      return createRandom(defaultSeed, index, `seed/${stream}`)
    },
  }
  return world
}

/** The streams of such a city: these happen to show everything among fifty firms. */
const luck = 'luck-5'

/** Ten times as likely as it is, but no more likely than three in ten. */
const oftener = (rare: number) => Math.min(0.3, 10 * rare)

/** What is rare happens often, and of some choices each has its turn, so that a few firms see everything that can happen. */
function withLuck(random: Random, turns: Map<string, number>): Random {
  const chance = random.chance.bind(random)
  random.chance = (odds) => chance(odds < 0.1 ? oftener(odds) : odds > 0.9 ? 1 - oftener(1 - odds) : odds)
  const weighted = random.weighted.bind(random)
  random.weighted = (items, weightOf) => {
    const drawn = weighted(items, weightOf)
    const turn = (turns.get(items.join()) ?? 0) + 1
    turns.set(items.join(), turn)
    // Every other time chance decides, else it goes round.
    return turn % 2 === 0 ? (items[(turn / 2) % items.length] ?? drawn) : drawn
  }
  return random
}
