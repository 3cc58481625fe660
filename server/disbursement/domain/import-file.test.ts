import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { creditCodeFrom } from '@/server/kernel/credit-code'
import { toCsv } from '@/server/kernel/csv'
import { randomRuns } from '@/tests/random-runs'
import { readAmount, readDate, readYesNo } from './import-cells'
import { templateHeader } from './import-columns'
import { type ImportedReport, readImportFile } from './import-file'

const bytes = (text: string) => new TextEncoder().encode(text)
const header = templateHeader('DISBURSEMENT', 'zh-CN').join(',')
const line = 'SQ20260918000001,91610802MA70ABCD7Q,fk 001,"3,000,000.00",2026/9/18,否,是'
const read = (text: string) => readImportFile('DISBURSEMENT', bytes(text))
const report = {
  kind: 'DISBURSEMENT',
  applicationNumber: 'SQ20260918000001',
  creditCode: '91610802MA70ABCD7Q',
  reference: 'FK001',
  on: '2026-09-18',
  amountFen: 3_000_000_00n,
  renewal: false,
  firstLoan: true,
}

describe('a file', () => {
  it('is read alike in UTF-8 and GB18030, under Chinese or English headers, in any order', () => {
    const expected = { ok: true, lines: [{ line: 2, ok: true, report }] }
    expect(read(`${header}\r\n${line}\r\n`)).toMatchObject({ ...expected, encoding: 'UTF-8' })
    expect(readImportFile('DISBURSEMENT', iconv.encode(`${header}\r\n${line}`, 'gb18030'))).toMatchObject({
      ...expected,
      encoding: 'GB18030',
    })
    const english = templateHeader('DISBURSEMENT', 'en').join(',')
    expect(read(`${english}\n${line}`)).toMatchObject(expected)
    expect(
      read(
        `date;AMOUNT_FEN;reference;credit_code; application_number *\n20260918;3000000;FK001;91610802ma70abcd7q;SQ20260918000001`,
      ),
    ).toMatchObject({
      lines: [{ ok: true, report: { ...report, firstLoan: false } }],
    })
  })

  it('is answered line by line, by the row of the spreadsheet, and a faulty line keeps no other out', () => {
    const answer = read(`${header}\n${line}\n,,\n,短,,3.001,2026-02-30,也许,\n${line}`)
    expect(answer).toMatchObject({
      ok: true,
      lines: [
        { line: 2, ok: true },
        { line: 4, ok: false },
        { line: 5, ok: true },
      ],
    })
    expect(answer.ok && !answer.lines[1]?.ok && answer.lines[1]?.problems).toEqual([
      { column: 'applicationNumber', refusal: 'cell.required' },
      { column: 'creditCode', refusal: 'cell.credit-code' },
      { column: 'reference', refusal: 'reference.missing' },
      { column: 'on', refusal: 'cell.date' },
      { column: 'amountFen', refusal: 'cell.amount-precision' },
      { column: 'renewal', refusal: 'cell.yes-no' },
    ])
  })

  it.each([
    ['without lines', `${header}\n\n`, 'file.no-lines', []],
    ['without a column', '申请编号,放款凭证号,放款金额（元）\nx', 'file.column-missing', ['统一社会信用代码', '放款日期']],
    ['with a column nobody knows', `${header},密码\nx`, 'file.column-unknown', ['密码']],
    ['with a column twice', `${header},申请编号\nx`, 'file.column-twice', ['申请编号']],
    ['cut in a quote', `${header}\n"SQ`, 'file.damaged', []],
    ['with too many lines', `${header}${`\n${line}`.repeat(5001)}`, 'file.too-many-lines', []],
    ['too large', 'x'.repeat(2 * 1024 * 1024 + 1), 'file.too-large', []],
    ['that is empty', '', 'file.empty', []],
  ])('%s is refused whole', (_, text, refusal, columns) => {
    expect(read(text)).toEqual({ ok: false, refusal, columns })
  })

  it('of 5,000 lines is taken', () => {
    const answer = read(`${header}${`\n${line}`.repeat(5000)}`)
    expect(answer.ok && answer.lines.length).toBe(5000)
  })

  it('says when a line has more cells than the header', () => {
    expect(read(`${header}\n${line},,more`)).toMatchObject({ lines: [{ ok: false, problems: [{ refusal: 'line.cells' }] }] })
  })

  it('of repayments takes a month of interest alone, and no line of nothing', () => {
    const head = templateHeader('REPAYMENT', 'zh-CN').join(',')
    const answer = readImportFile(
      'REPAYMENT',
      bytes(`${head}\nSQ0001,91610802MA70ABCD7Q,HK1,0,3208.33,2026-09-18\nSQ0001,91610802MA70ABCD7Q,HK2,0,0,2026-09-18`),
    )
    expect(answer).toMatchObject({
      lines: [
        { ok: true, report: { kind: 'REPAYMENT', principalFen: 0n, interestFen: 3_208_33n } },
        { ok: false, problems: [{ column: 'principalFen', refusal: 'line.nothing-paid' }] },
      ],
    })
  })

  it('that we write is the file that we read', () => {
    const letter = fc.constantFrom(...'0123456789ABCDEFGH')
    const made = fc.record({
      applicationNumber: fc.array(letter, { minLength: 4, maxLength: 12 }).map((each) => `SQ${each.join('')}`),
      creditCode: fc.array(letter, { minLength: 8, maxLength: 8 }).map((each) => creditCodeFrom('91610802', each.join(''))),
      // A letter first: 1E+5 is what Excel makes of a long number, and is refused.
      reference: fc.array(fc.constantFrom(...'0123456789AZ-_/.:#()榆放'), { maxLength: 20 }).map((each) => `F${each.join('')}`),
      on: fc.integer({ min: 0, max: 9000 }).map((day) => new Date(Date.UTC(2010, 0, 1 + day)).toISOString().slice(0, 10)),
      amountFen: fc.bigInt({ min: 1n, max: 1_000_000_000_00n }),
      renewal: fc.boolean(),
      firstLoan: fc.boolean(),
      renewsNumber: fc.option(fc.array(letter, { minLength: 4, maxLength: 12 }).map((each) => `SQ${each.join('')}`)),
    })
    fc.assert(
      fc.property(fc.array(made, { minLength: 1, maxLength: 5 }), (all) => {
        const rows = all.map((each) => [
          each.applicationNumber,
          each.creditCode,
          each.reference,
          { fen: each.amountFen },
          each.on,
          each.renewal ? '是' : '否',
          each.firstLoan ? '是' : '',
          each.renewsNumber ?? '',
        ])
        const answer = read(toCsv([templateHeader('DISBURSEMENT', 'zh-CN'), ...rows]))
        const expected: ImportedReport[] = all.map((each) => ({ kind: 'DISBURSEMENT', ...each }))
        expect(answer.ok && answer.lines.map((each) => each.ok && each.report)).toEqual(expected)
      }),
      randomRuns('import of exports', 2_000),
    )
  })
})

