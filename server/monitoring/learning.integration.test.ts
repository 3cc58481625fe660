import { beforeAll, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { toCsv } from '@/server/kernel/csv'
import { addDays, addMonths } from '@/server/kernel/dates'
import type { Refused } from '@/server/kernel/refused'
import { readCandidate } from '@/server/portrait/domain/read-candidate'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { type Card, scoreTable } from '@/server/scorecard/domain/card'
import { cardToFile } from '@/server/scorecard/domain/card-file'
import { fitCard } from '@/server/scorecard/domain/fit-card'
import { readCsv } from '@/server/scorecard/domain/read-csv'
import { splitOf } from '@/server/scorecard/domain/split'
import { createCallerFactory } from '@/server/trpc/init'
import { as, contextOf, owner } from '@/tests/world'
import { outcomeTable } from './domain/outcome-table'
import { monitoringRouter } from './router'
import { leastLoans, leastOfEach } from './schema'
import { aMonitoredWorld, type MonitoredWorld, type PastFirm, writeFirms } from './world.fixture'

const createCaller = createCallerFactory(monitoringRouter)
let operator: MonitoredWorld['operator']
let curator: MonitoredWorld['curator']
let approver: MonitoredWorld['approver']
let bank: MonitoredWorld['bank']
let asOf: MonitoredWorld['asOf']
let borrower: MonitoredWorld['borrower']

beforeAll(async () => {
  ;({ operator, curator, approver, bank, asOf, borrower } = await aMonitoredWorld())
})

const caller = (session: Session) => createCaller(contextOf(session))

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
  expect(Object.keys(found).sort()).toEqual(['social.insuredHeadcount', 'stability.ageMonths', 'tax.grade', 'tax.lateFilings12m'])
  expect(found['tax.lateFilings12m']?.basis).toBe('POINTS')
  expect(found['tax.grade']).toMatchObject({ basis: 'TENTHS', comparison: { psi: 0, verdict: 'STABLE' } })
  expect(found['social.insuredHeadcount']?.comparison).toMatchObject({ verdict: 'SHIFTED', expected: 60, actual: 60 })
  expect(found['stability.ageMonths']).toMatchObject({ missingBefore: 0, missingAfter: 6 })
  expect(rows[0]?.indicator).toBe('social.insuredHeadcount')
})

it('counts the drift of figures once and keeps it; one portrait more or less, and it is counted anew', async () => {
  const firm = (at: number, back: number): PastFirm => ({
    institutionId: bank,
    score: 700,
    portrayedOn: addDays(addMonths(addDays(asOf, 1), -back), 3),
    figures: { 'tax.grade': (at * back) % 4, 'social.insuredHeadcount': at % 7 === 0 ? null : at * back },
  })
  const kept = () => owner<{ found: unknown[] }>('SELECT found FROM guard.kept_drift')
  const rows = async () => (await caller(operator).indicators({})).rows
  await owner('DELETE FROM guard.kept_drift')
  await writeFirms([2, 1].flatMap((back) => [...Array(40).keys()].map((at) => firm(at, back))))
  const counted = await rows()
  const [held] = await kept()
  expect(await rows()).toEqual(counted)
  expect(await kept()).toEqual([held])
  // Control: it is what is kept that was read.
  await owner(`UPDATE guard.kept_drift SET found = '[]'`)
  expect(await rows()).toEqual([])
  // A portrait is erased: all is counted again, and as if nothing had been kept.
  await owner(`UPDATE portrait SET body = NULL, "snapshotIds" = NULL, "erasedAt" = now(), "bodyHash" = 'h'
    WHERE id = (SELECT id FROM portrait WHERE figures[2] IS NOT NULL ORDER BY id LIMIT 1)`)
  const without = await rows()
  expect(without).not.toEqual(counted)
  await owner('DELETE FROM guard.kept_drift')
  expect(await rows()).toEqual(without)
  expect(await kept()).toHaveLength(1)
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
  // The database's floors are those that screens and sentences name: the last of these has just enough, and only its day is spent.
  const draws = [{ on: addMonths(asOf, -20), fen: 1000, term: 36 }]
  const received = [{ on: addMonths(asOf, -15), off: 1000 }]
  const told = (loans: number, bad: number) =>
    writeFirms(
      [...Array(loans).keys()].map((at) => ({
        ...borrower({ method: 'bullet', draws, received: at < bad ? received : [] }),
        figures: { 'tax.lateFilings12m': 0 },
      })),
    )
  const refusal = () =>
    caller(curator)
      .exportOutcomes()
      .catch(({ cause }: { cause: Refused }) => cause)
  for (const [loans, bad] of [
    [leastLoans - 1, leastOfEach],
    [leastLoans, leastOfEach - 1],
    [leastLoans, leastLoans - leastOfEach + 1],
  ] as const) {
    await told(loans, bad)
    expect(await refusal()).toMatchObject({
      code: 'monitoring.too-few-outcomes',
      params: { leastLoans, least: leastOfEach },
    })
  }
  await told(leastLoans, leastOfEach)
  expect(await refusal()).toMatchObject({ code: 'monitoring.outcomes-spent' })
})
