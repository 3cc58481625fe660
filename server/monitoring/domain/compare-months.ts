import { psi } from '@/server/kernel/population-stability'
import { type ClassCount, leastPopulation } from '../schema'
import { type CommonClass, commonClasses } from './common-classes'

/** STABLE below .1, SHIFTING to .25, SHIFTED above (reference 4.19); TOO_FEW: one of the two is too small to compare. */
export type StabilityVerdict = 'TOO_FEW' | 'STABLE' | 'SHIFTING' | 'SHIFTED'
export type Comparison = {
  expected: number
  actual: number
  classes: CommonClass[]
  /** Null when too few to tell. */
  psi: number | null
  /** What chance alone stays below 19 times in 20, were nothing changed; null with a single class. */
  noise: number | null
  verdict: StabilityVerdict
}

/** 95 % quantiles of χ² with 1, 2, 3 … degrees of freedom. */
const chiSquared95 = [
  3.841, 5.991, 7.815, 9.488, 11.07, 12.592, 14.067, 15.507, 16.919, 18.307, 19.675, 21.026, 22.362, 23.685, 24.996,
]

export const verdictOf = (value: number): StabilityVerdict => (value < 0.1 ? 'STABLE' : value <= 0.25 ? 'SHIFTING' : 'SHIFTED')

/**
 * The sampling noise of the index between equal populations of n and m: (1/n + 1/m)·χ² with one degree less than there are
 * classes (Yurdakul, Statistical Properties of Population Stability Index, 2018), at its 95 % quantile.
 */
export function samplingNoise(expected: number, actual: number, classes: number): number | null {
  const quantile = chiSquared95[classes - 2]
  return quantile === undefined || expected === 0 || actual === 0 ? null : (1 / expected + 1 / actual) * quantile
}

const total = (counts: readonly ClassCount[]) => counts.reduce((sum, { firms }) => sum + firms, 0)

/** A month's distribution against that of the reference month. */
export function compareMonths(reference: readonly ClassCount[], month: readonly ClassCount[]): Comparison {
  const [expected, actual] = [total(reference), total(month)]
  const classes = commonClasses(reference, month)
  if (expected < leastPopulation || actual < leastPopulation)
    return { expected, actual, classes, psi: null, noise: null, verdict: 'TOO_FEW' }
  const value = psi(
    classes.map((one) => one.expected),
    classes.map((one) => one.actual),
  )
  return {
    expected,
    actual,
    classes,
    psi: value,
    noise: samplingNoise(expected, actual, classes.length),
    verdict: verdictOf(value),
  }
}

/** A change that chance alone would often make, whatever the usual bands say of it. */
export const withinNoise = ({ psi: value, noise }: Comparison) =>
  value !== null && noise !== null && value >= 0.1 && value < noise

/** The class whose share of the enterprises has moved most; null where nothing is compared. */
export function mostMoved({ classes, expected, actual }: Comparison): CommonClass | null {
  const moved = (one: CommonClass) => Math.abs(one.actual * expected - one.expected * actual)
  return classes.reduce<CommonClass | null>((most, one) => (most && moved(most) >= moved(one) ? most : one), null)
}
