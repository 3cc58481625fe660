import { describe, expect, it } from 'vitest'
import { readLoanCost } from './query'

const loan = { amount: '100', unit: 'wan', rate: '3.85', term: '12', method: 'interest_only', fees: '12000' }
const faultsOf = (changes: Record<string, string>) =>
  readLoanCost({ ...loan, ...changes }).faults.map(({ path, key }) => [path, key])

describe('the loan cost of an address', () => {
  it('is nothing before anything was asked', () => {
    expect(readLoanCost({ start: '2026-01-01' })).toEqual({ asked: false, faults: [], answer: null })
  })
  it('is the one of oracle 11: 3.85 %, 1.2 % fees, 12 months, principal at the end', () => {
    const { answer } = readLoanCost(loan)
    expect(answer?.cost.annualCostSimple).toBeCloseTo(0.050833, 6)
    expect(answer?.cost.totalInterestFen).toBe(3_849_996n)
    expect(answer?.compared.map(([method]) => method)).toEqual(['equal_instalment', 'equal_principal', 'interest_only', 'bullet'])
  })
  it('means the same in either unit, and a typed unit wins', () => {
    expect(readLoanCost({ ...loan, amount: '1000000', unit: 'yuan' }).answer).toEqual(readLoanCost(loan).answer)
    expect(readLoanCost({ ...loan, amount: '１００万', unit: 'yuan' }).answer).toEqual(readLoanCost(loan).answer)
  })
  it('tells each field what is wrong, all at once', () => {
    expect(readLoanCost({ amount: '' }).faults.map(({ path }) => path)).toEqual(['amount', 'rate', 'term', 'method'])
    expect(faultsOf({ amount: '0' })).toEqual([['amount', 'amount']])
    expect(faultsOf({ amount: '10000000000' })).toEqual([['amount', 'amount']])
    expect(faultsOf({ rate: '100.01' })).toEqual([['rate', 'rate']])
    expect(faultsOf({ term: '601' })).toEqual([['term', 'term']])
    expect(faultsOf({ method: 'balloon' })).toEqual([['method', 'method']])
    expect(faultsOf({ start: '2026-02-30' })).toEqual([['start', 'start']])
    expect(faultsOf({ fees: 'x' })).toEqual([['fees', 'fees']])
    expect(faultsOf({ fees: '1000000' })).toEqual([['fees', 'feesTooHigh']])
  })
})
