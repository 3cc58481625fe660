import { expect, test } from 'vitest'
import { dishonestyCategories } from '../schema'
import { transformContent } from '../transform-content'
import recorded from './recorded.json'

const { context, content } = recorded
const [penalty] = content.penalties
if (!penalty) throw new Error('the recording has no penalty')
const transform = (penalties: object[]) => transformContent('PENALTY', { ...content, penalties }, context)

test('names category and severity and keeps the day of repair', () => {
  const outcome = transformContent('PENALTY', content, context)
  if (!outcome.ok || outcome.value.dataClass !== 'PENALTY') throw new Error('refused')
  expect(outcome.value.facts.penalties).toEqual([
    {
      id: '榆政罚〔2026〕2664-67-8号',
      on: '2026-09-12',
      authority: '市生态环境局',
      category: 'ADMIN_PENALTY',
      severity: 'MINOR',
      amountFen: null,
      repairedOn: '2026-11-11',
    },
  ])
})

test('knows all eleven categories of reference 4.6 by number', () => {
  const all = dishonestyCategories.map((_, index) => ({ ...penalty, documentNo: `d${index}`, category: index + 1 }))
  const outcome = transform(all)
  if (!outcome.ok || outcome.value.dataClass !== 'PENALTY') throw new Error('refused')
  expect(outcome.value.facts.penalties.map(({ category }) => category).sort()).toEqual([...dishonestyCategories].sort())
})

test('keeps an old penalty that was never repaired', () => {
  expect(transform([{ ...penalty, decidedOn: '2023-01-01', repairedOn: null }]).ok).toBe(true)
})

test.each([
  ['a twelfth category', [{ ...penalty, category: 12 }], 'content.shape'],
  ['a repair before the decision', [{ ...penalty, repairedOn: '2026-09-11' }], 'content.shape'],
  ['a negative fine', [{ ...penalty, fine: '-1.00' }], 'content.negative-amount'],
  ['one document twice', [penalty, penalty], 'content.duplicate'],
  ['a decision of tomorrow', [{ ...penalty, decidedOn: '2026-11-26', repairedOn: null }], 'content.future'],
  ['what was over before', [{ ...penalty, decidedOn: '2023-01-01', repairedOn: '2024-10-31' }], 'content.outside-period'],
])('refuses %s', (_, penalties, refusal) => {
  expect(transform(penalties)).toEqual({ ok: false, refusal })
})
