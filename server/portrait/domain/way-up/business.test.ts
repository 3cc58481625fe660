import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import { cheapestChoice } from '@/server/kernel/cheapest-choice'
import { cityFacts, dayAfter } from '@/tests/city-facts'
import { randomRuns } from '@/tests/random-runs'
import type { PortraitFacts } from '../../schema'
import { AS_OF, sampleFacts, taxFacts } from '../facts.fixture'
import { knownOn } from '../known'
import { cardByVersion } from '../score-card'
import { businessLevers } from './business'
import { type LeverOption, leversOf } from './levers'
import { type Prospect, pointsToGrade, prospectOf, walk } from './outcomes'

const card = cardByVersion('EXPERT-2026.3')
const optionsOf = (facts: PortraitFacts, id = 'SELL_MORE') =>
  businessLevers(knownOn(facts, AS_OF)).find((lever) => lever.id === id)?.options ?? []
const option = (facts: PortraitFacts, months: number, paceBps: number) =>
  optionsOf(facts).find(({ steps: [step] }) => step?.months === months && step.paceBps === paceBps)
const salesOf = (facts: PortraitFacts) => facts.TAX?.months.map(({ declaredSalesFen }) => declaredSalesFen) ?? []
const seasonal = sampleFacts({ TAX: taxFacts((_, at) => BigInt(80_000_000 + (at % 12) * 5_000_000)) })

describe('selling more', () => {
  it('reckons new months from the same month a year before, and dates them', () => {
    const six = option(seasonal, 6, 1_000)
    const after = six?.apply(seasonal)
    expect(six?.steps[0]).toMatchObject({ on: '2026-12-20', effort: 24 })
    const [was, now] = [salesOf(seasonal), salesOf(after ?? {})]
    expect(now.slice(0, 30)).toEqual(was.slice(6))
    expect(now.slice(30)).toEqual(was.slice(24, 30).map((fen) => (fen * 11n) / 10n))
    expect(after?.TAX?.months.map(({ month, declaredOn }) => [month, declaredOn])).toEqual(
      seasonal.TAX?.months.map(({ month, declaredOn }) => [month, declaredOn]),
    )
  })
  it('goes on from the grown months where a plan lasts longer than a year back reaches', () => {
    const zero = taxFacts((_, at) => (at === 30 ? 0n : 120_000_000n))
    const facts = sampleFacts({ TAX: zero })
    // The month that brought nothing brings the average of the year: 11 of 12.
    expect(salesOf(option(facts, 12, 0)?.apply(facts) ?? {})[30]).toBe(110_000_000n)
  })
  it('is not suggested far beyond the pace that the firm has shown, nor on months that nobody declared', () => {
    const falling = sampleFacts({ TAX: taxFacts((_, at) => (at >= 33 ? 85_000_000n : 100_000_000n)) })
    expect([...new Set(optionsOf(falling).map(({ steps: [step] }) => step?.paceBps))]).toEqual([0, 500])
    expect(optionsOf(sampleFacts({ TAX: taxFacts((_, at) => (at >= 33 ? 50_000_000n : 100_000_000n)) }))).toEqual([])
    const steady = taxFacts(() => 100_000_000n)
    const unfiled = steady.months.map((row, at) => (at === 28 ? { ...row, declaredOn: null, declaredSalesFen: 0n } : row))
    expect(optionsOf(sampleFacts({ TAX: { ...steady, months: unfiled } }))).toEqual([])
    expect(optionsOf(sampleFacts({ TAX: { ...steady, months: steady.months.filter((_, at) => at !== 28) } }))).toEqual([])
  })
})

describe('a right on the register', () => {
  it('is a trademark for anybody whose rights are on file, an invention for those who have invented', () => {
    expect(businessLevers(knownOn(sampleFacts(), AS_OF)).map(({ id }) => id)).toEqual(['SELL_MORE', 'REGISTER_TRADEMARK'])
    expect(optionsOf(sampleFacts({ INTELLECTUAL_PROPERTY: undefined }), 'REGISTER_TRADEMARK')).toEqual([])
    const own = {
      id: 'r',
      kind: 'UTILITY_MODEL',
      title: '-',
      grantedOn: '2024-01-01',
      state: 'IN_FORCE',
      pledged: false,
    } as const
    const inventive = sampleFacts({ INTELLECTUAL_PROPERTY: { rights: [own] } })
    expect(optionsOf(inventive, 'PATENT_INVENTION')[0]?.steps[0]).toMatchObject({ on: '2028-06-20', effort: 32 })
  })
})

