import { expect, it } from 'vitest'
import { defaultAsk } from './default-ask'
import { portraitOf } from './matching.fixture'

const askedAt = (sales: number) => defaultAsk(portraitOf({ 'tax.taxableSales12m': sales })).amountFen

it('starts from a tenth of the sales, rounded down to 1万元, between 10万 and 500万元', () => {
  expect([0, 99_999_999, 200_000_000, 1_239_999_999, 5_000_000_000, 99_000_000_000].map(askedAt)).toEqual([
    10_000_000n,
    10_000_000n,
    20_000_000n,
    123_000_000n,
    500_000_000n,
    500_000_000n,
  ])
})

it('starts from 30万元 for a year where the sales are unknown', () => {
  expect(defaultAsk(portraitOf({}))).toEqual({ amountFen: 30_000_000n, termMonths: 12 })
})
