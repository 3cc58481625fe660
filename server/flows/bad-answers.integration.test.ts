import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agencyCodes } from '@/sandbox/agencies/directory'
import { type DropLine, drop } from '@/sandbox/agencies/drops'
import type { Fault } from '@/sandbox/agencies/faults'
import type { Session } from '@/server/auth/session'
import { runtime } from '@/server/jobs/run-tasks'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn } from '@/server/portrait/domain/score-card'
import { insertPortrait } from '@/server/portrait/repository'
import type { DataClass } from '@/server/sources/schema'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { openAgencies } from '@/tests/agencies'
import { anApplication } from '@/tests/applications'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner, scopes } from '@/tests/world'
import { collectFeeds } from './collect-feeds'
import { endOf, type FaultEnd } from './fault-expectations.fixture'
import { mostAttempts, pullSource, TryLater } from './pull-source'

const platformKey = aPlatformKey()
let agencies: Awaited<ReturnType<typeof openAgencies>>
let firms = 0
let sequence = 0

beforeAll(async () => {
  agencies = await openAgencies(platformKey)
})
afterAll(() => agencies.close())
beforeEach(() => {
  for (const code of agencyCodes) agencies.misbehave(code, 'none')
})

const callerOf = (firm: Session) => createCallerFactory(appRouter)(contextOf(firm))
const misbehave = (kind: Fault['kind'] | 'none') =>
  agencies.office.faults.set({ agency: 'tax', subject: null, kind, milliseconds: 0, times: null })

/** Faults that end so, with the reason; how long a slow answer may take is tried in sources/http.test.ts. */
const faultsThatEnd = (state: FaultEnd['state']) =>
  (Object.entries(endOf) as [Fault['kind'], FaultEnd][]).flatMap(([kind, end]) =>
    end.state === state && end.failure !== null ? [[kind, end.failure] as const] : [],
  )

async function aFirm(dataClasses: DataClass[] = ['TAX']): Promise<Session> {
  const id = await anOrganisation('ENTERPRISE')
  await agencies.settle(id, firms++)
  const firm = await aSession(id, ['ENTERPRISE_OWNER'])
  await grant(firm, { ...matchingTerms(), dataClasses })
  return firm
}

/** One fetch of a class in a run of its own, by the worker's own code; the queue's repetitions are done at once. */
async function fetched(firm: Session, dataClass: DataClass = 'TAX') {
  const { runId } = await callerOf(firm).sources.refresh()
  const { organisationId } = firm
  const job = {
    scope: scopes.enterprise(firm),
    inTenant: runtime.inTenant(organisationId, firm.accountId),
    now: () => new Date(),
  }
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const again = await pullSource(job, { runId, dataClass }).then(
      () => false,
      (error) => error instanceof TryLater,
    )
    if (!again) break
  }
  const [task] = await owner<{ state: string; failure: string | null }>(
    'SELECT state::text, failure FROM pull_task WHERE "runId" = $1 AND "dataClass" = $2',
    [runId, dataClass],
  )
  return task
}
const snapshots = (firm: Session) =>
  owner<{ id: string; digest: string }>('SELECT id, digest FROM snapshot WHERE "enterpriseId" = $1 ORDER BY "receivedAt"', [
    firm.organisationId,
  ])
const refusedOf = (firm: Session) =>
  owner<{ reason: string; digest: string | null }>('SELECT reason, digest FROM refused_answer WHERE "enterpriseId" = $1', [
    firm.organisationId,
  ])

describe('an answer that is not to be believed', () => {
  it.each(faultsThatEnd('REFUSED'))('(%s) is refused with its reason on record; what was there stays', async (kind, refusal) => {
    const firm = await aFirm()
    expect(await fetched(firm)).toMatchObject({ state: 'DONE' })
    const before = await snapshots(firm)
    misbehave(kind)
    expect(await fetched(firm)).toEqual({ state: 'REFUSED', failure: refusal })
    expect(await snapshots(firm)).toEqual(before)
    const [refused] = await refusedOf(firm)
    expect(refused?.reason.split(':')[0]).toBe(refusal)
    if (kind !== 'flood' && kind !== 'redirect') expect(refused?.digest).toMatch(/^[0-9a-f]{64}$/)
    // The agency mends its ways: nothing of the bad answer stands in the way.
    misbehave('none')
    expect(await fetched(firm)).toMatchObject({ state: 'DONE' })
  })

  it.each(faultsThatEnd('FAILED').filter(([kind]) => kind !== 'slow'))(
    'or is none at all (%s): said after three attempts, nothing refused, nothing lost',
    async (kind, refusal) => {
      const firm = await aFirm()
      misbehave(kind)
      expect(await fetched(firm)).toEqual({ state: 'FAILED', failure: refusal })
      expect(await refusedOf(firm)).toEqual([])
      misbehave('none')
      expect(await fetched(firm)).toMatchObject({ state: 'DONE' })
    },
    60_000,
  )
})

