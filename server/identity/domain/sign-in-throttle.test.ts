import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { signInThrottle } from './sign-in-throttle'

const now = new Date('2026-09-18T10:00:00+08:00')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const failed = (times: number, secondsAgo = 0) => Array.from({ length: times }, () => ago(secondsAgo))

describe('signInThrottle', () => {
  it('forgives four typing errors, then makes wait, twice as long each time, at most a quarter of an hour', () => {
    const waitAfter = (times: number) => signInThrottle({ account: failed(times), address: [] }, now)
    expect(waitAfter(4)).toEqual({ ok: true })
    expect(waitAfter(5)).toEqual({ ok: false, retryAfterSeconds: 30 })
    expect(waitAfter(6)).toEqual({ ok: false, retryAfterSeconds: 60 })
    expect(waitAfter(50)).toEqual({ ok: false, retryAfterSeconds: 900 })
  })

  it('counts down from the last failure and forgets after an hour', () => {
    expect(signInThrottle({ account: failed(5, 10), address: [] }, now)).toEqual({ ok: false, retryAfterSeconds: 20 })
    expect(signInThrottle({ account: failed(5, 30), address: [] }, now)).toEqual({ ok: true })
    expect(signInThrottle({ account: failed(500, 3600), address: [] }, now)).toEqual({ ok: true })
  })

  it('slows an address that tries one password on many accounts', () => {
    expect(signInThrottle({ account: [], address: failed(29) }, now)).toEqual({ ok: true })
    expect(signInThrottle({ account: [], address: failed(30) }, now).ok).toBe(false)
  })

  it('never shuts anybody out for longer than a quarter of an hour, whatever was tried', () => {
    const times = fc.array(fc.integer({ min: -600, max: 7200 }), { maxLength: 400 })
    fc.assert(
      fc.property(times, times, (account, address) => {
        const verdict = signInThrottle({ account: account.map(ago), address: address.map(ago) }, now)
        if (!verdict.ok) {
          expect(verdict.retryAfterSeconds).toBeGreaterThan(0)
          expect(verdict.retryAfterSeconds).toBeLessThanOrEqual(900)
        }
        const later = new Date(now.getTime() + 1500_000)
        expect(signInThrottle({ account: account.map(ago), address: address.map(ago) }, later)).toEqual({ ok: true })
      }),
      randomRuns('sign-in throttle', 1_000),
    )
  })
})
