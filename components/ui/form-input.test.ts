import { describe, expect, it } from 'vitest'
import { convertField, messageFor, pathOf, placeValue } from './form-input'

const built = (...entries: [string, unknown][]) => {
  const target = {}
  for (const [name, value] of entries) placeValue(target, name, value)
  return target
}

describe('placeValue', () => {
  it('nests by dots and indexes, and appends by []', () => {
    expect(built(['name', 'a'], ['terms.rateBps', 385], ['items[0].year', 2025], ['items.1.year', 2026])).toEqual({
      name: 'a',
      terms: { rateBps: 385 },
      items: [{ year: 2025 }, { year: 2026 }],
    })
    expect(built(['classes[]', 'TAX'], ['classes[]', 'WATER'])).toEqual({ classes: ['TAX', 'WATER'] })
  })
  it('sends an empty list for a group in which nothing is chosen, and leaves empty fields out', () => {
    expect(built(['classes[]', undefined], ['note', undefined])).toEqual({ classes: [] })
  })
  it('does not reach into prototypes', () => {
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    const target = built(['__proto__.polluted', true])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(Object.keys(target)).toEqual([])
  })
})

describe('convertField', () => {
  it.each([
    ['500万', 'fen', 500_000_000n],
    ['3.85', 'bps', 385],
    ['3.8%', 'bps', 380],
    ['１２', 'int', 12],
    ['1,200', 'int', 1200],
    ['123', 'bigint', 123n],
    ['2026-11-21', 'date', '2026-11-21'],
    ['', 'date', undefined],
    ['  ', 'text', undefined],
    ['on', 'bool', true],
    ['false', 'bool', false],
  ] as const)('%s as %s', (text, type, value) => {
    expect(convertField(text, type)).toEqual({ ok: true, value })
  })
  it('takes the unit of the field', () => {
    expect(convertField('500', 'fen', 'wan')).toEqual({ ok: true, value: 500_000_000n })
  })
  it.each([
    ['五百万', 'fen', 'chineseNumerals'],
    ['3.855', 'bps', 'number'],
    ['12.5', 'int', 'number'],
    ['9999999999999999', 'int', 'number'],
  ] as const)('refuses %s as %s: %s', (text, type, problem) => {
    expect(convertField(text, type)).toEqual({ ok: false, problem })
  })
})

describe('messages', () => {
  it('finds the control of an error', () => {
    expect(pathOf('items[0].year')).toBe('items.0.year')
    expect(pathOf('classes[]')).toBe('classes')
    const errors = [{ path: 'classes.1', message: 'x' }]
    expect(messageFor('classes', errors)).toBe('x')
    expect(messageFor('class', errors)).toBeUndefined()
  })
})
