import { expect, test } from 'vitest'
import { transformContent } from '../transform-content'
import electricity from './recorded-electricity.json'
import gas from './recorded-gas.json'
import water from './recorded-water.json'

const { context, content } = electricity
const first = content.bills[0]
if (!first) throw new Error('the recording has no bill')

test('reads electricity in kWh and fen; a month without a bill stays a gap, an unpaid bill unpaid', () => {
  const outcome = transformContent('ELECTRICITY', content, context)
  if (!outcome.ok || outcome.value.dataClass !== 'ELECTRICITY') throw new Error('refused')
  const { months, arrearsFen } = outcome.value.facts
  expect(months.map(({ month }) => month)).toEqual(['2026-05', '2026-06', '2026-07', '2026-08', '2026-10'])
  expect(months[0]).toEqual({
    month: '2026-05',
    quantity: 3559,
    billedFen: 217_099n,
    dueOn: '2026-06-20',
    paidOn: '2026-07-23',
  })
  expect(months[4]?.paidOn).toBeNull()
  expect(arrearsFen).toBe(208_742n)
})

test('reads water in cubic metres, and a firm without a gas connection as one without bills', () => {
  const wet = transformContent('WATER', water.content, water.context)
  expect(wet.ok && wet.value.dataClass === 'WATER' && wet.value.facts.months[0]?.quantity).toBe(2630)
  const none = transformContent('GAS', gas.content, gas.context)
  expect(none.ok && none.value.facts).toEqual({ months: [], arrearsFen: 0n })
})

test('tells the meters apart by their unit', () => {
  expect(transformContent('WATER', content, context)).toEqual({ ok: false, refusal: 'content.shape' })
  expect(transformContent('ELECTRICITY', water.content, water.context)).toEqual({ ok: false, refusal: 'content.shape' })
})

test.each([
  ['a meter that runs backwards', [{ ...first, usage: '-1' }], 'content.negative-amount'],
  ['a negative bill', [{ ...first, amount: '-1.00' }], 'content.negative-amount'],
  ['a fraction of a kWh', [{ ...first, usage: '1.5' }], 'content.shape'],
  ['a month twice', [first, first], 'content.duplicate'],
  ['the future', [{ ...first, month: '2026-12' }], 'content.future'],
  ['a payment of tomorrow', [{ ...first, settledOn: '2026-11-26' }], 'content.future'],
  ['a day that does not exist', [{ ...first, dueOn: '2026-02-30' }], 'content.shape'],
  ['more than was asked', [{ ...first, month: '2026-04' }], 'content.outside-period'],
])('refuses %s', (_, bills, refusal) => {
  expect(transformContent('ELECTRICITY', { ...content, bills }, context)).toEqual({ ok: false, refusal })
})
