import { expect, test } from 'vitest'
import { transformContent } from '../transform-content'
import recorded from './recorded.json'

const { context, content } = recorded
const first = content.contributions[0]
if (!first) throw new Error('the recording has no contribution')

test('counts heads by month, with the wage base in fen and arrears marked', () => {
  const outcome = transformContent('SOCIAL_SECURITY', content, context)
  if (!outcome.ok || outcome.value.dataClass !== 'SOCIAL_SECURITY') throw new Error('refused')
  const { months, arrearsFen } = outcome.value.facts
  expect(months).toHaveLength(6)
  expect(months[0]).toEqual({ month: '2026-05', insuredHeadcount: 36, wageBaseFen: 20_556_432n, inArrears: false })
  expect(months[5]).toEqual({ month: '2026-10', insuredHeadcount: 35, wageBaseFen: 19_985_420n, inArrears: true })
  expect(arrearsFen).toBe(7_394_606n)
})

test.each([
  ['a negative base', [{ ...first, baseTotal: '-1.00' }], 'content.negative-amount'],
  ['negative heads', [{ ...first, insured: -1 }], 'content.shape'],
  ['half a head', [{ ...first, insured: 1.5 }], 'content.shape'],
  ['a month twice', [first, first], 'content.duplicate'],
  ['the future', [{ ...first, period: '202612' }], 'content.future'],
  ['a thirteenth month', [{ ...first, period: '202613' }], 'content.shape'],
  ['more than was asked', [{ ...first, period: '202604' }], 'content.outside-period'],
])('refuses %s', (_, contributions, refusal) => {
  expect(transformContent('SOCIAL_SECURITY', { ...content, contributions }, context)).toEqual({ ok: false, refusal })
})
