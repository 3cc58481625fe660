import { type NextRequest, NextResponse } from 'next/server'
import { refusalStyleSource } from '@/app/refusal-style'

const isDevelopment = process.env.NODE_ENV === 'development'

/** Nonce-only scripts and styles; style attributes stay allowed because React Aria writes them (visually hidden inputs). */
const pagePolicy = (nonce: string) =>
  [
    "default-src 'self'",
    // Next's development client compiles with eval and reloads over a socket; the built product needs neither.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}' ${refusalStyleSource}`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

function secured(response: NextResponse, policy: string): NextResponse {
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  return response
}

/**
 * One nonce per page: Next.js finds it in the request's CSP header and puts it on its own scripts and styles.
 * The product has no server actions, and no honest client sends Next's internal loop header, so both are refused.
 */
export function proxy(request: NextRequest) {
  if (request.headers.has('next-action') || request.headers.has('x-middleware-subrequest')) {
    return secured(new NextResponse(null, { status: 400 }), "default-src 'none'")
  }
  if (request.nextUrl.pathname.startsWith('/api/')) {
    return secured(NextResponse.next(), `default-src 'none'; style-src ${refusalStyleSource}; frame-ancestors 'none'`)
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = pagePolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  return secured(NextResponse.next({ request: { headers } }), policy)
}

/** Everything but the build's own hashed files. */
export const config = { matcher: ['/((?!_next/static/|_next/image).*)'] }
