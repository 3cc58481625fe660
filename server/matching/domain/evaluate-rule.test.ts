import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IndicatorId } from '@/server/portrait/schema'
import { randomRuns } from '@/tests/random-runs'
import type { AdmissionRule, Comparison, Portrait, Truth } from '../schema'
import { compareInterval, gapTo } from './compare'
import { blockingReasons, evaluateRule } from './evaluate-rule'
import { all, any, not } from './kleene'
import { portraitOf } from './matching.fixture'

/** The stated count of random runs, on two busy cores. */
const FULL_RUN_MS = 60_000

const truths: Truth[] = ['TRUE', 'UNKNOWN', 'FALSE']
const stateOf = (rule: AdmissionRule, portrait: Portrait) => evaluateRule(rule, portrait).rule.state
const findingOf = (rule: AdmissionRule, portrait: Portrait) => evaluateRule(rule, portrait).found[0]

describe('three values', () => {
  it('follow Kleene’s tables', () => {
    const table = (join: (states: Truth[]) => Truth) => truths.map((a) => truths.map((b) => join([a, b])[0]).join('')).join(' ')
    expect(table(all)).toBe('TUF UUF FFF')
    expect(table(any)).toBe('TTT TUU TUF')
    expect(truths.map(not)).toEqual(['FALSE', 'UNKNOWN', 'TRUE'])
  })
})

describe('comparison', () => {
  const ops: Comparison[] = ['>=', '>', '<=', '<', '=', '!=']
  it('is exact on the threshold', () => {
    const at = (value: number) => ops.map((op) => compareInterval(value, value, op, 100)[0]).join('')
    expect([99, 100, 101].map(at)).toEqual(['FFTTFT', 'TFTFTF', 'TTFFFT'])
  })
  it(
    'of an interval holds only if it holds throughout, and a gap closes it by the least',
    () => {
      const near = fc.integer({ min: -6, max: 6 })
      fc.assert(
        fc.property(near, near, fc.constantFrom(...ops), near, (a, b, op, needed) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)]
          const points = Array.from({ length: high - low + 1 }, (_, at) => compareInterval(low + at, low + at, op, needed))
          const agreed = points.every((one) => one === points[0]) ? points[0] : 'UNKNOWN'
          expect(compareInterval(low, high, op, needed)).toBe(agreed)
          const gap = gapTo(a, op, needed)
          expect(gap === null).toBe(compareInterval(a, a, op, needed) === 'TRUE')
          if (gap === null) return
          expect(compareInterval(a + gap, a + gap, op, needed)).toBe('TRUE')
          const nearer = gap - Math.sign(gap)
          expect(compareInterval(a + nearer, a + nearer, op, needed)).toBe('FALSE')
        }),
        randomRuns('comparison of intervals', 4_000),
      )
    },
    FULL_RUN_MS,
  )
})

