import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths } from '@/server/kernel/dates'
import { dishonestyCategories } from '@/server/sources/schema'
import { randomRuns } from '@/tests/random-runs'
import type { PortraitFacts } from '../../schema'
import { AS_OF, type PenaltyRow, penalty, registrationFacts, sampleFacts } from '../facts.fixture'
import { gatesInForce } from '../gates'
import { fullMonths } from '../indicators/stability'
import { knownOn } from '../known'
import { readIndicators } from '../read-indicators'
import { scoreIndicators } from '../score'
import { cardByVersion, catalogueOf } from '../score-card'
import { type LeverOption, leversOf } from './levers'
import { agingLever } from './months'
import { recordLevers } from './records'
import { type Cure, cheapestSelections } from './selections'

const card = cardByVersion('EXPERT-2026.2')
const severities = ['MINOR', 'GENERAL', 'SERIOUS'] as const
const categories = ['ADMIN_PENALTY', 'ARREARS_FEES'] as const

/** What a goal can ask of records: points, figures to be small (or, of the newest's age, great), every bar gone. */
function seen(facts: PortraitFacts) {
  const known = knownOn(facts, AS_OF)
  const indicators = readIndicators(known, catalogueOf(card))
  const value = (id: string) => {
    const one = indicators.find((reading) => reading.id === id)
    return one?.state === 'KNOWN' ? one.value : null
  }
  const age = value('compliance.newestRecordMonths')
  return {
    points: scoreIndicators(indicators, card).score,
    bars: gatesInForce(known).length,
    small: [
      'penaltyAmount',
      'recordsWithin12m',
      'adminPenalty',
      'generalPenalties',
      'openDefendantAmount',
      'openDefendantCases',
    ].map((id) => value(`compliance.${id}`) ?? 0),
    age: age ?? Number.POSITIVE_INFINITY,
  }
}
type Seen = ReturnType<typeof seen>
const reaches = (one: Seen, goal: Seen) =>
  one.points >= goal.points &&
  one.bars <= goal.bars &&
  one.age >= goal.age &&
  one.small.every((value, at) => value <= (goal.small[at] ?? 0))

const effort = ({ steps }: LeverOption) => steps.reduce((sum, step) => sum + step.effort, 0)

/** The least effort that reaches each goal, by these options; what curing any subset leads to is a goal. */
function least(facts: PortraitFacts, options: readonly LeverOption[], goals: readonly Seen[]) {
  const outcomes = options.map((option) => ({ cost: effort(option), after: seen(option.apply(facts)) }))
  return goals.map((goal) =>
    outcomes.reduce((best, { cost, after }) => (reaches(after, goal) ? Math.min(best, cost) : best), Number.POSITIVE_INFINITY),
  )
}

const lever = (facts: PortraitFacts, id: string) =>
  recordLevers(knownOn(facts, AS_OF)).find((one) => one.id === id)?.options ?? []

/** Every subset, out of the options of single records, which the lever has where each record stands alone. */
function subsets(rows: readonly { id: string }[], alone: (id: string) => LeverOption): LeverOption[] {
  const ones = rows.map(({ id }) => alone(id))
  return Array.from({ length: 2 ** rows.length - 1 }, (_, at) => {
    const chosen = ones.filter((__, bit) => ((at + 1) >> bit) & 1)
    return { steps: chosen.flatMap(({ steps }) => steps), apply: (facts) => chosen.reduce((now, { apply }) => apply(now), facts) }
  })
}

const aPenalty = fc.record({
  months: fc.integer({ min: 0, max: 20 }),
  severity: fc.constantFrom(...severities),
  category: fc.constantFrom(...categories),
  amountFen: fc.constantFrom(0n, 500_000n, 3_000_000n, 6_000_000n),
})
const penalties = (rows: readonly ({ months: number } & Partial<PenaltyRow>)[]) =>
  rows.map(({ months, ...row }, at) => penalty({ ...row, id: `p${at}`, on: addMonths(AS_OF, -months) }))

function comparePenalties(rows: PenaltyRow[], optionsOf: (facts: PortraitFacts) => readonly LeverOption[]) {
  const facts = sampleFacts({ PENALTY: { penalties: rows } })
  const counting = rows.filter(
    ({ id }) => lever(sampleFacts({ PENALTY: { penalties: rows.filter((row) => row.id === id) } }), 'RECORDS').length,
  )
  const all = subsets(counting, (id) => {
    const [one] = lever(sampleFacts({ PENALTY: { penalties: rows.filter((row) => row.id === id) } }), 'RECORDS')
    if (!one) throw new Error('a record that counts can be cured')
    return one
  })
  const goals = all.map(({ apply }) => seen(apply(facts)))
  expect(least(facts, optionsOf(facts), goals)).toEqual(least(facts, all, goals))
}

