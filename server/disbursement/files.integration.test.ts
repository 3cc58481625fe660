import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { toCsv } from '@/server/kernel/csv'
import { anOrganisation, aSession } from '@/tests/world'
import { templateHeader } from './domain/import-columns'
import { aDesk, aLoan as aLoanOf, caller, type Loan, refusalOf, standing, today, wan } from './loans.fixture'

let bank: string
let officer: Session
const aLoan = (grantedFen: bigint, revolving = false, institution = bank) => aLoanOf(institution, grantedFen, revolving)

beforeAll(async () => {
  const desk = await aDesk()
  bank = desk.bank
  officer = desk.officer
})

const fileOf = (rows: [Loan | { number: string; creditCode: string }, string, string, string?][]) =>
  new TextEncoder().encode(
    toCsv([
      templateHeader('DISBURSEMENT', 'zh-CN'),
      ...rows.map(([loan, reference, amount, firstLoan = '否']) => [
        loan.number,
        loan.creditCode,
        reference,
        amount,
        today,
        '否',
        firstLoan,
      ]),
    ]),
  )
const upload = (bytes: Uint8Array<ArrayBuffer>, session = officer) =>
  caller(session).upload({ kind: 'DISBURSEMENT', fileName: 'a.csv', bytes })
const linesOf = async (batchId: string) =>
  (await caller(officer).batch({ batchId, page: 1 })).rows.map(({ line, outcome, receipt }) => ({ line, outcome, receipt }))

describe('a file', () => {
  it('records line by line; a faulty line keeps no other out; the same file twice changes nothing, same receipts (oracle 8)', async () => {
    const [a, b] = [await aLoan(10n * wan), await aLoan(10n * wan)]
    const foreign = await aLoan(10n * wan, false, await anOrganisation('INSTITUTION'))
    const bytes = fileOf([
      [a, 'F1', '10000.00', '是'],
      [a, 'F2', '80,000.00'],
      [a, 'F3', '20000.00'], // above the line by 10,000
      [b, 'F4', 'ten'],
      [b, 'F1', '10000.00', '是'], // F1 is a's
      [a, 'F1', '10000.00', '是'], // the same again
      [foreign, 'F5', '10000.00'],
      [{ ...b, creditCode: '91610802MA7000002X' }, 'F6', '1.00'],
      [a, 'F7', '10000.00'], // fits: F3 did not
    ])
    const { batchId } = await upload(bytes)
    const lines = await linesOf(batchId)
    expect(lines.map(({ outcome }) => outcome)).toEqual([
      'RECORDED',
      'RECORDED',
      'REFUSED',
      'REFUSED',
      'CONFLICT',
      'DUPLICATE',
      'REFUSED',
      'REFUSED',
      'RECORDED',
    ])
    expect(lines[5]?.receipt).toBe(lines[0]?.receipt)
    const before = [await standing(a), await standing(b), await standing(foreign)]
    expect(before[0]).toMatchObject({ state: 'DISBURSED', rows: '10000000', entries: '3', notices: '1' })
    expect(before[2]).toMatchObject({ rows: '0' })

    const again = await upload(bytes)
    expect(again.recorded).toBe(0)
    const repeated = await linesOf(again.batchId)
    const receipts = (list: typeof lines) =>
      list.filter(({ outcome }) => outcome === 'RECORDED' || outcome === 'DUPLICATE').map(({ receipt }) => receipt)
    expect(receipts(repeated)).toEqual(receipts(lines))
    expect([await standing(a), await standing(b), await standing(foreign)]).toEqual(before)
    expect((await caller(officer).batch({ batchId: again.batchId, page: 1 })).earlier?.id).toBe(batchId)
  })

  it('uploaded ten times at once is recorded once', async () => {
    const loans = [await aLoan(10n * wan), await aLoan(10n * wan)]
    const bytes = fileOf(
      loans.flatMap((loan, at) => [1, 2, 3].map((n): [Loan, string, string] => [loan, `T${at}${n}`, '10000.00'])),
    )
    const all = await Promise.all(Array.from({ length: 10 }, () => upload(bytes)))
    expect(all.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(6)
    for (const loan of loans) expect(await standing(loan)).toMatchObject({ rows: '3000000', entries: '3' })
  })

  it('of 5,000 lines, the most there may be, is recorded whole', async () => {
    const loans = [await aLoan(10n * wan), await aLoan(10n * wan), await aLoan(10n * wan), await aLoan(10n * wan)]
    const bytes = fileOf(
      loans.flatMap((loan, at) => Array.from({ length: 1250 }, (_, n): [Loan, string, string] => [loan, `M${at}-${n}`, '1.00'])),
    )
    const started = performance.now()
    const { recorded } = await upload(bytes)
    console.info(`5,000 lines in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    expect(recorded).toBe(5000)
    for (const loan of loans) expect(await standing(loan)).toMatchObject({ disbursedFen: '125000', rows: '125000', notices: '1' })
  })

  it('sets a contradiction aside until a person settles it, once', async () => {
    const loan = await aLoan(10n * wan)
    await upload(fileOf([[loan, 'C1', '10000.00']]))
    const { batchId } = await upload(fileOf([[loan, 'C1', '20000.00']]))
    const mine = async () =>
      (await caller(officer).conflicts({ kind: 'DISBURSEMENT', page: 1 })).rows.filter((row) => row.batchId === batchId)
    expect(await mine()).toMatchObject([{ line: 2, raw: { amountFen: '20000.00' } }])
    expect(await caller(officer).settleConflict({ batchId, line: 2 })).toEqual({ batchId, line: 2 })
    expect(await refusalOf(caller(officer).settleConflict({ batchId, line: 2 }))).toBe('disbursement.conflict-settled')
    expect(await mine()).toEqual([])
    expect(await standing(loan)).toMatchObject({ rows: '1000000' })
  })

  it('that is no table of ours is refused whole, and shown to no other institution', async () => {
    const loan = await aLoan(10n * wan)
    expect(await refusalOf(upload(new TextEncoder().encode('a,b\n1,2\n')))).toBe('file.column-unknown')
    const { batchId } = await upload(fileOf([[loan, 'S1', '1.00']]))
    const stranger = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
    expect(await refusalOf(caller(stranger).batch({ batchId, page: 1 }))).toBe('not-found')
  })
})