describe('a correction', () => {
  const dataClass = 'HOUSING_FUND'
  const month = (creditCode: string, period: string, contributors: string): DropLine => ({
    creditCode,
    op: 'I',
    record: { period, contributors, baseTotal: '60000.00', deposited: '9600.00', state: '正常' },
  })
  const deliver = async (...lines: DropLine[]) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'feeds-'))
    const period = { from: '2026-01', to: '2026-10' }
    await drop(folder, agencies.office.keys, { dataClass, sequence: ++sequence, kind: 'REGULAR', period, lines }, new Date())
    return collectFeeds(runtime, folder)
  }
  /** A firm with an application on a portrait that was drawn from its snapshots. */
  async function inReview(dataClass: DataClass) {
    const firm = await aFirm([dataClass])
    const institutionId = await anOrganisation('INSTITUTION')
    expect(await fetched(firm, dataClass)).toMatchObject({ state: 'DONE' })
    const { applicationId, portraitId } = await anApplication(firm, institutionId)
    const ids = (await snapshots(firm)).map(({ id }) => id)
    await owner('UPDATE portrait SET "snapshotIds" = $2 WHERE id = $1', [portraitId, ids])
    return { firm, applicationId, portraitId, institutionId }
  }
  const standing = async (applicationId: string, portraitId: string) => {
    const [row] = await owner(
      `SELECT a."needsRefresh", p."staleSince" IS NOT NULL AS stale,
         (SELECT count(*)::int FROM application_event e WHERE e."applicationId" = a.id AND e.event = 'REFRESH_NEEDED') AS events
       FROM application a JOIN portrait p ON p.id = $2 WHERE a.id = $1`,
      [applicationId, portraitId],
    )
    return row
  }

  it('by another answer supersedes, and makes portrait and application stale with the snapshot itself', async () => {
    const { firm, applicationId, portraitId } = await inReview('TAX')
    expect(await fetched(firm)).toMatchObject({ state: 'DONE' })
    // The same figures again, a minute later: nothing was corrected.
    expect(await standing(applicationId, portraitId)).toEqual({ needsRefresh: false, stale: false, events: 0 })
    misbehave('revised')
    expect(await fetched(firm)).toMatchObject({ state: 'DONE' })
    expect(await snapshots(firm)).toHaveLength(3)
    expect(await standing(applicationId, portraitId)).toEqual({ needsRefresh: true, stale: true, events: 1 })
    const { corrections, stale } = await callerOf(firm).sources.overview()
    expect(stale).toBeInstanceOf(Date)
    expect(corrections).toMatchObject([{ dataClass: 'TAX', keys: [expect.stringMatching(/^\d{4}-\d\d$/)] }])
  })

  it('by a file does the same in the transaction that publishes it; what is new is no correction', async () => {
    const { creditCode } = agencies.city.enterprise(firms)
    await deliver(month(creditCode, '202601', '12'), month(creditCode, '202602', '12'))
    const { firm, applicationId, portraitId } = await inReview(dataClass)
    expect(await deliver(month(creditCode, '202602', '12'), month(creditCode, '202603', '13'))).toMatchObject([{ corrected: 0 }])
    expect(await standing(applicationId, portraitId)).toEqual({ needsRefresh: false, stale: false, events: 0 })
    expect(await deliver(month(creditCode, '202602', '9'))).toMatchObject([{ corrected: 1 }])
    expect(await standing(applicationId, portraitId)).toEqual({ needsRefresh: true, stale: true, events: 1 })
    expect((await callerOf(firm).notify.list({ page: 1 })).rows).toMatchObject([{ kind: 'source.corrected' }])
    // The earlier snapshot is as it was; a new one says the new figure.
    await fetched(firm, dataClass)
    const { shown } = await callerOf(firm).sources.records({ dataClass })
    if (shown?.facts?.dataClass !== dataClass) throw new Error('no housing fund')
    expect(shown.facts.facts.months.map(({ month: name, contributors }) => [name, contributors])).toEqual([
      ['2026-01', 12],
      ['2026-02', 9],
      ['2026-03', 13],
    ])
    expect(await snapshots(firm)).toHaveLength(2)
  })

  /** A portrait of these snapshots, stored as a job stores it; held open until `meanwhile` is over. */
  const drawnFrom = (firm: Session, snapshotIds: string[], meanwhile: () => Promise<unknown> = async () => null) =>
    runtime.inTenant(
      firm.organisationId,
      firm.accountId,
    )(async (tx) => {
      const body = buildPortrait({}, cardOn('2026-11-20'), '2026-11-20')
      const [row] = await tx.consent.findMany({ where: { enterpriseId: firm.organisationId }, take: 1, select: { id: true } })
      const portrait = { id: uuidv7(), consentId: row?.id ?? '', body, digest: 'digest', snapshotIds, createdAt: new Date() }
      await insertPortrait(tx, scopes.enterprise(firm), portrait)
      await meanwhile()
      return portrait.id
    })
  const isStale = async (id: string) =>
    (await owner<{ stale: boolean }>('SELECT "staleSince" IS NOT NULL AS stale FROM portrait WHERE id = $1', [id]))[0]?.stale
  /** A firm with a snapshot of a delivered class, and that snapshot. */
  async function delivered() {
    const { creditCode } = agencies.city.enterprise(firms)
    await deliver(month(creditCode, '202601', '12'))
    const firm = await aFirm([dataClass])
    await fetched(firm, dataClass)
    return { firm, creditCode, before: (await snapshots(firm)).map(({ id }) => id) }
  }

  it('is not undone by drawing again what was there before it; a newer answer does (control)', async () => {
    const { firm, creditCode, before } = await delivered()
    expect(await isStale(await drawnFrom(firm, before))).toBe(false)
    await deliver(month(creditCode, '202601', '9'))
    expect(await isStale(await drawnFrom(firm, before))).toBe(true)
    await fetched(firm, dataClass)
    const fresh = (await snapshots(firm)).map(({ id }) => id).filter((id) => !before.includes(id))
    expect(fresh).toHaveLength(1)
    expect(await isStale(await drawnFrom(firm, fresh))).toBe(false)
  })

  it('does not miss a portrait that is stored in the same moment; without the lock it would (control)', async () => {
    const { firm, creditCode, before } = await delivered()
    await drawnFrom(firm, before)
    const raced = async (contributors: string) => {
      let published: Promise<unknown> = Promise.resolve()
      const id = await drawnFrom(firm, before, async () => {
        published = deliver(month(creditCode, '202601', contributors))
        await Promise.race([published, new Promise((resolve) => setTimeout(resolve, 1_500))])
      })
      await published
      return isStale(id)
    }
    expect(await raced('8')).toBe(true)
    await owner('ALTER TABLE portrait DISABLE TRIGGER draw_or_correct')
    await owner('DELETE FROM source_correction WHERE "enterpriseId" = $1', [firm.organisationId])
    await drawnFrom(firm, before)
    try {
      expect(await raced('7')).toBe(false)
    } finally {
      await owner('ALTER TABLE portrait ENABLE TRIGGER draw_or_correct')
    }
  })

  it('that fails half-way leaves neither the record nor the stale portrait', async () => {
    const { firm, applicationId, portraitId } = await inReview('TAX')
    misbehave('revised')
    await owner(`CREATE FUNCTION public.stop_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stop'; END $$`)
    await owner('CREATE TRIGGER stop_it BEFORE UPDATE ON application FOR EACH ROW EXECUTE FUNCTION public.stop_it()')
    await expect(fetchedThrows(firm)).rejects.toThrow()
    await owner('DROP TRIGGER stop_it ON application')
    expect(await standing(applicationId, portraitId)).toEqual({ needsRefresh: false, stale: false, events: 0 })
    expect(await snapshots(firm)).toHaveLength(1)
    expect(await owner('SELECT id FROM source_correction WHERE "enterpriseId" = $1', [firm.organisationId])).toEqual([])
  })

  async function fetchedThrows(firm: Session) {
    const { runId } = await callerOf(firm).sources.refresh()
    const inTenant = runtime.inTenant(firm.organisationId, firm.accountId)
    await pullSource({ scope: scopes.enterprise(firm), inTenant, now: () => new Date() }, { runId, dataClass: 'TAX' })
  }
})
