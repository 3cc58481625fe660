import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataClasses, scoredClasses } from '@/server/sources/schema'
import { randomRuns } from '@/tests/random-runs'
import { canonicalJson, digestOf } from '../canonical-json'
import { Portrait, type PortraitFacts } from '../schema'
import { buildPortrait } from './build-portrait'
import { AS_OF, penalty, registrationFacts, sampleFacts, staffFacts, taxFacts, utilityFacts } from './facts.fixture'
import { cardOn } from './score-card'

/** The stated count of random runs, on two busy cores. */
const FULL_RUN_MS = 60_000

const card = cardOn(AS_OF)
const portrait = (facts: PortraitFacts, asOf = AS_OF) => buildPortrait(facts, card, asOf)
const digest = (facts: PortraitFacts, asOf = AS_OF) => digestOf(portrait(facts, asOf))

/** A firm with some of everything, so that every array has an order to lose. */
const eventful: PortraitFacts = sampleFacts({
  REGISTRATION: {
    ...registrationFacts,
    changes: [
      { on: '2025-01-02', kind: 'ADDRESS' },
      { on: '2025-01-02', kind: 'LEGAL_REPRESENTATIVE' },
      { on: '2025-09-09', kind: 'ADDRESS' },
    ],
  },
  PENALTY: {
    penalties: [
      penalty({ id: 'b', on: '2026-01-10' }),
      penalty({ id: 'a', on: '2026-01-10' }),
      penalty({ id: 'c', on: '2025-12-01', severity: 'SERIOUS' }),
    ],
  },
  COURT: {
    cases: ['x', 'y'].map((id) => ({
      id,
      on: '2026-02-02',
      role: 'DEFENDANT' as const,
      cause: '买卖合同纠纷',
      amountFen: 5n,
      closedOn: null,
    })),
    defaulterEntries: ['e', 'd'].map((id) => ({ id, listedOn: '2025-03-03', removedOn: null })),
  },
  LIST: {
    entries: (['ABNORMAL_OPERATION', 'TRUSTWORTHY', 'WAGE_ARREARS'] as const).map((list, at) => ({
      id: `l${at}`,
      list,
      authority: '市场监督管理局',
      listedOn: '2026-01-01',
      removedOn: null,
    })),
  },
})

/** Arrays in another order and keys put in another order, all the way down, by a stream of random numbers. */
function shuffled<Value>(value: Value, random: () => number): Value
function shuffled(value: unknown, random: () => number): unknown {
  const mix = <Row>(rows: Row[]) =>
    rows
      .map((row) => ({ row, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ row }) => row)
  if (Array.isArray(value)) return mix(value.map((one) => shuffled(one, random)))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(mix(Object.entries(value)).map(([key, one]) => [key, shuffled(one, random)]))
}

describe('a portrait', () => {
  it('is plain JSON that its schema reads back unchanged', () => {
    const built = portrait(eventful)
    expect(Portrait.parse(JSON.parse(JSON.stringify(built)))).toEqual(built)
    expect(built).toMatchObject({ cardVersion: 'EXPERT-2026.1', basis: 'EXPERT', asOf: AS_OF })
  })
  it('is full of confidence for a firm with everything on file, and says what it stands on', () => {
    const built = portrait(sampleFacts())
    expect(built).toMatchObject({ confidenceBps: 10_000, gates: [], questions: [] })
    expect(built.scoreInterval.low).toBe(built.score)
    expect(built.coverage).toHaveLength(scoredClasses.length)
    expect(built.coverage[1]).toEqual({ dataClass: 'TAX', state: 'PRESENT', from: '2023-06', to: '2026-05' })
  })
  it('shows 24 months, with nothing where nothing is on file', () => {
    const { months } = portrait(sampleFacts({ GAS: undefined, WATER: utilityFacts(() => 0) }))
    expect(months).toHaveLength(24)
    expect(months.at(-1)).toEqual({
      month: '2026-05',
      salesFen: 100_000_000,
      taxFen: 2_000_000,
      headcount: 20,
      kwh: 12_500,
      waterM3: 0,
      gasM3: null,
    })
  })
  it(
    'is the same to the byte whatever the order of keys and rows',
    () => {
      const expected = digest(eventful)
      fc.assert(
        fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
          const random = () => Number(numbers.next().value)
          expect(digest(shuffled(eventful, random))).toBe(expected)
        }),
        randomRuns('order does not matter', 200),
      )
    },
    FULL_RUN_MS,
  )
  it('does not change when later facts arrive: an old portrait can be drawn again', () => {
    const earlier = '2026-03-10'
    const now = portrait(eventful, earlier)
    const later = {
      ...eventful,
      PENALTY: { penalties: [...(eventful.PENALTY?.penalties ?? []), penalty({ id: 'later', on: '2026-03-11' })] },
      TAX: taxFacts((month) => (month > '2026-02' ? 9n : 100_000_000n)),
    }
    expect(portrait(later, earlier)).toEqual(now)
    expect(portrait(later)).not.toEqual(portrait(eventful))
  })
  it('forgets a repaired record altogether (oracle 14)', () => {
    const clean = portrait(sampleFacts())
    const record = penalty({ id: 'p', on: '2025-12-01', severity: 'SERIOUS', amountFen: 9_000_000n })
    const marked = portrait(sampleFacts({ PENALTY: { penalties: [record] } }))
    const repaired = portrait(sampleFacts({ PENALTY: { penalties: [{ ...record, repairedOn: AS_OF }] } }))
    expect(marked.score).toBeLessThan(clean.score)
    expect(marked.gates).toHaveLength(1)
    expect(repaired).toEqual(clean)
  })
  it(
    'loses confidence, never points beyond neutral, for a class that is absent; and only gains by adding one',
    () => {
      fc.assert(
        fc.property(fc.subarray([...dataClasses]), fc.constantFrom(...dataClasses), (present, added) => {
          const only = (classes: readonly string[]) =>
            Object.fromEntries(Object.entries(eventful).filter(([key]) => classes.includes(key))) as PortraitFacts
          const [before, after] = [portrait(only(present)), portrait(only([...present, added]))]
          expect(after.confidenceBps).toBeGreaterThanOrEqual(before.confidenceBps)
          expect(after.scoreInterval.low).toBeGreaterThanOrEqual(before.scoreInterval.low)
          expect(after.scoreInterval.high).toBeLessThanOrEqual(before.scoreInterval.high)
          const absent = before.factors.filter((one) => one.effect === 'MISSING')
          expect(absent.every((one) => one.points === one.neutral)).toBe(true)
        }),
        randomRuns('adding a class', 400),
      )
    },
    FULL_RUN_MS,
  )
  it('stays in safe integers for the largest amounts', () => {
    const huge = taxFacts(() => 10n ** 17n)
    const built = portrait(sampleFacts({ TAX: huge }))
    expect(Portrait.safeParse(built).success).toBe(true)
  })
  it('refuses a day that does not exist', () => {
    expect(() => portrait(sampleFacts(), '2026-02-30')).toThrow(RangeError)
  })
})

