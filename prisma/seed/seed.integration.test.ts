import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compactVerify, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCity, defaultSeed } from '@/sandbox/city/city'
import { verifyPassword } from '@/server/auth/password-hash'
import { artefactType } from '@/server/consent/domain/consent-artefact'
import { breaksLine, disbursedFen, type LoanEntry, outstandingFen } from '@/server/disbursement/domain/loan-entries'
import { shanghaiDate } from '@/server/kernel/dates'
import { nextState } from '@/server/lending/domain/application-lifecycle'
import { dateColumn, progressionOf, storedDeadline } from '@/server/lending/domain/stored-deadline'
import { type ApplicationState, applicationStates } from '@/server/lending/schema'
import { digestOf } from '@/server/portrait/canonical-json'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn } from '@/server/portrait/domain/score-card'
import { Portrait } from '@/server/portrait/schema'
import { agencyCodes } from '@/server/sources/domain/agencies'
import { factsOf } from '@/server/sources/read-snapshot'
import { dataClasses } from '@/server/sources/schema'
import { verifyAnswer } from '@/server/sources/verify-answer'
import { sumsOf } from '@/server/statistics/domain/figures'
import { monthSums, sumsOfMonths } from '@/server/statistics/queries/month-sums'
import { aPlatformKey } from '@/tests/consents'
import { aSession, as, owner, scopes } from '@/tests/world'
import { cardsOfCity } from './card-version'
import demo from './demo-logins.json'
import { seedCity } from './seed-city'
import { applications, factsOfCity, snapshots } from './seeded.fixture'

const enterprises = 120
const folder = mkdtempSync(path.join(tmpdir(), 'seed-'))
const now = new Date('2026-11-22T03:00:00Z')
let platformKey: ReturnType<typeof aPlatformKey>
const seed = () => {
  const databaseUrl = process.env.OWNER_DATABASE_URL ?? ''
  return seedCity({ databaseUrl, sandboxFolder: folder, sandboxUrl: 'http://127.0.0.1:4100', enterprises, now })
}

