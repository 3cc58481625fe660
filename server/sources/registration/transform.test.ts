import { expect, test } from 'vitest'
import { transformContent } from '../transform-content'
import { RegisterEntryPayload } from './payload'
import recorded from './recorded.json'
import { transformRegisterEntry } from './transform'

const { context, content } = recorded
const change = content.changes[0]
if (!change) throw new Error('the recording has no change')

test('names the legal form, status and changes in our own terms', () => {
  const outcome = transformContent('REGISTRATION', content, context)
  if (!outcome.ok || outcome.value.dataClass !== 'REGISTRATION') throw new Error('refused')
  expect(outcome.value.facts).toEqual({
    creditCode: '91610802WX4TKC6U2R',
    name: '榆阳区筠腾源煤化工有限责任公司',
    legalForm: 'COMPANY',
    industry: 'C2614',
    countyCode: '610802',
    address: '陕西省榆林市榆阳区云岭路367号',
    foundedOn: '2024-03-17',
    registeredCapitalFen: 1_000_000_000n,
    paidInCapitalFen: 200_000_000n,
    legalRepresentative: '曹子兰',
    status: 'ACTIVE',
    changes: [
      { on: '2025-07-01', kind: 'SHAREHOLDER' },
      { on: '2025-09-28', kind: 'ADDRESS' },
    ],
  })
})

test.each([
  ['another firm', { uscc: '91610881WX418F5B8G' }, 'content.wrong-subject'],
  ['a founding of tomorrow', { foundedOn: '2026-11-26' }, 'content.future'],
  ['a change of tomorrow', { changes: [{ ...change, changedOn: '2026-11-26' }] }, 'content.future'],
  ['a change twice', { changes: [change, change] }, 'content.duplicate'],
  ['a change before the period', { changes: [{ ...change, changedOn: '2024-10-31' }] }, 'content.outside-period'],
  ['negative capital', { registeredCapital: '-1.00' }, 'content.negative-amount'],
  ['an unknown legal form', { entityType: '行会' }, 'content.shape'],
  ['an industry without its letter', { industryCode: '2614' }, 'content.shape'],
])('refuses %s', (_, change, refusal) => {
  expect(transformContent('REGISTRATION', { ...content, ...change }, context)).toEqual({ ok: false, refusal })
})

test('reads a public entry, and only that of the code that was asked for', () => {
  const { registeredCapital: _registered, paidInCapital: _paidIn, changes: _changes, ...identity } = content
  const entry = RegisterEntryPayload.parse({ ...identity, contactMasked: '154 **** 3940' })
  const outcome = transformRegisterEntry(entry, context)
  expect(outcome.ok && outcome.value).toMatchObject({ legalForm: 'COMPANY', contactMasked: '154 **** 3940' })
  expect(transformRegisterEntry(entry, { ...context, creditCode: '91610881WX418F5B8G' })).toEqual({
    ok: false,
    refusal: 'content.wrong-subject',
  })
})
