import { expect, it } from 'vitest'
import { readBankConsent } from './consent-query'

const application = { institutionId: 'bank', applicationId: 'app', today: '2026-11-21' }
const chosen = { classes: ['TAX', 'LIST'], days: '90', months: '24', keep: '36' }

it('describes a bounded consent to this bank for this application', () => {
  expect(readBankConsent(chosen, application)).toMatchObject({
    recipient: { kind: 'INSTITUTION', institutionId: 'bank', applicationId: 'app' },
    dataClasses: ['TAX', 'LIST'],
    from: '2026-11-21',
    to: '2027-02-18',
    lookbackMonths: 24,
    retention: { unit: 'MONTH', value: 36 },
  })
})

it('is nothing while anything is not chosen, or was not on offer', () => {
  for (const change of [{ classes: [] }, { classes: 'X' }, { days: undefined }, { days: '9999' }, { months: '' }, { keep: '0' }])
    expect(readBankConsent({ ...chosen, ...change }, application)).toBeNull()
})
