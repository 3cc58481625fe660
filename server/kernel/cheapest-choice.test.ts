import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { cheapestChoice, type Goal, type Option } from './cheapest-choice'

type Levers = Option[][]
const pointsOf = (levers: Levers, chosen: number[]) =>
  chosen.reduce((sum, at, lever) => sum + (levers[lever]?.[at - 1]?.points ?? 0), 0)
const costOf = (levers: Levers, chosen: number[]) =>
  chosen.reduce((sum, at, lever) => sum + (levers[lever]?.[at - 1]?.cost ?? 0), 0)

function holds(goal: Goal, levers: Levers, chosen: number[]): boolean {
  if (typeof goal === 'boolean') return goal
  if ('points' in goal) return pointsOf(levers, chosen) >= goal.points
  if ('all' in goal) return goal.all.every((part) => holds(part, levers, chosen))
  if ('any' in goal) return goal.any.some((part) => holds(part, levers, chosen))
  return goal.accepts[chosen[goal.lever] ?? 0] === true
}

/** Every choice there is: [cost, steps] of the best, or null. */
function byBruteForce(levers: Levers, goal: Goal): [number, number] | null {
  let all: number[][] = [[]]
  for (const options of levers) all = all.flatMap((chosen) => [0, ...options.map((_, at) => at + 1)].map((at) => [...chosen, at]))
  const reaching = all
    .filter((chosen) => holds(goal, levers, chosen))
    .map((chosen): [number, number] => [costOf(levers, chosen), chosen.filter((at) => at > 0).length])
  return reaching.sort(([a, m], [b, n]) => a - b || m - n)[0] ?? null
}

/** Control: takes the most points for its cost, again and again, until the goal holds. */
function greedily(levers: Levers, goal: Goal): number[] | null {
  const chosen = levers.map(() => 0)
  while (!holds(goal, levers, chosen)) {
    const open = levers.flatMap((options, lever) =>
      chosen[lever] ? [] : options.map((option, at) => ({ ...option, lever, at: at + 1 })),
    )
    const [next] = open.sort((a, b) => b.points / b.cost - a.points / a.cost || a.cost - b.cost)
    if (!next) return null
    chosen[next.lever] = next.at
  }
  return chosen
}

const option = fc.record({ cost: fc.integer({ min: 1, max: 9 }), points: fc.integer({ min: 0, max: 30 }) })
const levers = fc.array(fc.array(option, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
const { goal } = fc.letrec<{ goal: Goal; leaf: Goal }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ points: fc.integer({ min: 0, max: 90 }) }),
    fc.record({ lever: fc.integer({ min: 0, max: 5 }), accepts: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }) }),
    fc.boolean(),
  ),
  goal: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.record({ all: fc.array(tie('goal'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('goal'), { minLength: 1, maxLength: 3 }) }),
  ),
}))

type Solver = (levers: Levers, goal: Goal) => number[] | null
const property = (solve: Solver) =>
  fc.property(levers, goal, (drawn, wanted) => {
    const best = byBruteForce(drawn, wanted)
    const found = solve(drawn, wanted)
    expect(found && holds(wanted, drawn, found)).toBe(best ? true : null)
    expect(found && [costOf(drawn, found), found.filter((at) => at > 0).length]).toEqual(best)
  })

describe('the cheapest choice', () => {
  it('reaches the goal, and brute force finds none cheaper nor with fewer steps', () => {
    fc.assert(property(cheapestChoice), randomRuns('cheapest choice against brute force', 6_000))
  })
  it('control: a greedy choice is caught', () => {
    const check = fc.check(property(greedily), { numRuns: 2_000, seed: 7 })
    expect(check.failed).toBe(true)
    const two: Levers = [[{ cost: 3, points: 10 }], [{ cost: 4, points: 12 }], [{ cost: 6, points: 20 }]]
    expect([greedily(two, { points: 20 }), cheapestChoice(two, { points: 20 })]).toEqual([
      [1, 0, 1],
      [0, 0, 1],
    ])
  })
  it('does nothing where nothing is needed, and says so where nothing helps', () => {
    expect(cheapestChoice([[{ cost: 1, points: 5 }]], { points: 0 })).toEqual([0])
    expect(cheapestChoice([[{ cost: 1, points: 5 }]], { points: 6 })).toBeNull()
    expect(cheapestChoice([], false)).toBeNull()
  })
  it('answers for forty levers at once', () => {
    const many: Levers = Array.from({ length: 40 }, (_, at) =>
      [1, 2, 3].map((n) => ({ cost: n * (1 + (at % 5)), points: n * (2 + (at % 7)) })),
    )
    const chosen = cheapestChoice(many, { points: 150 })
    expect(chosen && pointsOf(many, chosen)).toBeGreaterThanOrEqual(150)
  })
  it('refuses levers that cost nothing or take points away', () => {
    expect(() => cheapestChoice([[{ cost: 0, points: 1 }]], true)).toThrow(RangeError)
    expect(() => cheapestChoice([[{ cost: 1, points: -1 }]], true)).toThrow(RangeError)
  })
})
