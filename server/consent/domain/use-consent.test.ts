import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { consentEvents, consentStates } from '../schema'
import { allowedConsentEvents, isEnded, nextConsentState } from './consent-lifecycle'
import { covers, isLive, type StandingConsent, type Use, useObstacle } from './use-consent'

const begins = new Date('2026-09-18T00:00:00+08:00')
const ends = new Date('2026-12-18T00:00:00+08:00')
const during = new Date('2026-10-01T12:00:00+08:00')
const bankA = { kind: 'INSTITUTION', institutionId: 'A', applicationId: '1' } as const
const consent: StandingConsent = {
  state: 'ACTIVE',
  startsAt: begins,
  expiresAt: ends,
  dataClasses: ['TAX'],
  recipient: bankA,
  purpose: 'LOAN_APPLICATION',
}
const use: Use = { dataClass: 'TAX', recipient: bankA, purpose: 'LOAN_APPLICATION' }

describe('the life of a consent', () => {
  // By hand: state, event, next state; whatever isn't here may not happen. S staff, O owner, L legal representative, W worker.
  const table = `
    DRAFT   SUBMITTED PENDING  SOL
    DRAFT   GRANTED   ACTIVE   OL
    DRAFT   DRAFTED   DRAFT    SOL
    DRAFT   DISCARDED REJECTED SOL
    DRAFT   EXPIRED   EXPIRED  W
    PENDING GRANTED   ACTIVE   OL
    PENDING REJECTED  REJECTED OL
    PENDING EXPIRED   EXPIRED  W
    ACTIVE  PAUSED    PAUSED   OLW
    ACTIVE  REVOKED   REVOKED  OL
    ACTIVE  EXPIRED   EXPIRED  W
    PAUSED  RESUMED   ACTIVE   OL
    PAUSED  REVOKED   REVOKED  OL
    PAUSED  EXPIRED   EXPIRED  W`
  const rows = new Map(
    table
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .map(([state, event, to, who]) => [`${state} ${event}`, { to, who: who ?? '' }]),
  )
  const actors = {
    S: 'ENTERPRISE_STAFF',
    O: 'ENTERPRISE_OWNER',
    L: 'LEGAL_REPRESENTATIVE',
    W: 'SYSTEM',
    B: 'BANK_OFFICER',
    P: 'OPERATOR',
  } as const

  it.each(consentStates)('%s does what the table says, for every actor', (state) => {
    for (const event of consentEvents) {
      for (const [letter, actor] of Object.entries(actors)) {
        const row = rows.get(`${state} ${event}`)
        const outcome = nextConsentState(state, event, [actor])
        const label = `${state} ${event} ${actor}`
        if (row?.who.includes(letter)) expect(outcome, label).toEqual({ ok: true, value: row.to })
        else expect(outcome, label).toEqual({ ok: false, refusal: row ? 'consent.role-may-not' : 'consent.event-not-possible' })
        expect(allowedConsentEvents(state, [actor]).includes(event), label).toBe(outcome.ok)
      }
    }
  })

  it('withdraws in one step, by whoever may grant', () => {
    for (const role of ['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'] as const) {
      expect(nextConsentState('DRAFT', 'GRANTED', [role]).ok).toBe(nextConsentState('ACTIVE', 'REVOKED', [role]).ok)
    }
    expect(consentStates.filter(isEnded)).toEqual(['REVOKED', 'EXPIRED', 'REJECTED'])
  })
})

describe('use under a consent', () => {
  it('is covered from its first instant up to its last', () => {
    expect(covers(consent, use, begins)).toBe(true)
    expect(covers(consent, use, new Date(ends.getTime() - 1))).toBe(true)
    expect(useObstacle(consent, use, new Date(begins.getTime() - 1))).toBe('consent.not-begun')
    expect(useObstacle(consent, use, ends)).toBe('consent.expired')
  })

  it.each([
    ['another bank', {}, { recipient: { ...bankA, institutionId: 'B' } }, 'consent.other-recipient'],
    ['another application of the same bank', {}, { recipient: { ...bankA, applicationId: '2' } }, 'consent.other-recipient'],
    ['the platform', {}, { recipient: { kind: 'PLATFORM' as const } }, 'consent.other-recipient'],
    ['another purpose', {}, { purpose: 'MATCHING' as const }, 'consent.other-purpose'],
    ['another class of data', {}, { dataClass: 'WATER' as const }, 'consent.class-not-covered'],
    ['one withdrawn', { state: 'REVOKED' as const }, {}, 'consent.revoked'],
    ['one paused', { state: 'PAUSED' as const }, {}, 'consent.paused'],
    ['one expired', { state: 'EXPIRED' as const }, {}, 'consent.expired'],
    ['one never granted', { state: 'PENDING' as const }, {}, 'consent.not-granted'],
  ])('is refused for %s', (_, ofConsent, ofUse, refusal) => {
    expect(useObstacle({ ...consent, ...ofConsent }, { ...use, ...ofUse }, during)).toBe(refusal)
  })

  it('never comes back after a withdrawal, whatever happens next', () => {
    const event = fc.constantFrom(...consentEvents)
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let standing = { ...consent, state: 'DRAFT' as StandingConsent['state'] }
        let withdrawn = false
        for (const each of events) {
          const next = nextConsentState(standing.state, each, ['LEGAL_REPRESENTATIVE', 'SYSTEM'])
          if (next.ok) standing = { ...standing, state: next.value }
          withdrawn ||= next.ok && each === 'REVOKED'
          if (withdrawn) expect(isLive(standing, during)).toBe(false)
          expect(covers(standing, use, during)).toBe(standing.state === 'ACTIVE')
        }
      }),
      randomRuns('consent model', 5_000),
    )
  })
})
