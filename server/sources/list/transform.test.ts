import { expect, test } from 'vitest'
import { transformContent } from '../transform-content'
import recorded from './recorded.json'

const { context, content } = recorded
const [entry] = content.entries
if (!entry) throw new Error('the recording has no entry')
const transform = (entries: object[]) => transformContent('LIST', { ...content, entries }, context)

test('names the list and keeps both days', () => {
  const outcome = transformContent('LIST', content, context)
  if (!outcome.ok || outcome.value.dataClass !== 'LIST') throw new Error('refused')
  expect(outcome.value.facts.entries[0]).toEqual({
    id: '榆守信〔2024〕3154-189-4号',
    list: 'TRUSTWORTHY',
    authority: '市公共信用信息中心',
    listedOn: '2024-05-08',
    removedOn: '2025-05-01',
  })
})

test.each([
  ['经营异常名录', 'ABNORMAL_OPERATION'],
  ['严重违法失信名单', 'SERIOUS_VIOLATION'],
  ['重大税收违法失信主体名单', 'SERIOUS_TAX_VIOLATION'],
  ['拖欠农民工工资失信联合惩戒名单', 'WAGE_ARREARS'],
])('knows %s', (listName, list) => {
  const outcome = transform([{ ...entry, listName }])
  expect(outcome.ok && outcome.value.dataClass === 'LIST' && outcome.value.facts.entries[0]?.list).toBe(list)
})

test.each([
  ['an unknown list', [{ ...entry, listName: '红名单' }], 'content.shape'],
  ['a removal before the listing', [{ ...entry, excludedOn: '2024-05-07' }], 'content.shape'],
  ['an entry twice', [entry, entry], 'content.duplicate'],
  ['a listing of tomorrow', [{ ...entry, includedOn: '2026-11-26', excludedOn: null }], 'content.future'],
  ['what was over before', [{ ...entry, includedOn: '2023-01-01', excludedOn: '2024-10-31' }], 'content.outside-period'],
])('refuses %s', (_, entries, refusal) => {
  expect(transform(entries)).toEqual({ ok: false, refusal })
})
