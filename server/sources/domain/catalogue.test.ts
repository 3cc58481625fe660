import { describe, expect, it } from 'vitest'
import { dataClasses, freshDays, personalDataClasses } from '../schema'
import { type CatalogueItem, catalogue, itemsOf, personalClassesOf } from './catalogue'

describe('the classes that take the person’s own sign-off', () => {
  it('are those with a personal item that the law does not publish', () => {
    expect([...personalClassesOf(catalogue)].toSorted()).toEqual([...personalDataClasses].toSorted())
  })

  it('follow the flag: an item marked personal makes its class so, unless it is public', () => {
    const tax = catalogue.filter(({ dataClass }) => dataClass === 'TAX').map((item) => ({ ...item, personal: true }))
    expect(personalClassesOf(tax)).toEqual(new Set(['TAX']))
    expect(personalClassesOf(tax.map((item) => ({ ...item, sensitivity: 'PUBLIC' as const })))).toEqual(new Set())
  })

  it('leave out the register’s entry, which names the representative and is public', () => {
    expect(catalogue.some(({ dataClass, personal }) => dataClass === 'REGISTRATION' && personal)).toBe(true)
    expect(personalClassesOf(catalogue).has('REGISTRATION')).toBe(false)
  })
})

describe('the days for which an answer speaks of its day', () => {
  const days = { ON_CHANGE: 92, DAILY: 1, MONTHLY: 31, YEARLY: 366 } as const
  const lasting = (items: readonly Pick<CatalogueItem, 'cycle' | 'dueDays'>[]) =>
    Math.max(31, Math.min(...items.map(({ cycle, dueDays }) => days[cycle] + (dueDays ?? 0))))

  it('are the cycle and the delay of the quickest item, at least a month', () => {
    expect(freshDays).toEqual(Object.fromEntries(dataClasses.map((one) => [one, lasting(itemsOf(one))])))
  })
  it('would change with either', () => {
    expect(lasting([{ cycle: 'YEARLY', dueDays: 150 }])).toBe(516)
    expect(
      lasting([
        { cycle: 'YEARLY', dueDays: 150 },
        { cycle: 'MONTHLY', dueDays: 20 },
      ]),
    ).toBe(51)
  })
})
