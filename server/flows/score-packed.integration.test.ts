import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { runtime } from '@/server/jobs/run-tasks'
import { shanghaiDate } from '@/server/kernel/dates'
import { sealingKey } from '@/server/keys/sealed.repository'
import { digestOf } from '@/server/portrait/canonical-json'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { packFacts } from '@/server/portrait/domain/packed/pack'
import { cardOn } from '@/server/portrait/domain/score-card'
import { replacePacked } from '@/server/portrait/packed.repository'
import { insertPortrait } from '@/server/portrait/repository'
import { type LeasedRun, leaseRun, settleItem } from '@/server/portrait/scoring.repository'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { cityFacts } from '@/tests/city-facts'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { scorePacked } from './score-packed'

vi.setConfig({ testTimeout: 60_000 })
const now = new Date()
const day = shanghaiDate(now)
const city = createCity({ seed: 90, enterprises: 8, asOf: '2026-09' })
type Firm = { session: Session; id: string; consentId: string; portraitId: string; score: number }
let firms: Firm[]
let operator: Session
let second: Session
const callAs = (session: Session) => createCallerFactory(appRouter)(contextOf(session, now))
const firmAt = (at: number) => {
  const firm = firms[at]
  if (!firm) throw new RangeError(`no firm ${at}`)
  return firm
}

/** A firm with a live consent and a portrait of today, packed in the portrait's own transaction. */
async function aPackedFirm(index: number): Promise<Firm> {
  const session = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  const { consentId } = await grant(session, matchingTerms())
  const [id, portraitId] = [session.organisationId, uuidv7()]
  const scope = enterpriseScope(id)
  const facts = cityFacts(city, index)
  const body = buildPortrait(facts, cardOn(day), day)
  await runtime.inTenant(
    id,
    session.accountId,
  )(async (tx) => {
    await sealingKey(tx, { ownerId: id, purpose: 'RECORDS' }) // erasure destroys it
    await insertPortrait(tx, scope, { id: portraitId, consentId, body, digest: digestOf(body), snapshotIds: [], createdAt: now })
    await replacePacked(tx, scope, { consentId, portraitId, rows: packFacts(facts, body) ?? [] })
  })
  return { session, id, consentId, portraitId, score: body.score }
}

beforeAll(async () => {
  aPlatformKey()
  const platform = await anOrganisation('OPERATOR')
  ;[operator, second] = [await aSession(platform, ['OPERATOR']), await aSession(platform, ['OPERATOR'])]
  firms = []
  for (let index = 0; index < 6; index++) firms.push(await aPackedFirm(index))
  firms.sort((a, b) => (a.id < b.id ? -1 : 1))
}, 180_000)

const packed = async () =>
  (await owner<{ id: string }>('SELECT DISTINCT "enterpriseId" AS id FROM packed_series ORDER BY 1')).map(({ id }) => id)
const block =
  (run: LeasedRun, from = firmAt(0).id) =>
  (tx: Parameters<typeof replacePacked>[0]) =>
    tx.$queryRaw`SELECT sum(length(piece))::integer AS bytes FROM guard.packed_pieces(${run.id}::uuid, 0, ${from}::uuid, ${firmAt(5).id}::uuid) piece`

