import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCsv } from '@/server/kernel/csv'
import { currentRecords } from './landed'
import { headerOf, layouts } from './layouts'
import { cellsOfCsv, cellsOfJson, createLineReader } from './read-line'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
const today = '2026-11-25'
const read = createLineReader(layouts.HOUSING_FUND, today)
const code = '91610802MA70ABCD7Q'
const good = [code, '202610', '35', '182000.00', '29120.00', '正常', 'I']

test('a good line is kept as its values, the key first', () => {
  expect(read(good)).toEqual({ ok: true, creditCode: code, key: '202610', kept: '202610\t35\t182000.00\t29120.00\t正常' })
})

test.each([
  ['a future month', 1, '202612', 'line.future', '缴存年月'],
  ['a month that no year has', 1, '202613', 'line.type', '缴存年月'],
  ['a negative amount', 4, '-0.01', 'line.negative', '缴存额'],
  ['a negative number of people', 2, '-3', 'line.negative', '缴存人数'],
  ['an amount without cents', 3, '182000', 'line.type', '缴存基数合计'],
  ['a word for a number', 2, '三十五', 'line.type', '缴存人数'],
  ['a state that nobody agreed on', 5, '已缴', 'line.type', '缴存状态'],
  ['a letter that no credit code has', 0, '91610802MA70ABCD7I', 'line.credit-code', null],
  ['a cut credit code', 0, code.slice(1), 'line.credit-code', null],
  ['an unknown operation', 6, 'X', 'line.operation', null],
])('%s is set aside by name', (_, at, value, reason, column) => {
  expect(read(good.with(at, value))).toEqual({ ok: false, reason, column })
})

test('a line with a column too few or too many is set aside', () => {
  expect(read(good.slice(1))).toMatchObject({ reason: 'line.columns' })
  expect(read([...good, ''])).toMatchObject({ reason: 'line.columns' })
})

test('a day that no calendar has is set aside, and one to come only where it may', () => {
  const title = createLineReader(layouts.QUALIFICATION, today)
  const cells = [code, '证1', '高新技术企业', '市科学技术局', '2025-06-12', '2028-06-28', '', 'I']
  expect(title(cells).ok).toBe(true)
  expect(title(cells.with(4, '2026-02-30'))).toMatchObject({ reason: 'line.type', column: '认定日期' })
  expect(title(cells.with(4, '2026-11-26'))).toMatchObject({ reason: 'line.future' })
})

test(`cells survive the way through a CSV file (seed ${seed})`, () => {
  const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]|^'*[=+\-@\t＝＋－＠]/.test(text))
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 9 }), (cells) => {
      const line = toCsv([cells]).slice(1, -2)
      expect(cellsOfCsv(line)).toEqual(cells)
    }),
    { seed, numRuns: 300 },
  )
})

test('quotes that do not close, and text behind them, are no line', () => {
  expect(cellsOfCsv('a,"b')).toBeNull()
  expect(cellsOfCsv('a,"b"c,d')).toBeNull()
})

test('a JSON line has exactly the agreed fields, each text or null', () => {
  const layout = layouts.PUBLIC_OPINION
  const record = {
    creditCode: code,
    itemNo: 'n1',
    publishedOn: '2026-01-05',
    tone: '正面',
    topic: '表彰奖励',
    title: 't',
    outlet: 'o',
    confirmed: '是',
    op: 'I',
  }
  expect(cellsOfJson(layout, JSON.stringify(record))).toHaveLength(headerOf(layout).length)
  for (const bad of [{ ...record, extra: '1' }, { ...record, title: 5 }, [record], null, { ...record, title: undefined }])
    expect(cellsOfJson(layout, JSON.stringify(bad))).toBeNull()
  expect(cellsOfJson(layout, '{')).toBeNull()
  expect(cellsOfJson(layout, '{"__proto__":{"creditCode":"x"}}')).toBeNull()
})

test('of two lines with one key the later delivery counts, and a withdrawn one is gone', () => {
  const month = (period: string, people: number) => `${period}\t${people}\t1.00\t0.16\t正常`
  const rows = [
    { sequence: 2n, part: 0, body: `${month('202602', 9)}\n202603\t-` },
    { sequence: 1n, part: 7, body: [month('202601', 1), month('202602', 2), month('202603', 3)].join('\n') },
  ]
  const records = currentRecords(layouts.HOUSING_FUND, rows, { from: '2026-01', to: '2026-12' })
  expect(records.map(({ period, contributors }) => [period, contributors])).toEqual([
    ['202601', '1'],
    ['202602', '9'],
  ])
  expect(currentRecords(layouts.HOUSING_FUND, rows, { from: '2026-02', to: '2026-12' })).toHaveLength(1)
})