const city = createCity({ seed: 62_600, enterprises: 60, asOf: '2026-09' })
const asOf = dayAfter(city)
const prospects = new Map<number, { facts: PortraitFacts; prospect: Prospect }>()
function firm(index: number) {
  const found = prospects.get(index) ?? {
    facts: { ...cityFacts(city, index), INTELLECTUAL_PROPERTY: { rights: [] } },
    prospect: null,
  }
  const known = { facts: found.facts, prospect: found.prospect ?? prospectOf(found.facts, card, asOf) }
  prospects.set(index, known)
  return known
}
type Lever = { id: string; options: LeverOption[] }

/** What makes the cheapest choice right: options of different levers add up, whatever is taken together. */
const addsUp = (facts: PortraitFacts, levers: readonly Lever[], base: number, picks: readonly number[]) => {
  const taken = levers.flatMap(({ options }, at) => {
    const pick = options[(picks[at % picks.length] ?? 0) % (options.length + 1)]
    return pick ? [pick] : []
  })
  const alone = taken.map((one) => walk(facts, card, asOf, [one]).portrait.score - base)
  return walk(facts, card, asOf, taken).portrait.score - base - alone.reduce((sum, points) => sum + points, 0)
}
const property = (leversFor: (facts: PortraitFacts) => readonly Lever[]) =>
  fc.property(
    fc.integer({ min: 0, max: city.size - 1 }),
    fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 9 }),
    (index, picks) => {
      const { facts, prospect } = firm(index)
      expect(addsUp(facts, leversFor(facts), prospect.portrait.score, picks)).toBe(0)
    },
  )

describe('with business levers beside the others', () => {
  it('no two levers touch one figure: points add, whatever is taken together', () => {
    fc.assert(
      property((facts) => leversOf(facts, asOf)),
      randomRuns('levers add up', 800),
    )
  })
  it('control: a second lever on sales is caught', () => {
    const twice = (facts: PortraitFacts) => {
      const levers = leversOf(facts, asOf)
      return [...levers, ...levers.filter(({ id }) => id === 'SELL_MORE')]
    }
    expect(fc.check(property(twice), { numRuns: 300, seed: 11 }).failed).toBe(true)
  })
  it('drawing every combination again finds no cheaper way to the next grade', () => {
    // Drawing every one of them takes a second a firm.
    const [firms, most] = process.env.TEST_FULL ? [12, 400] : [8, 250]
    let [compared, planned] = [0, 0]
    for (let index = 0; index < city.size && compared < firms; index++) {
      const { facts, prospect } = firm(index)
      const combinations = prospect.levers.reduce((product, { options }) => product * (options.length + 1), 1)
      const goal = (['A', 'B', 'C', 'D'] as const)
        .map((grade) => pointsToGrade(card, prospect.portrait.score, grade))
        .findLast(Boolean)
      if (!goal || combinations > most) continue
      compared += 1
      let all: LeverOption[][] = [[]]
      for (const { options } of prospect.levers) all = all.flatMap((taken) => [taken, ...options.map((one) => [...taken, one])])
      const reaching = all
        .map((taken) => walk(facts, card, asOf, taken))
        .filter(({ portrait }) => portrait.score >= prospect.portrait.score + goal)
      const least = Math.min(...reaching.map(({ effort }) => effort))
      const levers = prospect.levers.map(({ options }) => options.map(({ effort: cost, points }) => ({ cost, points })))
      const chosen = cheapestChoice(levers, { points: goal })
      const cost = chosen?.reduce((sum, at, lever) => sum + (levers[lever]?.[at - 1]?.cost ?? 0), 0) ?? Number.POSITIVE_INFINITY
      expect(cost).toBe(least)
      if (Number.isFinite(cost)) planned += 1
    }
    console.info(`compared for ${compared} firms, ${planned} of which can reach the next grade`)
    expect([compared > 5, planned > 0]).toEqual([true, true])
  })
})