describe('curing records', () => {
  it('of six to eight the cheapest cure of every goal is found, as by trying all subsets', () => {
    fc.assert(
      fc.property(fc.array(aPenalty, { minLength: 6, maxLength: 8 }), (rows) => {
        comparePenalties(penalties(rows), (facts) => lever(facts, 'RECORDS'))
      }),
      randomRuns('cheapest cure of records', 100),
    )
  })
  it('control: the first, the first two … by their day are not enough', () => {
    const inOrder = (facts: PortraitFacts) => {
      const options = lever(facts, 'RECORDS')
      const [all] = [...options].sort((a, b) => b.steps.length - a.steps.length)
      const days = [...(all?.steps ?? [])].sort((a, b) => (a.on < b.on ? -1 : 1)).map(({ records }) => records[0])
      return options.filter(({ steps }) => steps.every(({ records }) => days.indexOf(records[0]) < steps.length))
    }
    const rows = penalties([
      ...[1, 2, 3].map((months) => ({ months, severity: 'SERIOUS' as const, amountFen: 6_000_000n })),
      ...[4, 5, 6].map((months) => ({ months, severity: 'GENERAL' as const, amountFen: 500_000n })),
    ])
    comparePenalties(rows, (facts) => lever(facts, 'RECORDS'))
    expect(() => comparePenalties(rows, inOrder)).toThrow()
  })
  it('cases: the largest sums first, which all subsets confirm', () => {
    const cases = [3n, 9n, 1n, 9n, 5n, 2n].map((yuan, at) => ({
      id: `c${at}`,
      on: '2026-01-10',
      role: 'DEFENDANT' as const,
      cause: '',
      amountFen: yuan * 100_000n,
      closedOn: null,
    }))
    const factsOf = (rows: typeof cases) => sampleFacts({ COURT: { cases: rows, defaulterEntries: [] } })
    const facts = factsOf(cases)
    const all = subsets(cases, (id) => {
      const [one] = lever(factsOf(cases.filter((row) => row.id === id)), 'CASES')
      if (!one) throw new Error('an open case can be settled')
      return one
    })
    const goals = all.map(({ apply }) => seen(apply(facts)))
    const options = lever(facts, 'CASES')
    expect(options).toHaveLength(6)
    expect(least(facts, options, goals)).toEqual(least(facts, all, goals))
    // Control: in the order in which they stand, the sums fall too slowly.
    const standing = cases.map((_, at) => all[2 ** (at + 1) - 2]).filter((one) => one !== undefined)
    expect(least(facts, standing, goals)).not.toEqual(least(facts, all, goals))
  })
})

