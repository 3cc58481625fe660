import { expect, it } from 'vitest'
import { nextStep, type Progress, statesOf } from './workbench'

const start: Progress = { granted: 0, fetched: 0, underWay: false, portrait: null, applications: 0, mayGrant: true }
const portrait = { score: 640, grade: 'C' }

it.each<[string, Partial<Progress>, ReturnType<typeof nextStep>]>([
  ['begins with the consent', {}, { step: 'authorise', left: 5 }],
  ['then fetches', { granted: 9 }, { step: 'fetch', left: 4 }],
  ['waits while fetching', { granted: 9, underWay: true }, { step: 'fetch', left: 4 }],
  ['then matches', { granted: 9, fetched: 9, portrait }, { step: 'match', left: 2 }],
  ['asks for consent again after a withdrawal', { fetched: 9, portrait }, { step: 'authorise', left: 4 }],
  ['has nothing left once an application is made', { granted: 9, fetched: 9, portrait, applications: 1 }, null],
])('%s', (_, change, expected) => {
  expect(nextStep({ ...start, ...change })).toEqual(expected)
})

it('blocks what waits for something else', () => {
  expect(statesOf(start)).toEqual({
    authorise: 'todo',
    fetch: 'blocked',
    portrait: 'blocked',
    match: 'blocked',
    apply: 'blocked',
  })
})
