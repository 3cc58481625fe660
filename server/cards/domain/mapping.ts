import { z } from 'zod'
import type { IndicatorDefinition, IndicatorId, IndicatorReading } from '@/server/portrait/schema'
import type { CardField, DataType, Value } from './card'

/** In what measure a card wants an indicator; our own are whole numbers in the indicator's unit. */
export const measures = ['PLAIN', 'YUAN', 'TEN_THOUSAND_YUAN', 'PERCENT', 'RATIO', 'TRUTH', 'LETTER'] as const
export const Measure = z.enum(measures)
export type Measure = z.infer<typeof Measure>

const divisors = { PLAIN: 1, YUAN: 100, TEN_THOUSAND_YUAN: 1_000_000, PERCENT: 100, RATIO: 10_000 } as const
/** Tax grades by their rank (reference 4.5). */
const letters = ['D', 'C', 'M', 'B', 'A'] as const

const numeric: readonly DataType[] = ['integer', 'float', 'double']

/** The measures in which a field of this type can have an indicator of this unit; none: the two don't fit. */
export function measuresFor(field: Pick<CardField, 'dataType'>, unit: IndicatorDefinition['unit']): Measure[] {
  if (field.dataType === 'string') return unit === 'GRADE' ? ['LETTER'] : []
  if (field.dataType === 'boolean') return unit === 'BOOLEAN' ? ['TRUTH'] : []
  const whole = field.dataType === 'integer'
  if (unit === 'FEN') return whole ? ['PLAIN'] : ['PLAIN', 'YUAN', 'TEN_THOUSAND_YUAN']
  if (unit === 'BPS') return whole ? ['PLAIN'] : ['PLAIN', 'PERCENT', 'RATIO']
  return numeric.includes(field.dataType) ? ['PLAIN'] : []
}

export type MappedField = { field: string; indicatorId: IndicatorId; measure: Measure }

/** The indicator's reading as the card wants it; null where the portrait has no value. */
export function valueFor({ measure }: Pick<MappedField, 'measure'>, reading: IndicatorReading | undefined): Value | null {
  if (reading?.state !== 'KNOWN') return null
  if (measure === 'TRUTH') return reading.value === 1 ? 'true' : 'false'
  if (measure === 'LETTER') return letters[reading.value - 1] ?? null
  return reading.value / divisors[measure]
}

/** The values of all fields of a card from a portrait's readings; what isn't mapped stays missing. */
export function valuesFor(mapping: readonly MappedField[], readings: readonly IndicatorReading[]): Map<string, Value | null> {
  const byId = new Map(readings.map((reading) => [reading.id, reading]))
  return new Map(mapping.map((one) => [one.field, valueFor(one, byId.get(one.indicatorId))]))
}