describe('selections', () => {
  const alike = { effort: 3, gains: [1n], neutral: 0 }
  /** Each record a figure of its own: none is as good as another. */
  const apart = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...alike,
      gains: Array.from({ length: count }, (__, figure) => (figure === at ? 1n : 0n)),
    }))
  it('are the first, the first two … of records that are alike, all subsets of those of which each counts by itself', () => {
    expect(cheapestSelections(Array.from({ length: 200 }, () => alike))).toHaveLength(200)
    expect([cheapestSelections(apart(9))?.length, cheapestSelections(apart(10))]).toEqual([511, null])
    expect(cheapestSelections([])).toEqual([])
  })
  it('of more than eight that differ in effort and sum, the cheapest of every subset is among them (brute force)', () => {
    const cure = fc.record({
      effort: fc.integer({ min: 1, max: 9 }),
      gains: fc.tuple(fc.constantFrom(1n), fc.constantFrom(0n, 1n), fc.bigInt({ min: 0n, max: 30n })),
      neutral: fc.constantFrom(0, 1),
      day: fc.constantFrom('2026-01-01', '2026-03-01', '2026-05-01'),
    })
    const totals = (cures: readonly Cure[], chosen: readonly number[]) => {
      const rows = chosen.flatMap((at) => cures[at] ?? [])
      const left = cures.filter((_, at) => !chosen.includes(at)).map(({ day = '' }) => day)
      return {
        effort: rows.reduce((sum, one) => sum + one.effort, 0),
        gains: [0, 1, 2].map((figure) => rows.reduce((sum, one) => sum + (one.gains[figure] ?? 0n), 0n)),
        neutral: rows.reduce((sum, one) => sum + one.neutral, 0),
        newest: left.reduce((newest, day) => (day > newest ? day : newest), ''),
      }
    }
    type Totals = ReturnType<typeof totals>
    const serves = (one: Totals, asked: Totals) =>
      one.effort <= asked.effort &&
      one.neutral === asked.neutral &&
      one.newest <= asked.newest &&
      one.gains.every((gain, at) => gain >= (asked.gains[at] ?? 0n))
    const missed = (cures: readonly Cure[], selections: readonly number[][]) => {
      const told = selections.map((chosen) => totals(cures, chosen))
      return Array.from({ length: 2 ** cures.length - 1 }, (_, at) =>
        cures.flatMap((__, bit) => (((at + 1) >> bit) & 1 ? bit : [])),
      )
        .map((chosen) => totals(cures, chosen))
        .filter((asked) => !told.some((one) => serves(one, asked))).length
    }
    let caught = 0
    fc.assert(
      fc.property(fc.array(cure, { minLength: 9, maxLength: 10 }), (cures) => {
        const selections = cheapestSelections(cures, 2_000)
        expect(selections).not.toBeNull()
        expect(missed(cures, selections ?? [])).toBe(0)
        // Control: in the order of what each asks, as it was done beyond eight records, some are missed.
        const order = [...cures.keys()].sort((a, b) => (cures[a]?.effort ?? 0) - (cures[b]?.effort ?? 0))
        caught +=
          missed(
            cures,
            order.map((_, at) => order.slice(0, at + 1)),
          ) > 0
            ? 1
            : 0
      }),
      randomRuns('undominated selections', 100),
    )
    expect(caught).toBeGreaterThan(0)
  })
  it('beyond what is drawn the lever says that it is not proven, and only then', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        id: `p${at}`,
        category: dishonestyCategories[at] ?? 'OTHER',
        amountFen: BigInt(at + 1) * 1_000n,
        on: addMonths(AS_OF, -1),
      }))
    const proof = (count: number) =>
      recordLevers(knownOn(sampleFacts({ PENALTY: { penalties: rows(count).map(penalty) } }), AS_OF)).find(
        ({ id }) => id === 'RECORDS',
      )?.unproven
    expect([proof(8), proof(11)]).toEqual([undefined, true])
  })
})

describe('age', () => {
  const aged = (foundedOn: string, asOf = AS_OF) => {
    const facts = sampleFacts({ REGISTRATION: { ...registrationFacts, foundedOn } })
    return agingLever(knownOn(facts, asOf)).options.map(({ steps: [step], apply }) => ({
      on: step?.on ?? '',
      months: step?.months ?? 0,
      age: fullMonths(apply(facts).REGISTRATION?.foundedOn ?? '', asOf),
    }))
  }
  it('comes by half years, each on the very day on which the firm is so old', () => {
    // Founded five months and thirty days before.
    expect(aged('2025-12-21').map(({ on, months, age }) => [on, months, age])).toEqual([
      ['2026-06-21', 1, 6],
      ['2026-12-21', 7, 12],
      ['2027-06-21', 13, 18],
      ['2027-12-21', 19, 24],
    ])
    expect(aged('2026-06-20')[0]).toEqual({ on: '2026-12-20', months: 6, age: 6 })
  })
  it('is right at the ends of months, for every day of founding', () => {
    for (const asOf of ['2026-11-30', '2027-02-28', '2028-02-29', '2026-08-31'])
      for (let day = 1; day <= 31; day++)
        for (const month of ['08', '12', '10', '03']) {
          const foundedOn = addMonths(`2020-${month}-${String(day).padStart(2, '0')}`, 0)
          for (const { on, age, months } of aged(foundedOn, asOf)) {
            expect([age % 6, fullMonths(foundedOn, on)]).toEqual([0, age])
            expect(fullMonths(foundedOn, addMonths(on, 0)) - fullMonths(foundedOn, asOf)).toBeGreaterThan(0)
            expect(addMonths(asOf, months) >= on && addMonths(asOf, months - 1) < on).toBe(true)
          }
        }
  })
  it('does not lift what only an act can', () => {
    const facts = sampleFacts({ PENALTY: { penalties: [penalty({ id: 'x', on: '2026-05-01', severity: 'SERIOUS' })] } })
    const [older] = leversOf(facts, AS_OF).find(({ id }) => id === 'GROW_OLDER')?.options ?? []
    expect(seen(older?.apply(facts) ?? {}).bars).toBe(1)
  })
})
