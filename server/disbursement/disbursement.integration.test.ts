import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { isUniqueViolation } from '@/server/db/transaction'
import { Refused } from '@/server/kernel/refused'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import {
  aDesk,
  aLoan as aLoanOf,
  caller,
  disbursement,
  nextVoucher,
  refusalOf,
  repayment,
  standing,
  today,
  wan,
} from './loans.fixture'

let bank: string
let officer: Session
const aLoan = (grantedFen: bigint, revolving = false, institution = bank) => aLoanOf(institution, grantedFen, revolving)

beforeAll(async () => {
  const desk = await aDesk()
  bank = desk.bank
  officer = desk.officer
})

describe('one report by form', () => {
  it('moves the loan with its event, ledger entry and notice, and draws it down to the line', async () => {
    const loan = await aLoan(300n * wan)
    const first = await caller(officer).disburse(disbursement(loan.applicationId, 100n * wan))
    expect(first).toMatchObject({ outcome: 'RECORDED', receipt: expect.stringMatching(/^FK-[0-9A-F]{12}$/) })
    expect(await standing(loan)).toEqual({
      state: 'PARTLY_DISBURSED',
      disbursedFen: '100000000',
      outstandingFen: '100000000',
      rows: '100000000',
      events: '1',
      entries: '1',
      notices: '1',
    })
    await caller(officer).disburse(disbursement(loan.applicationId, 200n * wan))
    expect(await standing(loan)).toMatchObject({ state: 'DISBURSED', events: '2' })
    await caller(officer).repay(repayment(loan.applicationId, 300n * wan, { interestFen: 5n }))
    expect(await standing(loan)).toMatchObject({ state: 'SETTLED', outstandingFen: '0', disbursedFen: '300000000', notices: '3' })
  })

  it('takes rate, term and guarantee from the contract', async () => {
    const loan = await aLoan(wan)
    const { reportId } = await caller(officer).disburse(disbursement(loan.applicationId, wan))
    const rows = await owner(
      'SELECT "rateBps", "termMonths", "creditLoan", renewal, "firstLoan" FROM disbursement WHERE id = $1',
      [reportId],
    )
    expect(rows).toEqual([{ rateBps: 385, termMonths: 12, creditLoan: true, renewal: false, firstLoan: false }])
  })

  it('is refused above the line, before the contract, in the future, as first loan and renewal at once; nothing is written', async () => {
    const loan = await aLoan(10n * wan)
    const ask = (amount: bigint, rest = {}) => refusalOf(caller(officer).disburse(disbursement(loan.applicationId, amount, rest)))
    expect(await ask(10n * wan + 1n)).toBe('disbursement.above-grant')
    expect(await ask(wan, { disbursedOn: '2020-01-01' })).toBe('report.before-contract')
    expect(await ask(wan, { disbursedOn: '2999-01-01' })).toBe('report.in-future')
    expect(await ask(wan, { renewal: true, firstLoan: true })).toBe('disbursement.first-and-renewal')
    expect(await refusalOf(caller(officer).repay(repayment(loan.applicationId, wan)))).toBe('repayment.nothing-drawn')
    expect(await standing(loan)).toMatchObject({ state: 'CONTRACTED', rows: '0', events: '0', entries: '0', notices: '0' })
    expect(await owner('SELECT FROM report_reference k WHERE k.reference = $1', [`V${nextVoucher() - 1}`])).toEqual([])
  })

  it('knows the same report again by its voucher, and sets a contradicting one aside', async () => {
    const loan = await aLoan(10n * wan)
    const report = disbursement(loan.applicationId, wan)
    const first = await caller(officer).disburse(report)
    const again = await caller(officer).disburse({ ...report, reference: ` ${report.reference.toLowerCase()} ` })
    expect(again).toEqual({ ...first, outcome: 'DUPLICATE' })
    expect(await refusalOf(caller(officer).disburse({ ...report, amountFen: 2n * wan }))).toBe('disbursement.conflict')
    expect(await standing(loan)).toMatchObject({ rows: '1000000', entries: '1', notices: '1' })
  })

  it('is not for another institution, nor for those who only read', async () => {
    const loan = await aLoan(10n * wan)
    const stranger = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
    expect(await refusalOf(caller(stranger).disburse(disbursement(loan.applicationId, wan)))).toBe(
      'disbursement.unknown-application',
    )
    const approver = await aSession(bank, ['BANK_APPROVER'])
    await expect(caller(approver).disburse(disbursement(loan.applicationId, wan))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await caller(stranger).loans({ page: 1 })).rows).toEqual([])
    expect(await standing(loan)).toMatchObject({ rows: '0' })
  })
})

