import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { seedCity } from '@/prisma/seed/seed-city'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { runtime } from '@/server/jobs/run-tasks'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import { digestOf } from '@/server/portrait/canonical-json'
import { listCards } from '@/server/portrait/cards.repository'
import { termFaults } from '@/server/portrait/domain/card-terms'
import { shadowReport } from '@/server/portrait/domain/shadow/shadow-report'
import { findCurrentPortrait } from '@/server/portrait/repository'
import { grades } from '@/server/portrait/schema'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { aPlatformKey } from '@/tests/consents'
import { aSession, as, contextOf, owner } from '@/tests/world'
import { candidateFile, failing } from './candidate-card.fixture'
import { replayPortraits } from './replay-portraits'
import { scoreCity } from './score-city'

const folder = mkdtempSync(path.join(tmpdir(), 'score-city-'))
const now = new Date()
const tomorrow = new Date(now.getTime() + 86_400_000)
const validFrom = addDays(shanghaiDate(now), 1)
const callAs = (session: Session) => createCallerFactory(appRouter)(contextOf(session, now)).cardVersions
const work = (at = now) => scoreCity(randomUUID(), { ...runtime, now: () => at })
let [first, second, third]: Session[] = []
let child: ChildProcess
const by = (session: Session | undefined) => {
  if (!session) throw new Error('no session')
  return callAs(session)
}
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { cause?: unknown }) => (error.cause instanceof Refused ? error.cause.code : String(error)),
  )

