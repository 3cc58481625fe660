import { expect, test } from 'vitest'
import type { CourtFacts, UtilityFacts } from '../schema'
import { correctedKeys } from './corrections'

const month = (name: string, quantity: number, paidOn: string | null = '2026-05-01') => ({
  month: name,
  quantity,
  billedFen: BigInt(quantity) * 61n,
  dueOn: '2026-05-20',
  paidOn,
})
const facts = (...months: UtilityFacts['months']): UtilityFacts => ({ months, arrearsFen: 0n })
const later = { from: '2026-02', to: '2026-05' }

test('a value that is now another is a correction, by its month', () => {
  const before = facts(month('2026-02', 10), month('2026-03', 20))
  expect(correctedKeys(before, facts(month('2026-02', 10), month('2026-03', 25)), later)).toEqual(['2026-03'])
})

test('a new month, a paid bill and a month that left the window are none', () => {
  const before = facts(month('2026-01', 9), month('2026-02', 10, null))
  expect(correctedKeys(before, facts(month('2026-02', 10), month('2026-03', 20)), later)).toEqual([])
})

test('a month that has gone from within the window is one', () => {
  expect(correctedKeys(facts(month('2026-02', 10), month('2026-03', 20)), facts(month('2026-02', 10)), later)).toEqual([
    '2026-03',
  ])
})

test('a case that was closed goes on, one whose amount changed was corrected', () => {
  const suit = { id: 'a', on: '2026-01-01', role: 'DEFENDANT', cause: 'c', amountFen: 5n, closedOn: null } as const
  const court = (...cases: CourtFacts['cases']): CourtFacts => ({ cases, defaulterEntries: [] })
  expect(correctedKeys(court(suit), court({ ...suit, closedOn: '2026-04-01' }), later)).toEqual([])
  expect(correctedKeys(court(suit), court({ ...suit, amountFen: 6n }), later)).toEqual(['a'])
})
