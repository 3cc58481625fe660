import type { Ask, Portrait } from '../schema'

const WAN_FEN = 1_000_000n
const LEAST_FEN = 10n * WAN_FEN
const MOST_FEN = 500n * WAN_FEN
/** Half of what an unsecured line may reach at the best score; a first ask that many products can meet. */
const SALES_SHARE = 10n

/**
 * What a page that was asked for nothing starts from: a tenth of the sales of twelve months, rounded down to 1万元, between
 * 10万 and 500万元, for twelve months. 30万元 where the sales are unknown. A starting point (ours), never a recommendation.
 */
export function defaultAsk(portrait: Pick<Portrait, 'indicators'>): Ask {
  const sales = portrait.indicators.find((one) => one.id === 'tax.taxableSales12m')
  if (sales?.state !== 'KNOWN') return { amountFen: 30n * WAN_FEN, termMonths: 12 }
  const share = (BigInt(sales.value) / SALES_SHARE / WAN_FEN) * WAN_FEN
  const amountFen = share < LEAST_FEN ? LEAST_FEN : share > MOST_FEN ? MOST_FEN : share
  return { amountFen, termMonths: 12 }
}
