import { timingSafeEqual } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { attemptChallenge, challengeExpiry, codeText } from './challenge'
import { confirmClaim, type OpenClaim, roleOfClaim, settleDispute, startClaim } from './claim'

const now = new Date('2026-09-18T10:00:00+08:00')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const right = new Uint8Array([1, 2, 3])
const wrong = new Uint8Array([3, 2, 1])
const register = { status: 'ACTIVE', contact: '138****1234' } as const
const representative = { relation: 'LEGAL_REPRESENTATIVE', mandateEndsOn: null } as const
const open: OpenClaim = { state: 'CHALLENGED', codeHash: right, attempts: 0, expiresAt: challengeExpiry(now), usedAt: null }
const confirm = (claim: OpenClaim, hash = right, taken = false, at = now) => confirmClaim(claim, hash, taken, timingSafeEqual, at)

describe('startClaim', () => {
  it('sends the code to the contact on the register for a quarter of an hour', () => {
    expect(startClaim(register, representative, now, '2026-09-18')).toEqual({
      ok: true,
      value: { state: 'CHALLENGED', sentTo: '138****1234', expiresAt: later(15) },
    })
  })

  it.each([
    ['a code that the register does not know', null, representative, 'claim.not-on-register'],
    ['a firm that was struck off', { ...register, status: 'CANCELLED' as const }, representative, 'claim.firm-not-active'],
    ['a register entry without contact', { ...register, contact: null }, representative, 'claim.no-contact'],
    ['an agent without mandate', register, { relation: 'AGENT' as const, mandateEndsOn: null }, 'claim.mandate-missing'],
    [
      'a mandate that ended yesterday',
      register,
      { relation: 'AGENT' as const, mandateEndsOn: '2026-09-17' },
      'claim.mandate-ended',
    ],
  ])('refuses %s', (_, answer, claimant, refusal) => {
    expect(startClaim(answer, claimant, now, '2026-09-18')).toEqual({ ok: false, refusal })
  })

  it('lets an agent act to the last day of the mandate', () => {
    expect(startClaim(register, { relation: 'AGENT', mandateEndsOn: '2026-09-18' }, now, '2026-09-18').ok).toBe(true)
  })
})

describe('confirmClaim', () => {
  it('hands the firm over for the right code', () => {
    expect(confirm(open)).toEqual({ state: 'CONFIRMED', attempts: 1, refusal: null })
    expect(roleOfClaim('LEGAL_REPRESENTATIVE')).toBe('LEGAL_REPRESENTATIVE')
    expect(roleOfClaim('AGENT')).toBe('ENTERPRISE_OWNER')
  })

  it('makes a second claim on the same firm a dispute', () => {
    expect(confirm(open, right, true)).toEqual({ state: 'DISPUTED', attempts: 1, refusal: null })
  })

  it('counts wrong codes, ends at the fifth, and then even the right one is too late', () => {
    let claim = open
    for (const attempts of [1, 2, 3, 4]) {
      const step = confirm(claim, wrong)
      expect(step).toEqual({ state: 'CHALLENGED', attempts, refusal: 'challenge.code-wrong' })
      claim = { ...claim, ...step }
    }
    expect(confirm(claim).state).toBe('CONFIRMED')
    const fifth = confirm(claim, wrong)
    expect(fifth).toEqual({ state: 'EXPIRED', attempts: 5, refusal: 'challenge.too-many-attempts' })
    expect(confirm({ ...claim, ...fifth }).refusal).toBe('claim.not-open')
    expect(confirm({ ...open, attempts: 5 }).refusal).toBe('challenge.too-many-attempts')
  })

  it('is over at the minute', () => {
    expect(confirm(open, right, false, new Date(later(15).getTime() - 1)).state).toBe('CONFIRMED')
    expect(confirm(open, right, false, later(15))).toEqual({ state: 'EXPIRED', attempts: 0, refusal: 'challenge.expired' })
  })

  it('compares by the function it is given, once, and takes no used code', () => {
    const calls: Uint8Array[][] = []
    const same = (a: Uint8Array, b: Uint8Array) => calls.push([a, b]) > 0
    expect(attemptChallenge(open, wrong, same, now).outcome).toEqual({ ok: true, value: 'MATCHED' })
    expect(calls).toEqual([[right, wrong]])
    expect(attemptChallenge({ ...open, usedAt: now }, right, same, now).outcome).toEqual({ ok: false, refusal: 'challenge.used' })
    expect(calls).toHaveLength(1)
  })

  it('writes codes with their leading zeros', () => {
    expect(codeText(7)).toBe('000007')
    expect(() => codeText(1_000_000)).toThrow(RangeError)
  })
})

describe('settleDispute', () => {
  const disputed = { state: 'DISPUTED', claimantPersonId: 'b', holderPersonId: 'a' } as const
  it('is decided by an operator who is neither of the two', () => {
    expect(settleDispute(disputed, 'CONFIRM', 'operator')).toEqual({ ok: true, value: 'CONFIRMED' })
    expect(settleDispute(disputed, 'REJECT', 'operator')).toEqual({ ok: true, value: 'REJECTED' })
    for (const party of ['a', 'b']) {
      expect(settleDispute(disputed, 'CONFIRM', party)).toEqual({ ok: false, refusal: 'claim.settled-by-party' })
    }
    expect(settleDispute({ ...disputed, state: 'CONFIRMED' }, 'CONFIRM', 'operator')).toEqual({
      ok: false,
      refusal: 'claim.not-disputed',
    })
  })
})
