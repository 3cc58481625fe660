import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import type { Predicate } from './card'
import { type Truth, truthOf } from './predicate'

const values = new Map<string, number | string | null>([
  ['n', 5],
  ['text', 'a'],
  ['gone', null],
])
const part: Record<string, Predicate> = {
  yes: { is: 'constant', value: true },
  no: { is: 'constant', value: false },
  unknown: { is: 'comparison', field: 'gone', operator: 'equal', value: 1 },
}
const truths: [string, Truth][] = [
  ['yes', true],
  ['no', false],
  ['unknown', 'unknown'],
]
const compound = (operator: 'and' | 'or' | 'xor' | 'surrogate', ...names: string[]) =>
  truthOf({ is: 'compound', operator, parts: names.flatMap((name) => part[name] ?? []) }, values)

test('the truth tables of PMML 4.4 for two parts', () => {
  const table = (operator: 'and' | 'or' | 'xor' | 'surrogate') =>
    truths.flatMap(([a]) => truths.map(([b]) => compound(operator, a, b)))
  const [t, f, u] = [true, false, 'unknown']
  expect(table('and')).toEqual([t, f, u, f, f, f, u, f, u])
  expect(table('or')).toEqual([t, t, t, t, f, u, t, u, u])
  expect(table('xor')).toEqual([f, t, u, t, f, u, u, u, u])
  expect(table('surrogate')).toEqual([t, t, t, f, f, f, t, f, u])
})

test('single predicates: known, missing, in a set', () => {
  const of = (operator: 'equal' | 'notEqual' | 'lessThan' | 'lessOrEqual' | 'greaterThan' | 'greaterOrEqual', value: number) =>
    truthOf({ is: 'comparison', field: 'n', operator, value }, values)
  expect([
    of('equal', 5),
    of('notEqual', 5),
    of('lessThan', 5),
    of('lessOrEqual', 5),
    of('greaterThan', 5),
    of('greaterOrEqual', 5),
  ]).toEqual([true, false, false, true, false, true])
  for (const wanted of [true, false]) {
    expect(truthOf({ is: 'missing', field: 'gone', wanted }, values)).toBe(wanted)
    expect(truthOf({ is: 'missing', field: 'n', wanted }, values)).toBe(!wanted)
    expect(truthOf({ is: 'set', field: 'text', values: ['a', 'b'], wanted }, values)).toBe(wanted)
    expect(truthOf({ is: 'set', field: 'gone', values: ['a'], wanted }, values)).toBe('unknown')
  }
})

test('a predicate that is sure stays so, whatever is then learnt of the missing values', () => {
  const fields = ['a', 'b', 'c']
  const leaf = fc.record({
    is: fc.constant('comparison' as const),
    field: fc.constantFrom(...fields),
    operator: fc.constantFrom('equal' as const, 'lessThan' as const),
    value: fc.integer({ min: 0, max: 3 }),
  })
  const { tree } = fc.letrec<{ tree: Predicate }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({
        is: fc.constant('compound' as const),
        operator: fc.constantFrom('and' as const, 'or' as const, 'xor' as const),
        parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }))
  const full = fc.tuple(...fields.map(() => fc.integer({ min: 0, max: 3 })))
  fc.assert(
    fc.property(tree, full, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (predicate, all, hidden) => {
      const known = new Map(fields.map((field, at) => [field, all[at] ?? 0]))
      const partial = new Map<string, number | null>(fields.map((field, at) => [field, hidden[at] ? null : (all[at] ?? 0)]))
      const early = truthOf(predicate, partial)
      if (early !== 'unknown') expect(truthOf(predicate, known)).toBe(early)
      expect(truthOf(predicate, known)).not.toBe('unknown')
    }),
    randomRuns('three-valued logic', 4000),
  )
})
