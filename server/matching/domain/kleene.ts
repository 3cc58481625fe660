import type { Truth } from '../schema'

/** Kleene's strong three-valued logic: UNKNOWN only where the missing value could change the answer. */
export const all = (states: readonly Truth[]): Truth =>
  states.includes('FALSE') ? 'FALSE' : states.includes('UNKNOWN') ? 'UNKNOWN' : 'TRUE'

export const any = (states: readonly Truth[]): Truth =>
  states.includes('TRUE') ? 'TRUE' : states.includes('UNKNOWN') ? 'UNKNOWN' : 'FALSE'

export const not = (state: Truth): Truth => (state === 'UNKNOWN' ? 'UNKNOWN' : state === 'TRUE' ? 'FALSE' : 'TRUE')

export const truth = (value: boolean): Truth => (value ? 'TRUE' : 'FALSE')
