import { type Decimal, decimalOf, floorOf, isLess, numberFrom, plus, times } from './exact-decimal'

export const integerCasts = ['round', 'ceiling', 'floor'] as const

/** PMML 4.4, Target, of a regression: what is done to the sum of points. Shortest decimal texts of the file's numbers. */
export type CardTarget = {
  min: string | null
  max: string | null
  rescaleFactor: string
  rescaleConstant: string
  castInteger: (typeof integerCasts)[number] | null
}

const negative = ({ digits, scale }: Decimal): Decimal => ({ digits: -digits, scale })
const half: Decimal = { digits: 5n, scale: 1 }

/** Halves go up, as JPMML's `Math.round` has it: the standard does not say where to. */
const casts = {
  floor: floorOf,
  ceiling: (value: Decimal) => negative(floorOf(negative(value))),
  round: (value: Decimal) => floorOf(plus(value, half)),
} as const

/**
 * The score that a target makes of the points, in the order that PMML 4.4 prescribes (Targets): min and max, then the factor, then
 * the constant, then the cast to a whole number. Points are added as the decimals that they are, so that a sum of 599.9999…, which
 * doubles make of 0.1 and 0.2, is not cut down by a whole point.
 */
export function targetedScore(points: readonly number[], target: CardTarget): number {
  const sum = points.map(decimalOf).reduce(plus, { digits: 0n, scale: 0 })
  const [least, most] = [target.min, target.max].map((bound) => (bound === null ? null : decimalOf(bound)))
  const above = least && isLess(sum, least) ? least : sum
  const within = most && isLess(most, above) ? most : above
  const scaled = plus(times(within, decimalOf(target.rescaleFactor)), decimalOf(target.rescaleConstant))
  return numberFrom(target.castInteger ? casts[target.castInteger](scaled) : scaled) + 0
}
