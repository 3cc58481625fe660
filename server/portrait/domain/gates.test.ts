import { describe, expect, it } from 'vitest'
import type { PortraitFacts } from '../schema'
import { penalty, registrationFacts, sampleFacts } from './facts.fixture'
import { gatesInForce } from './gates'
import { knownOn } from './known'
import { penaltiesInForce, repairDates, repairRuleOn } from './repair-rules'

const gates = (facts: Partial<PortraitFacts>, asOf: string) => gatesInForce(knownOn(sampleFacts(facts), asOf))
const serious = (repairedOn: string | null = null) => ({
  PENALTY: { penalties: [penalty({ id: 'p1', on: '2026-05-10', severity: 'SERIOUS', repairedOn })] },
})
type List = NonNullable<PortraitFacts['LIST']>['entries'][number]['list']
const onList = (list: List, listedOn: string, removedOn: string | null = null) => ({
  LIST: { entries: [{ id: 'l1', list, authority: '市场监督管理局', listedOn, removedOn }] },
})

describe('a serious record of 2026-05-10 (oracle 5)', () => {
  it('may be repaired from 2027-05-10, and its display ends on 2029-05-10', () => {
    const [gate] = gates(serious(), '2026-06-01')
    expect(gate).toEqual({
      code: 'SERIOUS_PENALTY',
      dataClass: 'PENALTY',
      recordId: 'p1',
      since: '2026-05-10',
      endsOn: '2029-05-10',
      repairableFrom: '2027-05-10',
      repairableNow: false,
      rule: 'NDRC-36-2025',
    })
  })
  it('opens for repair on the very day, and ends on the very day', () => {
    expect(gates(serious(), '2027-05-09')[0]?.repairableNow).toBe(false)
    expect(gates(serious(), '2027-05-10')[0]?.repairableNow).toBe(true)
    expect(gates(serious(), '2029-05-09')).toHaveLength(1)
    expect(gates(serious(), '2029-05-10')).toEqual([])
  })
  it('bars nobody once repaired (oracle 14), and still barred the day before', () => {
    expect(gates(serious('2027-06-01'), '2027-06-01')).toEqual([])
    expect(gates(serious('2027-06-01'), '2027-05-31')).toHaveLength(1)
  })
})

describe('the rule of the day', () => {
  it('changes on 2026-04-01', () => {
    expect(repairRuleOn('2026-03-31').id).toBe('NDRC-58-2023')
    expect(repairRuleOn('2026-04-01').id).toBe('NDRC-36-2025')
    expect(repairRuleOn('2020-01-01').id).toBe('NDRC-58-2023')
  })
  it('shortens the display of a general record from three years to one', () => {
    const old = repairDates('2025-02-10', 'GENERAL', repairRuleOn('2026-03-31'))
    const now = repairDates('2025-02-10', 'GENERAL', repairRuleOn('2026-04-01'))
    expect(old).toEqual({ repairableFrom: '2025-05-10', endsOn: '2028-02-10' })
    expect(now).toEqual({ repairableFrom: '2025-05-10', endsOn: '2026-02-10' })
    const record = [penalty({ id: 'g', on: '2025-02-10' })]
    expect(penaltiesInForce(record, '2026-03-31')).toHaveLength(1)
    expect(penaltiesInForce(record, '2026-04-01')).toEqual([])
  })
  it('shows a minor record for three months at most, and not at all under the old rule', () => {
    const minor = (on: string) => [penalty({ id: 'm', on, severity: 'MINOR' })]
    expect(penaltiesInForce(minor('2026-03-20'), '2026-03-25')).toEqual([])
    expect(penaltiesInForce(minor('2026-04-10'), '2026-07-09')).toHaveLength(1)
    expect(penaltiesInForce(minor('2026-04-10'), '2026-07-10')).toEqual([])
    expect(repairDates('2026-04-10', 'MINOR', repairRuleOn('2026-04-10')).repairableFrom).toBe('2026-04-10')
  })
})

describe('lists', () => {
  it.each(['SERIOUS_VIOLATION', 'SERIOUS_TAX_VIOLATION', 'WAGE_ARREARS'] as const)('%s bars for one to three years', (list) => {
    const [gate] = gates(onList(list, '2025-03-01'), '2026-06-20')
    expect(gate).toMatchObject({ code: list, repairableFrom: '2026-03-01', endsOn: '2028-03-01', repairableNow: true })
    expect(gates(onList(list, '2025-03-01', '2026-06-20'), '2026-06-20')).toEqual([])
  })
  it('the abnormal-operation list bars until its ground is gone, however long', () => {
    const [gate] = gates(onList('ABNORMAL_OPERATION', '2020-03-01'), '2026-06-20')
    expect(gate).toMatchObject({ endsOn: null, repairableFrom: '2020-03-01', repairableNow: true })
  })
  it('the trustworthy list bars nobody', () => {
    expect(gates(onList('TRUSTWORTHY', '2026-03-01'), '2026-06-20')).toEqual([])
  })
  it('a court defaulter is barred until removed', () => {
    const facts = (removedOn: string | null) => ({
      COURT: { cases: [], defaulterEntries: [{ id: 'c1', listedOn: '2023-01-01', removedOn }] },
    })
    expect(gates(facts(null), '2026-06-20')[0]).toMatchObject({ code: 'COURT_DEFAULTER', endsOn: null })
    expect(gates(facts('2026-06-20'), '2026-06-20')).toEqual([])
  })
  it('a firm that is not active is barred', () => {
    const facts = { REGISTRATION: { ...registrationFacts, status: 'REVOKED' as const } }
    expect(gates(facts, '2026-06-20').map((gate) => gate.code)).toEqual(['REGISTRATION_NOT_ACTIVE'])
    expect(gates({}, '2026-06-20')).toEqual([])
  })
})
