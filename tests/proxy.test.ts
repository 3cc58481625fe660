import { createHash } from 'node:crypto'
import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { refusalStyle } from '@/app/refusal-style'
import { proxy } from '@/proxy'

const ask = (path: string, headers: Record<string, string> = {}) => proxy(new NextRequest(`http://city.test${path}`, { headers }))
const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? ''
const nonceOf = (response: Response) => /script-src 'nonce-([^']+)'/.exec(policyOf(response))?.[1]

describe('proxy', () => {
  it('gives each page its own nonce, and hands the same policy to Next', () => {
    const first = ask('/')
    const second = ask('/')
    expect(nonceOf(first)).toMatch(/^[\w+/]{22}==$/)
    expect(nonceOf(first)).not.toBe(nonceOf(second))
    expect(first.headers.get('x-middleware-request-x-nonce')).toBe(nonceOf(first))
    expect(first.headers.get('x-middleware-request-content-security-policy')).toBe(policyOf(first))
  })

  it('allows no inline script, no eval, no framing and no foreign form target outside development', () => {
    const policy = policyOf(ask('/'))
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
    expect(scripts).toContain("'strict-dynamic'")
    expect(scripts).not.toMatch(/unsafe/)
    expect(policy).toMatch(/style-src 'self' 'nonce-/)
    for (const rule of ["frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'", "object-src 'none'"])
      expect(policy).toContain(rule)
  })

  it('lets in the one style of the page that answers instead of a file, at any address, and none beside it at an API’s', () => {
    const source = `'sha256-${createHash('sha256').update(refusalStyle).digest('base64')}'`
    expect(policyOf(ask('/agency/usage/export'))).toContain(source)
    expect(policyOf(ask('/api/exports/records'))).toBe(`default-src 'none'; style-src ${source}; frame-ancestors 'none'`)
  })

  it.each(['/', '/api/trpc/x'])('sets the security headers on %s', (path) => {
    const { headers } = ask(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  })

  it.each(['next-action', 'x-middleware-subrequest'])('refuses %s anywhere, and nothing without it', (header) => {
    expect(ask('/', { [header]: 'x' }).status).toBe(400)
    expect(ask('/api/trpc/x', { [header]: 'x' }).status).toBe(400)
    expect(ask('/').status).toBe(200)
  })

  it('does not let a caller choose the nonce', () => {
    const response = ask('/', { 'x-nonce': 'chosen' })
    expect(response.headers.get('x-middleware-request-x-nonce')).toBe(nonceOf(response))
  })
})
