import type { DataType, Value } from './card'

/** Functions of PMML 4.4 ("Built-in functions") that a card may compute with: arithmetic, and what scales a figure. */
export const arithmetic = ['+', '-', '*', '/', 'min', 'max', 'abs', 'floor', 'ceil', 'ln', 'exp'] as const
export type Arithmetic = (typeof arithmetic)[number]
/** How many arguments each takes: least and most. */
export const arity: Record<Arithmetic, [number, number]> = {
  '+': [2, 2],
  '-': [2, 2],
  '*': [2, 2],
  '/': [2, 2],
  min: [1, 20],
  max: [1, 20],
  abs: [1, 1],
  floor: [1, 1],
  ceil: [1, 1],
  ln: [1, 1],
  exp: [1, 1],
}

export type Norm = { orig: number; norm: number }
export type Bin = { left: number | null; right: number | null; leftClosed: boolean; rightClosed: boolean; value: Value }

/** Of a table of values: `from`, one of each field, becomes `to`. */
export type MappedRow = { from: Value[]; to: Value }

/** PMML 4.4, Transformations: what a derived field or a complex partial score is computed by. */
export type Expression =
  | { is: 'constant'; value: Value }
  | { is: 'field'; field: string }
  | { is: 'apply'; function: Arithmetic; parts: Expression[]; mapMissingTo: number | null; defaultValue: number | null }
  | {
      is: 'norm'
      field: string
      norms: Norm[]
      outliers: 'asIs' | 'asMissingValues' | 'asExtremeValues'
      mapMissingTo: number | null
    }
  | { is: 'discretize'; field: string; bins: Bin[]; mapMissingTo: Value | null; defaultValue: Value | null }
  | { is: 'map'; fields: string[]; rows: MappedRow[]; mapMissingTo: Value | null; defaultValue: Value | null }

export type DerivedField = { name: string; dataType: DataType; expression: Expression; line: number }

/** A value, missing (null), or invalid: divided by zero, a logarithm of nothing, a text that is no number, beyond all numbers. */
export type Computed = { value: Value | null } | { invalid: true }
type Values = ReadonlyMap<string, Value | null>

const invalid: Computed = { invalid: true }
const missing: Computed = { value: null }
const finite = (value: number): Computed => (Number.isFinite(value) ? { value: value + 0 } : invalid)

function calculate(name: Arithmetic, all: readonly number[]): Computed {
  const [a = 0, b = 0] = all
  switch (name) {
    case '+':
      return finite(a + b)
    case '-':
      return finite(a - b)
    case '*':
      return finite(a * b)
    case '/':
      return b === 0 ? invalid : finite(a / b)
    case 'min':
      return finite(Math.min(...all))
    case 'max':
      return finite(Math.max(...all))
    case 'abs':
      return finite(Math.abs(a))
    case 'floor':
      return finite(Math.floor(a))
    case 'ceil':
      return finite(Math.ceil(a))
    case 'ln':
      return a > 0 ? finite(Math.log(a)) : invalid
    case 'exp':
      return finite(Math.exp(a))
  }
}

function apply(expression: Extract<Expression, { is: 'apply' }>, values: Values): Computed {
  const { mapMissingTo, defaultValue } = expression
  const numbers: number[] = []
  for (const part of expression.parts) {
    const found = compute(part, values)
    if ('invalid' in found) return invalid
    if (found.value === null) {
      // The first missing argument decides: replaced as a whole, else by the default, else missing.
      if (mapMissingTo !== null) return { value: mapMissingTo }
      return defaultValue === null ? missing : { value: defaultValue }
    }
    if (typeof found.value !== 'number') return invalid
    numbers.push(found.value)
  }
  return calculate(expression.function, numbers)
}

/** Piecewise linear through the given points; beyond the outer ones as the outliers' treatment says. */
function norm({ norms, outliers, field, mapMissingTo }: Extract<Expression, { is: 'norm' }>, values: Values): Computed {
  const value = values.get(field) ?? null
  if (value === null) return { value: mapMissingTo }
  if (typeof value !== 'number') return invalid
  const [first, last] = [norms[0], norms.at(-1)]
  if (!first || !last) return invalid
  if (value < first.orig || value > last.orig) {
    if (outliers === 'asMissingValues') return missing
    if (outliers === 'asExtremeValues') return { value: value < first.orig ? first.norm : last.norm }
  }
  const found = norms.findIndex(({ orig }) => value <= orig)
  const upper = found < 0 ? norms.length - 1 : Math.max(1, found)
  const [low, high] = [norms[upper - 1], norms[upper]]
  if (!low || !high) return invalid
  return finite(low.norm + ((value - low.orig) / (high.orig - low.orig)) * (high.norm - low.norm))
}

const inside = (value: number, { left, right, leftClosed, rightClosed }: Bin) =>
  (left === null || value > left || (leftClosed && value === left)) &&
  (right === null || value < right || (rightClosed && value === right))

function discretize(expression: Extract<Expression, { is: 'discretize' }>, values: Values): Computed {
  const value = values.get(expression.field) ?? null
  if (value === null) return { value: expression.mapMissingTo }
  if (typeof value !== 'number') return invalid
  return { value: expression.bins.find((bin) => inside(value, bin))?.value ?? expression.defaultValue }
}

/** The first row whose values are these; where one is missing, or no row is found, what the table says of that. */
function mapValues(expression: Extract<Expression, { is: 'map' }>, values: Values): Computed {
  const { fields, rows, mapMissingTo, defaultValue } = expression
  const given = fields.map((field) => values.get(field) ?? null)
  if (given.includes(null)) return { value: mapMissingTo }
  return { value: rows.find(({ from }) => from.every((value, at) => value === given[at]))?.to ?? defaultValue }
}

/** A derived field's value, of its type: a whole number where it is declared as one. */
export function derive({ dataType, expression }: DerivedField, values: Values): Computed {
  const computed = compute(expression, values)
  if ('invalid' in computed || dataType !== 'integer' || computed.value === null) return computed
  return Number.isSafeInteger(computed.value) ? computed : invalid
}

/** What an expression comes to for these values (prepared and derived fields by name; null: missing). Pure. */
export function compute(expression: Expression, values: Values): Computed {
  switch (expression.is) {
    case 'constant':
      return { value: expression.value }
    case 'field':
      return { value: values.get(expression.field) ?? null }
    case 'apply':
      return apply(expression, values)
    case 'norm':
      return norm(expression, values)
    case 'discretize':
      return discretize(expression, values)
    case 'map':
      return mapValues(expression, values)
  }
}
