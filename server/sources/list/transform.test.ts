import { describe, expect, test } from 'vitest'
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

describe('public credit evaluations', () => {
  const evaluation = { year: '2025', level: '良', authority: '市公共信用信息中心', evaluatedOn: '2026-05-12' }
  const read = (evaluations: object[]) => transformContent('LIST', { ...content, evaluations }, context)

  test('are read newest first; none of them is an answer too, and an answer of before says nothing of them', () => {
    const earlier = { ...evaluation, year: '2024', level: '差', evaluatedOn: '2025-05-09' }
    const factsOf = (outcome: ReturnType<typeof read>) =>
      outcome.ok && outcome.value.dataClass === 'LIST' ? outcome.value.facts.evaluations : 'refused'
    expect(factsOf(read([earlier, evaluation]))).toEqual([
      { year: 2025, level: 'GOOD', authority: '市公共信用信息中心', evaluatedOn: '2026-05-12' },
      { year: 2024, level: 'POOR', authority: '市公共信用信息中心', evaluatedOn: '2025-05-09' },
    ])
    expect(factsOf(read([]))).toEqual([])
    expect(factsOf(transformContent('LIST', content, context))).toBeUndefined()
  })
  test.each([
    ['an unknown level', { ...evaluation, level: 'AAA' }, 'content.shape'],
    ['a year that is not over', { ...evaluation, year: '2026' }, 'content.shape'],
    ['one of tomorrow', { ...evaluation, evaluatedOn: '2026-11-26' }, 'content.future'],
    [
      'one from before the months asked for',
      { ...evaluation, year: '2023', evaluatedOn: '2024-05-12' },
      'content.outside-period',
    ],
  ])('are refused: %s', (_, one, refusal) => {
    expect(read([one])).toEqual({ ok: false, refusal })
  })
  test('are refused twice for a year', () => {
    expect(read([evaluation, evaluation])).toEqual({ ok: false, refusal: 'content.duplicate' })
  })
})
