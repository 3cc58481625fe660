import { describe, expect, it } from 'vitest'
import { AdmissionRule } from '@/server/catalogue/schema'
import { rowsOfRule, ruleOfRows } from './rule-rows'

const there = (rule: AdmissionRule, english = false) => {
  const rows = rowsOfRule(rule, english)
  return rows && ruleOfRows(rows, english)
}

describe('an admission rule as rows of a form', () => {
  const rule: AdmissionRule = {
    all: [
      { gate: 'NONE' },
      { indicator: 'tax.taxableSales12m', op: '>=', value: 123_456_700 },
      { indicator: 'operation.salesGrowth12m', op: '>=', value: -2_050 },
      { indicator: 'tax.grade', op: 'in', value: [5, 4] },
      { indicator: 'stability.active', op: '=', value: 1 },
      { any: [{ score: { op: '>=', value: 640 } }, { grade: { in: ['A', 'B'] } }] },
      { indicator: 'social.insuredHeadcount', op: '>', value: 0 },
    ],
  }

  it('comes back as it was, in either language’s units', () => {
    expect(there(rule)).toEqual(rule)
    expect(there(rule, true)).toEqual(rule)
    expect(AdmissionRule.safeParse(there(rule)).success).toBe(true)
  })

  it('puts a single condition under “all”', () => {
    expect(there({ gate: 'NONE' })).toEqual({ all: [{ gate: 'NONE' }] })
  })

  it('is not for the form when it negates or is nested deeper than two levels', () => {
    expect(rowsOfRule({ not: { gate: 'NONE' } }, false)).toBeNull()
    expect(rowsOfRule({ all: [{ not: { gate: 'NONE' } }] }, false)).toBeNull()
    expect(rowsOfRule({ all: [{ any: [{ all: [{ gate: 'NONE' }] }] }] }, false)).toBeNull()
  })

  it('sends what is no figure as none, which the schema refuses at that very row', () => {
    const rows = rowsOfRule({ all: [{ gate: 'NONE' }, { indicator: 'tax.taxPaid12m', op: '>=', value: 1 }] }, false)
    const row = rows?.items[1]
    if (!rows || !row || 'rows' in row) throw new Error('not a row')
    row.value = '五万'
    expect(AdmissionRule.safeParse(ruleOfRows(rows, false)).error?.issues[0]?.path).toEqual(['all', 1, 'value'])
  })
})