describe('thirty reports at once', () => {
  const race = <Result>(act: (index: number) => Promise<Result>) =>
    Promise.allSettled(Array.from({ length: 30 }, (_, index) => act(index)))

  it('never go above the line, together', async () => {
    const loan = await aLoan(10n * wan)
    const settled = await race(() => caller(officer).disburse(disbursement(loan.applicationId, 3n * wan)))
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    const stands = await standing(loan)
    expect(stands).toMatchObject({ disbursedFen: '9000000', rows: '9000000', events: '3', entries: '3' })
  })

  it('would, if the total were read, then written: the check above can go red', async () => {
    const loan = await aLoan(10n * wan)
    await race(() =>
      as(officer, async (tx) => {
        const read = await tx.application.findFirstOrThrow({ where: { id: loan.applicationId } })
        if (read.disbursedFen + 3n * wan > (read.grantedFen ?? 0n)) throw new Refused('disbursement.above-grant')
        const common = {
          enterpriseId: loan.enterpriseId,
          institutionId: bank,
          applicationId: loan.applicationId,
          rateBps: 385,
          termMonths: 12,
        }
        await tx.disbursement.createMany({
          data: [
            {
              ...common,
              reference: 'naive',
              amountFen: 3n * wan,
              disbursedOn: new Date(today),
              renewal: false,
              firstLoan: false,
              creditLoan: true,
              recordedBy: officer.accountId,
            },
          ],
        })
        await tx.application.updateMany({
          where: { id: loan.applicationId },
          data: { disbursedFen: read.disbursedFen + 3n * wan },
        })
      }),
    )
    expect(BigInt((await standing(loan)).rows)).toBeGreaterThan(10n * wan)
  })

  it('of the same voucher are one report with one receipt', async () => {
    const loan = await aLoan(100n * wan)
    const report = disbursement(loan.applicationId, wan)
    const settled = await race(() => caller(officer).disburse(report))
    const receipts = new Set(settled.map((one) => (one.status === 'fulfilled' ? one.value.receipt : String(one.reason))))
    expect(receipts.size).toBe(1)
    expect(await standing(loan)).toMatchObject({ rows: '1000000', entries: '1' })
  })

  it('of the same voucher on different loans leave one', async () => {
    const loans = [await aLoan(100n * wan), await aLoan(100n * wan), await aLoan(100n * wan)]
    const reference = `SHARED${nextVoucher()}`
    const settled = await race((index) =>
      caller(officer).disburse(disbursement(loans[index % 3]?.applicationId ?? '', wan, { reference })),
    )
    const stands = await Promise.all(loans.map(standing))
    expect(stands.map(({ rows }) => rows).sort()).toEqual(['0', '0', '1000000'])
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  })

  it('to reverse the same report reverse it once', async () => {
    const loan = await aLoan(10n * wan)
    const { reportId } = await caller(officer).disburse(disbursement(loan.applicationId, 4n * wan))
    const undo = { kind: 'DISBURSEMENT', applicationId: loan.applicationId, reportId, reason: 'WRONG_AMOUNT' } as const
    const settled = await race(() => caller(officer).reverse(undo))
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await standing(loan)).toMatchObject({ state: 'CONTRACTED', disbursedFen: '0', outstandingFen: '0', rows: '0' })
    // And the database alone would keep it to one.
    const twice = owner(
      `INSERT INTO disbursement ("enterpriseId", id, "institutionId", "applicationId", reference, "amountFen", "rateBps", "termMonths", "disbursedOn",
         renewal, "firstLoan", "creditLoan", "reversesId", "recordedBy")
       SELECT "enterpriseId", uuidv7(), "institutionId", "applicationId", reference, -"amountFen", "rateBps", "termMonths", "disbursedOn",
         renewal, "firstLoan", "creditLoan", id, "recordedBy" FROM disbursement WHERE id = $1`,
      [reportId],
    )
    expect(await twice.then(() => false, isUniqueViolation)).toBe(true)
  })
})

