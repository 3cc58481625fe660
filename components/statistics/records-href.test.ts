import { describe, expect, it } from 'vitest'
import { measures } from './breakdown-columns'
import { recordsHref } from './records-href'

const cut = { by: 'institution', period: 'year', asOf: '2026-11-20', selection: { size: 'small' } } as const

describe('the way from a figure to its records', () => {
  it('keeps the filter of the page, the row and its days', () => {
    expect(recordsHref(cut, 'one', 'decisions')).toBe(
      '/office/records?size=small&institution=one&kind=decisions&from=2026-01-01&to=2026-11-20',
    )
    expect(recordsHref(cut, null, 'granted')).toBe('/office/records?size=small&kind=granted&from=2026-01-01&to=2026-11-20')
  })

  it('has no first day for what stands on a day, nor since launch', () => {
    expect(recordsHref(cut, 'one', 'balance')).toBe('/office/records?size=small&institution=one&kind=balance&to=2026-11-20')
    const since = { ...cut, period: 'cumulative' } as const
    expect(recordsHref(since, 'one', 'granted')).toBe('/office/records?size=small&institution=one&kind=granted&to=2026-11-20')
  })

  it('is of one month where rows are months, the last one ending with the day asked for', () => {
    const months = { ...cut, by: 'month', period: 'cumulative' } as const
    expect(recordsHref(months, '2026-02', 'applications')).toContain('kind=applications&from=2026-02-01&to=2026-02-28')
    expect(recordsHref(months, '2026-11', 'balance')).toBe('/office/records?size=small&kind=balance&to=2026-11-20')
  })

  it('leads from every figure to records of its own: a stock to balances, days to decisions', () => {
    expect(Object.fromEntries(measures.map(({ key, records }) => [key, records]))).toMatchObject({
      applications: 'applications',
      grantedFen: 'granted',
      disbursedFen: 'disbursements',
      balanceFen: 'balance',
      borrowers: 'disbursements',
      creditLoanShare: 'balance',
      medianDaysToDecision: 'decisions',
    })
  })
})
