import fc from 'fast-check'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isGuardRefusal } from '@/server/db/transaction'
import { runtime } from '@/server/jobs/run-tasks'
import { nobody } from '@/server/jobs/task'
import { aFirm, answerOf, type Firm, snapshotsOf } from '@/server/keys/sealed-world.fixture'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn } from '@/server/portrait/domain/score-card'
import { findCurrentPortrait, findPortrait } from '@/server/portrait/repository'
import { deletionDay } from '@/server/sources/domain/retention'
import { eraseRetained, holdRetained, listDeletions, listRetentionRuns, spansHeld } from '@/server/sources/retention.repository'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { randomRuns } from '@/tests/random-runs'
import { anOrganisation, aSession, as, owner, scopes } from '@/tests/world'
import { endRetention, limitsOn } from './end-retention'

const day = 86_400_000
const worker = ({ session }: Firm) => runtime.inTenant(session.organisationId, nobody)
/** As if the records had come so many days ago. */
const aged = (ids: readonly string[], days: number) =>
  owner(`UPDATE snapshot SET "receivedAt" = now() - make_interval(days => $2) WHERE id = ANY ($1)`, [ids, days])
const actsOf = ({ session }: Firm) =>
  owner<{ body: Record<string, unknown> }>(`SELECT body FROM ledger_entry WHERE act = 'data.deleted' AND "enterpriseId" = $1`, [
    session.organisationId,
  ])

/** A portrait drawn from these records, with a packed row. */
async function drawnFrom({ session, consentId }: Firm, snapshotIds: readonly string[]): Promise<string> {
  const [id, body] = [uuidv7(), buildPortrait({}, cardOn('2026-11-20'), '2026-11-20')]
  await owner(
    `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest, "snapshotIds")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'digest', $10)`,
    [
      session.organisationId,
      id,
      consentId,
      body.cardVersion,
      body.asOf,
      body.score,
      body.grade,
      0,
      JSON.stringify(body),
      snapshotIds,
    ],
  )
  await owner(`INSERT INTO packed_series ("enterpriseId", "consentId", "portraitId", body) VALUES ($1, $2, $3, '\\x00')`, [
    session.organisationId,
    consentId,
    id,
  ])
  return id
}
const packedOf = ({ session }: Firm) => owner('SELECT FROM packed_series WHERE "enterpriseId" = $1', [session.organisationId])
const claimOf = async ({ session, consentId, agencyId }: Firm, days: number) => {
  const id = uuidv7()
  await owner(
    `INSERT INTO verification ("enterpriseId", id, "consentId", "agencyId", "dataClass", "itemId", claim, "claimDigest", "askedBy", "askedByName", "askedAt")
     VALUES ($1, $2, $3, $4, 'TAX', 'item', '应税销售收入 1000 万元', 'claim', $5, 'x', now() - make_interval(days => $6))`,
    [session.organisationId, id, consentId, agencyId, session.accountId, days],
  )
  return id
}

let client: pg.Client
beforeAll(async () => {
  aPlatformKey()
  client = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL })
  await client.connect()
})
afterAll(() => client.end())

