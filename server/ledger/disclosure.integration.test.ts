import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { productTerms } from '@/tests/lending'
import { startSequencer, stopSequencer } from '@/tests/standing-sequencer'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { openPortrait } from '../portrait/granted.repository'
import { aClaim } from './canary-claim.fixture'
import { Planter } from './canary-planter.fixture'
import { longestWaitMs } from './leaf-waits.repository'

aPlatformKey()
const callerOf = (session: Session | null) => createCallerFactory(appRouter)(contextOf(session))

/** What only the portrait holds. Who is shown what on which record, the crawl finds out (canary-crawl.integration.test.ts). */
const portraitCanary = `CANARY-${uuidv7()}`
let firm: Session
let officer: Session
let analyst: Session
let operator: Session
let claimId: string
let held: { number: string; code: string }
let ids: { applicationId: string; consentId: string; portraitId: string }

beforeAll(async () => {
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  officer = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  analyst = await aSession(await anOrganisation('OFFICE'), ['OFFICE_ANALYST'])
  operator = await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])
  claimId = await aClaim(new Planter())
  await grant(firm, matchingTerms())
  ids = await anApplication(firm, officer.organisationId)
  await owner('UPDATE product_version SET terms = $1', [JSON.stringify(productTerms)])
  await owner(`UPDATE portrait SET digest = repeat('a', 64)`)
  const { report } = callerOf(firm)
  const { id } = await report.issue({ sections: ['SCORE'], language: 'zh-CN', validDays: 30, addressee: null })
  const { number, code } = await report.one({ reportId: id })
  held = { number, code: code ?? '' }
  await owner('UPDATE portrait SET digest = $1 WHERE id = $2', [portraitCanary, ids.portraitId])
})

const readsAfter = (since: Date) =>
  owner<{ leaves: number }>(
    `SELECT (SELECT count(*)::int FROM guard.ledger_leaf l WHERE l.record_id = r.id) AS leaves
     FROM access_record r WHERE "enterpriseId" = $1 AND at >= $2`,
    [firm.organisationId, since],
  )

/** Looks that are acts: at a claim, at a paper that somebody holds. */
const actsAfter = (since: Date) =>
  owner(`SELECT FROM ledger_entry WHERE act IN ('claim.looked-at', 'report.verified') AND at >= $1`, [since])

const nowInDatabase = async () => (await owner<{ at: Date }>('SELECT clock_timestamp() AS at'))[0]?.at ?? new Date()

describe('a look whose leaf is not made', () => {
  it('is on record and shows nothing: no leaf ever comes', async () => {
    await owner('ALTER TABLE access_record DISABLE TRIGGER leaf')
    try {
      const since = await nowInDatabase()
      await as(officer, (tx) => tx.$executeRaw`SELECT guard.open_portrait(${ids.applicationId}::uuid, 'LOAN_REVIEW', '{score}')`)
      expect((await readsAfter(since)).map(({ leaves }) => leaves)).toEqual([0])
      // And nothing would be shown: no leaf ever comes.
      await expect(
        callerOf(officer).portrait.readGranted({ applicationId: ids.applicationId, purpose: 'LOAN_REVIEW' }),
      ).rejects.toThrow()
    } finally {
      await owner('ALTER TABLE access_record ENABLE TRIGGER leaf')
    }
  })
})

