import { describe, expect, it } from 'vitest'
import { checkAnswer, checkContract, hasExpired, priceOffer } from './offer-and-contract'

const today = '2026-09-18'
const grant = { amountFen: 1_000_000_00n, rateBps: 385, termMonths: 12, method: 'interest_only' } as const
const offer = { ...grant, upfrontFeesFen: 12_000_00n, validTo: '2026-10-18' }

describe('priceOffer', () => {
  it('says what it costs all in: 3.85 % monthly with 1.2 % fees is 5.08 % simple, 5.20 % compound', () => {
    expect(priceOffer(grant, offer, today)).toEqual({
      ok: true,
      value: {
        allInSimpleBps: 508,
        allInCompoundBps: 520,
        totalInterestFen: 38_499_96n,
        validUntil: new Date('2026-10-18T16:00:00Z'),
      },
    })
  })

  it.each([
    ['more than was granted', { amountFen: 1_000_000_01n }, 'offer.above-grant'],
    ['a dearer rate', { rateBps: 386 }, 'offer.rate-above-grant'],
    ['a longer term', { termMonths: 13 }, 'offer.term-above-grant'],
    ['another method', { method: 'bullet' as const }, 'offer.method-differs'],
    ['an offer that ended yesterday', { validTo: '2026-09-17' }, 'offer.validity'],
    ['an offer without end', { validTo: '2026-11-18' }, 'offer.validity'],
    ['fees that eat the loan', { upfrontFeesFen: 1_000_000_00n }, 'cost.fees-consume-the-loan'],
  ])('refuses %s', (_, changes, refusal) => {
    expect(priceOffer(grant, { ...offer, ...changes }, today)).toEqual({ ok: false, refusal })
  })

  it('may be better for the firm than what was granted', () => {
    expect(priceOffer(grant, { ...offer, amountFen: 900_000_00n, rateBps: 365, termMonths: 6, validTo: today }, today).ok).toBe(
      true,
    )
  })
})

describe('the answer', () => {
  const standing = { id: 'second', validUntil: new Date('2026-10-18T16:00:00Z'), answer: null }
  const inTime = new Date('2026-10-18T15:59:59Z')
  it('is given once, in time, to the offer that stands', () => {
    expect(checkAnswer(standing, 'second', inTime)).toEqual({ ok: true, value: null })
    expect(checkAnswer(standing, 'second', standing.validUntil)).toEqual({ ok: false, refusal: 'offer.expired' })
    expect(checkAnswer(standing, 'first', inTime)).toEqual({ ok: false, refusal: 'offer.superseded' })
    expect(checkAnswer({ ...standing, answer: 'ACCEPTED' }, 'second', inTime)).toEqual({ ok: false, refusal: 'offer.answered' })
  })
  it('expires only while unanswered', () => {
    expect(hasExpired(standing, inTime)).toBe(false)
    expect(hasExpired(standing, standing.validUntil)).toBe(true)
    expect(hasExpired({ ...standing, answer: 'ACCEPTED' }, standing.validUntil)).toBe(false)
  })
})

describe('the contract', () => {
  const acceptedAt = new Date('2026-09-17T16:30:00Z') // 18 September in Shanghai
  it('is signed between the acceptance and today', () => {
    expect(checkContract({ contractNumber: ' 借2026－001 ', signedOn: '2026-09-18' }, acceptedAt, '2026-09-18')).toEqual({
      ok: true,
      value: { contractNumber: '借2026-001', signedOn: '2026-09-18' },
    })
  })
  it.each([
    ['2026-09-17', 'X', 'contract.before-acceptance'],
    ['2026-09-19', 'X', 'contract.in-future'],
    ['2026-09-18', ' ', 'contract.number-missing'],
  ])('is refused on %s with number %j', (signedOn, contractNumber, refusal) => {
    expect(checkContract({ contractNumber, signedOn }, acceptedAt, '2026-09-18')).toEqual({ ok: false, refusal })
  })
})
