import { expect, test } from 'vitest'
import { transformContent } from '../transform-content'
import recorded from './recorded.json'

const { context, content } = recorded
const [suit] = content.cases
const [defaulter] = content.defaulters
if (!suit || !defaulter) throw new Error('the recording has too little')

test('orders cases by day, names the role, and keeps the way off the defaulter list', () => {
  const outcome = transformContent('COURT', content, context)
  if (!outcome.ok || outcome.value.dataClass !== 'COURT') throw new Error('refused')
  expect(outcome.value.facts.cases.map(({ on, role, amountFen }) => [on, role, amountFen])).toEqual([
    ['2024-05-28', 'DEFENDANT', 1_910_880_000n],
    ['2024-07-04', 'DEFENDANT', 234_990_000n],
  ])
  expect(outcome.value.facts.defaulterEntries).toEqual([
    { id: '榆执〔2025〕390-178-3号', listedOn: '2025-04-20', removedOn: '2025-08-14' },
  ])
  const suing = transformContent('COURT', { ...content, cases: [{ ...suit, role: '原告' }] }, context)
  expect(suing.ok && suing.value.dataClass === 'COURT' && suing.value.facts.cases[0]?.role).toBe('PLAINTIFF')
})

test.each([
  ['a third role', { cases: [{ ...suit, role: '第三人' }] }, 'content.shape'],
  ['an end before the beginning', { cases: [{ ...suit, closedOn: '2024-07-03' }] }, 'content.shape'],
  ['a removal before the listing', { defaulters: [{ ...defaulter, withdrawnOn: '2025-04-19' }] }, 'content.shape'],
  ['a negative claim', { cases: [{ ...suit, claim: '-1.00' }] }, 'content.negative-amount'],
  ['a case twice', { cases: [suit, suit] }, 'content.duplicate'],
  ['an entry twice', { defaulters: [defaulter, defaulter] }, 'content.duplicate'],
  ['a listing of tomorrow', { defaulters: [{ ...defaulter, publishedOn: '2026-11-26', withdrawnOn: null }] }, 'content.future'],
  [
    'a case that was over before',
    { cases: [{ ...suit, filedOn: '2024-01-01', closedOn: '2024-10-31' }] },
    'content.outside-period',
  ],
])('refuses %s', (_, change, refusal) => {
  expect(transformContent('COURT', { ...content, ...change }, context)).toEqual({ ok: false, refusal })
})
