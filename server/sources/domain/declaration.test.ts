import { expect, test } from 'vitest'
import type { EnterpriseFacts } from '../schema'
import { compareDeclared } from './declaration'
import { daysLate, owed } from './lateness'
import { checkItems, lastDueMonth } from './quality'

const months = (count: number, fen = 10_000_00n) =>
  Array.from({ length: count }, (_, at) => ({
    month: `2026-${String(at + 1).padStart(2, '0')}`,
    declaredSalesFen: fen,
    taxPaidFen: 0n,
    dueOn: '2026-01-01',
    declaredOn: '2026-01-01',
  }))
const tax = (count: number): EnterpriseFacts => ({ TAX: { grades: [], months: months(count), arrearsFen: 0n } })

test('a declared value is held against twelve months of the source, to the fen', () => {
  const compare = (fen: bigint, facts = tax(12)) => compareDeclared({ 'declared.sales': String(fen) }, facts)[0]?.verdict
  expect(compare(12_000_000n)).toBe('AGREES')
  expect(compare(13_200_000n)).toBe('AGREES')
  expect(compare(13_200_001n)).toBe('DIFFERS')
  expect(compare(10_799_999n)).toBe('DIFFERS')
  expect(compare(12_000_000n, tax(11))).toBe('NO_SOURCE')
  expect(compare(12_000_000n, {})).toBe('NO_SOURCE')
})

test('what was not declared is not compared', () => {
  expect(compareDeclared({}, tax(12))).toEqual([])
})

test('monthly figures fall due after their days, and are late from the day after', () => {
  const monthly = { cycle: 'MONTHLY', dueDays: 20 } as const
  expect(owed(monthly, '2026-11-20')).toEqual({ month: '2026-09', dueOn: '2026-10-20' })
  expect(owed(monthly, '2026-11-21')).toEqual({ month: '2026-10', dueOn: '2026-11-20' })
  expect(daysLate(monthly, '2026-10', '2026-11-25')).toBe(0)
  expect(daysLate(monthly, '2026-09', '2026-11-25')).toBe(5)
  expect(daysLate(monthly, null, '2026-11-25')).toBe(5)
  expect(daysLate({ cycle: 'ON_CHANGE', dueDays: null }, null, '2026-11-25')).toBe(0)
})

test('the rules count gaps, what is missing, what cannot be, and contradictions', () => {
  const facts = tax(6)
  facts.TAX?.months.splice(2, 1)
  facts.ELECTRICITY = {
    months: months(6, 0n).map(({ month, dueOn }) => ({ month, quantity: 0, billedFen: 0n, dueOn, paidOn: null })),
    arrearsFen: 0n,
  }
  const asked = { from: '2026-01', until: '2026-07' }
  const [sales] = checkItems('TAX', facts, asked)
  expect(sales).toMatchObject({
    latestPeriod: '2026-06',
    expected: 7,
    present: 5,
    gaps: 1,
    outOfRange: 0,
    compared: 5,
    contradictions: 0,
  })
  if (facts.TAX?.months[0]) facts.TAX.months[0].declaredSalesFen = 60_000_000n
  if (facts.TAX?.months[1]) facts.TAX.months[1].declaredSalesFen = -1n
  expect(checkItems('TAX', facts, asked)[0]).toMatchObject({ outOfRange: 1, contradictions: 1 })
  expect(lastDueMonth('2026-11-25')).toBe('2026-09')
  expect(lastDueMonth('2026-11-26')).toBe('2026-10')
})
