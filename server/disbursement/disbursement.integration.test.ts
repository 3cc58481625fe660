import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { isUniqueViolation } from '@/server/db/transaction'
import { toCsv } from '@/server/kernel/csv'
import { shanghaiDate } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import { createCallerFactory } from '@/server/trpc/init'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { templateHeader } from './domain/import-columns'
import { disbursementRouter } from './router'

const createCaller = createCallerFactory(disbursementRouter)
const today = shanghaiDate(new Date())
const wan = 1_000_000n

let bank: string
let officer: Session
let firm: Session

beforeAll(async () => {
  aPlatformKey()
  bank = await anOrganisation('INSTITUTION', '甲银行')
  officer = await aSession(bank, ['BANK_OFFICER'])
})

const caller = (session: Session) => createCaller(contextOf(session))

/** A contracted application of a firm of its own; `grantedFen` is the line. */
async function aLoan(grantedFen: bigint, revolving = false, institution = bank) {
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  const { applicationId } = await anApplication(firm, institution)
  const [row] = await owner<{ number: string; creditCode: string }>(
    `UPDATE application SET state = 'CONTRACTED', number = upper(number), "grantedFen" = $2, revolving = $3, "rateBps" = 385, "grantedTermMonths" = 12,
       "decidedAt" = now() - interval '20 days', "contractedAt" = now() - interval '10 days', "creditLoan" = true
     WHERE id = $1 RETURNING number, "creditCode"`,
    [applicationId, grantedFen, revolving],
  )
  return { applicationId, enterpriseId: firm.organisationId, number: row?.number ?? '', creditCode: row?.creditCode ?? '' }
}

let voucher = 0
const disbursement = (applicationId: string, amountFen: bigint, rest: object = {}) => ({
  applicationId,
  reference: `V${++voucher}`,
  amountFen,
  disbursedOn: today,
  renewal: false,
  firstLoan: false,
  ...rest,
})
const repayment = (applicationId: string, principalFen: bigint, rest: object = {}) => ({
  applicationId,
  reference: `R${++voucher}`,
  principalFen,
  interestFen: 0n,
  repaidOn: today,
  ...rest,
})

type Standing = {
  state: string
  disbursedFen: string
  outstandingFen: string
  rows: string
  events: string
  entries: string
  notices: string
}
/** What stands in the database, as its owner sees it. */
async function standing({ applicationId, enterpriseId }: { applicationId: string; enterpriseId: string }) {
  const [row] = await owner<Standing>(
    `SELECT a.state::text, a."disbursedFen"::text, a."outstandingFen"::text,
       (SELECT coalesce(sum("amountFen"), 0)::text FROM disbursement WHERE "applicationId" = a.id) AS rows,
       (SELECT count(*)::text FROM application_event WHERE "applicationId" = a.id) AS events,
       (SELECT count(*)::text FROM ledger_entry WHERE "enterpriseId" = $2 AND act ~ '^(disbursement|repayment)') AS entries,
       (SELECT count(*)::text FROM notice WHERE "organisationId" = $2) AS notices
     FROM application a WHERE id = $1`,
    [applicationId, enterpriseId],
  )
  if (!row) throw new Error('no such application')
  return row
}

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: { cause?: unknown }) => (error.cause instanceof Refused ? error.cause.code : String(error)),
  )

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
    const { reportId } = await caller(officer).disburse(disbursement(loan.applicationId, wan, { renewal: true }))
    const rows = await owner(
      'SELECT "rateBps", "termMonths", "creditLoan", renewal, "firstLoan" FROM disbursement WHERE id = $1',
      [reportId],
    )
    expect(rows).toEqual([{ rateBps: 385, termMonths: 12, creditLoan: true, renewal: true, firstLoan: false }])
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
    expect(await owner('SELECT FROM report_reference k WHERE k.reference = $1', [`V${voucher}`])).toEqual([])
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
    const reference = `SHARED${++voucher}`
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

type Loan = Awaited<ReturnType<typeof aLoan>>
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

  it('of 5,000 lines, the most there may be, takes seconds', async () => {
    const loans = [await aLoan(10n * wan), await aLoan(10n * wan), await aLoan(10n * wan), await aLoan(10n * wan)]
    const bytes = fileOf(
      loans.flatMap((loan, at) => Array.from({ length: 1250 }, (_, n): [Loan, string, string] => [loan, `M${at}-${n}`, '1.00'])),
    )
    const started = performance.now()
    const { recorded } = await upload(bytes)
    const seconds = (performance.now() - started) / 1000
    console.info(`5,000 lines in ${seconds.toFixed(1)} s`)
    expect(recorded).toBe(5000)
    // A transaction ends after 20 s: a file must be far from it even on a busy machine.
    expect(seconds).toBeLessThan(15)
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