describe('retention', () => {
  it('has run out on the same day for the database as for the rule', async () => {
    const held = fc.record({
      since: fc.date({ min: new Date('2001-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      unit: fc.constantFrom('DAY', 'MONTH', 'YEAR'),
      value: fc.integer({ min: 1, max: 120 }),
      withdrawnAfter: fc.option(fc.integer({ min: 0, max: 900 })),
    })
    const asked = fc.sample(held, randomRuns('the day of deletion', 4_000))
    const rows = asked.map(({ since, unit, value, withdrawnAfter }) => {
      const withdrawnAt = withdrawnAfter === null ? null : new Date(since.getTime() + withdrawnAfter * day)
      return { since, unit, value, withdrawnAt, expected: deletionDay(since, { retention: { unit, value }, withdrawnAt }, 15) }
    })
    const found = await owner<{ on: string }>(
      `SELECT guard.deletion_day(r.since, r.unit, r.value, r."withdrawnAt", 15)::text AS on
       FROM jsonb_to_recordset($1::jsonb) AS r (n integer, since timestamptz, unit text, value integer, "withdrawnAt" timestamptz) ORDER BY n`,
      [JSON.stringify(rows.map((row, n) => ({ n, ...row })))],
    )
    expect(found.map(({ on }) => on)).toEqual(rows.map(({ expected }) => expected))
  })

  it('deletes what has reached its day, with what was drawn from it, once, on record, and leaves the rest', async () => {
    const firm = await aFirm()
    const { session, consentId } = firm
    const [old = '', young = ''] = await snapshotsOf(firm, ['the oldest answer', 'a young answer'])
    await aged([old], 40)
    const drawn = await drawnFrom(firm, [old, young])
    const claim = await claimOf(firm, 40)
    const read = <Result>(work: (tx: Parameters<typeof spansHeld>[0]) => Promise<Result>) => as(session, work)
    const scope = scopes.enterprise(session)
    expect(await read((tx) => spansHeld(tx, scope, consentId))).toMatchObject([{ count: 2 }])
    expect(await endRetention(runtime, 1)).toBeGreaterThan(0)
    expect([await answerOf(firm, old), await answerOf(firm, young)]).toEqual([null, 'a young answer'])
    expect(await read((tx) => findCurrentPortrait(tx, scope))).toBeNull()
    expect(await read((tx) => findPortrait(tx, scope, drawn))).toBeNull()
    expect(await packedOf(firm)).toEqual([])
    expect(await owner('SELECT claim, "signedAnswer" FROM verification WHERE id = $1', [claim])).toEqual([
      { claim: '', signedAnswer: null },
    ])
    expect(await read((tx) => spansHeld(tx, scope, consentId))).toMatchObject([{ count: 1 }])
    expect(await read((tx) => listDeletions(tx, scope, consentId))).toMatchObject([{ records: 1, portraits: 1, claims: 1 }])
    const [entry, ...more] = await actsOf(firm)
    expect(entry?.body).toMatchObject({
      records: 1,
      portraits: 1,
      claims: 1,
      digests: expect.arrayContaining(['claim', 'digest']),
    })
    expect(entry?.body.digests).toHaveLength(3)
    expect(more).toEqual([])
    await endRetention(runtime)
    expect(await actsOf(firm)).toHaveLength(1)
    const operator = await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])
    const [today] = await as(operator, (tx) => listRetentionRuns(tx, scopes.operator(operator), 1))
    expect(today?.records).toBeGreaterThan(0)
  })

  it('ends sooner when the consent was taken back, and not when another took its place', async () => {
    const [taken, replaced] = [await aFirm(), await aFirm()]
    const [gone = ''] = await snapshotsOf(taken, ['taken back'])
    const [kept = ''] = await snapshotsOf(replaced, ['replaced'])
    await aged([gone, kept], 20)
    // How a consent ends is not what this is about: no triggers.
    for (const [{ session }, reason] of [
      [taken, 'WITHDRAWN'],
      [replaced, 'REPLACED'],
    ] as const)
      await owner(`SET session_replication_role = 'replica'; UPDATE consent SET state = 'REVOKED', "endReason" = '${reason}',
        "endedAt" = now() - interval '16 days' WHERE "enterpriseId" = '${session.organisationId}'`)
    await endRetention(runtime)
    expect([await answerOf(taken, gone), await answerOf(replaced, kept)]).toEqual([null, 'replaced'])
  })

  it('ends sooner for a personal class that its person took back, unless somebody has signed off anew', async () => {
    const [taken, anew] = [await aFirm(), await aFirm()]
    const [gone = ''] = await snapshotsOf(taken, ['taken back by its person'])
    const [kept = ''] = await snapshotsOf(anew, ['signed off anew'])
    await aged([gone, kept], 20)
    const signed = ({ session, consentId }: Firm, ended: string) =>
      owner(`SET session_replication_role = 'replica';
        UPDATE consent SET "personalClasses" = '{TAX}' WHERE id = '${consentId}';
        INSERT INTO consent_sign_off ("enterpriseId", id, "consentId", "dataClasses", "accountId", "personName", "noticeVersion", "noticeHash",
          "noticeLanguage", "signedStatement", "endedAt", "endReason")
        VALUES ('${session.organisationId}', uuidv7(), '${consentId}', '{TAX}', '${session.accountId}', 'x', 'v', 'h', 'zh-CN', 'jws', ${ended})`)
    for (const firm of [taken, anew]) await signed(firm, `now() - interval '16 days', 'WITHDRAWN'`)
    await signed(anew, 'NULL, NULL')
    await endRetention(runtime)
    expect([await answerOf(taken, gone), await answerOf(anew, kept)]).toEqual([null, 'signed off anew'])
  })

  it('waits for a review that stands on it; the portrait decided on stays three years, its records do not', async () => {
    const firm = await aFirm()
    const { applicationId, portraitId } = await anApplication(firm.session, await anOrganisation('INSTITUTION'))
    const [id = ''] = await snapshotsOf(firm, ['under review'])
    await aged([id], 40)
    await owner('UPDATE portrait SET "snapshotIds" = $2 WHERE id = $1', [portraitId, [id]])
    const there = async () => [
      (await answerOf(firm, id)) !== null,
      (await as(firm.session, (tx) => findPortrait(tx, scopes.enterprise(firm.session), portraitId))) !== null,
    ]
    await endRetention(runtime)
    expect(await there()).toEqual([true, true])
    await owner(`UPDATE application SET state = 'REJECTED' WHERE id = $1`, [applicationId])
    await endRetention(runtime)
    expect(await there()).toEqual([false, true])
    await owner(`UPDATE application SET "submittedAt" = now() - interval '37 months' WHERE id = $1`, [applicationId])
    await endRetention(runtime)
    expect(await there()).toEqual([false, false])
    // An application that was prepared meanwhile finds nothing to stand on.
    const again = owner('UPDATE application SET "portraitId" = $2 WHERE id = $1', [applicationId, portraitId])
    await expect(again).rejects.toMatchObject({ code: '23503' })
  })

  it('is not ended early, whatever a job asks for', async () => {
    const firm = await aFirm()
    await snapshotsOf(firm, ['young'])
    const early = worker(firm)(async (tx) => {
      const scope = scopes.enterprise(firm.session)
      return eraseRetained(tx, scope, await holdRetained(tx, scope), limitsOn(new Date()))
    })
    expect(await early.catch(isGuardRefusal)).toBe(true)
  })

  it('waits for a live read; without the lock it would not', async () => {
    const firm = await aFirm()
    const { organisationId } = firm.session
    const holding = () =>
      worker(firm)(async (tx) => {
        await tx.$executeRaw`SET LOCAL lock_timeout = '100ms'`
        return holdRetained(tx, scopes.enterprise(firm.session))
      }).then(
        () => 'held',
        () => 'waited',
      )
    const [{ definition } = { definition: '' }] = await owner<{ definition: string }>(
      `SELECT pg_get_functiondef('guard.hold_retained()'::regprocedure) AS definition`,
    )
    await client.query('BEGIN')
    try {
      await client.query('SELECT FROM consent WHERE "enterpriseId" = $1 FOR SHARE', [organisationId])
      expect(await holding()).toBe('waited')
      await owner(definition.replaceAll('FOR UPDATE', ''))
      expect(await holding()).toBe('held') // the control
    } finally {
      await client.query('ROLLBACK')
      await owner(definition)
    }
    expect(await holding()).toBe('held')
  })
})
