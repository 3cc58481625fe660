import type { Direction } from '../indicator-catalogue'

export const places = ['BEST_TENTH', 'BEST_QUARTER', 'UPPER_HALF', 'LEVEL', 'LOWER_HALF', 'LAST_QUARTER', 'LAST_TENTH'] as const
export type Place = (typeof places)[number]

/** How far the comparison of a figure had to be widened to hold ten firms that have it, or more. */
export const peerScopes = ['COUNTY', 'CITY', 'SECTION', 'ALL'] as const
export type PeerScope = (typeof peerScopes)[number]

/**
 * Where a figure stands among its peers, the better end first. Equal to the median: LEVEL, however flat the peers lie.
 * @param quantiles p10, p25, median, p75, p90 in the figure's unit
 */
export function placeAmong(own: number, quantiles: readonly number[], direction: Direction): Place | null {
  if (direction === 'NEUTRAL') return null
  const sign = direction === 'HIGHER' ? 1 : -1
  const [p10 = 0, p25 = 0, median = 0, p75 = 0, p90 = 0] = (direction === 'HIGHER' ? quantiles : [...quantiles].reverse()).map(
    (value) => value * sign,
  )
  const value = own * sign
  if (value === median) return 'LEVEL'
  if (value > median) return value >= p90 ? 'BEST_TENTH' : value >= p75 ? 'BEST_QUARTER' : 'UPPER_HALF'
  return value <= p10 ? 'LAST_TENTH' : value <= p25 ? 'LAST_QUARTER' : 'LOWER_HALF'
}
