import { expect, it } from 'vitest'
import { mayPublish } from './publish-version'

const draft = { publishedAt: null, editedByPerson: 'ann' }

it('lets another person publish', () => {
  expect(mayPublish(draft, { personId: 'ben' }, 1).ok).toBe(true)
})

it('does not let the writer publish where somebody else could, and lets her where she is alone', () => {
  expect(mayPublish(draft, { personId: 'ann' }, 1)).toEqual({ ok: false, refusal: 'product.second-person' })
  expect(mayPublish(draft, { personId: 'ann' }, 0).ok).toBe(true)
})

it('publishes once', () => {
  expect(mayPublish({ ...draft, publishedAt: new Date(0) }, { personId: 'ben' }, 1)).toEqual({
    ok: false,
    refusal: 'product.already-published',
  })
})
