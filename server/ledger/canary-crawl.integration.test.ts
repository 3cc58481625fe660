import { createTranslator } from 'next-intl'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { stopWatching } from '@/server/consent/moves.repository'
import { loadMessages } from '@/server/i18n/messages'
import { aPlatformKey } from '@/tests/consents'
import { owner } from '@/tests/world'
import { Crawl, callerOf, signedIn } from './canary-crawl.fixture'
import { readProcedures } from './canary-questions.fixture'
import { dataRoutes, everyRoute, withoutData } from './canary-routes.fixture'
import { aCanaryWorld, type CanaryWorld } from './canary-world.fixture'

// What a request brings with it: who is signed in, and the language.
vi.mock('@/server/trpc/caller', () => ({ api: async () => callerOf(signedIn.getStore() ?? null) }))
vi.mock('next-intl/server', () => ({
  getLocale: async () => 'zh-CN',
  getTranslations: async (namespace: string) =>
    createTranslator({ locale: 'zh-CN', messages: await loadMessages('zh-CN'), namespace: namespace as 'ledger' }),
}))
const logging = vi.hoisted(() => ({ ofFiles: true, waits: true, looks: true }))
vi.mock('@/server/lending/shown.repository', async (original) => {
  const real = await original<typeof import('@/server/lending/shown.repository')>()
  const openFile: typeof real.openFile = (...looked) => (logging.ofFiles ? real.openFile(...looked) : Promise.resolve())
  return { ...real, openFile }
})

vi.mock('@/server/ledger/disclosure', async (original) => {
  const real = await original<typeof import('@/server/ledger/disclosure')>()
  const untilLogged: typeof real.untilLogged = (...waits) => (logging.waits ? real.untilLogged(...waits) : Promise.resolve())
  const recordLook: typeof real.recordLook = (...looked) => (logging.looks ? real.recordLook(...looked) : Promise.resolve())
  return { ...real, untilLogged, recordLook }
})

aPlatformKey()
let world: CanaryWorld
beforeAll(async () => {
  world = await aCanaryWorld()
})

afterAll(stopWatching)

describe('a crawl of every read path as every role', () => {
  it('has values of every kind to look for, and something to ask of every procedure and route', () => {
    const groups = [...world.canaries.values()].map(({ group }) => group)
    expect(new Set(groups)).toEqual(
      new Set(['raw', 'report', 'declared', 'portrait', 'application', 'heading', 'books', 'delivered', 'claim']),
    )
    expect(world.toldClasses.length).toBeGreaterThanOrEqual(15)
    const unasked = readProcedures(world).filter(({ inputs }) => inputs.length === 0)
    expect(unasked.map(({ path }) => path)).toEqual([])
    expect([...Object.keys(withoutData), ...Object.keys(dataRoutes(world))].sort()).toEqual(everyRoute())
  })

  it('finds each canary value that was shown in exactly one leaf, with actor, time, fields, purpose, authorisation', async () => {
    const crawl = await (await new Crawl(world).procedures()).routes()
    expect(crawl.wrong).toEqual([])
    const head = `What every read path shows of one enterprise, and to whom (server/ledger/canary-crawl.integration.test.ts). A star: shown to
somebody else, and found in exactly one leaf. Without: the reader's own; books are what the bank wrote itself, a heading is what it
lists its cases by. A changed line is changed sight: read the difference before you accept it with -u.

`
    await expect(head + crawl.report()).toMatchFileSnapshot('../../security/reads.txt')
  }, 240_000)

  it('goes red where one path is no longer recorded (control)', async () => {
    logging.ofFiles = false
    try {
      const { wrong } = await new Crawl(world).procedures((path) => path === 'lending.review')
      expect(wrong.sort()).toEqual(['BANK_APPROVER', 'BANK_OFFICER'].map((role) => `${role} lending.review: 0 records, 0 leaves`))
    } finally {
      logging.ofFiles = true
    }
  })

  it('goes red where a claim is opened off the record (control)', async () => {
    logging.looks = false
    try {
      const { wrong } = await new Crawl(world).procedures((path) => path === 'operator.claim')
      expect(wrong.sort()).toEqual(['AUDITOR', 'OPERATOR'].map((role) => `${role} operator.claim: 0 looks, 0 leaves`))
    } finally {
      logging.looks = true
    }
  })

  it('goes red where a file is taken away without an entry (control)', async () => {
    await owner(`CREATE FUNCTION strike() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`)
    await owner(`CREATE TRIGGER strike BEFORE INSERT ON ledger_entry FOR EACH ROW WHEN (NEW.act = 'consent-receipt.exported')
      EXECUTE FUNCTION strike()`)
    try {
      const { wrong } = await new Crawl(world).routes((file) => file === 'sme/consents/[id]/receipt')
      expect(wrong).toContain('ENTERPRISE_OWNER sme/consents/[id]/receipt: a file, 0 entries')
    } finally {
      await owner('DROP FUNCTION strike() CASCADE')
    }
  })

  it('shows nothing of a paper while the look at it is no leaf; goes red where nothing waits and none is made (control)', async () => {
    await owner('DELETE FROM report_verification') // looks within ten seconds are one
    await owner('ALTER TABLE ledger_entry DISABLE TRIGGER leaf')
    const { number, code } = world.report
    const held = { number, code }
    try {
      await expect(callerOf(null).report.verify(held)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
      logging.waits = false
      const { wrong } = await new Crawl(world).procedures((path) => path === 'report.verify')
      expect(wrong).toContain('NOBODY report.verify: a look, 0 leaves')
    } finally {
      logging.waits = true
      await owner('ALTER TABLE ledger_entry ENABLE TRIGGER leaf')
    }
  })

  it('records a look at the file without the consent once that is withdrawn, for nothing is read under it any more', async () => {
    const officer = world.readers.find(({ name }) => name === 'BANK_OFFICER')?.session ?? null
    const { applicationId, consentId } = world.ids
    await owner(`UPDATE consent SET state = 'REVOKED', "endedAt" = now() WHERE id = $1`, [consentId])
    const [{ since } = { since: new Date() }] = await owner<{ since: Date }>('SELECT clock_timestamp() AS since')
    expect(await callerOf(officer).lending.review({ applicationId })).toMatchObject({ id: applicationId })
    expect(await owner('SELECT "consentId", "applicationId", purpose FROM access_record WHERE at >= $1', [since])).toEqual([
      { consentId: null, applicationId, purpose: 'CONTRACT' },
    ])
  })
})
