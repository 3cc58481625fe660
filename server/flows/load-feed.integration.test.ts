import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PushedClass } from '@/sandbox/agencies/directory'
import { agencyOfClass, type DropFault, type DropLine, drop, habits, linesOf } from '@/sandbox/agencies/drops'
import type { Session } from '@/server/auth/session'
import { inTransaction } from '@/server/db/transaction'
import { runtime } from '@/server/jobs/run-tasks'
import { nobody } from '@/server/jobs/task'
import { endpointsOf } from '@/server/sources/endpoints'
import { loadLines } from '@/server/sources/feed/load-lines'
import { readLanded } from '@/server/sources/landing.repository'
import { pushedClasses } from '@/server/sources/schema'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { openAgencies } from '@/tests/agencies'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner, scopes } from '@/tests/world'
import { collectFeeds } from './collect-feeds'
import { type FeedJob, loadFeed } from './load-feed'

const platformKey = aPlatformKey()
let agencies: Awaited<ReturnType<typeof openAgencies>>
let folder: string
let sequence = 100
let firms = 0

beforeAll(async () => {
  agencies = await openAgencies(platformKey)
})
afterAll(() => agencies.close())
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'feeds-'))
})

const period = { from: '2025-11', to: '2026-10' }
const dropped = (
  dataClass: PushedClass,
  lines: readonly DropLine[],
  fault?: DropFault,
  kind: 'REGULAR' | 'CORRECTION' = 'REGULAR',
) => drop(folder, agencies.office.keys, { dataClass, sequence: ++sequence, kind, period, lines, fault }, new Date())

const collect = async () => {
  const outcomes = await collectFeeds(runtime, folder)
  rmSync(folder, { recursive: true })
  folder = mkdtempSync(path.join(tmpdir(), 'feeds-'))
  return outcomes
}

async function jobOf(dataClass: PushedClass): Promise<FeedJob> {
  const rows = await owner<{ agencyId: string; code: string; baseUrl: string; publicKey: unknown }>('SELECT * FROM agency')
  const endpoint = endpointsOf(rows).get(agencyOfClass(dataClass) as 'fund')
  if (!endpoint) throw new Error('no agency')
  const { agencyId } = endpoint
  return { agencyId, jobId: nobody, endpoint, now: () => new Date(), inTenant: runtime.inTenant(agencyId, nobody) }
}

async function aFirm(index = firms++): Promise<Session> {
  const id = await anOrganisation('ENTERPRISE')
  await agencies.settle(id, index)
  return aSession(id, ['ENTERPRISE_OWNER'])
}

const month = (creditCode: string, name: string, contributors = '12', op: DropLine['op'] = 'I'): DropLine => ({
  creditCode,
  op,
  record: { period: name, contributors, baseTotal: '60000.00', deposited: '9600.00', state: '正常' },
})

/** What the job of an enterprise can read of the landing zone. */
const seenBy = (firm: Session) =>
  inTransaction('worker', { jobId: nobody, tenantId: firm.organisationId }, (tx) =>
    tx.feedRecord.findMany({ where: { dataClass: 'HOUSING_FUND' } }),
  )
const codeOf = async (firm: Session) =>
  (await owner<{ creditCode: string }>('SELECT "creditCode" FROM enterprise WHERE "enterpriseId" = $1', [firm.organisationId]))[0]
    ?.creditCode ?? ''