describe('while the sequencer is down', () => {
  const read = () => callerOf(officer).portrait.readGranted({ applicationId: ids.applicationId, purpose: 'LOAN_REVIEW' })
  const paths: [string, () => Promise<unknown>, typeof actsAfter?][] = [
    ['a portrait', read],
    ['the file of an application', () => callerOf(officer).lending.review({ applicationId: ids.applicationId })],
    ['the office’s records', () => callerOf(analyst).statistics.records({ kind: 'applications', page: 1 })],
    ['the office’s export', () => callerOf(analyst).statistics.exportRecords({ kind: 'applications' })],
    ['a claim on a firm', () => callerOf(operator).operator.claim({ id: claimId }), actsAfter],
    ['a paper that somebody holds', () => callerOf(null).report.verify(held), actsAfter],
  ]

  it.each(paths)(
    '%s: nothing is shown, 503 in good time, and the attempt stays on record',
    async (_, look, recorded = readsAfter) => {
      await stopSequencer()
      try {
        const since = await nowInDatabase()
        const from = performance.now()
        await expect(look()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', cause: { code: 'ledger-unavailable' } })
        expect(performance.now() - from).toBeLessThan(longestWaitMs + 2_000)
        expect(await recorded(since)).toHaveLength(1)
      } finally {
        startSequencer()
      }
      await expect(look()).resolves.toBeTruthy()
    },
  )

  it('would be shown at once, if nothing waited (control)', async () => {
    await stopSequencer()
    try {
      const seen = await as(officer, async (tx) => {
        await tx.$executeRaw`SELECT guard.open_portrait(${ids.applicationId}::uuid, 'LOAN_REVIEW', '{score}')`
        return tx.portrait.findFirst({ where: { id: ids.portraitId }, select: { digest: true } })
      })
      expect(seen?.digest).toBe(portraitCanary)
      await expect(as(officer, (tx) => openPortrait(tx, ids.applicationId, 'LOAN_REVIEW', ['score']))).rejects.toThrow(
        'ledger-unavailable',
      )
    } finally {
      startSequencer()
    }
  })
})

describe('a sequencer that stands still', () => {
  it('stops every look until it goes on: 503 and nothing shown, then everything as before', async () => {
    await stopSequencer()
    const folder = mkdtempSync(path.join(os.tmpdir(), 'sequencer-'))
    const child = spawn(process.execPath, ['--import=tsx', 'server/ledger/sequencer/main.ts'], {
      env: {
        ...process.env,
        LEDGER_FOLDER: path.join(folder, 'log'),
        LEDGER_KEY_FILE: path.join(folder, 'key.json'),
        NODE_OPTIONS: '',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const look = () => callerOf(officer).portrait.readGranted({ applicationId: ids.applicationId, purpose: 'LOAN_REVIEW' })
    try {
      await once(child.stdout, 'data') // it has said that it is ready
      expect(JSON.stringify(await look())).toContain(portraitCanary)
      child.kill('SIGSTOP')
      const seen: unknown[] = []
      const refused = await look().then(
        (answer) => seen.push(answer),
        (error: unknown) => error,
      )
      expect(refused).toMatchObject({ code: 'SERVICE_UNAVAILABLE', cause: { code: 'ledger-unavailable' } })
      expect(JSON.stringify(refused)).not.toContain(portraitCanary)
      expect(seen).toEqual([])
      child.kill('SIGCONT')
      expect(JSON.stringify(await look())).toContain(portraitCanary)
    } finally {
      child.kill('SIGCONT')
      child.kill('SIGTERM')
      await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
      startSequencer()
    }
  }, 60_000)
})

describe('twenty readers at once', () => {
  it('each wait little for their leaves', async () => {
    const timed = async (work: () => Promise<unknown>) => {
      const from = performance.now()
      await work()
      return performance.now() - from
    }
    const plain = () =>
      as(officer, (tx) => tx.$executeRaw`SELECT guard.open_portrait(${ids.applicationId}::uuid, 'LOAN_REVIEW', '{score}')`)
    const logged = () => as(officer, (tx) => openPortrait(tx, ids.applicationId, 'LOAN_REVIEW', ['score']))
    const median = async (work: () => Promise<unknown>) => {
      const times: number[] = []
      await Promise.all(
        Array.from({ length: 20 }, async () => void (await Promise.all([timed(work).then((time) => times.push(time))]))),
      )
      return times.sort((a, b) => a - b)[10] ?? 0
    }
    await median(plain)
    const added: number[] = []
    for (let round = 0; round < 5; round++) added.push((await median(logged)) - (await median(plain)))
    const middle = added.sort((a, b) => a - b)[2] ?? 0
    console.info(`the wait for the leaf adds ${middle.toFixed(1)} ms at the median of 20 readers`)
    expect(middle).toBeLessThan(1_000) // the bench measures; this only notices that an answer waits for a poll or the time-out
  })
})