describe('a condition on an indicator', () => {
  const arrears: AdmissionRule = { indicator: 'tax.arrears', op: '<=', value: 100 }
  it('with nothing on file is unknown, never true, and names the datum', () => {
    expect(findingOf(arrears, portraitOf({}))).toMatchObject({
      state: 'UNKNOWN',
      actual: null,
      gap: null,
      lack: { reason: 'NO_SOURCE', classes: ['TAX'] },
    })
    expect(stateOf({ not: arrears }, portraitOf({}))).toBe('UNKNOWN')
  })
  it('holds on the threshold and fails one beyond, with the gap in its unit', () => {
    expect(stateOf(arrears, portraitOf({ 'tax.arrears': 100 }))).toBe('TRUE')
    expect(findingOf(arrears, portraitOf({ 'tax.arrears': 101 }))).toEqual({
      kind: 'INDICATOR',
      indicatorId: 'tax.arrears',
      unit: 'FEN',
      op: '<=',
      needed: 100,
      actual: 101,
      gap: -1,
      lack: null,
      state: 'FALSE',
    })
    const grown: AdmissionRule = { indicator: 'operation.salesGrowth12m', op: '>=', value: 1000 }
    expect(findingOf(grown, portraitOf({ 'operation.salesGrowth12m': -250 }))).toMatchObject({ gap: 1250, unit: 'BPS' })
  })
  it('under a negation demands the opposite', () => {
    expect(findingOf({ not: arrears }, portraitOf({ 'tax.arrears': 100 }))).toMatchObject({ op: '>', gap: 1, state: 'FALSE' })
    expect(findingOf({ not: { not: arrears } }, portraitOf({ 'tax.arrears': 101 }))).toMatchObject({ op: '<=', gap: -1 })
  })
  it('may name a list', () => {
    const listed: AdmissionRule = { indicator: 'tax.grade', op: 'in', value: [3, 5] }
    expect(stateOf(listed, portraitOf({ 'tax.grade': 5 }))).toBe('TRUE')
    expect(findingOf(listed, portraitOf({ 'tax.grade': 4 }))).toMatchObject({ gap: 1, state: 'FALSE' })
    expect(findingOf(listed, portraitOf({ 'tax.grade': 1 }))).toMatchObject({ gap: 2 })
    expect(findingOf({ not: listed }, portraitOf({ 'tax.grade': 5 }))).toMatchObject({ op: 'not in', gap: null, state: 'FALSE' })
    expect(stateOf(listed, portraitOf({}))).toBe('UNKNOWN')
  })
})

describe('a condition on the score', () => {
  const atLeast = (value: number): AdmissionRule => ({ score: { op: '>=', value } })
  it('is exact on a score that stands', () => {
    expect([649, 650, 651].map((value) => stateOf(atLeast(value), portraitOf({}, { score: 650 })))).toEqual([
      'TRUE',
      'TRUE',
      'FALSE',
    ])
    expect(findingOf(atLeast(700), portraitOf({}, { score: 650 }))).toMatchObject({ actual: 650, gap: 50 })
  })
  it('is unknown while absent data could still decide it, and names their classes', () => {
    const scoreInterval = { low: 620, high: 700, gradeLow: 'C', gradeHigh: 'B' } as const
    const open = portraitOf({ 'tax.arrears': 0 }, { scoreInterval })
    const factor = { points: 2, best: 4, neutral: 2, effect: 'MISSING', bin: null } as const
    open.factors = [{ ...factor, indicatorId: 'utilities.electricityArrears' }]
    expect(stateOf(atLeast(620), open)).toBe('TRUE')
    expect(stateOf(atLeast(701), open)).toBe('FALSE')
    expect(findingOf(atLeast(621), open)).toMatchObject({
      state: 'UNKNOWN',
      lack: { reason: 'NO_SOURCE', classes: ['ELECTRICITY'] },
    })
    expect(stateOf({ grade: { in: ['A', 'B', 'C'] } }, open)).toBe('TRUE')
    expect(stateOf({ grade: { in: ['A', 'B'] } }, open)).toBe('UNKNOWN')
    expect(stateOf({ grade: { in: ['A'] } }, open)).toBe('FALSE')
    expect(stateOf({ not: { grade: { in: ['A'] } } }, open)).toBe('TRUE')
  })
})

describe('the condition that no gate is in force', () => {
  const gate = {
    code: 'COURT_DEFAULTER',
    dataClass: 'COURT',
    recordId: 'c1',
    since: '2026-01-01',
    endsOn: null,
    repairableFrom: null,
    repairableNow: false,
    rule: 'NDRC-36-2025',
  } as const
  const withoutCourt = portraitOf({}).coverage.map((one) =>
    one.dataClass === 'COURT' ? { ...one, state: 'ABSENT' as const } : one,
  )
  it('holds only when every class that could hold one is on file', () => {
    expect(stateOf({ gate: 'NONE' }, portraitOf({}))).toBe('TRUE')
    expect(findingOf({ gate: 'NONE' }, portraitOf({}, { coverage: withoutCourt }))).toMatchObject({
      state: 'UNKNOWN',
      lack: { classes: ['COURT'] },
    })
    expect(findingOf({ gate: 'NONE' }, portraitOf({}, { coverage: withoutCourt, gates: [gate] }))).toMatchObject({
      state: 'FALSE',
      gates: ['COURT_DEFAULTER'],
      lack: null,
    })
  })
})

