import { describe, expect, it } from 'vitest'
import { alertsFrom, type CageFacts, cageParameters, parametersOn, type ReadFact } from './rules'

const nothing: CageFacts = { reads: [], exports: [], undecided: [], lookbacks: [] }
const limits = parametersOn('2026-11-20')
/** A Friday morning in Shanghai. */
const morning = Date.parse('2026-11-20T10:00:00+08:00')
const read = (minutes: number, n: number, more: Partial<ReadFact> = {}): ReadFact => ({
  at: new Date(morning + minutes * 60_000),
  accountId: 'officer',
  organisationId: 'bank',
  enterpriseId: `firm ${n}`,
  subjectId: `application ${n}`,
  reason: null,
  canary: false,
  transactionId: BigInt(n + 1),
  kind: 'INSTITUTION',
  ...more,
})
const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const rulesOf = (facts: Partial<CageFacts>) => alertsFrom({ ...nothing, ...facts }, limits).map(({ rule }) => rule)

describe('reads', () => {
  it('raise nothing in a day’s ordinary work', () => {
    expect(rulesOf({ reads: times(80, (n) => read(n * 4, n)) })).toEqual([])
    expect(rulesOf({})).toEqual([])
  })

  it('of one enterprise again and again are no bulk reading, nor is the same number by many people', () => {
    expect(rulesOf({ reads: times(100, (n) => read(n / 10, 1)) })).toEqual([])
    expect(rulesOf({ reads: times(100, (n) => read(n / 10, n, { accountId: `officer ${n}` })) })).toEqual([])
  })

  it('of one enterprise more than allowed within an hour are told once, with the count', () => {
    const most = limits.newCompaniesAnHour
    expect(rulesOf({ reads: times(most, (n) => read(n, n)) })).toEqual([])
    const alerts = alertsFrom({ ...nothing, reads: times(most + 3, (n) => read(n, n)) }, limits)
    expect(alerts).toHaveLength(1)
    expect(alerts[0]).toMatchObject({ rule: 'NEW_COMPANIES', accountId: 'officer', facts: { count: most + 3, limit: most } })
    // An hour is an hour: spread over more, they are not too many.
    expect(rulesOf({ reads: times(most + 3, (n) => read(n * 3, n)) })).toEqual([])
  })

  it('of the office are no bank’s, but many enterprises in one transaction are an export', () => {
    const atOnce = (count: number) => times(count, (n) => read(0, n, { kind: 'OFFICE', transactionId: 7n }))
    expect(rulesOf({ reads: atOnce(limits.enterprisesAtOnce) })).toEqual([])
    expect(rulesOf({ reads: atOnce(limits.enterprisesAtOnce + 1) })).toEqual(['EXPORT'])
  })

  it('that were refused are told as a walk, and a spent budget at once', () => {
    const refused = (count: number, reason: string) => times(count, (n) => read(n / 10, n, { reason, enterpriseId: null }))
    expect(rulesOf({ reads: refused(limits.refusedAnHour, 'portrait.no-application') })).toEqual([])
    expect(rulesOf({ reads: refused(200, 'portrait.no-application') })).toEqual(['REFUSED_READS'])
    expect(rulesOf({ reads: refused(1, 'portrait.budget-spent') })).toEqual(['BUDGET_SPENT'])
  })

  it('at night and on days off are told from the sixth of a day on', () => {
    const night = (n: number) => read(11.5 * 60 + n, n) // from 21:30
    expect(rulesOf({ reads: times(limits.outOfHoursADay, night) })).toEqual([])
    expect(rulesOf({ reads: times(limits.outOfHoursADay + 1, night) })).toEqual(['OUT_OF_HOURS'])
    const saturday = (n: number) => read(24 * 60 + n, n)
    expect(rulesOf({ reads: times(limits.outOfHoursADay + 1, saturday) })).toEqual(['OUT_OF_HOURS'])
  })

  it('of a canary are told, whether they were let in or not', () => {
    expect(rulesOf({ reads: [read(0, 1, { canary: true })] })).toEqual(['CANARY'])
    const [alert] = alertsFrom({ ...nothing, reads: [read(0, 1, { canary: true, reason: 'portrait.no-application' })] }, limits)
    expect(alert).toMatchObject({ rule: 'CANARY', enterpriseId: 'firm 1', subject: 'officer firm 1' })
  })
})

describe('other facts', () => {
  it('raise an alert each: no decision, too far back, too many exports', () => {
    const at = new Date(morning)
    const undecided = { at, accountId: 'officer', organisationId: 'bank', enterpriseId: 'firm', applicationId: 'application' }
    expect(rulesOf({ undecided: [undecided] })).toEqual(['UNDECIDED'])
    const back = {
      at,
      enterpriseId: 'firm',
      snapshotId: 's',
      agencyId: 'tax',
      dataClass: 'TAX',
      periodFrom: '2020-01',
      lookbackMonths: 24,
    }
    expect(alertsFrom({ ...nothing, lookbacks: [back] }, limits)[0]).toMatchObject({
      rule: 'LOOKBACK',
      organisationId: 'tax',
      subject: 's',
    })
    const exported = (n: number) => ({
      at: new Date(morning + n),
      accountId: 'analyst',
      organisationId: 'office',
      act: 'records.exported',
    })
    expect(rulesOf({ exports: times(limits.exportsADay, exported) })).toEqual([])
    expect(rulesOf({ exports: times(limits.exportsADay + 1, exported) })).toEqual(['EXPORT'])
  })

  it('say the same whenever they are looked at', () => {
    const facts = { ...nothing, reads: times(60, (n) => read(n / 2, n)) }
    expect(alertsFrom(facts, limits)).toEqual(alertsFrom(structuredClone(facts), limits))
  })
})

describe('parameters', () => {
  it('are those whose day has come', () => {
    const [first] = cageParameters
    if (!first) throw new Error('no parameters')
    const later = { ...first, since: '2027-01-01', newCompaniesAnHour: 5 }
    expect(parametersOn('2026-12-31', [first, later])).toBe(first)
    expect(parametersOn('2027-01-01', [first, later])).toBe(later)
    expect(() => parametersOn('2026-12-31', [later])).toThrow(RangeError)
  })
})
