import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { holds, type Permission } from '@/server/auth/permissions'
import type { Session } from '@/server/auth/session'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { startSequencer, stopSequencer } from '@/tests/standing-sequencer'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { openPortrait } from '../portrait/granted.repository'
import { longestWaitMs } from './leaf-waits.repository'

aPlatformKey()
const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))

/** What only the portrait holds, and what only the register of one firm says. */
const portraitCanary = `CANARY-${uuidv7()}`
const firmCanary = `金丝雀${uuidv7().slice(-8)}有限公司`
let firm: Session
let readers: Session[]
let officer: Session
let analyst: Session
let ids: { applicationId: string; consentId: string; portraitId: string }

beforeAll(async () => {
  firm = await aSession(await anOrganisation('ENTERPRISE', firmCanary), ['ENTERPRISE_OWNER'])
  const [bank, office, operator] = await Promise.all(
    (['INSTITUTION', 'OFFICE', 'OPERATOR'] as const).map((kind) => anOrganisation(kind)),
  )
  officer = await aSession(bank as string, ['BANK_OFFICER'])
  analyst = await aSession(office as string, ['OFFICE_ANALYST'])
  readers = [
    officer,
    await aSession(bank as string, ['BANK_APPROVER']),
    await aSession(bank as string, ['PRODUCT_MANAGER', 'INSTITUTION_ADMIN']),
    await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER']),
    analyst,
    await aSession(office as string, ['OFFICE_LEADER']),
    await aSession(operator as string, ['OPERATOR']),
    await aSession(operator as string, ['AUDITOR']),
    await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER']),
  ]
  ids = await anApplication(firm, bank as string)
  await owner('UPDATE portrait SET digest = $1 WHERE id = $2', [portraitCanary, ids.portraitId])
  await owner('UPDATE application SET "enterpriseName" = $1 WHERE id = $2', [firmCanary, ids.applicationId])
})

type Leaf = {
  leaves: number
  body: string
  readerAccountId: string
  at: Date
  purpose: string
  fields: string[]
  consentId: string | null
}

const readsAfter = (since: Date) =>
  owner<Leaf>(
    `SELECT (SELECT count(*)::int FROM guard.ledger_leaf l WHERE l.record_id = r.id) AS leaves,
       (SELECT convert_from(l.body, 'UTF8') FROM guard.ledger_leaf l WHERE l.record_id = r.id LIMIT 1) AS body,
       "readerAccountId", at, purpose, fields, "consentId" FROM access_record r WHERE "enterpriseId" = $1 AND at >= $2`,
    [firm.organisationId, since],
  )

const nowInDatabase = async () => (await owner<{ at: Date }>('SELECT clock_timestamp() AS at'))[0]?.at ?? new Date()

type Schema = { safeParse: (input: unknown) => { success: boolean } }
type Procedure = { _def: { type: string; meta: { permission: Permission }; inputs: Schema[] } }
type Query = { path: string; permission: Permission; fits: (input: unknown) => boolean }
const flat: unknown = appRouter._def.procedures
const queries = Object.entries(flat as Record<string, Procedure>).flatMap(([path, { _def }]): Query[] => {
  const { inputs, meta, type } = _def
  const fits = (input: unknown) =>
    inputs.length === 0 ? input === undefined : inputs.every((schema) => schema.safeParse(input).success)
  return type === 'query' ? [{ path, permission: meta.permission, fits }] : []
})

/** Every way in which a procedure may be asked about the firm; those that do not fit are refused by its schema. */
const questions = () => {
  const { applicationId, consentId, portraitId } = ids
  const enterpriseId = firm.organisationId
  return [
    undefined,
    {},
    { page: 1 },
    { applicationId },
    ...['LOAN_REVIEW', 'LOAN_APPROVAL', 'CONTRACT'].map((purpose) => ({ applicationId, purpose })),
    { consentId },
    { portraitId },
    { enterpriseId },
    { id: portraitId },
    { id: applicationId },
    ...['applications', 'granted', 'disbursements', 'repayments', 'balance', 'enterprises'].map((kind) => ({ kind })),
    { kind: 'applications', page: 1 },
    { tab: 'ALL' },
    { search: firmCanary, page: 1 },
  ]
}