describe('questions', () => {
  const doubledFrom = (index: number) => taxFacts((_, at) => (at >= index ? 200_000_000n : 100_000_000n))
  it('asks about sales that double with flat electricity and headcount, without touching the score', () => {
    const facts = sampleFacts({ TAX: doubledFrom(24) })
    const asked = portrait(facts)
    expect(asked.questions).toMatchObject([
      {
        code: 'SALES_WITHOUT_ACTIVITY',
        windowMonths: 12,
        salesGrowthBps: 10_000,
        electricityGrowthBps: 0,
        headcountGrowthBps: 0,
      },
    ])
    const real = portrait({ ...facts, ELECTRICITY: utilityFacts((_, at) => (at >= 24 ? 12_501 : 12_500)) })
    expect(asked.score).toBe(real.score)
  })
  it('notices a younger doubling in the window where it shows, from half more on', () => {
    const windowOf = (index: number) => portrait(sampleFacts({ TAX: doubledFrom(index) })).questions[0]?.windowMonths
    expect([30, 31, 33, 34, 35].map(windowOf)).toEqual([12, 6, 6, 3, undefined])
  })
  it('asks nothing when power or staff grew too, or when one of them is not on file', () => {
    const TAX = doubledFrom(24)
    const grown = (_: string, at: number) => (at >= 24 ? 40 : 20)
    expect(portrait(sampleFacts({ TAX, ELECTRICITY: utilityFacts(grown) })).questions).toEqual([])
    expect(portrait(sampleFacts({ TAX, SOCIAL_SECURITY: staffFacts(grown) })).questions).toEqual([])
    expect(portrait(sampleFacts({ TAX, ELECTRICITY: undefined })).questions).toEqual([])
  })
  it('asks about sales without staff and without power', () => {
    const facts = sampleFacts({ SOCIAL_SECURITY: staffFacts(() => 0), ELECTRICITY: utilityFacts((_, at) => (at < 31 ? 0 : 9)) })
    const codes = portrait(facts).questions.map((one) => [one.code, one.months.length])
    expect(codes).toEqual([
      ['SALES_WITHOUT_STAFF', 12],
      ['SALES_WITHOUT_POWER', 7],
    ])
  })
})

describe('the canonical text', () => {
  it('sorts keys and keeps arrays', () => {
    expect(canonicalJson({ b: [2, 1, null], a: { d: true, c: '信' } })).toBe('{"a":{"c":"信","d":true},"b":[2,1,null]}')
  })
  it('has a digest that any change changes', () => {
    const facts = sampleFacts()
    const { TAX } = facts
    if (!TAX) throw new Error('the sample has tax facts')
    expect(digest(facts)).toBe(digest(sampleFacts()))
    expect(digest({ ...facts, TAX: { ...TAX, arrearsFen: 1n } })).not.toBe(digest(facts))
  })
})
