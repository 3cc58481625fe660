import { Logger, type Runner, run } from 'graphile-worker'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { agencyCodes } from '@/sandbox/agencies/directory'
import type { Session } from '@/server/auth/session'
import { registry } from '@/server/jobs/registry'
import { cronItems, taskList } from '@/server/jobs/run-tasks'
import { digestOf } from '@/server/portrait/canonical-json'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { openAgencies } from '@/tests/agencies'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'

const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))
const platformKey = aPlatformKey()
let agencies: Awaited<ReturnType<typeof openAgencies>>
const workers: Runner[] = []
let firms = 0

const aWorker = () =>
  run({
    connectionString: process.env.JOBS_DATABASE_URL,
    concurrency: 4,
    pollInterval: 300,
    noHandleSignals: true,
    taskList: taskList(registry),
    parsedCronItems: cronItems(registry),
    logger: new Logger(() => () => {}),
  })

beforeAll(async () => {
  agencies = await openAgencies(platformKey)
  workers.push(await aWorker(), await aWorker()) // two processes race, by the queue's own login
})
beforeEach(() => {
  for (const code of agencyCodes) agencies.misbehave(code, 'none')
})
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  await agencies.close()
})

async function aFirm(): Promise<Session> {
  const id = await anOrganisation('ENTERPRISE')
  await agencies.settle(id, firms++)
  const firm = await aSession(id, ['ENTERPRISE_OWNER'])
  await grant(firm, matchingTerms())
  return firm
}

const settled = (firm: Session, isDone: (run: NonNullable<Latest>) => boolean = (run) => run.finishedAt !== null) =>
  vi.waitFor(
    async () => {
      const latest = await callerOf(firm).sources.progress()
      if (!latest || !isDone(latest)) throw new Error(`under way: ${JSON.stringify(latest?.tasks.map((task) => task.state))}`)
      return latest
    },
    { timeout: 25_000, interval: 50 },
  )
type Latest = Awaited<ReturnType<ReturnType<typeof callerOf>['sources']['progress']>>
const withPortrait = (run: NonNullable<Latest>) => run.portraitId !== null

