import type { Comparison, Predicate, Value } from './card'

/** What a predicate comes to: true, false, or unknown where a value is missing. */
export type Truth = true | false | 'unknown'
/** The prepared value of each field; null is missing. */
export type Values = ReadonlyMap<string, Value | null>

/**
 * Evaluates a predicate in three-valued logic, by the tables of PMML 4.4, TreeModel, "Predicates": AND is false as soon as one
 * part is, OR true as soon as one is, XOR unknown as soon as one is; a surrogate is its first part that isn't unknown.
 */
export function truthOf(predicate: Predicate, values: Values): Truth {
  switch (predicate.is) {
    case 'constant':
      return predicate.value
    case 'missing':
      return (given(values, predicate.field) === null) === predicate.wanted
    case 'comparison': {
      const value = given(values, predicate.field)
      return value === null ? 'unknown' : compare(predicate.operator, value, predicate.value)
    }
    case 'set': {
      const value = given(values, predicate.field)
      return value === null ? 'unknown' : predicate.values.includes(value) === predicate.wanted
    }
    case 'compound':
      return combine(
        predicate.operator,
        predicate.parts.map((part) => truthOf(part, values)),
      )
  }
}

const given = (values: Values, field: string) => values.get(field) ?? null

function compare(operator: Comparison, value: Value, other: Value): boolean {
  switch (operator) {
    case 'equal':
      return value === other
    case 'notEqual':
      return value !== other
    case 'lessThan':
      return value < other
    case 'lessOrEqual':
      return value <= other
    case 'greaterThan':
      return value > other
    case 'greaterOrEqual':
      return value >= other
  }
}

function combine(operator: 'and' | 'or' | 'xor' | 'surrogate', parts: readonly Truth[]): Truth {
  switch (operator) {
    case 'and':
      return parts.includes(false) ? false : parts.includes('unknown') ? 'unknown' : true
    case 'or':
      return parts.includes(true) ? true : parts.includes('unknown') ? 'unknown' : false
    case 'xor':
      return parts.includes('unknown') ? 'unknown' : parts.filter((part) => part === true).length % 2 === 1
    case 'surrogate':
      return parts.find((part) => part !== 'unknown') ?? 'unknown'
  }
}
