import { describe, expect, it } from 'vitest'
import { safeNext } from './next-path'
import { portalOf } from './schema'

describe('safeNext', () => {
  it.each(['/sme/consents', '/bank?state=OPEN&page=2', '/sme/a/../b'])('keeps the path %s', (path) => {
    expect(safeNext(path)).toBe(path === '/sme/a/../b' ? '/sme/b' : path)
  })

  it.each([
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example',
    'javascript:alert(1)',
    '/\t/elsewhere.example',
    '/.//elsewhere.example',
    '/a/..//elsewhere.example',
    '/api/auth/signout',
    '/login?next=/login',
    '',
    null,
    undefined,
    ['/sme', '/bank'],
    `/${'a'.repeat(600)}`,
  ])('refuses %j', (path) => {
    expect(safeNext(path)).toBeNull()
  })
})

it('names one portal a kind', () => {
  expect(portalOf('ENTERPRISE')).toBe('/sme')
  expect(portalOf('OPERATOR')).toBe('/operator')
})
