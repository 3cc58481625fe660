import { beforeAll, describe, expect, it } from 'vitest'
import { toCsv } from '@/server/kernel/csv'
import { addDays } from '@/server/kernel/dates'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'
import { templateHeader } from './domain/import-columns'
import {
  aDesk,
  aLoan,
  caller,
  type Desk,
  disbursement,
  type Loan,
  refusalOf,
  repayment,
  standing,
  today,
  wan,
} from './loans.fixture'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk()
})

const officer = () => caller(desk.officer)
/** A drawn loan of 300, and the contract of the same firm that is to renew it. */
async function twoLoans(drawn = 300n, granted = 500n): Promise<{ old: Loan; next: Loan }> {
  const old = await aLoan(desk.bank, drawn * wan)
  await officer().disburse(disbursement(old.applicationId, drawn * wan, { disbursedOn: addDays(today, -5) }))
  return { old, next: await aLoan(desk.bank, granted * wan, false, old.firm) }
}
const renewal = ({ old, next }: { old: Loan; next: Loan }, amount = 300n) =>
  disbursement(next.applicationId, amount * wan, { renewal: true, renewsId: old.applicationId })
const monthOf = async (institution: string) => {
  const office = await aSession(await anOrganisation('OFFICE'), ['OFFICE_LEADER'])
  const { sums } = await createCallerFactory(appRouter)(contextOf(office)).statistics.overview({ institution })
  return sums.month
}

describe('a renewal', () => {
  it('of 3 million is 3 million disbursed, 3 million renewed and nothing new; the old loan is RENEWED (oracle 9)', async () => {
    const own = await aDesk()
    const old = await aLoan(own.bank, 300n * wan)
    await caller(own.officer).disburse(disbursement(old.applicationId, 300n * wan, { disbursedOn: addDays(today, -5) }))
    const next = await aLoan(own.bank, 500n * wan, false, old.firm)
    const before = await monthOf(own.bank)
    const { reportId } = await caller(own.officer).disburse(renewal({ old, next }))
    const after = await monthOf(own.bank)
    const grown = (field: 'disbursedFen' | 'renewalFen' | 'repaidFen' | 'balanceFen') => after[field] - before[field]
    expect([grown('disbursedFen'), grown('renewalFen'), grown('repaidFen')]).toEqual([300n * wan, 300n * wan, 300n * wan])
    expect([grown('disbursedFen') - grown('renewalFen'), grown('balanceFen')]).toEqual([0n, 0n])
    expect(await standing(old)).toMatchObject({ state: 'RENEWED', outstandingFen: '0', disbursedFen: '300000000' })
    expect(await standing(next)).toMatchObject({ state: 'PARTLY_DISBURSED', outstandingFen: '300000000' })
    const events = await owner('SELECT event FROM application_event WHERE "applicationId" = $1 ORDER BY id DESC LIMIT 1', [
      old.applicationId,
    ])
    expect(events).toEqual([{ event: 'RENEWED' }])
    expect(await refusalOf(caller(own.officer).repay(repayment(old.applicationId, wan)))).toBe('repayment.renewed')

    // Taken back, the old loan is owed again; its repayment is not reversed by itself.
    const [repaid] = await owner<{ id: string }>('SELECT id FROM repayment WHERE "renewedById" = $1', [reportId])
    const undo = { reason: 'WRONG_AMOUNT' } as const
    const alone = { ...undo, kind: 'REPAYMENT', applicationId: old.applicationId, reportId: repaid?.id ?? '' } as const
    expect(await refusalOf(caller(own.officer).reverse(alone))).toBe('reversal.of-renewal')
    await caller(own.officer).reverse({ ...undo, kind: 'DISBURSEMENT', applicationId: next.applicationId, reportId })
    expect(await standing(old)).toMatchObject({ state: 'DISBURSED', outstandingFen: '300000000' })
    expect(await standing(next)).toMatchObject({ state: 'CONTRACTED', outstandingFen: '0' })
    expect(await monthOf(own.bank)).toEqual(before)
  })

  it('in part leaves the rest owed, and sent again changes nothing', async () => {
    const both = await twoLoans()
    const report = renewal(both, 100n)
    const first = await officer().disburse(report)
    expect(await officer().disburse(report)).toEqual({ ...first, outcome: 'DUPLICATE' })
    expect(await standing(both.old)).toMatchObject({ state: 'DISBURSED', outstandingFen: '200000000' })
    await officer().repay(repayment(both.old.applicationId, 200n * wan))
    expect(await standing(both.old)).toMatchObject({ state: 'SETTLED' })
  })

  it('names an old loan of this firm at this bank, in time and for no more than it owes; else nothing is written', async () => {
    const both = await twoLoans()
    const ask = (rest: object, amount = 300n) => refusalOf(officer().disburse({ ...renewal(both, amount), ...rest }))
    expect(await ask({ renewsId: undefined })).toBe('renewal.unnamed')
    expect(await ask({ renewal: false })).toBe('renewal.unnamed')
    expect(await ask({ renewsId: both.next.applicationId })).toBe('renewal.same-loan')
    expect(await ask({}, 301n)).toBe('renewal.above-owed')
    const stranger = await twoLoans()
    expect(await ask({ renewsId: stranger.old.applicationId })).toBe('renewal.unknown-loan')
    const elsewhere = await aLoan((await aDesk()).bank, 300n * wan, false, both.old.firm)
    expect(await ask({ renewsId: elsewhere.applicationId })).toBe('renewal.unknown-loan')
    // Fallen due: a loan of one month, drawn long ago; the new contract is of yesterday.
    await owner('UPDATE application SET "grantedTermMonths" = 1, "contractedAt" = now() - interval \'90 days\' WHERE id = $1', [
      both.old.applicationId,
    ])
    await owner(`UPDATE disbursement SET "disbursedOn" = "disbursedOn" - 60 WHERE "applicationId" = $1`, [both.old.applicationId])
    expect(await ask({})).toBe('renewal.after-due')
    expect(await standing(both.next)).toMatchObject({ state: 'CONTRACTED', rows: '0' })
    expect(await standing(both.old)).toMatchObject({ state: 'DISBURSED', outstandingFen: '300000000' })
  })

  it('from a file names the old application by its number', async () => {
    const both = await twoLoans()
    const line = (reference: string, amount: string, renews: string) => [
      both.next.number,
      both.next.creditCode,
      reference,
      amount,
      today,
      '是',
      '否',
      renews,
    ]
    const lines = [line('XD1', '3000000.00', 'SQ00000000'), line('XD2', '3000000.00', both.old.number), line('XD3', '1.00', '')]
    const bytes = new TextEncoder().encode(toCsv([templateHeader('DISBURSEMENT', 'zh-CN'), ...lines]))
    const { batchId } = await officer().upload({ kind: 'DISBURSEMENT', fileName: 'x.csv', bytes })
    const { rows } = await officer().batch({ batchId, page: 1 })
    expect(rows.map(({ outcome, reason }) => [outcome, reason && JSON.parse(reason)[0].refusal])).toEqual([
      ['REFUSED', 'renewal.unknown-loan'],
      ['RECORDED', null],
      ['REFUSED', 'renewal.unnamed'],
    ])
    expect(await standing(both.old)).toMatchObject({ state: 'RENEWED', outstandingFen: '0' })
  })
})

