import type { DerivedField, Expression } from './expression'
import type { CardTarget } from './target'

/** A score card as PMML 4.4 (https://dmg.org/pmml/v4-4/Scorecard.html) describes it, read and checked. */
export type DataType = 'string' | 'boolean' | 'integer' | 'float' | 'double'
export type Value = string | number

export type Interval = { left: number | null; right: number | null; leftClosed: boolean; rightClosed: boolean }

/** A field of the data dictionary that the card reads, with how the mining schema treats its values. */
export type CardField = {
  name: string
  displayName: string | null
  dataType: DataType
  optype: 'categorical' | 'ordinal' | 'continuous'
  /** Values listed as valid; empty: every value. */
  valid: Value[]
  invalid: Value[]
  /** Values that stand for "missing". */
  missing: Value[]
  intervals: Interval[]
  missingReplacement: Value | null
  missingInvalid: boolean
  invalidTreatment: 'returnInvalid' | 'asIs' | 'asMissing' | 'asValue'
  invalidReplacement: Value | null
  outliers: 'asIs' | 'asMissingValues' | 'asExtremeValues'
  low: number | null
  high: number | null
  line: number
}

export const comparisons = ['equal', 'notEqual', 'lessThan', 'lessOrEqual', 'greaterThan', 'greaterOrEqual'] as const
export type Comparison = (typeof comparisons)[number]

export type Predicate =
  | { is: 'constant'; value: boolean }
  | { is: 'missing'; field: string; wanted: boolean }
  | { is: 'comparison'; field: string; operator: Comparison; value: Value }
  | { is: 'set'; field: string; values: Value[]; wanted: boolean }
  | { is: 'compound'; operator: 'and' | 'or' | 'xor' | 'surrogate'; parts: Predicate[] }

/** `complex`: computed from the values; then `partialScore` is 0 and says nothing. */
export type CardAttribute = {
  predicate: Predicate
  partialScore: number
  complex: Expression | null
  reasonCode: string | null
  line: number
}
export type Characteristic = {
  name: string
  baselineScore: number | null
  reasonCode: string | null
  attributes: CardAttribute[]
  line: number
}

export type PmmlCard = {
  modelName: string
  initialScore: number
  useReasonCodes: boolean
  reasonCodeAlgorithm: 'pointsAbove' | 'pointsBelow'
  baselineScore: number | null
  fields: CardField[]
  /** Computed from the fields, each from what stands before it. */
  derived: DerivedField[]
  characteristics: Characteristic[]
  /** What becomes of the sum of points; null: it is the score. */
  target: CardTarget | null
  /** What the card's Output asks for; empty: the score and every reason. */
  outputs: { name: string; feature: 'predictedValue' | 'reasonCode'; rank: number }[]
}
