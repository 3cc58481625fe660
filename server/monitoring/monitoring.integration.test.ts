import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { toCsv } from '@/server/kernel/csv'
import { addDays, addMonths, type PlainDate } from '@/server/kernel/dates'
import { repaymentMethods, repaymentSchedule } from '@/server/kernel/loan/schedule'
import { readCandidate } from '@/server/portrait/domain/read-candidate'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { type Card, scoreTable } from '@/server/scorecard/domain/card'
import { cardToFile } from '@/server/scorecard/domain/card-file'
import { discrimination } from '@/server/scorecard/domain/discrimination'
import { fitCard } from '@/server/scorecard/domain/fit-card'
import { readCsv } from '@/server/scorecard/domain/read-csv'
import { splitOf } from '@/server/scorecard/domain/split'
import { createCallerFactory } from '@/server/trpc/init'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { outcomeTable } from './domain/outcome-table'
import { monitoringRouter } from './router'
import { type PastFirm, type PastLoan, writeFirms } from './world.fixture'

const createCaller = createCallerFactory(monitoringRouter)
let operator: Session
let curator: Session
let approver: Session
let officer: Session
let bank: string
let otherBank: string
/** The last day of the last complete month: nothing younger counts. */
let asOf: PlainDate

beforeAll(async () => {
  const platform = await anOrganisation('OPERATOR')
  operator = await aSession(platform, ['AUDITOR'])
  curator = await aSession(platform, ['OPERATOR'])
  bank = await anOrganisation('INSTITUTION')
  otherBank = await anOrganisation('INSTITUTION')
  approver = await aSession(bank, ['BANK_APPROVER'])
  officer = await aSession(bank, ['BANK_OFFICER'])
  const [row] = await owner<{ day: string }>("SELECT to_char(totals.last_day(), 'YYYY-MM-DD') AS day")
  asOf = row?.day ?? ''
})

const caller = (session: Session) => createCaller(contextOf(session))
const borrower = (loan: PastLoan, score = 700): PastFirm => ({
  institutionId: bank,
  score,
  portrayedOn: addMonths(asOf, -30),
  loan,
})

/** The day on which each of these loans became bad, by the database. */
async function badDays(loans: readonly PastLoan[], on = asOf): Promise<(string | null)[]> {
  const apps = await writeFirms(loans.map((loan) => borrower(loan)))
  const rows = await owner<{ application: string; bad: string | null }>(
    "SELECT application, to_char(bad_on, 'YYYY-MM-DD') AS bad FROM totals.loan_book(NULL, $1)",
    [on],
  )
  expect(rows).toHaveLength(loans.length)
  const byApp = new Map(rows.map(({ application, bad }) => [application, bad]))
  return apps.map((app) => byApp.get(app) ?? null)
}

