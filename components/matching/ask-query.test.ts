import { describe, expect, it } from 'vitest'
import { askParams, readAsk } from './ask-query'

describe('an ask in an address', () => {
  it('means what was typed, in the unit of the form it was typed into', () => {
    expect(readAsk({ amount: '50', term: '12' }).ask).toEqual({ amountFen: 50_000_000n, termMonths: 12 })
    expect(readAsk({ amount: '500,000', unit: 'yuan', term: '12', method: 'bullet' }).ask).toEqual({
      amountFen: 50_000_000n,
      termMonths: 12,
      method: 'bullet',
    })
  })

  it('comes back as it was written', () => {
    for (const ask of [
      { amountFen: 50_000_000n, termMonths: 12 },
      { amountFen: 12_345_607n, termMonths: 360, method: 'equal_principal' as const },
    ])
      expect(readAsk(askParams(ask))).toEqual({ ask, problems: [] })
  })

  it('is nothing where nothing was asked, and says what is wrong where something was', () => {
    expect(readAsk({})).toEqual({ ask: null, problems: [] })
    expect(readAsk({ amount: '五百万', term: '0' }).problems.map(({ field }) => field)).toEqual(['amount', 'term'])
    expect(readAsk({ amount: '99', unit: 'yuan', term: '12' }).problems).toEqual([{ field: 'amount', text: '99' }])
    expect(readAsk({ amount: '50', term: '1.5' }).problems).toEqual([{ field: 'term', text: '1.5' }])
  })
})