async function call(session: Session, path: string, input: unknown): Promise<string> {
  const found = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], callerOf(session))
  try {
    const answer = await (found as (input: unknown) => Promise<unknown>)(input)
    return (
      JSON.stringify(answer, (_, value) =>
        typeof value === 'bigint' ? String(value) : value instanceof Map ? [...value] : value,
      ) ?? ''
    )
  } catch {
    return ''
  }
}

/** The office oversees firms by name; for everyone else a name is no look at data, the portrait is. */
const canaryOf = (session: Session) => (session.kind === 'OFFICE' ? firmCanary : portraitCanary)

describe('a crawl of every read path as every role', () => {
  it('finds each value that was shown in exactly one leaf, with actor, time, fields, purpose and authorisation', async () => {
    const shown: string[] = []
    const wrong: string[] = []
    for (const session of readers) {
      for (const { path, fits } of queries.filter(({ permission }) => holds(permission, session.roles))) {
        for (const input of questions().filter(fits)) {
          const since = new Date() // the database is on this machine
          const answer = await call(session, path, input)
          if (!answer.includes(canaryOf(session))) continue
          const name = `${session.roles[0]} ${path} ${JSON.stringify(input)}`
          shown.push(`${session.roles[0]} ${path}`)
          const reads = await readsAfter(new Date(since.getTime() - 1))
          const [read] = reads
          const leaf = JSON.parse(read?.body ?? '{}')
          const isRight =
            reads.length === 1 &&
            read?.leaves === 1 &&
            read.readerAccountId === session.accountId &&
            leaf.at === read.at.toISOString() &&
            leaf.purpose === read.purpose &&
            leaf.purpose.length > 0 &&
            JSON.stringify(leaf.fields) === JSON.stringify(read.fields) &&
            leaf.fields.length > 0 &&
            /^[0-9a-f]{64}$/.test(leaf.actor) &&
            (session.kind === 'OFFICE'
              ? leaf.authorisation === null
              : read.consentId === ids.consentId && leaf.authorisation !== null)
          if (!isRight) wrong.push(name)
          expect(read?.body).not.toMatch(new RegExp([session.accountId, firm.organisationId, firmCanary, session.name].join('|')))
        }
      }
    }
    expect(wrong).toEqual([])
    expect([...new Set(shown)].sort()).toEqual([
      'BANK_APPROVER portrait.readGranted',
      'BANK_OFFICER portrait.readGranted',
      'OFFICE_ANALYST statistics.exportRecords',
      'OFFICE_ANALYST statistics.records',
      'OFFICE_LEADER statistics.exportRecords',
      'OFFICE_LEADER statistics.records',
    ])
  }, 240_000)

  it('would find a look without a leaf (control: the trigger that makes leaves is off)', async () => {
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
  const paths: [string, () => Promise<unknown>][] = [
    ['a portrait', read],
    ['the office’s records', () => callerOf(analyst).statistics.records({ kind: 'applications', page: 1 })],
    ['the office’s export', () => callerOf(analyst).statistics.exportRecords({ kind: 'applications' })],
  ]

  it.each(paths)('%s: nothing is shown, 503 in good time, and the attempt stays on record', async (_, look) => {
    await stopSequencer()
    try {
      const since = await nowInDatabase()
      const from = performance.now()
      await expect(look()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', cause: { code: 'ledger-unavailable' } })
      expect(performance.now() - from).toBeLessThan(longestWaitMs + 2_000)
      expect(await readsAfter(since)).toHaveLength(1)
    } finally {
      startSequencer()
    }
    await expect(look()).resolves.toBeTruthy()
  })

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
