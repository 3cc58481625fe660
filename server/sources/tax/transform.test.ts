import { expect, test } from 'vitest'
import { transformContent } from '../transform-content'
import type { TaxPayload } from './payload'
import recorded from './recorded.json'
import { transformTax } from './transform'

const { context } = recorded
const content = recorded.content as TaxPayload
const first = content.returns[0]
const second = content.returns[1]
if (!first || !second) throw new Error('the recording has too few returns')

test('turns yuan into fen, periods into months, and keeps an unfiled return as unfiled', () => {
  const outcome = transformContent('TAX', content, context)
  if (!outcome.ok || outcome.value.dataClass !== 'TAX') throw new Error('refused')
  const { facts } = outcome.value
  expect(facts.months.map(({ month }) => month)).toEqual(['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'])
  expect(facts.months[0]).toEqual({
    month: '2026-05',
    declaredSalesFen: 0n,
    taxPaidFen: 0n,
    dueOn: '2026-06-15',
    declaredOn: null,
  })
  expect(facts.months[1]).toEqual({
    month: '2026-06',
    declaredSalesFen: 68_115_767n,
    taxPaidFen: 1_430_431n,
    dueOn: '2026-07-15',
    declaredOn: '2026-07-11',
  })
  expect(facts.arrearsFen).toBe(2_589_497n)
  expect(facts.grades).toEqual([{ year: 2025, grade: 'C' }])
})

test('orders returns by month and grades by year, whatever order they came in', () => {
  const shuffled = {
    ...content,
    returns: content.returns.toReversed(),
    creditGrades: [{ year: 2024, grade: 'B' as const }, ...content.creditGrades],
  }
  const outcome = transformTax(shuffled, context)
  expect(outcome.ok && outcome.value.months[0]?.month).toBe('2026-05')
  expect(outcome.ok && outcome.value.grades.map(({ year }) => year)).toEqual([2025, 2024])
})

test('keeps a missing month as a gap', () => {
  const outcome = transformTax({ ...content, returns: content.returns.filter(({ period }) => period !== '202608') }, context)
  expect(outcome.ok && outcome.value.months.map(({ month }) => month)).not.toContain('2026-08')
})

const shared = [
  { period: '202609', invoiced: '0.00', buyers: [] },
  {
    period: '202608',
    invoiced: '100.00',
    buyers: [
      { buyer: 'K3F9ZZ01', amount: '20.00' },
      { buyer: 'A0000001', amount: '70.50' },
    ],
  },
]

test('reads invoices by pseudonym, the rest of each month without one; not shared is absent, never empty', () => {
  const outcome = transformContent('TAX', { ...content, invoices: shared }, context)
  expect(outcome.ok && outcome.value.dataClass === 'TAX' && outcome.value.facts.invoices).toEqual([
    { month: '2026-08', buyer: 'A0000001', amountFen: 7_050n },
    { month: '2026-08', buyer: 'K3F9ZZ01', amountFen: 2_000n },
    { month: '2026-08', buyer: null, amountFen: 950n },
    { month: '2026-09', buyer: null, amountFen: 0n },
  ])
  for (const invoices of [null, undefined]) {
    const without = transformTax({ ...content, invoices }, context)
    expect(without.ok && 'invoices' in without.value).toBe(false)
  }
})

const invoiced = (buyers: { buyer: string; amount: string }[], period = '202608') => ({
  ...content,
  invoices: [{ period, invoiced: '100.00', buyers }],
})
const buyer = { buyer: 'A0000001', amount: '60.00' }

test.each([
  ['a buyer’s name', invoiced([{ ...buyer, buyer: '某某商贸有限公司' }]), 'content.shape'],
  ['a buyer’s credit code', invoiced([{ ...buyer, buyer: '91610881WX418F5B8G' }]), 'content.shape'],
  ['a buyer twice in a month', invoiced([buyer, { ...buyer, amount: '1.00' }]), 'content.duplicate'],
  ['more to the named buyers than to all', invoiced([buyer, { buyer: 'B0000001', amount: '40.01' }]), 'content.negative-amount'],
  ['invoices of a month that was not asked for', invoiced([buyer], '202604'), 'content.outside-period'],
  ['invoices of a month to come', invoiced([buyer], '202612'), 'content.future'],
])('refuses invoices with %s', (_, changed, refusal) => {
  expect(transformContent('TAX', changed, context)).toEqual({ ok: false, refusal })
})

test.each([
  ['a negative amount', { ...content, returns: [{ ...second, taxableSales: '-1.00' }] }, 'content.negative-amount'],
  ['negative arrears', { ...content, arrears: '-0.01' }, 'content.negative-amount'],
  ['a month twice', { ...content, returns: [second, second] }, 'content.duplicate'],
  ['a month of the future', { ...content, returns: [{ ...second, period: '202612' }] }, 'content.future'],
  ['a filing of tomorrow', { ...content, returns: [{ ...second, filedOn: '2026-11-26' }] }, 'content.future'],
  ['a month that was not asked for', { ...content, returns: [{ ...second, period: '202604' }] }, 'content.outside-period'],
  ['another taxpayer', { ...content, taxpayerId: '91610881WX418F5B8G' }, 'content.wrong-subject'],
  ['sales without a filing', { ...content, returns: [{ ...first, taxableSales: '5.00' }] }, 'content.shape'],
  ['a year graded twice', { ...content, creditGrades: [...content.creditGrades, ...content.creditGrades] }, 'content.duplicate'],
  ['a grade of this year', { ...content, creditGrades: [{ year: 2026, grade: 'A' as const }] }, 'content.future'],
  ['an unknown field', { ...content, note: 'x' }, 'content.shape'],
  ['an amount with one decimal', { ...content, arrears: '1.0' }, 'content.shape'],
  ['no object', null, 'content.shape'],
])('refuses %s', (_, changed, refusal) => {
  expect(transformContent('TAX', changed, context)).toEqual({ ok: false, refusal })
})
