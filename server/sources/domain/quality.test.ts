import { describe, expect, it } from 'vitest'
import type { EnterpriseFacts } from '../schema'
import { catalogue } from './catalogue'
import { owedLists } from './owed-lists'
import { askedMonths, checkItems } from './quality'

const month = (name: string) => ({ month: name, quantity: 5, billedFen: 100n, dueOn: `${name}-28`, paidOn: null })
const water = (...names: string[]): EnterpriseFacts => ({ WATER: { months: names.map(month), arrearsFen: 0n } })
const checked = (facts: EnterpriseFacts, from = '2026-01') => checkItems('WATER', facts, { from, until: '2026-06' })[0]

describe('a monthly source', () => {
  it('is complete from the month that was asked, not from the first that it happened to deliver', () => {
    expect(checked(water('2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'))).toMatchObject({
      expected: 6,
      present: 6,
    })
    expect(checked(water('2026-04', '2026-05', '2026-06'))).toMatchObject({ expected: 6, present: 3, gaps: 0 })
    expect(checked(water('2026-04', '2026-06'))).toMatchObject({ expected: 6, present: 2, gaps: 1 })
  })

  it('owes no month before the firm was founded, and none that was not asked', () => {
    expect(askedMonths('2024-11', '2026-03-15', '2026-11-26')).toEqual({ from: '2026-04', until: '2026-10' })
    expect(askedMonths('2024-11', '2026-03-01', '2026-11-25')).toEqual({ from: '2026-03', until: '2026-09' })
    expect(askedMonths('2024-11', '2016-03-15', '2026-11-26').from).toBe('2024-11')
    expect(checked(water('2026-03', '2026-04', '2026-05', '2026-06'), '2026-04')).toMatchObject({ expected: 3, present: 3 })
  })

  it('that says nothing at all says that there is no account: no lack', () => {
    expect(checked(water())).toMatchObject({ expected: 0, present: 0 })
  })
})

describe('a list', () => {
  const on = (day: string) => Object.fromEntries(owedLists(catalogue, day).map(({ itemId, ...list }) => [itemId, list]))

  it('that is delivered owes the twelve months of its agreement, or the last December that is over its days', () => {
    expect(on('2026-11-22')['procurement.bids']).toEqual({
      ...{ dataClass: 'PROCUREMENT', pushed: true },
      ...{ from: '2025-11', to: '2026-10' },
    })
    expect(on('2026-11-22')['qualification.technology']).toMatchObject({ from: '2025-12', to: '2025-12' })
    expect(on('2026-04-30')['qualification.technology']).toMatchObject({ from: '2024-12', to: '2024-12' })
    expect(on('2026-05-01')['qualification.technology']).toMatchObject({ from: '2025-12', to: '2025-12' })
  })

  it('that is fetched owes an answer; what has months of its own, or is verified or declared, is none', () => {
    expect(on('2026-11-22')['list.entries']).toEqual({ dataClass: 'LIST', pushed: false, from: null, to: null })
    expect(Object.keys(on('2026-11-22')).filter((id) => /^(tax\.sales|water|fund|real-estate|declared)/.test(id))).toEqual([])
  })
})