describe('a revolving line', () => {
  it('is drawn, repaid and drawn again, and never owes more than the line', async () => {
    const loan = await aLoan(10n * wan, true)
    const draw = (amount: bigint) => caller(officer).disburse(disbursement(loan.applicationId, amount))
    await draw(10n * wan)
    expect(await refusalOf(draw(1n))).toBe('disbursement.above-line')
    await caller(officer).repay(repayment(loan.applicationId, 6n * wan))
    // Same day: what comes back in the day is drawn again in the day.
    await draw(6n * wan)
    expect(await standing(loan)).toMatchObject({ state: 'DISBURSED', disbursedFen: '16000000', outstandingFen: '10000000' })
    expect(await refusalOf(caller(officer).close({ applicationId: loan.applicationId }))).toBe('loan.still-owed')
    await caller(officer).repay(repayment(loan.applicationId, 10n * wan))
    expect(await standing(loan)).toMatchObject({ state: 'DISBURSED' })
    await caller(officer).close({ applicationId: loan.applicationId })
    expect(await standing(loan)).toMatchObject({ state: 'SETTLED' })
  })

  it('raced by draws and repayments stays within the line and never below zero', async () => {
    const loan = await aLoan(10n * wan, true)
    await caller(officer).disburse(disbursement(loan.applicationId, 5n * wan))
    await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) =>
        index % 2
          ? caller(officer).disburse(disbursement(loan.applicationId, 4n * wan))
          : caller(officer).repay(repayment(loan.applicationId, 3n * wan)),
      ),
    )
    const stands = await standing(loan)
    const [repaid] = await owner<{ fen: string }>(
      'SELECT sum("principalFen")::text AS fen FROM repayment WHERE "applicationId" = $1',
      [loan.applicationId],
    )
    const owed = BigInt(stands.rows) - BigInt(repaid?.fen ?? 0)
    expect(owed).toBe(BigInt(stands.outstandingFen))
    expect(owed >= 0n && owed <= 10n * wan).toBe(true)
  })
})

describe('a correction', () => {
  it('is a reversal and a new report under the old number; the reversed content stays a duplicate', async () => {
    const loan = await aLoan(10n * wan)
    const wrong = disbursement(loan.applicationId, 4n * wan)
    const { reportId } = await caller(officer).disburse(wrong)
    await caller(officer).reverse({
      kind: 'DISBURSEMENT',
      applicationId: loan.applicationId,
      reportId,
      reason: 'OTHER',
      note: '录入有误',
    })
    expect(await caller(officer).disburse(wrong)).toMatchObject({ outcome: 'DUPLICATE', reportId })
    const right = await caller(officer).disburse({ ...wrong, amountFen: 5n * wan })
    expect(right.outcome).toBe('RECORDED')
    expect(await caller(officer).disburse({ ...wrong, amountFen: 5n * wan })).toEqual({ ...right, outcome: 'DUPLICATE' })
    expect(await refusalOf(caller(officer).disburse({ ...wrong, amountFen: 6n * wan }))).toBe('disbursement.conflict')
    expect(await caller(officer).disburse(wrong)).toMatchObject({ outcome: 'DUPLICATE', reportId })
    expect(await standing(loan)).toMatchObject({ rows: '5000000', disbursedFen: '5000000' })
    const { rows } = await caller(officer).reports({ kind: 'DISBURSEMENT', applicationId: loan.applicationId, page: 1 })
    expect(rows.map(({ amountFen }) => amountFen)).toEqual([5n * wan, -4n * wan, 4n * wan])
  })

  it('waits for later repayments to be reversed first', async () => {
    const loan = await aLoan(10n * wan)
    const { reportId } = await caller(officer).disburse(disbursement(loan.applicationId, 4n * wan))
    const back = await caller(officer).repay(repayment(loan.applicationId, wan))
    const undo = (kind: 'DISBURSEMENT' | 'REPAYMENT', id: string) =>
      caller(officer).reverse({ kind, applicationId: loan.applicationId, reportId: id, reason: 'PAYMENT_RETURNED' })
    expect(await refusalOf(undo('DISBURSEMENT', reportId))).toBe('reversal.repaid-since')
    await undo('REPAYMENT', back.reportId)
    await undo('DISBURSEMENT', reportId)
    expect(await standing(loan)).toMatchObject({ state: 'CONTRACTED', outstandingFen: '0' })
  })
})
