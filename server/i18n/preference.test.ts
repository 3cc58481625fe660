import { describe, expect, it } from 'vitest'
import { setPreferences } from './preference'

const post = (body: Record<string, string>, headers: Record<string, string> = {}) =>
  setPreferences(
    new Request('http://city.test/api/locale', {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: {
        host: 'city.test',
        origin: 'http://city.test',
        referer: 'http://city.test/sme/consents?tab=history',
        ...headers,
      },
    }),
    ['locale'],
  )

describe('setPreferences', () => {
  it('sets the cookie and returns to the page with its query', async () => {
    const answer = await post({ locale: 'en' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/sme/consents?tab=history')
    expect(answer.headers.get('set-cookie')).toMatch(/^locale=en; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly$/)
  })

  it('refuses another origin and a missing one', async () => {
    expect((await post({ locale: 'en' }, { origin: 'http://evil.test' })).status).toBe(403)
    expect((await post({ locale: 'en' }, { origin: 'null' })).status).toBe(403)
  })

  it('never redirects to another site', async () => {
    expect((await post({ locale: 'en' }, { referer: 'http://evil.test/x' })).headers.get('location')).toBe('/')
    expect((await post({ locale: 'en' }, { referer: 'http://city.test//evil.test/x' })).headers.get('location')).toBe(
      '/evil.test/x',
    )
  })

  it('refuses a language that is not ours, and fields that it was not asked to set', async () => {
    expect((await post({ locale: 'fr; Domain=evil.test' })).status).toBe(400)
    expect((await post({ theme: 'dark' })).status).toBe(400)
  })
})
