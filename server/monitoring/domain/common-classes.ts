import type { ClassCount } from '../schema'

/** A class that two months have in common: all places from `from` to `to` that either of them knows. */
export type CommonClass = { from: number; to: number; places: number[]; expected: number; actual: number }

/** Whether one of the classes reaches over the gap between two neighbouring places. */
const bridges = (classes: readonly ClassCount[], before: number, after: number) =>
  classes.some(({ places }) => (places[0] ?? after) <= before && (places.at(-1) ?? before) >= after)

/**
 * Two months over the finest classes that both allow: each had neighbours joined for itself until none was too small to tell
 * (totals.adjoin), so a cut stays only where neither has joined across it. A place that a month doesn't name held nobody.
 */
export function commonClasses(expected: readonly ClassCount[], actual: readonly ClassCount[]): CommonClass[] {
  const places = [...new Set([...expected, ...actual].flatMap((one) => one.places))].sort((a, b) => a - b)
  const classes: CommonClass[] = []
  for (const place of places) {
    const open = classes.at(-1)
    if (open && (bridges(expected, open.to, place) || bridges(actual, open.to, place))) {
      open.places.push(place)
      open.to = place
    } else classes.push({ from: place, to: place, places: [place], expected: 0, actual: 0 })
  }
  const add = (counts: readonly ClassCount[], to: 'expected' | 'actual') => {
    for (const one of counts) {
      const found = classes.find(({ places: held }) => held.includes(one.places[0] ?? Number.NaN))
      if (found) found[to] += one.firms
    }
  }
  add(expected, 'expected')
  add(actual, 'actual')
  return classes
}