describe('cells', () => {
  it.each([
    ['1,200,000.00', 1_200_000_00n],
    ['￥１２００．５', 1_200_50n],
    ['0.01', 1n],
    ['500 元', 500_00n],
  ])('reads the amount %s', (text, fen) => {
    expect(readAmount(text, false)).toEqual({ ok: true, value: fen })
  })
  it.each([
    ['', 'cell.required'],
    ['1.2E+06', 'cell.scientific'],
    ['0', 'cell.amount-range'],
    ['-5', 'cell.amount-range'],
    ['1000000000.01', 'cell.amount-range'],
    ['0.001', 'cell.amount-precision'],
    ['300万', 'cell.amount'],
    ['1,23', 'cell.amount'],
  ])('refuses the amount %j', (text, refusal) => {
    expect(readAmount(text, false)).toEqual({ ok: false, refusal })
  })
  it.each(['2026-09-18', '2026/9/18', '2026.09.18', '20260918', '2026年9月18日', ' ２０２６-9-18 '])(
    'reads the date %s',
    (text) => {
      expect(readDate(text)).toEqual({ ok: true, value: '2026-09-18' })
    },
  )
  it.each(['2026-02-29', '18/09/2026', '2026-9/18', '46283', '2026-13-01'])('refuses the date %s', (text) => {
    expect(readDate(text)).toEqual({ ok: false, refusal: 'cell.date' })
  })
  it('reads yes and no in both languages', () => {
    expect(['是', 'YES', '1', '否', ''].map((text) => readYesNo(text).ok)).toEqual([true, true, true, true, true])
    expect(readYesNo('是')).toEqual({ ok: true, value: true })
    expect(readYesNo('')).toEqual({ ok: true, value: false })
  })
})
