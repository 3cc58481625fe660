import { expect, test } from 'vitest'
import { type Measure, measuresFor, valueFor, valuesFor } from './mapping'

const known = (value: number) => ({ id: 'tax.grade' as const, state: 'KNOWN' as const, value, evidence: [] })

test('an indicator comes in the measure that the card wants', () => {
  const of = (measure: Measure, value: number) => valueFor({ measure }, known(value))
  expect(of('PLAIN', 123_456_789)).toBe(123_456_789)
  expect(of('YUAN', 123_456_789)).toBe(1_234_567.89)
  expect(of('TEN_THOUSAND_YUAN', 123_456_789)).toBe(123.456789)
  expect(of('PERCENT', 1234)).toBe(12.34)
  expect(of('RATIO', 1234)).toBe(0.1234)
  expect([of('TRUTH', 1), of('TRUTH', 0)]).toEqual(['true', 'false'])
  expect([1, 2, 3, 4, 5].map((rank) => of('LETTER', rank))).toEqual(['D', 'C', 'M', 'B', 'A'])
})

test('what fits a field: nothing where the types are apart, no fractions in a whole number', () => {
  expect(measuresFor({ dataType: 'double' }, 'FEN')).toEqual(['PLAIN', 'YUAN', 'TEN_THOUSAND_YUAN'])
  expect(measuresFor({ dataType: 'integer' }, 'BPS')).toEqual(['PLAIN'])
  expect(measuresFor({ dataType: 'string' }, 'GRADE')).toEqual(['LETTER'])
  expect(measuresFor({ dataType: 'string' }, 'FEN')).toEqual([])
  expect(measuresFor({ dataType: 'boolean' }, 'BOOLEAN')).toEqual(['TRUTH'])
})

test('what the portrait lacks is missing to the card', () => {
  const mapping = [
    { field: 'grade', indicatorId: 'tax.grade' as const, measure: 'LETTER' as const },
    { field: 'staff', indicatorId: 'social.insuredHeadcount' as const, measure: 'PLAIN' as const },
  ]
  const gap = { id: 'social.insuredHeadcount' as const, state: 'MISSING' as const, reason: 'NO_SOURCE' as const, classes: [] }
  expect(valuesFor(mapping, [known(5), gap])).toEqual(
    new Map([
      ['grade', 'A'],
      ['staff', null],
    ]),
  )
  expect(valuesFor(mapping, [])).toEqual(
    new Map([
      ['grade', null],
      ['staff', null],
    ]),
  )
})
