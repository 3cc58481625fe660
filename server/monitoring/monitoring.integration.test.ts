import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { addDays, addMonths } from '@/server/kernel/dates'
import { repaymentMethods, repaymentSchedule } from '@/server/kernel/loan/schedule'
import { discrimination } from '@/server/scorecard/domain/discrimination'
import { createCallerFactory } from '@/server/trpc/init'
import { as, contextOf, owner } from '@/tests/world'
import { monitoringRouter } from './router'
import { aMonitoredWorld, type MonitoredWorld, type PastFirm, type PastLoan, writeFirms } from './world.fixture'

const createCaller = createCallerFactory(monitoringRouter)
let operator: MonitoredWorld['operator']
let approver: MonitoredWorld['approver']
let officer: MonitoredWorld['officer']
let bank: MonitoredWorld['bank']
let otherBank: MonitoredWorld['otherBank']
let asOf: MonitoredWorld['asOf']
let borrower: MonitoredWorld['borrower']

beforeAll(async () => {
  ;({ operator, approver, officer, bank, otherBank, asOf, borrower } = await aMonitoredWorld())
})

const caller = (session: Session) => createCaller(contextOf(session))

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
