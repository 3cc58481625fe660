import { describe, expect, it } from 'vitest'
import type { AdmissionRule } from '@/server/catalogue/schema'
import { scoreCards } from '@/server/portrait/domain/score-card'
import { gateSources, indicatorCatalogue } from '@/server/portrait/schema'
import { scoredClasses } from '@/server/sources/schema'
import { requiredClasses } from './product-bounds'

const required = (admissionRule: AdmissionRule) => requiredClasses({ admissionRule })
const sales: AdmissionRule = { indicator: 'tax.taxableSales12m', op: '>=', value: 1 }

describe('the classes that a consent has to cover', () => {
  it('are the register and what the indicators of the rule are drawn from, however deep', () => {
    expect(required(sales)).toEqual(['REGISTRATION', 'TAX'])
    const perHead: AdmissionRule = { indicator: 'operation.salesPerHead12m', op: 'in', value: [1] }
    expect(required({ all: [sales, { any: [{ not: perHead }] }] })).toEqual(['REGISTRATION', 'TAX', 'SOCIAL_SECURITY'])
  })

  it('are every class that could hold a gate, where none may be in force', () => {
    expect([...required({ gate: 'NONE' })].sort()).toEqual([...gateSources].sort())
    expect(required({ not: { gate: 'NONE' } })).toEqual(required({ gate: 'NONE' }))
  })

  it('are every class that a card reads, where the score or the grade is asked for', () => {
    for (const rule of [{ score: { op: '>=', value: 600 } }, { grade: { in: ['A'] } }] satisfies AdmissionRule[])
      expect(required({ any: [sales, rule] })).toEqual(scoredClasses)
    // No card reads anything else, nor less.
    const read = scoreCards.flatMap((card) => card.factors.flatMap(({ indicatorId }) => indicatorCatalogue[indicatorId].sources))
    expect([...new Set(read)].sort()).toEqual([...scoredClasses].sort())
  })
})
