import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { poolOf } from '@/server/db/client'
import { addDays, monthOf, type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { createCallerFactory } from '@/server/trpc/init'
import { randomRuns } from '@/tests/random-runs'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { type Dimension, dimensions } from './domain/definitions'
import { addSums, borrowers, daysToDecision, median, netNewFen, p90, type Sums, sumsOf } from './domain/figures'
import { periodOf } from './domain/period-of'
import { factsOf, type History, type Written, writeHistory } from './history.fixture'
import { aHistory, anyDay } from './random-history.fixture'
import { statisticsRouter } from './router'
import { periods } from './schema'

const createCaller = createCallerFactory(statisticsRouter)
let office: Session
let analyst: Session
let institutionIds: string[]

beforeAll(async () => {
  const officeId = await anOrganisation('OFFICE')
  office = await aSession(officeId, ['OFFICE_LEADER'])
  analyst = { ...(await aSession(officeId, ['OFFICE_ANALYST'])), countyCode: '610881' }
  await owner('UPDATE membership SET "countyCode" = $1 WHERE "accountId" = $2', ['610881', analyst.accountId])
  institutionIds = [await anOrganisation('INSTITUTION'), await anOrganisation('INSTITUTION'), await anOrganisation('INSTITUTION')]
})

const caller = (session: Session) => createCaller(contextOf(session))
type Part = Parameters<Parameters<typeof factsOf>[1]>[0]
const keyOf: Record<Exclude<Dimension, 'month'>, (part: Part) => string | null | undefined> = {
  institution: ({ institution }) => (institution === null ? null : institutionIds[institution]),
  county: ({ enterprise }) => enterprise.county,
  industry: ({ enterprise }) => enterprise.industry.slice(0, 1),
  size: ({ enterprise }) => enterprise.size ?? 'unknown',
}
const lastOf = (month: string, asOf: PlainDate): PlainDate =>
  month === monthOf(asOf) ? asOf : addDays(`${nextMonth(month)}-01`, -1)
const nextMonth = (month: string) => monthOf(addDays(`${month}-28`, 4))

/** The breakdown against the reference functions, to the fen; and its parts against its whole. */
async function compare(history: History, asOf: PlainDate, by: Dimension, period: (typeof periods)[number]) {
  const answer = await caller(office).breakdown({ asOf, by, period })
  const spanned = periodOf(period, asOf)
  const whole = factsOf(history, () => true)
  expect(answer.total.sums).toEqual(sumsOf(whole, spanned))
  expect(answer.total.borrowers).toBe(borrowers(whole, spanned))
  expect([answer.total.days.median, answer.total.days.p90]).toEqual([
    median(daysToDecision(whole, spanned)),
    p90(daysToDecision(whole, spanned)),
  ])
  for (const row of answer.rows) {
    const facts = by === 'month' ? whole : factsOf(history, (part) => keyOf[by](part) === row.key)
    const within = by === 'month' ? { from: `${row.key}-01`, to: lastOf(row.key, asOf) } : spanned
    expect(row.sums, `${by} ${row.key}`).toEqual(sumsOf(facts, within))
    expect(row.borrowers).toBe(borrowers(facts, within))
    expect(row.days.median).toBe(median(daysToDecision(facts, within)))
  }
  const added = addSums(answer.rows.map(({ sums }) => sums))
  const stocks: (keyof Sums)[] = by === 'month' ? ['registeredEnterprises', 'balanceFen', 'creditBalanceFen'] : []
  const apart = by === 'institution' ? [...stocks, 'registeredEnterprises'] : stocks
  for (const field of Object.keys(added) as (keyof Sums)[])
    if (!apart.includes(field)) expect(added[field], field).toBe(answer.total.sums[field])
}

describe('totals', () => {
  it('equal the reference functions to the fen, for every cut, period and date; parts add up to the whole (oracle 15)', async () => {
    const check = fc.asyncProperty(
      aHistory,
      anyDay,
      fc.shuffledSubarray([...periods], { minLength: 1, maxLength: 1 }),
      async (history, asOf, chosen) => {
        await writeHistory(history, institutionIds)
        for (const by of dimensions) for (const period of chosen) await compare(history, asOf, by, period)
      },
    )
    await fc.assert(check, { ...randomRuns('totals against reference', 60), endOnFailure: true })
  }, 60_000)

  it('count a renewal of 3 million as disbursed and as renewal, and as nothing new (oracle 9)', async () => {
    const day = '2026-11-02'
    await writeHistory(aLoan({ amountFen: 300_000_000n, on: day, rateBps: 385, renewal: true, firstLoan: false }), institutionIds)
    const { sums } = await caller(office).overview({ asOf: day })
    expect(sums.month).toMatchObject({ disbursedFen: 300_000_000n, renewalFen: 300_000_000n, grantedFen: 500_000_000n })
    expect(netNewFen(sums.month)).toBe(0n)
  })

  it('keep balance = balance before + disbursed − repaid − written off, each with its way down', async () => {
    const history = aLoan({ amountFen: 1000n, on: '2026-10-25', rateBps: 385, renewal: false, firstLoan: true })
    const [application] = history.applications
    application?.repayments.push(
      { principalFen: 300n, writtenOffFen: 0n, on: '2026-11-03' },
      { principalFen: 0n, writtenOffFen: 250n, on: '2026-11-04' },
    )
    await writeHistory(history, institutionIds)
    const { sums } = await caller(office).overview({ asOf: '2026-11-20' })
    const before = (await caller(office).overview({ asOf: '2026-10-31' })).sums.cumulative.balanceFen
    expect(sums.month).toMatchObject({ disbursedFen: 0n, repaidFen: 300n, writtenOffFen: 250n })
    expect(sums.cumulative).toMatchObject({ balanceFen: 450n, creditBalanceFen: 450n })
    expect(sums.cumulative.balanceFen).toBe(before + sums.month.disbursedFen - sums.month.repaidFen - sums.month.writtenOffFen)
    const found = async (kind: 'repayments' | 'writeOffs' | 'balance') => {
      const { total, fen: sum } = await caller(office).records({ kind, to: '2026-11-20' })
      return { total, sum }
    }
    expect(await found('repayments')).toEqual({ total: 1, sum: 300n })
    expect(await found('writeOffs')).toEqual({ total: 1, sum: 250n })
    expect(await found('balance')).toEqual({ total: 1, sum: 450n })
  })
})

const aLoan = (...disbursements: History['applications'][number]['disbursements']): History => ({
  enterprises: [{ county: '610881', industry: 'C2522', size: 'small', joinedAt: new Date('2026-01-01') }],
  applications: [
    {
      enterprise: 0,
      institution: 0,
      submittedAt: new Date('2026-10-20T02:00:00Z'),
      decision: { at: new Date('2026-11-01T16:30:00Z'), grantedFen: 500_000_000n },
      stops: [],
      creditLoan: true,
      disbursements,
      repayments: [],
    },
  ],
})

/** Six firms in two counties, each with one loan. */
async function sixLoans(): Promise<{ history: History; written: Written }> {
  const one = aLoan({ amountFen: 100n, on: '2026-11-02', rateBps: 385, renewal: false, firstLoan: true })
  const [enterprise] = one.enterprises
  const [application] = one.applications
  if (!enterprise || !application) throw new Error('a loan has both')
  const history = {
    enterprises: Array.from({ length: 6 }, (_, at) => ({ ...enterprise, county: at < 4 ? '610881' : '610802' })),
    applications: Array.from({ length: 6 }, (_, at) => ({ ...application, enterprise: at, institution: at % 2 })),
  }
  return { history, written: await writeHistory(history, institutionIds) }
}

describe('the way down', () => {
  it('leads to records that sum up to the figure, each reading on the enterprise’s list', async () => {
    const { written } = await sixLoans()
    const filter = { kind: 'disbursements', from: '2026-11-01', to: '2026-11-30' } as const
    const { rows, total, fen: sum } = await caller(office).records({ ...filter, institution: institutionIds[0] })
    const { sums } = await caller(office).overview({ asOf: '2026-11-20', institution: institutionIds[0] })
    expect({ total, sum }).toEqual({ total: 3, sum: sums.month.disbursedFen })
    const reads = await owner<{ enterpriseId: string; fields: string[] }>('SELECT "enterpriseId", fields FROM access_record')
    expect(reads.map(({ enterpriseId }) => enterpriseId).sort()).toEqual(rows.map(({ enterpriseId }) => enterpriseId).sort())
    expect(reads[0]?.fields).toEqual(['application', 'disbursement'])
    expect(written.enterpriseIds).toHaveLength(6)
  })

  it('of the days to decision leads to the decisions of the period, whenever submitted, each with its days', async () => {
    const history = aLoan()
    const [granted] = history.applications
    if (!granted?.decision) throw new Error('the loan is decided')
    const submittedAt = new Date('2025-12-29T02:00:00Z')
    const stops = [{ from: new Date('2026-01-05T02:00:00Z'), until: new Date('2026-01-08T02:00:00Z') }]
    const refused = { ...granted, submittedAt, stops, decision: { at: new Date('2026-01-09T02:00:00Z'), grantedFen: null } }
    await writeHistory({ ...history, applications: [granted, refused] }, institutionIds)
    const { rows, total, fen: sum } = await caller(office).records({ kind: 'decisions', from: '2026-01-01', to: '2026-11-20' })
    const { days } = await caller(office).overview({ asOf: '2026-11-20' })
    expect([total, sum, rows.map(({ outcome }) => outcome)]).toEqual([2, null, ['GRANT', 'REJECT']])
    const taken = rows.map(({ workingDays }) => workingDays ?? 0).sort((a, b) => a - b)
    expect([median(taken), rows.reduce((sum, row) => sum + (row.stoppedDays ?? 0), 0)]).toEqual([days.median, days.stoppedTotal])
    expect([days.decided, days.stoppedTotal]).toEqual([2, 3])
    const [other] = (await caller(office).records({ kind: 'granted' })).rows
    expect(other).toMatchObject({ outcome: null, workingDays: null, stoppedDays: null })
    // Of what was asked and answered the office reads no word.
    const words = as(office, (tx) => tx.$queryRaw`SELECT request FROM supplement_request`)
    await expect(words).rejects.toThrow(/permission denied/)
  })

  it('has the same sum for every kind of record', async () => {
    await sixLoans()
    const { sums } = await caller(office).overview({ asOf: '2026-11-20' })
    const read = async (kind: 'applications' | 'granted' | 'disbursements' | 'balance' | 'enterprises') =>
      caller(office).records({ kind, to: '2026-11-20' })
    expect((await read('granted')).fen).toBe(sums.cumulative.grantedFen)
    expect((await read('balance')).fen).toBe(sums.cumulative.balanceFen)
    expect((await read('applications')).total).toBe(Number(sums.cumulative.applications))
    expect((await read('enterprises')).total).toBe(Number(sums.cumulative.registeredEnterprises))
  })
})

describe('reach', () => {
  it('of an analyst of one county ends at its border, in totals, records and days', async () => {
    await sixLoans()
    const whole = await caller(office).overview({ asOf: '2026-11-20' })
    const own = await caller(analyst).overview({ asOf: '2026-11-20' })
    expect(whole.sums.year.disbursedFen).toBe(600n)
    expect(own.sums.year).toMatchObject({ disbursedFen: 400n, registeredEnterprises: 4n, applications: 4n })
    expect(own.counties.map(({ key }) => key)).toEqual(['610881'])
    expect([own.days.decided, own.borrowers, own.pipeline.submitted]).toEqual([4, 4, 4])
    expect((await caller(analyst).overview({ asOf: '2026-11-20', county: '610802' })).sums.year.disbursedFen).toBe(0n)
    for (const kind of ['disbursements', 'applications', 'decisions', 'granted', 'balance', 'enterprises'] as const) {
      const { rows, total } = await caller(analyst).records({ kind })
      expect([total, rows.every(({ countyCode }) => countyCode === '610881')]).toEqual([4, true])
    }
  })

  it('is the office’s alone', async () => {
    const bank = await aSession(institutionIds[0] ?? '', ['BANK_OFFICER'])
    await expect(caller(bank).overview({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const months = "SELECT * FROM totals.months('county', '2026-11-20', NULL, NULL, NULL, NULL)"
    await expect(poolOf('tenant').query(months)).rejects.toMatchObject({ code: '42501' })
    await expect(poolOf('public').query(months)).rejects.toMatchObject({ code: '42501' })
    await expect(poolOf('office').query(months)).rejects.toMatchObject({ code: '42501' }) // nobody entered
  })

  it('is not into the future', async () => {
    await expect(caller(office).overview({ asOf: addDays(shanghaiDate(new Date()), 1) })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
    })
  })
})

describe('the public headline', () => {
  const anyone = () => createCaller(contextOf(null)).publicHeadline()

  it('tells the totals to anyone', async () => {
    await sixLoans()
    expect(await anyone()).toMatchObject({
      enterprises: 6,
      applications: 6,
      grantedFen: 3_000_000_000n,
      disbursedFen: 600n,
      borrowers: 6,
    })
  })

  it('leaves out what fewer than five enterprises make up', async () => {
    const { history } = await sixLoans()
    const applications = history.applications.map((one, at) => (at < 4 ? one : { ...one, disbursements: [] }))
    await writeHistory({ ...history, applications }, institutionIds)
    expect(await anyone()).toMatchObject({
      enterprises: 6,
      applications: 6,
      grantedFen: 3_000_000_000n,
      disbursedFen: null,
      borrowers: null,
    })
  })
})