describe('a delivered file', () => {
  it('of every class, in the agency’s own form and encoding, lands line by line', async () => {
    for (const dataClass of pushedClasses) {
      const lines = linesOf(agencies.city, dataClass, '2024-11', '2026-10')
      expect(lines.length, dataClass).toBeGreaterThan(0)
      await dropped(dataClass, lines)
      const [outcome] = await collect()
      expect(outcome, `${dataClass} ${habits[dataClass].format} ${habits[dataClass].encoding}`).toMatchObject({
        state: 'PUBLISHED',
        accepted: lines.length,
        setAside: 0,
      })
    }
  }, 120_000)

  it('is seen by the job of its subject only, and only while an authorisation covers the class', async () => {
    const [firm, other] = [await aFirm(), await aFirm()]
    await dropped('HOUSING_FUND', [month(await codeOf(firm), '202609'), month(await codeOf(other), '202609')])
    await collect()
    expect(await seenBy(firm)).toEqual([])
    await grant(firm, { ...matchingTerms(), dataClasses: ['TAX'] })
    expect(await seenBy(firm)).toEqual([])
    await grant(firm, { ...matchingTerms(), dataClasses: ['HOUSING_FUND'] })
    const seen = await seenBy(firm)
    expect(new Set(seen.map(({ creditCode }) => creditCode))).toEqual(new Set([await codeOf(firm)]))
    const personal = (classes: string) =>
      owner('UPDATE consent SET "personalClasses" = $2 WHERE "enterpriseId" = $1', [firm.organisationId, classes])
    await owner('UPDATE consent_sign_off SET "endedAt" = now() WHERE "enterpriseId" = $1', [firm.organisationId])
    await personal('{HOUSING_FUND}')
    expect(await seenBy(firm)).toEqual([])
    await personal('{}')
    expect(await seenBy(firm)).toEqual(seen)
    await owner(`UPDATE consent SET state = 'REVOKED' WHERE "enterpriseId" = $1`, [firm.organisationId])
    expect(await seenBy(firm)).toEqual([])
  })

  it('loses its bad lines only, each with its reason, its number and its text', async () => {
    const code = '91610802MA70ABCD7Q'
    const lines = [
      month(code, '202601'),
      month(code, '202701'),
      { ...month(code, '202602'), record: { ...month(code, '202602').record, deposited: '-5.00' } },
      month('91610802MA70ABCD7', '202603'),
      month(code, '202604'),
      month(code, '202604'),
      month(code, '202605'),
      month(code, '202606'),
    ]
    await dropped('HOUSING_FUND', lines)
    const [outcome] = await collect()
    expect(outcome).toMatchObject({ state: 'PUBLISHED', accepted: 4, setAside: 4 })
    const deliveryId = outcome?.state === 'PUBLISHED' ? outcome.deliveryId : ''
    const aside = await owner('SELECT line, reason, "column", raw FROM feed_line WHERE "deliveryId" = $1 ORDER BY line', [
      deliveryId,
    ])
    expect(aside).toMatchObject([
      { line: 2, reason: 'line.future', column: '缴存年月', raw: expect.stringMatching(/^enc\.v1\./) },
      { line: 3, reason: 'line.negative', column: '缴存额' },
      { line: 4, reason: 'line.credit-code' },
      { line: 6, reason: 'line.duplicate' },
    ])
    // The agency reads its own lines; what was sealed is what it wrote.
    const steward = await aSession((await jobOf('HOUSING_FUND')).agencyId, ['AGENCY_STEWARD'])
    const { lines: read } = await createCallerFactory(appRouter)(contextOf(steward)).feedHealth.delivery({ id: deliveryId })
    expect(read[0]?.raw).toContain('202701')
  })

  it('lies sealed under the key of its firm; what came before the firm did is sealed when the firm’s job first reads it', async () => {
    const [firm, stranger] = [await aFirm(), '91610802MA70ABCD7Q']
    await grant(firm, { ...matchingTerms(), dataClasses: ['HOUSING_FUND'] })
    const code = await codeOf(firm)
    await dropped('HOUSING_FUND', [month(code, '202607', '731'), month(stranger, '202607', '731')])
    await collect()
    const bodyOf = async (creditCode: string) => {
      const text = 'SELECT body FROM feed_record WHERE "creditCode" = $1 ORDER BY "deliveryId" DESC LIMIT 1'
      return (await owner<{ body: string }>(text, [creditCode]))[0]?.body ?? ''
    }
    const read = async () => {
      const actor = { jobId: nobody, tenantId: firm.organisationId }
      const landed = await inTransaction('worker', actor, (tx) => readLanded(tx, scopes.enterprise(firm), 'HOUSING_FUND'))
      return landed.rows.map(({ body }) => body).at(-1)
    }
    const clear = await bodyOf(stranger)
    expect(clear).toContain('731')
    expect(await bodyOf(code)).toMatch(/^enc\.v1\.A256GCM\./)
    expect(await read()).toBe(clear)
    // As it lies there of a firm that comes later.
    await owner('UPDATE feed_record SET body = $2 WHERE "creditCode" = $1', [code, clear])
    expect(await read()).toBe(clear)
    expect(await bodyOf(code)).toMatch(/^enc\.v1\.A256GCM\./)
    expect(await read()).toBe(clear)
    const lost = 'UPDATE guard.data_key SET wrapped = NULL, kek_id = NULL, destroyed_at = now() WHERE owner_id = $1'
    await owner(lost, [firm.organisationId])
    expect(await read()).toBeUndefined()
  })

  it('is loaded once: dropped again it is known, and two loaders at once load it once', async () => {
    const lines = [month('91610802MA70ABCD7Q', '202608')]
    const file = await dropped('HOUSING_FUND', lines)
    const place = path.join(folder, 'fund')
    const manifestText = readFileSync(path.join(place, `${file}.manifest.jws`), 'utf8')
    const job = await jobOf('HOUSING_FUND')
    const load = () => loadFeed(job, { manifestText, pathOf: (name) => path.join(place, name) })
    const outcomes = await Promise.all([load(), load(), load()])
    expect(outcomes.filter(({ state }) => state === 'PUBLISHED')).toHaveLength(1)
    expect(outcomes.every(({ state }) => ['PUBLISHED', 'ALREADY', 'ELSEWHERE'].includes(state))).toBe(true)
    expect(await load()).toEqual({ state: 'ALREADY' })
    const sha256 = JSON.parse(Buffer.from(manifestText.split('.')[1] ?? '', 'base64url').toString()).sha256
    const [count] = await owner(
      'SELECT count(*)::int AS n FROM feed_record r JOIN feed_delivery d ON d.id = r."deliveryId" WHERE d.sha256 = $1',
      [sha256],
    )
    expect(count).toEqual({ n: 1 })
  })

  it('goes on where a load was cut off, and every line lands exactly once', async () => {
    const lines = Array.from({ length: 30_000 }, (_, n) => {
      const firm = agencies.city.enterprise(n % 50).creditCode
      return month(
        firm,
        `20${String(10 + Math.floor(n / 600)).padStart(2, '0')}${String((n % 12) + 1).padStart(2, '0')}`,
        String(n),
      )
    }).filter(({ record }, at, all) => (record.period ?? '') <= '202610' && all.length > at)
    const file = await dropped('HOUSING_FUND', lines)
    const place = path.join(folder, 'fund')
    const manifestText = readFileSync(path.join(place, `${file}.manifest.jws`), 'utf8')
    const manifest = JSON.parse(Buffer.from(manifestText.split('.')[1] ?? '', 'base64url').toString())
    const job = await jobOf('HOUSING_FUND')
    const { beginDelivery } = await import('@/server/sources/feed/delivery.repository')
    const { uuidv7 } = await import('uuidv7')
    const begun = await job.inTenant((tx) => beginDelivery(tx, job, uuidv7(), manifest, manifestText, new Date()))
    // The first loader dies within the file: it sees what the disk held then, cut at a line.
    const cut = path.join(place, 'cut')
    copyFileSync(path.join(place, file), cut)
    const whole = readFileSync(cut)
    truncateSync(cut, whole.lastIndexOf(0x0a, 1_200_000) + 1)
    await loadLines(job, manifest, cut, begun, '2026-11-25')
    rmSync(cut)
    const outcome = await loadFeed(job, { manifestText, pathOf: (name) => path.join(place, name) })
    expect(outcome).toMatchObject({ state: 'PUBLISHED' })
    const total = outcome.state === 'PUBLISHED' ? outcome.accepted + outcome.setAside : 0
    expect(total).toBe(lines.length)
    const [kept] = await owner('SELECT sum(entries)::int AS n FROM feed_record WHERE "deliveryId" = $1', [begun.id])
    const [aside] = await owner('SELECT count(*)::int AS n FROM feed_line WHERE "deliveryId" = $1', [begun.id])
    expect(Number(kept?.n) + Number(aside?.n)).toBe(lines.length)
  }, 60_000)

  it.each<[DropFault, string]>([
    ['truncate', 'feed.truncated'],
    ['digest', 'feed.wrong-digest'],
    ['forge', 'feed.forged-manifest'],
    ['columns', 'feed.wrong-columns'],
    ['future', 'feed.future-period'],
    ['older', 'feed.older-than-current'],
  ])('that is spoilt (%s) is refused as a whole with its reason on record', async (fault, failure) => {
    const lines = [month('91610802MA70ABCD7Q', '202607'), month('91610802MA70ABCD7Q', '202608')]
    await dropped('HOUSING_FUND', [month('91610881MA703K5TXK', '202607')])
    await collect()
    const before = await owner('SELECT count(*)::int AS n FROM feed_record')
    await dropped('HOUSING_FUND', lines, fault)
    expect(await collect()).toEqual([{ state: 'REFUSED', failure }])
    const [row] = await owner('SELECT state::text, failure FROM feed_delivery ORDER BY "receivedAt" DESC LIMIT 1')
    expect(row).toEqual({ state: 'REFUSED', failure })
    expect(await owner('SELECT count(*)::int AS n FROM feed_record')).toEqual(before)
  })

  it('that is junk stops no other: zeros for a manifest, or a folder where the file should be', async () => {
    const file = await dropped('HOUSING_FUND', [month('91610802MA70ABCD7Q', '202601')])
    const place = path.join(folder, 'fund')
    rmSync(path.join(place, file))
    mkdirSync(path.join(place, file))
    for (const code of ['fund', 'court']) {
      mkdirSync(path.join(folder, code), { recursive: true })
      writeFileSync(path.join(folder, code, '0.manifest.jws'), Buffer.alloc(400))
      // Not even to be read: left where it lies.
      mkdirSync(path.join(folder, code, '00.manifest.jws'))
    }
    const last = pushedClasses.filter((one) => agencyOfClass(one) !== 'fund').at(-1)
    if (!last) throw new Error('no other agency')
    await dropped(last, [])
    const outcomes = await collect()
    expect(outcomes.map((one) => ('failure' in one ? one.failure : one.state)).sort()).toEqual(
      ['PUBLISHED', 'feed.forged-manifest', 'feed.forged-manifest', 'feed.missing-file'].sort(),
    )
  })

  it('of which most lines are bad is refused, and nothing of it is ever seen', async () => {
    const firm = await aFirm()
    await grant(firm, { ...matchingTerms(), dataClasses: ['HOUSING_FUND'] })
    const code = await codeOf(firm)
    const before = await seenBy(firm)
    await dropped('HOUSING_FUND', [month(code, '202601'), month(code, '2026-02'), month(code, '2026-03')])
    expect(await collect()).toEqual([{ state: 'REFUSED', failure: 'feed.mostly-bad' }])
    expect(await seenBy(firm)).toEqual(before)
  })

  it('that lost lines although its bytes are whole is refused by its count', async () => {
    const file = await dropped('HOUSING_FUND', [month('91610802MA70ABCD7Q', '202601')])
    const name = path.join(folder, 'fund', `${file}.manifest.jws`)
    // The agency signed one line; the file has it twice as long and the manifest's figures are right for the bytes only.
    const { CompactSign, importJWK } = await import('jose')
    const manifest = JSON.parse(Buffer.from(readFileSync(name, 'utf8').split('.')[1] ?? '', 'base64url').toString())
    const key = agencies.office.keys.fund
    const signed = await new CompactSign(new TextEncoder().encode(JSON.stringify({ ...manifest, records: 2 })))
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'agency-feed+jwt' })
      .sign(await importJWK(key.privateJwk, 'EdDSA'))
    writeFileSync(name, signed)
    expect(await collect()).toEqual([{ state: 'REFUSED', failure: 'feed.wrong-count' }])
  })
})
