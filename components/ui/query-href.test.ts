import { describe, expect, it } from 'vitest'
import { firstOf, queryHref } from './query-href'

describe('queryHref', () => {
  it('changes, adds and removes parameters and keeps the others', () => {
    const current = { status: 'OPEN', county: ['610802', '610881'], page: '3', q: '' }
    expect(queryHref('/bank/queue', current, { page: 4, sort: 'dueAt' })).toBe(
      '/bank/queue?status=OPEN&county=610802&county=610881&page=4&sort=dueAt',
    )
    expect(queryHref('/bank/queue', current, { status: undefined, county: '', page: undefined })).toBe('/bank/queue')
  })
  it('escapes what people type', () => {
    expect(queryHref('/x', {}, { q: 'a&b=榆林' })).toBe('/x?q=a%26b%3D%E6%A6%86%E6%9E%97')
  })
  it('takes the first of repeated parameters', () => {
    expect(firstOf(['a', 'b'])).toBe('a')
    expect(firstOf(undefined)).toBeUndefined()
  })
})
