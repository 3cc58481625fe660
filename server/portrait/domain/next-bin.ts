import { type IndicatorId, indicatorCatalogue } from '../schema'
import type { Bin } from './score-card'

/**
 * The nearest bin of the card that earns more than `points`, as the value at its edge (in the indicator's unit) and the points
 * that it adds; null in the best one, or where the card gives none.
 */
export function nextBin(bins: readonly Bin[] | null, id: IndicatorId, points: number): { value: number; gain: number } | null {
  if (!bins) return null
  const isHigher = indicatorCatalogue[id].direction === 'HIGHER'
  const at = isHigher ? bins.findIndex((bin) => bin.points > points) : bins.findLastIndex((bin) => bin.points > points)
  const bin = bins[at]
  const edge = isHigher ? bin?.from : bins[at + 1]?.from
  if (!bin || edge == null) return null
  return { value: isHigher ? edge : edge - 1, gain: bin.points - points }
}
