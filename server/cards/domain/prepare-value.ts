import type { CardField, Interval, Value } from './card'

/** A field's value made ready for the predicates: missing is null; `invalid` where the card says that it can't be scored. */
export type Prepared = { value: Value | null } | { invalid: true }

const within = (value: number, { left, right, leftClosed, rightClosed }: Interval) =>
  (left === null || value > left || (leftClosed && value === left)) &&
  (right === null || value < right || (rightClosed && value === right))

function isValid(field: CardField, value: Value): boolean {
  if (field.invalid.includes(value)) return false
  if (typeof value === 'number' && !Number.isFinite(value)) return false
  if (field.optype !== 'continuous') return field.valid.length === 0 || field.valid.includes(value)
  if (field.valid.length === 0 && field.intervals.length === 0) return true
  return field.valid.includes(value) || field.intervals.some((interval) => typeof value === 'number' && within(value, interval))
}

/**
 * Treats a value as the mining schema says (PMML 4.4, MiningSchema): missing is replaced or stays; invalid is refused, kept, made
 * missing or replaced; an outlier of a valid value is kept, drawn to the limit or made missing, which is then replaced.
 */
export function prepareValue(field: CardField, raw: Value | null): Prepared {
  if (raw === null || field.missing.includes(raw)) return asMissing(field)
  if (!isValid(field, raw)) {
    switch (field.invalidTreatment) {
      case 'returnInvalid':
        return { invalid: true }
      case 'asIs':
        return { value: raw }
      case 'asMissing':
        return asMissing(field)
      case 'asValue':
        return { value: field.invalidReplacement }
    }
  }
  if (typeof raw !== 'number' || field.outliers === 'asIs') return { value: raw }
  const low = field.low ?? Number.NEGATIVE_INFINITY
  const high = field.high ?? Number.POSITIVE_INFINITY
  if (raw >= low && raw <= high) return { value: raw }
  return field.outliers === 'asMissingValues' ? asMissing(field) : { value: raw < low ? low : high }
}

const asMissing = (field: CardField): Prepared => (field.missingInvalid ? { invalid: true } : { value: field.missingReplacement })
