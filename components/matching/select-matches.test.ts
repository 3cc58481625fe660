import { expect, it } from 'vitest'
import type { Verdict } from '@/server/matching/schema'
import { readFilters, selectMatches } from './select-matches'

const match = (
  name: string,
  verdict: Verdict,
  lineFen: bigint | null,
  first: bigint | null,
  guaranteeMode: 'CREDIT' | 'PLEDGE',
) => ({
  name,
  institutionId: name,
  verdict,
  line: lineFen === null ? { lineFen: null, lack: { reason: 'NO_SOURCE' as const, classes: [] } } : { lineFen, lack: null },
  cost:
    first === null
      ? null
      : {
          rateBps: 1,
          rateFromBps: 1,
          rateToBps: 1,
          method: 'bullet' as const,
          annualCostSimplePpm: 1,
          annualCostCompoundPpm: 1,
          firstInstalment: { period: 1, amountFen: first },
          totalInterestFen: 0n,
          feesFen: 0n,
        },
  product: { terms: { guaranteeMode } as Parameters<typeof selectMatches>[0][number]['product']['terms'] },
})
const matches = [
  match('a', 'ELIGIBLE', 10n, 9n, 'CREDIT'),
  match('b', 'ELIGIBLE', 20n, null, 'PLEDGE'),
  match('c', 'UNDECIDABLE', null, 1n, 'CREDIT'),
  match('d', 'INELIGIBLE', 90n, 2n, 'CREDIT'),
]
const names = (...args: [object, ('cost' | 'line' | 'instalment')?]) =>
  selectMatches(matches, ...args)
    .map(({ name }) => name)
    .join('')

it('orders within each verdict, the unknown last', () => {
  expect([names({}), names({}, 'line'), names({}, 'instalment')]).toEqual(['abcd', 'bacd', 'abcd'])
})

it('leaves what the filters name', () => {
  expect([names({ verdict: 'ELIGIBLE' }), names({ guarantee: 'CREDIT' }), names({ institution: 'c' })]).toEqual([
    'ab',
    'acd',
    'c',
  ])
})

it('takes what an address names wrongly as not named', () => {
  expect(readFilters({ verdict: 'X', guarantee: ['CREDIT', 'PLEDGE'], sort: '' })).toEqual({
    verdict: undefined,
    guarantee: 'CREDIT',
    institution: undefined,
    order: 'cost',
  })
})