beforeAll(async () => {
  platformKey = aPlatformKey()
  await seed()
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const cards = cardsOfCity(shanghaiDate(now))
const count = async (sql: string, values: unknown[] = []) =>
  Number((await owner<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, values))[0]?.n)

describe('the city in the database', () => {
  it('is there once: a second seeding changes nothing', async () => {
    const before = await count('ledger_entry')
    expect(await seed()).toBeNull()
    expect(await count('ledger_entry')).toBe(before)
  })

  it('has all institutions with their branches, all products on offer by a second person, and the agencies with pinned keys', async () => {
    expect(await count('institution')).toBe(42)
    expect(await count(`product WHERE state = 'PUBLISHED'`)).toBe(91)
    expect(await count(`product_version WHERE "publishedAt" IS NULL OR "createdBy" = "publishedBy"`)).toBe(0)
    expect(await count('agency')).toBe(agencyCodes.length)
    expect(await count(`institution i WHERE NOT EXISTS (SELECT FROM branch b WHERE b."institutionId" = i."institutionId")`)).toBe(
      0,
    )
    expect(await count('enterprise')).toBeGreaterThan(enterprises * 0.9)
  })

  it('opens to every demonstration login by the one password', async () => {
    for (const { login } of demo.logins) {
      const rows = await owner<{ passwordHash: string }>(
        'SELECT a."passwordHash" FROM account a JOIN membership m ON m."accountId" = a.id WHERE a."loginName" = $1',
        [login],
      )
      expect(rows.length, login).toBeGreaterThan(0)
    }
    const hashes = await owner<{ passwordHash: string }>('SELECT DISTINCT "passwordHash" FROM account')
    expect(hashes).toHaveLength(1)
    expect(await verifyPassword(hashes[0]?.passwordHash ?? '', demo.password)).toBe(true)
  })

  it('leaves out the firms that a visitor may register, and names them as the register does', async () => {
    const city = createCity({ seed: defaultSeed, enterprises, asOf: '2026-10' })
    for (const { creditCode, name, legalRepresentative } of demo.unregistered) {
      const index = city.find(creditCode)
      if (index === null) throw new Error(`${creditCode} is not in the city`)
      expect(city.enterprise(index)).toMatchObject({ name, legalRepresentative })
      expect(city.registerEntry(index).status).toBe('存续')
      expect(await count('enterprise WHERE "creditCode" = $1', [creditCode])).toBe(0)
    }
  })

  it('has applications in every state, and the demonstration bank a full desk today', async () => {
    const states = await owner<{ state: ApplicationState }>('SELECT DISTINCT state FROM application')
    expect(states.map(({ state }) => state).sort()).toEqual([...applicationStates].sort())
    const open = `application WHERE state IN ('SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL', 'GRANTED', 'OFFERED', 'CONTRACTED')
      AND "institutionId" = (SELECT "institutionId" FROM institution WHERE code = '${demo.demoBank}')`
    expect(await count(open)).toBeGreaterThanOrEqual(40)
    for (const flag of ['escalated', 'suspended', '"needsRefresh"'])
      expect(await count(`${open} AND ${flag}`), flag).toBeGreaterThan(0)
    expect(await count(`report_line WHERE outcome = 'CONFLICT' AND "handledAt" IS NULL`)).toBeGreaterThan(0)
    expect(await count('notice WHERE "readAt" IS NULL')).toBeGreaterThan(0)
    for (const login of ['sme-active', 'sme-loan']) {
      const own = `access_record r WHERE r."enterpriseId" IN (SELECT m."organisationId" FROM membership m JOIN account a ON a.id = m."accountId" WHERE a."loginName" = $1)`
      expect(await count(own, [login]), login).toBeGreaterThan(0)
    }
  })
})

describe('its applications', () => {
  it('went step by step along the lifecycle', async () => {
    for (const { id, state, events } of await applications()) {
      const [first, ...rest] = events
      expect(first, id).toMatchObject({ event: 'SUBMITTED', toState: 'SUBMITTED' })
      let at: ApplicationState = 'SUBMITTED'
      for (const { event, fromState, toState } of rest) {
        expect(fromState, id).toBe(at)
        if (event === 'SUBMITTED') throw new Error(`${id} was submitted twice`)
        expect(nextState(at, event), `${id} ${event}`).toBe(toState)
        at = toState
      }
      expect(state, id).toBe(at)
    }
  })

  it('have the deadlines that the domain counts', async () => {
    const ended: readonly ApplicationState[] = ['WITHDRAWN', 'LAPSED', 'DECLINED_INTAKE']
    for (const one of await applications()) {
      const last = one.events.at(-1)?.at ?? one.submittedAt
      const counted = storedDeadline(progressionOf(one, one.events, ended.includes(one.state) ? last : null), last)
      const { deadlineKind, clockStoppedAt, stoppedDays } = one
      expect({ deadlineKind, clockStoppedAt, stoppedDays, dueOn: one.due, ceilingOn: one.ceiling }, one.id).toEqual({
        deadlineKind: counted.deadlineKind,
        clockStoppedAt: counted.clockStoppedAt,
        stoppedDays: counted.stoppedDays,
        dueOn: counted.dueOn,
        ceilingOn: counted.ceilingOn,
      })
    }
  })

  it('were decided by another person than the one who recommended', async () => {
    expect(await count('decision')).toBeGreaterThan(20)
    const alone = `decision d WHERE NOT EXISTS (SELECT FROM recommendation r WHERE r."applicationId" = d."applicationId" AND r.at < d.at)
      OR EXISTS (SELECT FROM recommendation r WHERE r."applicationId" = d."applicationId" AND r."byPerson" = d."byPerson")`
    expect(await count(alone)).toBe(0)
  })

  it('never owe or draw more than the line, on any day', async () => {
    const entries = await owner<{
      applicationId: string
      kind: LoanEntry['kind']
      id: string
      fen: string
      on: string
      reversesId: string | null
    }>(`
      SELECT "applicationId", 'DISBURSEMENT' AS kind, id, "amountFen" AS fen, "disbursedOn"::text AS on, "reversesId" FROM disbursement
      UNION ALL SELECT "applicationId", 'REPAYMENT', id, "principalFen", "repaidOn"::text, "reversesId" FROM repayment`)
    for (const one of await applications()) {
      const own = entries
        .filter(({ applicationId }) => applicationId === one.id)
        .map(({ kind, id, fen, on, reversesId }): LoanEntry => ({ kind, id, amountFen: BigInt(fen), on, reversesId }))
      expect(breaksLine({ grantedFen: BigInt(one.grantedFen ?? 0), revolving: one.revolving }, own), one.id).toBeUndefined()
      expect(BigInt(one.disbursedFen), one.id).toBe(disbursedFen(own))
      expect(BigInt(one.outstandingFen), one.id).toBe(outstandingFen(own))
    }
  })

  it('add up to the totals that the office is shown', async () => {
    const [office] = await owner<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'OFFICE'`)
    const session = await aSession(office?.id ?? '', ['OFFICE_LEADER'])
    const today = shanghaiDate(now)
    const shown = await as(session, (tx) => monthSums(tx, scopes.office(session), 'overview', today, {}))
    const all = shown.filter(({ dimension }) => dimension === 'all')
    const facts = await factsOfCity()
    expect(facts.disbursements.length).toBeGreaterThan(10)
    for (const [from, to] of [
      ['0001-01', '2026-11'] as const,
      ['2026-01', '2026-11'] as const,
      ['2026-09', '2026-09'] as const,
    ]) {
      const reference = sumsOf(facts, { from: `${from}-01`, to: to === '2026-11' ? today : '2026-09-30' })
      expect(sumsOfMonths(all, from === '0001-01' ? null : from, to)).toEqual(reference)
    }
  })
})

describe('its evidence', () => {
  it('was signed by the agencies whose keys are pinned, for this firm, class, period and nonce', async () => {
    const all = await snapshots()
    expect(all.length).toBeGreaterThan(500)
    for (const {
      signedAnswer,
      publicKey,
      agency: code,
      creditCode,
      dataClass,
      nonce,
      periodFrom,
      periodTo,
      issuedAt,
      digest,
    } of all) {
      const agency = agencyCodes.find((one) => one === code) ?? 'market'
      const expected = { agency, subject: creditCode, dataClass, nonce, period: { from: periodFrom, to: periodTo } }
      const verified = await verifyAnswer(signedAnswer, publicKey, expected, issuedAt)
      expect(verified).toMatchObject({ ok: true, value: { digest } })
    }
    const [one] = all
    if (!one) throw new Error('no snapshot')
    const tampered = await verifyAnswer(
      `${one.signedAnswer.slice(0, -4)}AAAA`,
      one.publicKey,
      { agency: 'market', subject: one.creditCode, dataClass: one.dataClass, nonce: one.nonce, period: null },
      one.issuedAt,
    )
    expect(tampered.ok).toBe(false)
  })

  it('draws every portrait again to the byte', async () => {
    const byId = new Map((await snapshots()).map((snapshot) => [snapshot.id, snapshot]))
    const portraits = await owner<{
      id: string
      body: unknown
      digest: string
      snapshotIds: string[]
      asOf: string
      score: number
    }>('SELECT id, body, digest, "snapshotIds", "asOf"::text AS "asOf", score FROM portrait')
    expect(portraits.length).toBeGreaterThan(80)
    for (const { id, body, digest, snapshotIds, asOf, score } of portraits) {
      expect(digestOf(Portrait.parse(body)), id).toBe(digest)
      const stoodOn = snapshotIds.map((snapshotId) => {
        const snapshot = byId.get(snapshotId)
        if (!snapshot) throw new Error(`portrait ${id} stands on a snapshot that is not there`)
        return snapshot
      })
      const facts = factsOf(stoodOn)
      const again = buildPortrait(facts, cardOn(asOf, cards), asOf)
      expect(digestOf(again), id).toBe(digest)
      expect(again.score, id).toBe(score)
    }
    expect(
      await count('(SELECT "enterpriseId" FROM portrait WHERE "supersededAt" IS NULL GROUP BY 1 HAVING count(*) > 1) twice'),
    ).toBe(0)
  })

  it('has consents signed by the platform, and none in force beyond its last day', async () => {
    const key = await importJWK(platformKey, 'EdDSA')
    const consents = await owner<{ id: string; signedConsent: string }>('SELECT id, "signedConsent" FROM consent')
    for (const { id, signedConsent } of consents) {
      const { payload, protectedHeader } = await compactVerify(signedConsent, key)
      expect(protectedHeader.typ).toBe(artefactType)
      expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ consentId: id })
    }
    expect(await count(`consent WHERE state = 'ACTIVE' AND "expiresAt" < $1`, [dateColumn(shanghaiDate(now))])).toBe(0)
  })

  it('has every class of the catalogue granted somewhere, and orders to delete what was taken back', async () => {
    const granted = await owner<{ one: string }>('SELECT DISTINCT unnest("dataClasses") AS one FROM consent')
    expect(granted.map(({ one }) => one).toSorted()).toEqual([...dataClasses].toSorted())
    const today = dateColumn(shanghaiDate(now))
    expect(await count('consent_copy WHERE "confirmedAt" IS NULL AND "dueOn" < $1', [today])).toBeLessThanOrEqual(1)
    expect(await count('consent_copy WHERE "confirmedAt" IS NOT NULL')).toBeGreaterThan(0)
    // Whoever read under a consent that was taken back was told so, and its sign-off ended with it.
    expect(
      await count(`consent c WHERE state = 'REVOKED' AND "institutionId" IS NOT NULL
        AND EXISTS (SELECT FROM access_record r WHERE r."enterpriseId" = c."enterpriseId" AND r."consentId" = c.id)
        AND NOT EXISTS (SELECT FROM consent_copy o WHERE o."enterpriseId" = c."enterpriseId" AND o."consentId" = c.id)`),
    ).toBe(0)
    expect(
      await count(`consent_sign_off s JOIN consent c ON c."enterpriseId" = s."enterpriseId" AND c.id = s."consentId"
        WHERE s."endedAt" IS NULL AND c.state IN ('REVOKED', 'EXPIRED')`),
    ).toBe(0)
    expect(await count(`graphile_worker.jobs WHERE task_identifier = 'tell-agencies-consent-ended'`)).toBe(
      await count(`consent WHERE state = 'REVOKED'`),
    )
  })

  it('holds nothing from the future', async () => {
    for (const [table, column] of [
      ['application_event', 'at'],
      ['ledger_entry', 'at'],
      ['notice', 'createdAt'],
      ['access_record', 'at'],
      ['disbursement', 'recordedAt'],
      ['repayment', 'recordedAt'],
      ['portrait', 'createdAt'],
    ])
      expect(await count(`${table} WHERE "${column}" > $1`, [now]), table).toBe(0)
  })
})