describe('a write-off', () => {
  const writeOff = (applicationId: string, amount: bigint, reference = `W${amount}`) =>
    officer().writeOff({ applicationId, reference, writtenOffFen: amount, writtenOffOn: today })

  it('takes principal off the balance without being a repayment, keeps the loan unsettled, and tells the firm nothing', async () => {
    const { old: loan } = await twoLoans(10n)
    const before = await standing(loan)
    await officer().repay(repayment(loan.applicationId, 4n * wan))
    const { reportId } = await writeOff(loan.applicationId, 6n * wan)
    expect(await standing(loan)).toMatchObject({ state: 'DISBURSED', outstandingFen: '0', disbursedFen: before.disbursedFen })
    expect((await standing(loan)).notices).toBe(String(Number(before.notices) + 1))
    // What the firm sees: it owes what was written off, and never paid it.
    const own = await createCallerFactory(appRouter)(contextOf(loan.firm)).lending.mine()
    expect(own.find(({ id }) => id === loan.applicationId)?.outstandingFen).toBe(6n * wan)
    expect(await refusalOf(officer().close({ applicationId: loan.applicationId }))).toBe('loan.written-off')
    expect(await refusalOf(writeOff(loan.applicationId, 1n))).toBe('write-off.above-outstanding')
    const [entry] = await owner<{ act: string }>('SELECT act FROM ledger_entry WHERE "subjectId" = $1', [reportId])
    expect(entry?.act).toBe('write-off.reported')
    const undo = { kind: 'REPAYMENT', applicationId: loan.applicationId, reportId, reason: 'WRONG_AMOUNT' } as const
    await officer().reverse(undo)
    expect(await standing(loan)).toMatchObject({ state: 'DISBURSED', outstandingFen: String(6n * wan) })
    await officer().repay(repayment(loan.applicationId, 6n * wan))
    expect(await standing(loan)).toMatchObject({ state: 'SETTLED' })
  })

  it('from a file is a line of its own', async () => {
    const { old: loan } = await twoLoans(10n)
    const line = (reference: string, principal: string, off: string) => [
      loan.number,
      loan.creditCode,
      reference,
      principal,
      '0',
      today,
      off,
    ]
    const lines = [line('HX1', '0', '20000.00'), line('HX2', '1.00', '1.00'), line('HX3', '1.00', '')]
    const bytes = new TextEncoder().encode(toCsv([templateHeader('REPAYMENT', 'zh-CN'), ...lines]))
    const { batchId } = await officer().upload({ kind: 'REPAYMENT', fileName: 'h.csv', bytes })
    const { rows } = await officer().batch({ batchId, page: 1 })
    expect(rows.map(({ outcome, reason }) => [outcome, reason && JSON.parse(reason)[0].refusal])).toEqual([
      ['RECORDED', null],
      ['REFUSED', 'line.paid-and-written-off'],
      ['RECORDED', null],
    ])
    expect((await standing(loan)).outstandingFen).toBe(String(10n * wan - 2_000_000n - 100n))
  })
})