describe('what blocks', () => {
  const leaf = (value: number): AdmissionRule => ({ indicator: 'tax.grade', op: '>=', value })
  const unknown: AdmissionRule = { indicator: 'social.arrears', op: '=', value: 0 }
  const blocking = (rule: AdmissionRule) => blockingReasons(evaluateRule(rule, portraitOf({ 'tax.grade': 3 })).rule)
  it('is what shares the state of the whole, not what another branch made good', () => {
    expect(blocking({ all: [leaf(3), leaf(4), unknown, leaf(5)] })).toEqual([1, 3])
    expect(blocking({ any: [leaf(4), leaf(3)] })).toEqual([])
    expect(blocking({ all: [{ any: [leaf(4), leaf(3)] }, unknown] })).toEqual([2])
    expect(blocking({ not: { any: [leaf(3), leaf(4)] } })).toEqual([0])
  })
})

const ids: IndicatorId[] = ['tax.grade', 'tax.arrears', 'social.arrears', 'stability.ageMonths']
const small = fc.integer({ min: 0, max: 4 })
const rule = fc.letrec<{ rule: AdmissionRule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      indicator: fc.constantFrom(...ids),
      op: fc.constantFrom<Comparison>('>=', '>', '<=', '<', '=', '!='),
      value: small,
    }),
    fc.record({
      score: fc.record({ op: fc.constantFrom<Comparison>('>=', '<', '='), value: fc.integer({ min: 640, max: 660 }) }),
    }),
    fc.constant<AdmissionRule>({ gate: 'NONE' }),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((rules) => ({ all: rules })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((rules) => ({ any: rules })),
    tie('rule').map((one) => ({ not: one })),
  ),
})).rule
const values = fc.record(Object.fromEntries(ids.map((id) => [id, small])), { requiredKeys: [] })
const interval = fc.tuple(fc.integer({ min: 640, max: 660 }), fc.nat(10), fc.nat(10))

function portraitWith(
  known: Partial<Record<string, number>>,
  [score, below, above]: [number, number, number],
  courtOnFile = true,
) {
  const scoreInterval = { low: score - below, high: score + above, gradeLow: 'B', gradeHigh: 'B' } as const
  const portrait = portraitOf(known, { score, scoreInterval })
  if (!courtOnFile) portrait.coverage = portrait.coverage.filter((one) => one.dataClass !== 'COURT')
  return portrait
}

describe('rules at random', () => {
  it(
    'obey De Morgan and the plain definition of negation',
    () => {
      fc.assert(
        fc.property(
          fc.array(rule, { minLength: 1, maxLength: 3 }),
          values,
          interval,
          fc.boolean(),
          (rules, known, drawn, court) => {
            const portrait = portraitWith(known, drawn, court)
            const states = rules.map((one) => stateOf(one, portrait))
            const negated = rules.map((one) => ({ not: one }))
            expect(stateOf({ all: rules }, portrait)).toBe(all(states))
            expect(stateOf({ not: { all: rules } }, portrait)).toBe(not(all(states)))
            expect(stateOf({ not: { all: rules } }, portrait)).toBe(stateOf({ any: negated }, portrait))
            expect(stateOf({ not: { any: rules } }, portrait)).toBe(stateOf({ all: negated }, portrait))
          },
        ),
        randomRuns('De Morgan in three values', 10_000),
      )
    },
    FULL_RUN_MS,
  )
  it(
    'keep every decision when missing data arrive: TRUE stays TRUE and FALSE stays FALSE',
    () => {
      fc.assert(
        fc.property(rule, values, values, interval, (one, known, arriving, [score, below, above]) => {
          const before = stateOf(one, portraitWith(known, [score, below, above], false))
          const after = stateOf(one, portraitWith({ ...arriving, ...known }, [score, 0, 0], true))
          if (before !== 'UNKNOWN') expect(after).toBe(before)
        }),
        randomRuns('decisions survive new data', 10_000),
      )
    },
    FULL_RUN_MS,
  )
})