describe('a bad loan', () => {
  it('is one overdue for more than 90 days, or written off, on the day on which it became so', async () => {
    const drawn = addMonths(asOf, -12)
    const due = addMonths(drawn, 6)
    const bullet = (received: PastLoan['received']): PastLoan => ({
      method: 'bullet',
      draws: [{ on: drawn, fen: 100_000, term: 6 }],
      received,
    })
    const monthly = (months: readonly number[]): PastLoan => ({
      method: 'interest_only',
      draws: [{ on: drawn, fen: 100_000, term: 24 }],
      received: months.map((month) => ({ on: addMonths(drawn, month), interest: 300 })),
    })
    const cases: [string, PastLoan, string | null][] = [
      ['paid on the ninetieth day', bullet([{ on: addDays(due, 90), principal: 100_000 }]), null],
      ['paid on the ninety-first', bullet([{ on: addDays(due, 91), principal: 100_000 }]), addDays(due, 91)],
      ['a hundredth short', bullet([{ on: due, principal: 99_000 }]), null],
      ['more than a hundredth short', bullet([{ on: due, principal: 98_999 }]), addDays(due, 91)],
      ['paid in time, but that was reversed', bullet([{ on: due, principal: 100_000, reversed: true }]), addDays(due, 91)],
      ['written off', bullet([{ on: addDays(due, 5), off: 100_000 }]), addDays(due, 5)],
      [
        'written off by mistake',
        bullet([
          { on: due, principal: 100_000 },
          { on: addDays(due, 5), off: 100_000, reversed: true },
        ]),
        null,
      ],
      [
        'never drawn after all',
        { ...bullet([]), draws: [...bullet([]).draws, { on: drawn, fen: 7, term: 1, reversed: true }] },
        addDays(due, 91),
      ],
      ['interest every month', monthly([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), null],
      ['interest three months late at most', monthly([1, 2, 5, 8, 11]), null],
      ['silent from the third month on', monthly([1, 2]), addDays(addMonths(drawn, 3), 91)],
      [
        'a line that revolves: each draw at its term',
        {
          method: 'interest_only',
          revolving: true,
          draws: [
            { on: drawn, fen: 50_000, term: 6 },
            { on: addMonths(drawn, 1), fen: 50_000, term: 6 },
          ],
          received: [{ on: due, principal: 50_000 }],
        },
        addDays(addMonths(addMonths(drawn, 1), 6), 91),
      ],
      [
        'equal parts, two missed and caught up within 90 days',
        {
          method: 'equal_principal',
          draws: [{ on: drawn, fen: 120_000, term: 12 }],
          received: [1, 2, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => ({
            on: addMonths(drawn, month),
            principal: month === 5 ? 30_000 : 10_000,
          })),
        },
        null,
      ],
    ]
    const found = await badDays(cases.map(([, loan]) => loan))
    expect(Object.fromEntries(cases.map(([name], at) => [name, found[at]]))).toEqual(
      Object.fromEntries(cases.map(([name, , bad]) => [name, bad])),
    )
  })

  it('follows the repayment plans of every method: kept to the end it is good, broken off it is bad 91 days after', async () => {
    const drawn = addMonths(asOf, -30)
    const plans = repaymentMethods.flatMap((method) =>
      [1, 6, 12, 24].flatMap((term) =>
        [0, 385, 1_500].map((bps) => {
          const fen = 1_000_000_007
          const rows = repaymentSchedule({
            principalFen: BigInt(fen),
            annualRateBps: bps,
            termMonths: term,
            method,
            startDate: drawn,
          }).map(({ dueDate, principalFen, interestFen }) => ({
            on: dueDate ?? drawn,
            principal: Number(principalFen),
            interest: Number(interestFen),
          }))
          return { method, draws: [{ on: drawn, fen, bps, term }], received: rows }
        }),
      ),
    )
    const broken = plans.map((plan) => ({ ...plan, received: plan.received.slice(0, Math.floor(plan.received.length / 2)) }))
    const found = await badDays([...plans, ...broken])
    expect(found.slice(0, plans.length)).toEqual(plans.map(() => null))
    expect(found.slice(plans.length)).toEqual(
      plans.map(({ received }) => addDays(received[Math.floor(received.length / 2)]?.on ?? '', 91)),
    )
  })
})

/** Whether more late filings never earn more. */
function rises(card: Card): boolean {
  const scores = scoreTable(card, {
    names: card.variables.map(({ name }) => name),
    columns: card.variables.map(({ name }) =>
      [0, 1, 2, 3, 4].map((late) => (name === 'tax.lateFilings12m' ? String(late) : null)),
    ),
    rows: 5,
  }).map(({ score }) => score)
  return scores.every((score, at) => at === 0 || score <= (scores[at - 1] ?? 0))
}

describe('what the operator reads', () => {
  const writtenOff = (at: number, bad: boolean): PastLoan => ({
    method: 'bullet',
    draws: [{ on: addMonths(asOf, -8 - (at % 2)), fen: 1000, term: 36 }],
    received: bad ? [{ on: addMonths(asOf, -4), off: 1000 }] : [],
  })

  it('ranks as server/scorecard does, and says nothing where too few went bad', async () => {
    const scores = Array.from({ length: 60 }, (_, at) => 600 + ((at * 37) % 41) * 4)
    const isBad = (at: number) => at % 5 === 0 || ((scores[at] ?? 0) < 640 && at % 2 === 0)
    await writeFirms(scores.map((score, at) => borrower(writtenOff(at, isBad(at)), score)))
    const reference = discrimination(
      scores.map((score) => -score),
      scores.map((_, at) => (isBad(at) ? 1 : 0)),
    )
    const { ranking, rule } = await caller(operator).outcomes({ onBook: '6' })
    expect(rule).toEqual({ since: '2020-01-01', overdueDays: 90, toleranceBps: 100 })
    expect(ranking).toMatchObject({ loans: 60, bad: reference.bad })
    expect(ranking.told?.auc).toBeCloseTo(reference.auc ?? 0, 12)
    expect(ranking.told?.ks).toBeCloseTo(reference.ks ?? 0, 12)

    await writeFirms(scores.map((score, at) => borrower(writtenOff(at, at < 9), score)))
    expect((await caller(operator).outcomes({ onBook: '6' })).ranking).toEqual({ loans: 60, bad: 9, told: null })
  })

  it('counts vintages only as far as their youngest loan has got, and joins quarters of fewer than ten', async () => {
    const quarterStart = addMonths(
      `${asOf.slice(0, 4)}-${String(Math.floor((Number(asOf.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`,
      0,
    )
    const loan = (quarters: number, bad: boolean): PastLoan => ({
      method: 'bullet',
      draws: [{ on: addMonths(quarterStart, -3 * quarters), fen: 1000, term: 36 }],
      received: bad ? [{ on: addDays(addMonths(quarterStart, -3 * quarters + 3), -1), off: 1000 }] : [],
    })
    const firms = [...Array(11).keys()].map((at) => borrower(loan(4, at < 2)))
    const few = [...Array(4).keys()].map(() => borrower(loan(3, true)))
    const next = [...Array(12).keys()].map(() => borrower(loan(2, false)))
    await writeFirms([...firms, ...few, ...next])
    const { vintages } = await caller(operator).outcomes({})
    expect(vintages.map(({ loans }) => loans)).toEqual([11, 16])
    expect(vintages[0]).toMatchObject({ from: vintages[0]?.to })
    expect(vintages[1]?.from).not.toBe(vintages[1]?.to)
    expect(vintages[0]?.bad.slice(0, 5)).toEqual([0, 0, 0, 2, 2])
    expect(vintages[0]?.bad.length).toBeGreaterThan(vintages[1]?.bad.length ?? 0)
  })

  it('joins groups of fewer than ten so that subtraction finds none; the control: ten stand alone', async () => {
    const decidedOn = addDays(asOf, -20)
    const firms = (county: string, count: number): PastFirm[] =>
      [...Array(count).keys()].map((at) => ({
        institutionId: at % 2 ? bank : otherBank,
        score: 700,
        county,
        portrayedOn: decidedOn,
        decided: { on: decidedOn, granted: at % 3 > 0 },
      }))
    const groups = async (...sizes: [string, number][]) => {
      await writeFirms(sizes.flatMap(([county, count]) => firms(county, count)))
      return (await caller(operator).fairness({ trait: 'county' })).groups.map(({ keys, firms: n }) => [keys.join('+'), n])
    }
    expect(await groups(['610802', 30], ['610881', 12], ['610822', 4])).toEqual([
      ['610802', 30],
      ['610822+610881', 16],
    ])
    expect(await groups(['610802', 30], ['610881', 12], ['610822', 10])).toEqual([
      ['610802', 30],
      ['610881', 12],
      ['610822', 10],
    ])
    expect(await groups(['610802', 30], ['610881', 7], ['610822', 6])).toEqual([
      ['610802', 30],
      ['610822+610881', 13],
    ])
    expect(await groups(['610802', 5], ['610881', 4])).toEqual([])
    const other = await caller(operator).fairness({ trait: 'age' })
    expect(other.groups).toEqual([])
  })

  it('sees complete months only, the newest portrait of a firm, and no class of fewer than five', async () => {
    const month = (back: number) => addDays(addMonths(addDays(asOf, 1), -back), 3)
    const firm = (score: number, back: number, factors = {}): PastFirm => ({
      institutionId: bank,
      score,
      portrayedOn: month(back),
      factors,
    })
    const many = (count: number, make: (at: number) => PastFirm) => [...Array(count).keys()].map(make)
    await writeFirms([
      ...many(36, (at) => firm(at < 18 ? 660 : 720, 2, { 'tax.grade': at < 18 ? 7 : 25 })),
      ...many(36, (at) => firm(at < 3 ? 520 : at < 33 ? 660 : 720, 1, { 'tax.grade': at < 6 ? null : 7 })),
      ...many(40, () => firm(810, 0)),
      ...many(9, () => firm(610, 3)),
    ])
    const seen = await caller(operator).stability({})
    expect(seen.months.map(({ firms }) => firms)).toEqual([36, 36])
    // 500–700 were joined in the later month, for the three below 550; 700 had but three, and joined them.
    expect(seen.pair?.comparison.classes.map(({ expected, actual }) => [expected, actual])).toEqual([[36, 36]])
    const drift = await caller(operator).indicators({})
    expect(drift.rows).toHaveLength(1)
    expect(drift.rows[0]).toMatchObject({ indicator: 'tax.grade', missingBefore: 0, missingAfter: 6 })
    expect(drift.rows[0]?.comparison).toMatchObject({ verdict: 'SHIFTED', expected: 36, actual: 36 })
  })

  it('compares every figure of the catalogue, by tenths where the card does not weigh it', async () => {
    const firm = (at: number, back: number): PastFirm => ({
      institutionId: bank,
      score: 700,
      portrayedOn: addDays(addMonths(addDays(asOf, 1), -back), 3),
      factors: { 'tax.lateFilings12m': 3 },
      // What the tax grade is does not move; the staff grow by a half.
      figures: {
        'tax.lateFilings12m': at % 3,
        'tax.grade': (at % 4) + 1,
        'social.insuredHeadcount': back === 2 ? at : at + 30,
        'stability.ageMonths': back === 2 || at >= 6 ? at : null,
      },
    })
    await writeFirms([2, 1].flatMap((back) => [...Array(60).keys()].map((at) => firm(at, back))))
    const { rows } = await caller(operator).indicators({})
    const found = Object.fromEntries(rows.map((row) => [row.indicator, row]))
    expect(Object.keys(found).sort()).toEqual([
      'social.insuredHeadcount',
      'stability.ageMonths',
      'tax.grade',
      'tax.lateFilings12m',
    ])
    expect(found['tax.lateFilings12m']?.basis).toBe('POINTS')
    expect(found['tax.grade']).toMatchObject({ basis: 'TENTHS', comparison: { psi: 0, verdict: 'STABLE' } })
    expect(found['social.insuredHeadcount']?.comparison).toMatchObject({ verdict: 'SHIFTED', expected: 60, actual: 60 })
    expect(found['stability.ageMonths']).toMatchObject({ missingBefore: 0, missingAfter: 6 })
    expect(rows[0]?.indicator).toBe('social.insuredHeadcount')
  })

  it('tells approval by quarter and band, in the same bands each quarter, ten enterprises in each', async () => {
    const thisQuarter = `${asOf.slice(0, 4)}-${String(Math.floor((Number(addDays(asOf, 1).slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`
    const inQuarter = (back: number) => addDays(addMonths(addDays(asOf, 1) < thisQuarter ? asOf : thisQuarter, -3 * back), 40)
    const decided = (score: number, back: number, granted: boolean): PastFirm => ({
      institutionId: bank,
      score,
      portrayedOn: inQuarter(back),
      decided: { on: inQuarter(back), granted },
    })
    const many = (count: number, score: number, back: number, granted: number) =>
      [...Array(count).keys()].map((at) => decided(score, back, at < granted))
    await writeFirms([
      ...many(12, 620, 3, 3), // 600
      ...many(4, 670, 3, 2), // too few in this quarter: joins 700 in every quarter
      ...many(11, 720, 3, 9),
      ...many(10, 620, 2, 2),
      ...many(15, 670, 2, 9),
      ...many(10, 720, 2, 8),
      ...many(6, 720, 1, 6), // a quarter of fewer than ten goes with the one before
    ])
    const { approvalVintages } = await caller(operator).outcomes({})
    const seen = approvalVintages.map(({ bands }) => bands.map(({ places, decided: n, granted }) => [places, n, granted]))
    expect(seen).toEqual([
      [
        [[600], 12, 3],
        [[650, 700], 15, 11],
      ],
      [
        [[600], 10, 2],
        [[650, 700], 31, 23],
      ],
    ])
    expect(approvalVintages[1]?.from).not.toBe(approvalVintages[1]?.to)
    expect((await caller(approver).own({})).approvalVintages).toEqual(approvalVintages)
  })

  it('learns from its loans: the outcomes are taken out without a name, on record, and a card is fitted from them', async () => {
    const firms = [...Array(160).keys()].map((at): PastFirm => {
      const late = at % 5
      const isBad = (at * 7) % 10 < late * 2
      return {
        ...borrower({
          method: 'bullet',
          draws: [{ on: addDays(addMonths(asOf, -20), at), fen: 1000, term: 36 }],
          received: isBad ? [{ on: addDays(addMonths(asOf, -15), at), off: 1000 }] : [],
        }),
        figures: {
          'tax.lateFilings12m': late,
          'tax.taxableSales12m': 123_456_789 + at * 1_000_003,
          'social.insuredHeadcount': at % 3 === 0 ? null : (at * 13) % 17,
        },
      }
    })
    // Drawn less than twelve months ago: nobody knows yet.
    await writeFirms([
      ...firms,
      borrower({ method: 'bullet', draws: [{ on: addMonths(asOf, -6), fen: 1000, term: 36 }], received: [] }),
    ])
    const { learnable } = await caller(operator).outcomes({})
    expect(learnable.loans).toBe(160)
    const rows = await caller(curator).exportOutcomes()
    const csv = toCsv(outcomeTable(rows))
    const names = await owner<{ firm: string; code: string }>(
      `SELECT "enterpriseId"::text AS firm, "creditCode" AS code FROM enterprise`,
    )
    for (const { firm, code } of names) expect(csv.includes(firm) || csv.includes(code)).toBe(false)
    expect(csv).not.toMatch(/123456789|\d{4}-\d\d/)
    expect(rows.filter(({ defaulted }) => defaulted)).toHaveLength(learnable.bad)
    expect(await owner(`SELECT body FROM ledger_entry WHERE act = 'outcomes.exported'`)).toEqual([{ body: learnable }])

    const table = readCsv(csv)
    const fitted = fitCard(table, {
      target: 'defaulted',
      bad: '1',
      split: splitOf('sample=early', table),
      breaks: null,
      scale: { points0: 600, odds0: 1 / 19, pdo: 50 },
    })
    const [first] = fitted.card.variables
    expect([first?.name, fitted.report.train.n]).toEqual(['tax.lateFilings12m', 112])
    expect(fitted.report.test?.auc).toBeGreaterThan(0.7)
    expect(rises(fitted.card)).toBe(true)
    expect(readCandidate(JSON.parse(cardToFile(fitted.card)), 'FITTED-2027.1', cardByVersion('EXPERT-2026.3'))).toMatchObject({
      ok: true,
    })

    // No firm is called the same twice; the third within a day is refused; without the entry on record nothing comes.
    const again = await caller(curator).exportOutcomes()
    expect(again.some(({ firm }) => rows.some((row) => row.firm === firm))).toBe(false)
    await expect(caller(curator).exportOutcomes()).rejects.toMatchObject({ cause: { code: 'monitoring.outcomes-spent' } })
    await expect(as(curator, (tx) => tx.$queryRaw`SELECT * FROM guard.outcome_rows()`)).rejects.toThrow('no export on record')
    for (const session of [approver, operator])
      await expect(caller(session).exportOutcomes()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await writeFirms(firms.slice(0, 40))
    await expect(caller(curator).exportOutcomes()).rejects.toMatchObject({ cause: { code: 'monitoring.too-few-outcomes' } })
  })

  it('is for the operator; a bank reads its own figures and no others', async () => {
    const decidedOn = addDays(asOf, -20)
    const decided = (institutionId: string, granted: boolean): PastFirm => ({
      institutionId,
      score: 700,
      portrayedOn: decidedOn,
      decided: { on: decidedOn, granted },
    })
    await writeFirms([...Array(12).keys()].flatMap((at) => [decided(bank, at < 9), decided(otherBank, true)]))
    expect((await caller(operator).outcomes({})).approval).toEqual([{ places: [700], decided: 24, granted: 21 }])
    expect((await caller(approver).own({})).approval).toEqual([{ places: [700], decided: 12, granted: 9 }])
    await expect(caller(officer).own({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(caller(approver).fairness({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const call of ["totals.fairness('county', 12)", 'totals.score_months(12)', 'totals.loan_book(NULL, now()::date)'])
      await expect(as(approver, (tx) => tx.$queryRawUnsafe(`SELECT * FROM ${call}`))).rejects.toThrow(
        /permission denied|not the operator/,
      )
  })
})