beforeAll(async () => {
  aPlatformKey()
  // A worker's process of its own; it loads while the city is founded.
  child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import=tsx', 'server/flows/score-city.child.fixture.ts', tomorrow.toISOString()],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  const ready = once(child, 'message')
  const databaseUrl = process.env.OWNER_DATABASE_URL ?? ''
  await seedCity({ databaseUrl, sandboxFolder: folder, sandboxUrl: 'http://127.0.0.1:4100', enterprises: 24, now })
  const [operator] = await owner<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'OPERATOR'`)
  const sessions = await Promise.all([1, 2, 3].map(() => aSession(operator?.id ?? '', ['OPERATOR'])))
  ;[first, second, third] = sessions
  await ready
}, 120_000)
afterAll(() => {
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const items = async (runId: string) =>
  owner<{ id: string; state: string; drawn: number }>(
    `SELECT i.enterprise_id AS id, i.state, (SELECT count(*)::int FROM ledger_entry l WHERE l.act = 'portrait.built'
       AND l."enterpriseId" = i.enterprise_id AND l.body ->> 'runId' = i.run_id::text) AS drawn
     FROM guard.scoring_item i WHERE i.run_id = $1 ORDER BY i.enterprise_id`,
    [runId],
  )

it('the demonstration leaves a candidate that waits for the second person, with the report of its own results', async () => {
  const { candidates } = await by(first).all()
  const [seeded] = candidates
  if (!seeded?.run) throw new Error('no candidate')
  expect(seeded).toMatchObject({ version: 'EXPERT-2027.1', proposal: { verdict: null, runDigest: seeded.run.digest } })
  expect(termFaults((await by(first).one({ cardId: seeded.id })).version.card)).toEqual([])
  const { results } = await by(first).results({ runId: seeded.run.id })
  const report = shadowReport(results, { candidate: seeded.version, current: seeded.run.against })
  expect([report, digestOf(report)]).toEqual([seeded.run.report, seeded.run.digest])
  expect(report.movers.length).toBeGreaterThan(0)
})

describe('the whole city drawn anew', { timeout: 120_000 }, () => {
  it('goes on after its worker was killed half-way: nobody twice, nobody missed, nobody without a live consent', async () => {
    const { runId } = await by(first).rescore()
    expect(await refusalOf(by(second).rescore())).toBe('rescoring.under-way')
    const all = await items(runId)
    expect(all.length).toBeGreaterThan(15)
    const half = Math.floor(all.length / 2)
    // From the middle on somebody else holds the rows, so that the worker stands in the middle of its transactions.
    const holder = new pg.Client(process.env.OWNER_DATABASE_URL)
    await holder.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM guard.scoring_item WHERE run_id = $1 AND enterprise_id = ANY ($2::uuid[]) FOR UPDATE', [
      runId,
      all.slice(half).map(({ id }) => id),
    ])
    child.send('go')
    const died = once(child, 'exit')
    const done = async () => (await items(runId)).filter(({ state }) => state === 'DONE').length
    await vi.waitFor(async () => expect(await done()).toBe(half), { timeout: 80_000, interval: 200 })
    child.kill('SIGKILL')
    expect(await died).toEqual([null, 'SIGKILL'])
    const diedAt = Date.now()
    await holder.query('ROLLBACK')
    await holder.end()
    expect((await items(runId)).map(({ drawn }) => drawn)).toEqual(all.map((_, at) => (at < half ? 1 : 0)))

    // It had scored everybody out of packed rows before it drew anybody.
    const foretold = await owner<{ id: string; score: number; place: number }>(
      'SELECT enterprise_id AS id, score::int, grade::int AS place FROM guard.scored_firm WHERE run_id = $1 ORDER BY 1',
      [runId],
    )
    expect(foretold.map(({ id }) => id)).toEqual(all.map(({ id }) => id))

    // While the dead worker's lease lasts nobody takes over.
    await work(tomorrow)
    expect(await done()).toBe(half)
    await owner(`UPDATE guard.scoring_run SET lease_until = now() WHERE id = $1`, [runId])
    const left = all.at(-1)?.id
    await owner(
      `UPDATE consent SET "startsAt" = now() - interval '2 days', "expiresAt" = now() - interval '1 minute' WHERE "enterpriseId" = $1`,
      [left],
    )
    // Of one firm there is nothing packed, as in a database from before: it is drawn none the less, and packed.
    const unpacked = all.at(-2)?.id
    await owner('DELETE FROM packed_series WHERE "enterpriseId" = $1', [unpacked])
    await Promise.all([work(tomorrow), work(tomorrow)]) // two workers come at once
    expect(await items(runId)).toEqual(
      all.map(({ id }) => ({ id, state: id === left ? 'NO_CONSENT' : 'DONE', drawn: id === left ? 0 : 1 })),
    )
    const { rows } = await by(second).rescorings()
    expect(rows[0]).toMatchObject({
      id: runId,
      waiting: 0,
      done: all.length - 1,
      noConsent: 1,
      failed: 0,
      finishedAt: expect.any(Date),
      unscored: 0,
      scored: all.length,
      // The time left is reckoned from what the worker did that took over, since it did.
      recent: all.length - half,
    })
    expect(rows[0]?.drawingSince?.getTime()).toBeGreaterThan(diedAt)
    // The portraits say what was foretold, also where a source was silent last time and its earlier answer stands.
    const drawn = await owner<{ id: string; score: number; grade: string }>(
      `SELECT "enterpriseId" AS id, score, grade FROM portrait WHERE "asOf" = $1 ORDER BY 1`,
      [validFrom],
    )
    expect(drawn.length).toBeGreaterThan(all.length * 0.4)
    const said = foretold.filter(({ id }) => drawn.some((one) => one.id === id))
    expect(drawn).toEqual(said.map(({ id, score, place }) => ({ id, score, grade: grades[place] })))
    expect(await owner('SELECT FROM guard.scored_firm')).toEqual([])
    expect(await owner('SELECT FROM packed_series WHERE "enterpriseId" = $1', [unpacked])).toHaveLength(1)
    const portraits = await owner<{ current: number; drawn: number }>(
      `SELECT count(*) FILTER (WHERE "supersededAt" IS NULL)::int AS current, count(*) FILTER (WHERE "asOf" = $1)::int AS drawn FROM portrait
       WHERE "enterpriseId" = ANY ($2::uuid[]) GROUP BY "enterpriseId"`,
      [validFrom, all.slice(0, -1).map(({ id }) => id)],
    )
    expect(portraits).toEqual(all.slice(0, -1).map(() => ({ current: 1, drawn: 1 })))
  })
})

describe('a new version of the card', { timeout: 120_000 }, () => {
  let cardId: string
  let run: { runId: string; runDigest: string }

  it('is refused with its faults, or added once', async () => {
    const bad = { name: 'x.json', contentBase64: Buffer.from('{"base":300}').toString('base64') }
    expect(await refusalOf(by(first).add({ version: 'EXPERT-2028.1', file: bad }))).toBe('rescoring.bad-card')
    expect(await refusalOf(by(first).add({ version: 'EXPERT-2026.2', file: candidateFile() }))).toBe('rescoring.version-taken')
    cardId = (await by(first).add({ version: 'EXPERT-2028.1', file: candidateFile() })).id
    expect(await refusalOf(by(first).add({ version: 'EXPERT-2028.1', file: candidateFile() }))).toBe('rescoring.version-taken')
    await expect(owner('UPDATE guard.card_version SET version = $1', ['EXPERT-2029.1'])).rejects.toThrow('as it was added')
  })

  it('runs in the shadow over the city, and nobody but the operator knows', async () => {
    const portraits = () => owner('SELECT id, digest, "supersededAt" FROM portrait ORDER BY id')
    const before = await portraits()
    const { runId } = await by(first).tryInShadow({ cardId })
    await work()
    const { run: ended, version } = await by(second).one({ cardId })
    const report = ended?.report
    if (!ended?.digest || !report) throw new Error('no report')
    run = { runId, runDigest: ended.digest }
    expect(version.version).toBe('EXPERT-2028.1')
    expect(ended).toMatchObject({ waiting: 0, failed: 0, done: report.firms })
    expect(report.matrix.flat().reduce((sum, firms) => sum + firms, 0)).toBe(report.firms)
    const { results } = await by(second).results({ runId })
    expect(results).toHaveLength(report.firms)
    for (const { fromScore, toScore, changes } of results)
      expect(changes.reduce((sum, { by: points }) => sum + points, 0)).toBe(toScore - fromScore)
    expect(new Set(results.flatMap(({ changes }) => changes.map(({ indicatorId }) => indicatorId))).size).toBeLessThanOrEqual(3)
    expect(report.movers.length).toBeGreaterThan(0)
    expect(await owner(`SELECT FROM ledger_entry WHERE act = 'shadow-run.exported' AND "subjectId" = $1`, [runId])).toHaveLength(
      1,
    )
    expect(await portraits()).toEqual(before)
    const [firm] = await owner<{ id: string }>('SELECT "enterpriseId" AS id FROM enterprise LIMIT 1')
    const enterprise = await aSession(firm?.id ?? '', ['ENTERPRISE_OWNER'])
    expect((await as(enterprise, listCards)).map(({ version: name }) => name)).not.toContain('EXPERT-2028.1')
    await expect(as(enterprise, (tx) => tx.$queryRaw`SELECT * FROM guard.card_versions()`)).rejects.toThrow()
  })

  it('is published by another person than proposed it, once, however many try', async () => {
    const proposal = { cardId, ...run, validFrom, note: '依据影子运行结果' }
    expect(await refusalOf(by(first).propose({ ...proposal, validFrom: shanghaiDate(now) }))).toBe('rescoring.date-passed')
    expect(await refusalOf(by(first).propose({ ...proposal, runDigest: 'a'.repeat(64) }))).toBe('rescoring.no-such-run')
    const rejected = await by(first).propose(proposal)
    expect(await refusalOf(by(second).propose(proposal))).toBe('rescoring.already-proposed')
    const publish = { proposalId: rejected.id, verdict: 'PUBLISH' as const }
    expect(await refusalOf(by(first).settle(publish))).toBe('rescoring.four-eyes')
    // The control: the database itself refuses the same person, and takes another.
    const alone = (person: string) =>
      owner(
        `UPDATE guard.card_proposal SET settled_by = proposed_by, settled_person = ${person}, settled_at = now(), verdict = 'REJECT', reason = '不同意' || '发布' WHERE id = $1`,
        [rejected.id],
      )
    await expect(alone('proposed_person')).rejects.toThrow('card_proposal_two_people')
    expect(await refusalOf(by(second).settle({ proposalId: rejected.id, verdict: 'REJECT', reason: '样本期太短' }))).toBe('done')

    const { id } = await by(first).propose(proposal)
    const race = await Promise.all(
      [second, third, second, third].map((one) => refusalOf(by(one).settle({ proposalId: id, verdict: 'PUBLISH' }))),
    )
    expect(race.sort()).toEqual(['done', ...Array.from({ length: 3 }, () => 'rescoring.already-settled')])
    const acts = await owner<{ act: string }>(`SELECT act FROM ledger_entry WHERE "subjectId" = ANY ($1::uuid[]) ORDER BY at`, [
      [rejected.id, id],
    ])
    expect(acts.map(({ act }) => act)).toEqual([
      'card-version.proposed',
      'card-version.rejected',
      'card-version.proposed',
      'card-version.published',
    ])
  })

  it('draws from its day on; what older cards drew is drawn again to the byte', async () => {
    const { runId } = await by(second).rescore()
    const [never, once] = await items(runId)
    await failing(never?.id ?? '', once?.id ?? '')
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await work(tomorrow)
    said.mockRestore()
    // Drawing failed for one each time, for another the first time: both were tried again, the first three times in all.
    const tried = await owner<{ id: string; state: string; tries: number }>(
      'SELECT enterprise_id AS id, state, tries::int FROM guard.scoring_item WHERE run_id = $1 AND tries > 0 ORDER BY 1',
      [runId],
    )
    expect(tried).toEqual([
      { id: never?.id, state: 'FAILED', tries: 3 },
      { id: once?.id, state: 'DONE', tries: 1 },
    ])
    expect((await by(second).rescorings()).rows[0]).toMatchObject({ failed: 1, retrying: 0, waiting: 0 })
    const drawn = await owner<{ version: string }>(
      `SELECT DISTINCT p."cardVersion" AS version FROM portrait p JOIN guard.scoring_item i ON i.enterprise_id = p."enterpriseId"
       WHERE i.run_id = $1 AND i.state = 'DONE' AND p."supersededAt" IS NULL`,
      [runId],
    )
    expect(drawn).toEqual([{ version: 'EXPERT-2028.1' }])
    const replayed = await replayPortraits(80, 'score-city')
    expect(new Set(replayed.map(({ result }) => result))).toEqual(new Set(['SAME']))
    expect(new Set(replayed.map(({ cardVersion }) => cardVersion))).toContain('EXPERT-2028.1')
    expect(new Set(replayed.map(({ cardVersion }) => cardVersion)).size).toBeGreaterThan(1)
    const [firm] = await owner<{ id: string }>(
      `SELECT "enterpriseId" AS id FROM portrait WHERE "cardVersion" = 'EXPERT-2028.1' LIMIT 1`,
    )
    const enter = runtime.inTenant(firm?.id ?? '', randomUUID())
    const current = await enter((tx) => findCurrentPortrait(tx, enterpriseScope(firm?.id ?? '')))
    expect(current?.body.cardVersion).toBe('EXPERT-2028.1')
  })
})
