import { describe, expect, test } from 'vitest'
import { kindOf } from './bins'
import { readBreaks } from './breaks'
import { readArff } from './read-arff'
import { readCsv } from './read-csv'
import { splitOf, trains } from './split'
import { cellOf, dayOf, numberOf } from './table'

test('cells: what is missing, what is a number, what is a day', () => {
  expect(['', ' ', 'NA', '?', 'null', 'none', ' x '].map(cellOf)).toEqual([null, null, null, null, null, 'none', 'x'])
  expect(['12', '-1.5e3', '1,234.50', '$60,000.00', '12.5%', 'inf', '-Infinity', '1,23', '12a', '-0'].map(numberOf)).toEqual([
    12,
    -1500,
    1234.5,
    60_000,
    12.5,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    null,
    null,
    0,
  ])
  expect(Object.is(numberOf('-0'), 0)).toBe(true)
  expect(['1970-01-02', '2026/3/1', '2026-02-30', '20260301'].map(dayOf)).toEqual([1, 20_513, null, null])
})

test('a column with a few codes among its numbers is a number', () => {
  expect(kindOf([...Array<string>(9).fill('1.5'), 'N/K', null])).toBe('number')
  expect(kindOf(['1', 'a', 'b', '2'])).toBe('text')
  expect(kindOf(['2026-01-01', '2026-02-01', null])).toBe('date')
  expect(kindOf([null, null])).toBe('text')
})

describe('CSV', () => {
  test('quotation marks, a byte order mark, CRLF, gaps and an empty last line', () => {
    const table = readCsv('\uFEFF"a, b",c\r\n"x ""y""\r\nz",NA\r\n,2\r\n\r\n')
    expect(table).toEqual({
      names: ['a, b', 'c'],
      columns: [
        ['x "y"\r\nz', null],
        [null, '2'],
      ],
      rows: 2,
    })
  })

  test.each([
    ['', 'The CSV file is empty.'],
    ['a,b\n', 'The CSV file has a heading but no rows.'],
    ['a,b\n1\n', 'Data row 1 has 1 cells, but the heading names 2 columns.'],
    ['a,a\n1,2\n', 'Two columns are named "a".'],
    ['a,b\n"1,2\n', 'A quotation mark in the CSV file is never closed.'],
  ])('%j is refused', (text, sentence) => expect(() => readCsv(text)).toThrow(sentence))
})

describe('ARFF', () => {
  const head =
    "% a comment\n@RELATION 'r'\n@attribute 'net profit' numeric\n@ATTRIBUTE side {'a b', c}\n@attribute day date 'yyyy-MM-dd'\n\n@DATA\n"

  test('quoted names and values, gaps, comments, sparse rows', () => {
    const table = readArff(`${head}1.5, 'a b', 2026-01-01\n% no row\n?,c,?\n{0 7}\n{1 c, 2 2026-02-02}\n`)
    expect(table.names).toEqual(['net profit', 'side', 'day'])
    expect(table.columns).toEqual([
      ['1.5', null, '7', '0'],
      ['a b', 'c', 'a b', 'c'],
      ['2026-01-01', null, '0', '2026-02-02'],
    ])
  })

  test.each([
    ['@relation r\n@attribute x numeric\n', 'The ARFF file has no @data line.'],
    ['@relation r\n@data\n1\n', 'The ARFF file declares no attribute.'],
    [`${head}1,c\n`, 'Line 8 has 2 values, but 3 attributes are declared.'],
    [`${head}1,'c,2\n`, 'Line 8 of the ARFF file opens a quotation and never closes it.'],
    ['@relation r\n@attribute x complex\n@data\n1\n', 'Line 2 declares the attribute "x" with an unknown type.'],
    ['@relation r\nx numeric\n@data\n1\n', 'Line 2 of the ARFF file is no @attribute, @relation or @data.'],
    [head, 'The ARFF file has no rows behind @data.'],
  ])('%j is refused', (text, sentence) => expect(() => readArff(text)).toThrow(sentence))
})

describe('breaks', () => {
  test('cuts as numbers, as text with infinite ends, or as intervals; groups joined or listed', () => {
    const cuts = { how: 'cuts', cuts: [8, 16], withMissing: null, special: [] }
    expect([
      ...readBreaks({ a: [16, 8], b: ['8.0', '16.0', 'inf'], c: ['[-inf,8.0)', '[8.0,16.0)', '[16.0,inf)'] }).values(),
    ]).toEqual([cuts, cuts, cuts])
    const groups = {
      how: 'groups',
      groups: [
        { values: ['p', 'q'], missing: false },
        { values: ['r'], missing: true },
      ],
    }
    expect([
      ...readBreaks({
        a: ['p%,%q', 'r%,%missing'],
        b: [
          ['p', 'q'],
          ['r', 'missing'],
        ],
      }).values(),
    ]).toEqual([groups, groups])
    expect(readBreaks({ a: ['missing%,%8', 16] }).get('a')).toEqual({ ...cuts, withMissing: 8 })
    expect(readBreaks({ a: 'auto' }).get('a')).toEqual({ how: 'auto', special: [] })
    expect(readBreaks({ a: 'linear' }).get('a')).toEqual({ how: 'linear' })
  })

  test('numbers that are codes, beside cuts or by themselves', () => {
    const { a, b } = Object.fromEntries(readBreaks({ a: { breaks: [16, 8], special: [-999, '-1.0'] }, b: { special: [0, 0] } }))
    expect(a).toEqual({ how: 'cuts', cuts: [8, 16], withMissing: null, special: [-999, -1] })
    expect(b).toEqual({ how: 'auto', special: [0] })
  })

  test.each([
    [[], 'The breaks file lists no variable.'],
    [{ a: ['p%,%q', 'q'] }, 'The breaks of "a" list "q" twice.'],
    [{ a: { special: ['none'] } }, 'The special values of "a" must be a list of numbers.'],
    [{ a: { special: [1], cuts: [2] } }, 'The breaks of "a" have "cuts" beside breaks and special.'],
    [{ a: { breaks: 'linear', special: [1] } }, '"a" has special values, but no bins of numbers that they could stand beside.'],
    [{ a: { breaks: ['x'], special: [1] } }, '"a" has special values, but no bins of numbers that they could stand beside.'],
    [{ a: { cut: 1 } }, 'The breaks of "a" must be a list of cuts or of groups of values.'],
    ['text', 'The breaks file must be a JSON object that lists breaks by variable.'],
  ])('%j is refused', (json, sentence) => expect(() => readBreaks(json)).toThrow(sentence))
})

test('splits: which rows train', () => {
  const table = {
    names: ['a=b', 'c'],
    columns: [
      ['1', '1.0', '2', null],
      ['x', 'y', 'x', 'x'],
    ],
    rows: 4,
  }
  const of = (text: string) => trains(splitOf(text, table), table)
  expect(of('odd-even')).toEqual([true, false, true, false])
  expect(of('mod10')).toEqual([false, true, true, false])
  expect(of('a=b=1')).toEqual([true, true, false, false])
  expect(() => splitOf('d=1', table)).toThrow('The data have no column "d" to split by.')
  expect(() => splitOf('even', table)).toThrow('The split "even" is neither odd-even, mod10 nor COLUMN=VALUE.')
})
