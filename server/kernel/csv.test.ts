import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { delimiterOf, parseCsv, toCsv } from './csv'

const text = fc.string({
  unit: fc.constantFrom('"', ',', '\r', '\n', '\t', ';', ' ', "'", '=', '+', '-', '@', '＝', '\uFEFF', 'a', '1', '元', '𠮷'),
  maxLength: 8,
})
const table = fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 6 })

describe('CSV', () => {
  it('reads back exactly what it wrote', () => {
    fc.assert(
      fc.property(table, (rows) => {
        expect(parseCsv(toCsv(rows))).toEqual({ ok: true, value: rows })
      }),
      randomRuns('CSV there and back', 5_000),
    )
  })

  it('is read by another parser as what it says, formulas neutralised', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const { data } = Papa.parse<string[]>(toCsv(rows).slice(1), { delimiter: ',', newline: '\r\n' })
        const read = data.slice(0, -1)
        expect(read.map((row) => row.map((cell) => cell.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, '')))).toEqual(rows)
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
      }),
      randomRuns('CSV by Papa Parse', 2_000),
    )
  })

  it('writes amounts and numbers as numbers, and begins with the mark that Excel wants', () => {
    expect(
      toCsv([
        ['金额（元）', '笔数', '备注'],
        [{ fen: -123_45n }, 3n, null],
      ]),
    ).toBe('\uFEFF金额（元）,笔数,备注\r\n-123.45,3,\r\n')
    expect(toCsv([['=cmd|calc!A1', '-1', 'a,"b"']])).toBe('\uFEFF\'=cmd|calc!A1,\'-1,"a,""b"""\r\n')
  })

  it('takes any line end, an empty last cell and a missing last line end', () => {
    expect(parseCsv('a,b\r\n1,\n\n2,3\r4,')).toEqual({ ok: true, value: [['a', 'b'], ['1', ''], [''], ['2', '3'], ['4', '']] })
    expect(parseCsv('')).toEqual({ ok: true, value: [] })
    expect(parseCsv('"a"')).toEqual({ ok: true, value: [['a']] })
  })

  it.each([
    ['"cut in the mid', 'csv.unclosed-quote'],
    ['"a"b,c', 'csv.text-after-quote'],
    ['x,"""', 'csv.unclosed-quote'],
  ])('refuses %j', (damaged, refusal) => {
    expect(parseCsv(damaged)).toEqual({ ok: false, refusal })
  })

  it('finds the delimiter in the header', () => {
    expect(delimiterOf('a,b,c\n1;2;3;4')).toBe(',')
    expect(delimiterOf('a;b;c')).toBe(';')
    expect(delimiterOf('a\tb\tc')).toBe('\t')
    expect(delimiterOf('a')).toBe(',')
  })
})
