import { describe, expect, it } from 'vitest'
import { grantConsentInput } from '../schema'
import { grantConsent, limitsOn } from './grant-consent'

const today = '2026-09-18'
const bank = {
  kind: 'INSTITUTION',
  institutionId: '0199a2b0-0000-7000-8000-000000000001',
  applicationId: '0199a2b0-0000-7000-8000-000000000002',
} as const
const input = {
  recipient: { kind: 'PLATFORM' as const },
  purpose: 'MATCHING' as const,
  dataClasses: ['REGISTRATION' as const, 'TAX' as const],
  consentMode: 'STORE' as const,
  fetchType: 'PERIODIC' as const,
  from: today,
  to: '2026-12-17',
  lookbackMonths: 24,
  retention: { unit: 'MONTH' as const, value: 12 },
  frequency: { unit: 'MONTH' as const, value: 2 },
}
type Input = Parameters<typeof grantConsent>[0]
/** The same to a bank. */
const toBank: Partial<Input> = { recipient: bank, purpose: 'LOAN_APPLICATION', fetchType: 'ONETIME', frequency: undefined }
const refusalOf = (changes: Partial<Input>) => {
  const outcome = grantConsent({ ...input, ...changes }, today)
  return outcome.ok ? 'granted' : outcome.refusal
}

describe('grantConsent', () => {
  it('grants what is bounded in every direction, from Shanghai midnight through the last day', () => {
    const outcome = grantConsent(input, today)
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        startsAt: new Date('2026-09-17T16:00:00Z'),
        expiresAt: new Date('2026-12-17T16:00:00Z'),
        dataClasses: ['REGISTRATION', 'TAX'],
        retention: { unit: 'MONTH', value: 12 },
        frequency: { unit: 'MONTH', value: 2 },
      },
    })
  })

  it('takes the bounds themselves', () => {
    expect(refusalOf({ to: '2028-09-18' })).toBe('granted')
    expect(refusalOf({ lookbackMonths: 36 })).toBe('granted')
    expect(refusalOf({ ...toBank, retention: { unit: 'YEAR', value: 5 } })).toBe('granted')
    expect(refusalOf({ ...toBank, retention: { unit: 'DAY', value: 1826 } })).toBe('granted')
    expect(refusalOf({ fetchType: 'ONETIME', frequency: undefined })).toBe('granted')
    expect(refusalOf({ to: today })).toBe('granted')
  })

  it.each<[string, Partial<Input>, string]>([
    ['no retention', { retention: undefined }, 'consent.retention-missing'],
    ['infinite retention', { retention: { unit: 'INF', value: 1 } }, 'consent.infinite'],
    ['an infinite frequency', { frequency: { unit: 'INF', value: 1 } }, 'consent.infinite'],
    ['no end', { to: undefined }, 'consent.no-end'],
    ['no data class', { dataClasses: [] }, 'consent.no-data-class'],
    ['a class twice', { dataClasses: ['TAX', 'TAX'] }, 'consent.data-class-twice'],
    ['a bank for matching', { recipient: bank }, 'consent.purpose-recipient-mismatch'],
    ['the platform for an application', { purpose: 'LOAN_APPLICATION' }, 'consent.purpose-recipient-mismatch'],
    ['a look only, to which nothing holds a bank', { ...toBank, consentMode: 'VIEW' }, 'consent.mode-not-offered'],
    ['yes or no only', { ...toBank, consentMode: 'QUERY' }, 'consent.mode-not-offered'],
    ['the same to the platform', { consentMode: 'VIEW' }, 'consent.mode-not-offered'],
    ['a bank that fetches again and again', { ...toBank, fetchType: 'PERIODIC' }, 'consent.periodic-not-offered'],
    ['a start in the past', { from: '2026-09-17' }, 'consent.starts-in-past'],
    ['an end before the start', { from: '2026-10-02', to: '2026-10-01' }, 'consent.ends-before-start'],
    ['a period beyond two years', { to: '2028-09-19' }, 'consent.period-too-long'],
    ['no look-back', { lookbackMonths: 0 }, 'consent.lookback-missing'],
    ['a look-back beyond three years', { lookbackMonths: 37 }, 'consent.lookback-too-long'],
    ['a retention beyond five years', { ...toBank, retention: { unit: 'MONTH', value: 61 } }, 'consent.retention-too-long'],
    ['the same in days', { ...toBank, retention: { unit: 'DAY', value: 1827 } }, 'consent.retention-too-long'],
    ['periodic fetching without frequency', { frequency: undefined }, 'consent.frequency-missing'],
    ['a frequency for one fetch', { fetchType: 'ONETIME' }, 'consent.frequency-with-onetime'],
    ['fetching every hour', { frequency: { unit: 'HOUR', value: 1 } }, 'consent.frequency-too-high'],
    ['five times a day', { frequency: { unit: 'DAY', value: 5 } }, 'consent.frequency-too-high'],
  ])('refuses %s', (_, changes, refusal) => {
    expect(refusalOf(changes)).toBe(refusal)
  })

  it('holds the platform to a shorter retention than a bank', () => {
    expect(refusalOf({ retention: { unit: 'YEAR', value: 2 } })).toBe('granted')
    expect(refusalOf({ retention: { unit: 'YEAR', value: 3 } })).toBe('consent.retention-too-long')
  })

  it('keeps the limits of the day', () => {
    const stricter = { ...limitsOn(today), since: '2027-01-01', lookbackMonths: 12 }
    const limits = [limitsOn(today), stricter] as const
    expect(limitsOn('2026-12-31', limits).lookbackMonths).toBe(36)
    expect(limitsOn('2027-01-01', limits).lookbackMonths).toBe(12)
  })

  it('lets the form say what the domain refuses by name, and nothing that it does not know', () => {
    const notice = { version: 'consent-notice/1', language: 'zh-CN', sha256: 'a'.repeat(64) }
    expect(grantConsentInput.safeParse({ ...input, retention: undefined, notice }).success).toBe(true)
    expect(grantConsentInput.safeParse({ ...input, retention: { unit: 'INF', value: 1 }, notice }).success).toBe(true)
    expect(grantConsentInput.safeParse({ ...input, notice, everything: true }).success).toBe(false)
  })
})
