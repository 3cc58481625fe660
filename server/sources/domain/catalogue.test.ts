import { describe, expect, it } from 'vitest'
import { personalDataClasses } from '../schema'
import { catalogue, personalClassesOf } from './catalogue'

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