describe('step one of a run over the city', () => {
  let run: LeasedRun

  it('scores all under a live consent, puts who moved first, and the part on record by its digest', async () => {
    const [moved, paused] = [firmAt(2), firmAt(4)]
    // As if the standing portrait had said another score than its records do.
    await owner('UPDATE packed_series SET body = set_byte(body, 9, 9) WHERE "enterpriseId" = $1', [moved.id])
    await callAs(operator).cardVersions.rescore()
    await owner(`UPDATE consent SET state = 'PAUSED', "pauseReason" = 'OWN' WHERE id = $1`, [paused.consentId])
    const leased = await leaseRun(randomUUID(), 60)
    if (!leased) throw new Error('no run')
    run = leased
    expect(await scorePacked(run, cardOn(day), day)).toBe(true)
    const found = await owner<{ id: string; score: number; moved: boolean; later: boolean }>(
      `SELECT s.enterprise_id AS id, s.score::int, s.moved, i.later FROM guard.scored_firm s
       JOIN guard.scoring_item i USING (run_id, enterprise_id) WHERE s.run_id = $1 ORDER BY 1`,
      [run.id],
    )
    const expected = firms
      .filter(({ id }) => id !== paused.id)
      .map(({ id, score }) => ({ id, score, moved: id === moved.id, later: id !== moved.id }))
    expect(found).toEqual(expected)
    const [first] = await owner<{ id: string }>('SELECT enterprise_id AS id FROM guard.scoring_waiting($1, 1)', [run.id])
    expect(first?.id).toBe(moved.id)
    // Whoever could not be drawn waits behind all others, and the page says how many do.
    await runtime.inTenant(moved.id, run.startedBy)((tx) => settleItem(tx, run.id, 'FAILED'))
    const waiting = await owner<{ id: string }>('SELECT enterprise_id AS id FROM guard.scoring_waiting($1, 9)', [run.id])
    expect(waiting.map(({ id }) => id)).toEqual([...firms.map(({ id }) => id).filter((id) => id !== moved.id), moved.id])
    const [row] = (await callAs(operator).cardVersions.rescorings()).rows
    expect(row).toMatchObject({ unscored: 0, scored: 5, moved: 1, recentlyScored: 6, waiting: 6, retrying: 1, failed: 0 })
    const entries = await owner(`SELECT body FROM ledger_entry WHERE act = 'rescoring.part-scored' AND "subjectId" = $1`, [
      run.id,
    ])
    const digest: unknown = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(entries).toEqual([{ body: { part: 0, enterprises: 6, scored: 5, digest } }])
  })

  it('gives a part once, and to the worker of its own run alone', async () => {
    const firm = firmAt(0)
    const asRun = runtime.inTenant(run.organisationId, run.startedBy)
    await expect(asRun(block(run))).rejects.toThrow('no such part') // settled
    await owner(
      'UPDATE guard.scoring_part SET (settled_at, scored, moved, digest) = (NULL, NULL, NULL, NULL) WHERE run_id = $1',
      [run.id],
    )
    expect(await asRun(block(run))).toEqual([{ bytes: expect.any(Number) }]) // the control
    await expect(asRun(block(run, firmAt(1).id))).rejects.toThrow('no such part') // of other bounds
    await expect(runtime.inTenant(firm.id, run.startedBy)(block(run))).rejects.toThrow('no such part')
    await expect(as(firm.session, block(run))).rejects.toThrow('permission denied')
    await expect(as(operator, block(run))).rejects.toThrow('permission denied')
    for (const session of [firm.session, operator])
      await expect(as(session, (tx) => tx.packedSeries.findMany())).rejects.toThrow('permission denied')
    await owner('UPDATE guard.scoring_run SET finished_at = now() WHERE id = $1', [run.id])
    await expect(asRun(block(run))).rejects.toThrow('no such part') // over
  })
})

describe('a firm’s packed rows', () => {
  it('go with its consent, with a portrait that was corrected, and with its keys', async () => {
    const [revoked, corrected, erased, left] = [firmAt(0), firmAt(1), firmAt(2), firmAt(3)]
    await owner('UPDATE organisation SET "disabledAt" = now() WHERE id = $1', [erased.id])
    const [{ code } = { code: '' }] = await owner<{ code: string }>(
      'SELECT "creditCode" AS code FROM enterprise WHERE "enterpriseId" = $1',
      [erased.id],
    )
    const asked = { subject: 'ENTERPRISE', reason: '企业注销，申请删除', name: code } as const
    const { id: erasureId } = await callAs(operator).keys.askErasure(asked)
    expect(await packed()).toEqual(firms.map(({ id }) => id)) // the control: asking erases nothing
    await owner(`UPDATE consent SET state = 'REVOKED', "endedAt" = now() WHERE id = $1`, [revoked.consentId])
    await owner('UPDATE portrait SET "staleSince" = now() WHERE id = $1', [corrected.portraitId])
    await callAs(second).keys.settleErasure({ erasureId, verdict: 'CONFIRM' })
    expect(await packed()).toEqual([left, firmAt(4), firmAt(5)].map(({ id }) => id))
  })

  it('stand for the firm that the job has entered, whatever it is given', async () => {
    const [one, other] = [firmAt(3), firmAt(5)]
    const row = { source: 'FIRM' as const, body: new Uint8Array([1]) }
    const foreign = { consentId: other.consentId, portraitId: other.portraitId, rows: [row] }
    const inOne = runtime.inTenant(one.id, one.session.accountId)
    await expect(inOne((tx) => replacePacked(tx, enterpriseScope(other.id), foreign))).rejects.toThrow('packed_series_of')
    await inOne((tx) => replacePacked(tx, enterpriseScope(one.id), { ...one, rows: [] }))
    expect(await packed()).toEqual([firmAt(4), other].map(({ id }) => id))
  })
})

it('the card of the release waits to be added, once; added it is a candidate as any other, and in force for nobody', async () => {
  const before = await callAs(operator).cardVersions.all()
  expect([before.shipped, before.inForce]).toEqual(['EXPERT-2026.4', cardOn(day).version])
  const { id } = await callAs(operator).cardVersions.addShipped()
  const after = await callAs(second).cardVersions.all()
  expect([after.shipped, after.inForce]).toEqual([null, before.inForce])
  expect(after.candidates).toMatchObject([{ id, version: 'EXPERT-2026.4', run: null, proposal: null }])
  await expect(callAs(second).cardVersions.addShipped()).rejects.toThrow()
  await expect(callAs(firmAt(4).session).cardVersions.addShipped()).rejects.toThrow('FORBIDDEN')
})
