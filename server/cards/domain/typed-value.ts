import type { DataType, Value } from './card'

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** A finite decimal number, or null when the text is none; −0 is 0. */
export function decimalNumber(text: string): number | null {
  const value = NUMBER.test(text.trim()) ? Number(text) + 0 : Number.NaN
  return Number.isFinite(value) ? value : null
}

/** A text as a value of a field's type, or null when it is none; a boolean is `true` or `false`. */
export function typedValue(text: string, dataType: DataType): Value | null {
  if (dataType === 'string') return text
  if (dataType === 'boolean') return text === 'true' || text === '1' ? 'true' : text === 'false' || text === '0' ? 'false' : null
  const value = decimalNumber(text)
  return value !== null && (dataType !== 'integer' || Number.isSafeInteger(value)) ? value : null
}
