import { initTRPC } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as route from '@/app/api/trpc/[trpc]/route'
import type { Context } from '@/server/trpc/context'
import { isForeign, requestHeader } from './same-origin'

// Outside Next there are no cookies to read a session from.
vi.mock('@/server/trpc/context', () => ({
  createContext: async (): Promise<Context> => ({ session: null, locale: 'en', now: new Date() }),
}))

const home = 'http://loans.example'
const own: Record<string, string> = {
  host: 'loans.example',
  'content-type': 'application/json',
  [requestHeader]: '1',
  origin: home,
  'sec-fetch-site': 'same-origin',
}
const post = (headers: Record<string, string>, path = '/api/trpc/account.endOtherSessions', body: BodyInit = '{}') =>
  new Request(home + path, { method: 'POST', headers, body })
const without = (...names: string[]) => Object.fromEntries(Object.entries(own).filter(([name]) => !names.includes(name)))

/** What another site can make a visitor's browser send, without scripts (forms) or with (simple requests). */
function foreignForm(): Request {
  const form = new FormData()
  form.set('json', '{}')
  return new Request(`${home}/api/trpc/example`, {
    method: 'POST',
    headers: { host: 'loans.example', origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    body: form,
  })
}

const foreign: [string, Request][] = [
  ['a multipart form of another site', foreignForm()],
  ['a urlencoded form', post({ host: 'loans.example', 'content-type': 'application/x-www-form-urlencoded' })],
  ['a form in plain text', post({ host: 'loans.example', 'content-type': 'text/plain' })],
  ['a call without our header', post(without(requestHeader))],
  ['our header with another value', post({ ...own, [requestHeader]: 'true' })],
  ['a page of another site', post({ ...own, 'sec-fetch-site': 'cross-site' })],
  ['a page of a sibling of our domain', post({ ...own, 'sec-fetch-site': 'same-site' })],
  ['an address typed in', post({ ...own, 'sec-fetch-site': 'none' })],
  ['another origin', post({ ...own, origin: 'https://elsewhere.example' })],
  ['our name on another port', post({ ...own, origin: 'http://loans.example:8080' })],
  ['a sandboxed frame', post({ ...own, origin: 'null' })],
  ['a form with our header', post({ ...own, 'content-type': 'multipart/form-data; boundary=x' })],
  ['no content type', post(without('content-type'), undefined, new Uint8Array([123, 125]))],
  ['a GET', new Request(`${home}/api/trpc/consent.list`, { headers: own })],
]

describe('the API', () => {
  it.each(foreign)('refuses %s before anything is read', async (_, request) => {
    expect(isForeign(request.clone())).toBe(true)
    const answer = await route.POST(request)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toBe('')
  })

  it('answers our own pages, behind a proxy too, and callers that are no browsers', async () => {
    const ours = [
      post(own),
      post({ ...own, host: '127.0.0.1:3000', 'x-forwarded-host': 'loans.example' }),
      post(without('origin', 'sec-fetch-site')),
    ]
    for (const request of ours) {
      const answer = await route.POST(request)
      expect(answer.status).toBe(401) // reached the procedure, which wants a session
      expect(answer.headers.get('content-type')).toContain('application/json')
    }
  })

  it('answers no GET at all', () => {
    expect(Object.keys(route).sort()).toEqual(['POST', 'dynamic'])
  })

  it('is in need of this: without it a form of another site executes a mutation', async () => {
    let executed = 0
    const t = initTRPC.create()
    const request = foreignForm()
    const answer = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: request.clone(),
      router: t.router({ example: t.procedure.mutation(() => ++executed) }),
      createContext: () => ({}),
    })
    expect(answer.status).toBe(200)
    expect(executed).toBe(1)
    expect(isForeign(request)).toBe(true)
  })
})

describe('a batch', () => {
  beforeAll(() => vi.spyOn(console, 'error').mockImplementation(() => undefined))

  it('of thousands is refused at once and briefly', async () => {
    const from = performance.now()
    const answer = await route.POST(post(own, `/api/trpc/${','.repeat(8000)}?batch=1`))
    const body = await answer.text()
    expect(answer.status).toBe(400)
    expect(body.length).toBeLessThan(10_000)
    expect(performance.now() - from).toBeLessThan(200)
  })

  it('of ten is answered', async () => {
    const answer = await route.POST(post(own, `/api/trpc/${Array(10).fill('account.endOtherSessions').join(',')}?batch=1`))
    expect(await answer.json()).toHaveLength(10)
  })
})
