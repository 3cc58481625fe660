import { describe, expect, it } from 'vitest'
import { readSize } from './query'

const faultsOf = (params: Record<string, string>) => readSize(params).faults.map(({ path, key }) => [path, key])

describe('the size of an enterprise in an address', () => {
  it('is nothing before anything was asked', () => {
    expect(readSize({})).toEqual({ asked: false, faults: [], answer: null })
  })
  it('is that of oracle 2: industry, 299 people, 39,999 wan', () => {
    expect(readSize({ industry: 'C25', employees: '299', revenueWan: '39,999', assetsWan: '' }).answer).toMatchObject({
      size: 'small',
      rule: 'industry',
    })
  })
  it('is micro by one figure alone', () => {
    expect(readSize({ industry: 'k702', revenueWan: '499.99' }).answer?.size).toBe('micro')
  })
  it('asks for all that is missing at once', () => {
    expect(faultsOf({ industry: 'C25' })).toEqual([
      ['employees', 'missing'],
      ['revenueWan', 'missing'],
    ])
  })
  it('tells what is wrong with a field', () => {
    expect(faultsOf({ industry: '' })).toEqual([['industry', 'industry']])
    expect(faultsOf({ industry: 'C99' })).toEqual([['industry', 'unknown']])
    expect(faultsOf({ industry: 'G59' })).toEqual([['industry', 'threeDigits']])
    expect(faultsOf({ industry: 'J66' })).toEqual([['industry', 'noRule']])
    expect(faultsOf({ industry: 'C25', employees: '-1', revenueWan: 'many' })).toEqual([
      ['employees', 'employees'],
      ['revenueWan', 'wan'],
    ])
  })
})