describe('fetching the data of an enterprise', () => {
  it('stores each source once and draws exactly one portrait, within two seconds of the last', async () => {
    const firm = await aFirm()
    const caller = callerOf(firm)
    // Three windows press the button at once.
    const runs = await Promise.all([1, 2, 3].map(() => caller.sources.refresh()))
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(1)
    const latest = await settled(firm, withPortrait)
    expect(latest.tasks.map(({ state }) => state)).toEqual(latest.tasks.map(() => 'DONE'))
    const portraits = await owner<{ id: string; digest: string; createdAt: Date; body: Parameters<typeof digestOf>[0] }>(
      'SELECT id, digest, "createdAt", body FROM portrait WHERE "enterpriseId" = $1',
      [firm.organisationId],
    )
    expect(portraits).toHaveLength(1)
    expect(digestOf(portraits[0]?.body ?? null)).toBe(portraits[0]?.digest)
    const last = Math.max(...latest.tasks.map(({ finishedAt }) => finishedAt?.getTime() ?? 0))
    expect((portraits[0]?.createdAt.getTime() ?? 0) - last).toBeLessThan(2_000)
    const snapshots = await owner('SELECT "dataClass" FROM snapshot WHERE "enterpriseId" = $1', [firm.organisationId])
    expect(snapshots).toHaveLength(9)
    expect(await caller.notify.list({ page: 1 })).toMatchObject({ total: 1, rows: [{ kind: 'portrait.ready' }] })
  })

  it('opens every number to the records that it came from', async () => {
    const firm = await aFirm()
    await callerOf(firm).sources.refresh()
    await settled(firm, withPortrait)
    const { reading, evidence } = await callerOf(firm).portrait.indicator({ indicatorId: 'tax.taxableSales12m' })
    if (reading.state !== 'KNOWN') throw new Error(reading.reason)
    const [tax] = evidence
    if (tax?.facts?.dataClass !== 'TAX') throw new Error('no tax records')
    const { from, to } = tax
    const months = tax.facts.facts.months.filter(({ month }) => from !== null && to !== null && month >= from && month <= to)
    expect(months.reduce((sum, month) => sum + month.declaredSalesFen, 0n)).toBe(BigInt(reading.value))
    expect(tax.provenance).toMatchObject({ provider: '市税务局', digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('keeps a forged answer on record, stores nothing of it, and draws the portrait without it', async () => {
    const firm = await aFirm()
    agencies.misbehave('power', 'forge')
    const { runId } = await callerOf(firm).sources.refresh()
    const latest = await settled(firm, withPortrait)
    expect(latest.tasks.find(({ dataClass }) => dataClass === 'ELECTRICITY')).toMatchObject({
      state: 'REFUSED',
      failure: 'source.forged-signature',
    })
    const stored = await owner(`SELECT id FROM snapshot WHERE "enterpriseId" = $1 AND "dataClass" = 'ELECTRICITY'`, [
      firm.organisationId,
    ])
    expect(stored).toEqual([])
    const { refused } = await callerOf(firm).sources.overview()
    expect(refused).toMatchObject([{ dataClass: 'ELECTRICITY', reason: expect.stringMatching(/^source\.forged-signature/) }])

    // The agency mends its ways; the enterprise asks for that one source again.
    agencies.misbehave('power', 'none')
    await callerOf(firm).sources.retry({ runId, dataClass: 'ELECTRICITY' })
    await settled(firm, (run) => run.portraitId !== null && run.portraitId !== latest.portraitId)
    const history = await callerOf(firm).portrait.history()
    expect(history.map(({ supersededAt }) => supersededAt === null)).toEqual([true, false])
  })

  it('takes over a source whose worker died in the middle, but only after its time', async () => {
    const firm = await aFirm()
    const { runId } = await callerOf(firm).sources.refresh()
    const first = await settled(firm, withPortrait)
    const retry = () => callerOf(firm).sources.retry({ runId, dataClass: 'WATER' })
    // As a crash leaves it: begun, never ended, and no job left in the queue.
    const died = (ago: string) =>
      owner(
        `UPDATE pull_task SET state = 'RUNNING', "startedAt" = now() - $2::interval, "finishedAt" = NULL WHERE "runId" = $1 AND "dataClass" = 'WATER'`,
        [runId, ago],
      )
    await died('30 seconds')
    await expect(retry()).rejects.toMatchObject({ cause: { code: 'source.under-way' } })
    await died('3 minutes')
    await retry()
    const latest = await settled(firm, (run) => run.portraitId !== null && run.portraitId !== first.portraitId)
    expect(latest.tasks.find(({ dataClass }) => dataClass === 'WATER')).toMatchObject({ state: 'DONE' })
  })

  it('tries an agency that fails again, a bounded number of times, and says so', async () => {
    const firm = await aFirm()
    agencies.misbehave('water', 'fail')
    await callerOf(firm).sources.refresh()
    // The queue's pauses between attempts are not waited for.
    const hurry = setInterval(
      () => void owner('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL'),
      200,
    )
    const latest = await settled(firm, withPortrait).finally(() => clearInterval(hurry))
    expect(latest.tasks.find(({ dataClass }) => dataClass === 'WATER')).toMatchObject({
      state: 'FAILED',
      failure: 'source.agency-error',
      attempts: 3,
    })
  })

  it('stops when the consent is withdrawn under way: nothing that comes later is kept, and the agencies know', async () => {
    const firm = await aFirm()
    const caller = callerOf(firm)
    for (const code of agencyCodes) agencies.misbehave(code, 'slow', 900)
    await caller.sources.refresh()
    await settled(firm, (run) => run.tasks.some(({ state }) => state === 'RUNNING'))
    const [consent] = await caller.consent.list()
    await caller.consent.withdraw({ consentId: consent?.id ?? '' })
    await vi.waitFor(() => expect(agencies.office.revoked.tax.has(consent?.id ?? '')).toBe(true), { timeout: 15_000 })
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(await owner('SELECT id FROM snapshot WHERE "enterpriseId" = $1', [firm.organisationId])).toEqual([])
    const latest = await caller.sources.progress()
    expect(new Set(latest?.tasks.map(({ state }) => state))).toEqual(new Set(['STOPPED']))
    await expect(caller.sources.refresh()).rejects.toMatchObject({ cause: { code: 'source.no-consent' } })
  })

  it('forgets a person’s records when their own sign-off to the platform is taken back', async () => {
    const firm = await aFirm()
    await callerOf(firm).sources.refresh()
    const { portraitId } = await settled(firm, withPortrait)
    const drawn = () =>
      owner<{ id: string; stale: boolean; court: string; digests: number }>(
        `SELECT p.id, p."staleSince" IS NOT NULL AS stale, jsonb_path_query_first(p.body, '$.coverage[*] ? (@.dataClass == "COURT").state') #>> '{}' AS court,
           (SELECT count(*)::int FROM snapshot s WHERE s.id = ANY (p."snapshotIds") AND s."dataClass" = 'COURT') AS digests
         FROM portrait p WHERE p."enterpriseId" = $1 ORDER BY p."createdAt"`,
        [firm.organisationId],
      )
    expect(await drawn()).toEqual([{ id: portraitId, stale: false, court: 'PRESENT', digests: 1 }])
    const representative = await aSession(firm.organisationId, ['LEGAL_REPRESENTATIVE'])
    const [consent] = await callerOf(firm).consent.list()
    await owner('UPDATE consent_sign_off SET "accountId" = $2 WHERE "consentId" = $1', [consent?.id, representative.accountId])
    await callerOf(representative).consent.withdrawSignOff({ consentId: consent?.id ?? '' })
    expect((await drawn())[0]).toMatchObject({ id: portraitId, stale: true })
    await vi.waitFor(async () => expect(await drawn()).toHaveLength(2), { timeout: 15_000 })
    expect((await drawn())[1]).toMatchObject({ stale: false, court: 'ABSENT', digests: 0 })
  })

  it('keeps to the frequency that was granted', async () => {
    const firm = await aFirm()
    await grant(firm, { ...matchingTerms(), frequency: { unit: 'MONTH', value: 1 } })
    await callerOf(firm).sources.refresh()
    await settled(firm, withPortrait)
    await expect(callerOf(firm).sources.refresh()).rejects.toMatchObject({ cause: { code: 'source.too-often' } })
  })
})

describe('time', () => {
  it('ends a consent past its last day', async () => {
    const firm = await aFirm()
    const [consent] = await callerOf(firm).consent.list()
    await owner(
      `UPDATE consent SET "startsAt" = now() - interval '2 days', "expiresAt" = now() - interval '1 minute' WHERE id = $1`,
      [consent?.id],
    )
    expect((await callerOf(firm).consent.list())[0]).toMatchObject({ shown: 'EXPIRED', live: false, state: 'ACTIVE' })
    const { runtime } = await import('@/server/jobs/run-tasks')
    await registry['expire-consents'].run({}, runtime)
    expect((await callerOf(firm).consent.list())[0]).toMatchObject({ state: 'EXPIRED', endReason: 'EXPIRED' })
    const { rows } = await callerOf(firm).notify.list({ page: 1 })
    expect(rows).toMatchObject([{ kind: 'consent.expired' }])
  })
})
