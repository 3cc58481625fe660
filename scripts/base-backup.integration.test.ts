import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { replayErasures } from '@/prisma/keys/replay-erasures'
import type { Session } from '@/server/auth/session'
import { sealValue } from '@/server/keys/sealed.repository'
import { tombstoneFile } from '@/server/keys/tombstones'
import { exportLedger } from '@/server/ledger/export/export-ledger'
import { platformKeyLine } from '@/server/ledger/notes/platform-line'
import { answerCell } from '@/server/sources/repository'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { foundIn, ledgerPlaces, openLog, openWitness } from '@/tests/ledger-world'
import { startSequencer, stopSequencer } from '@/tests/standing-sequencer'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { baseBackup } from './base-backup.mjs'
import { startPostgres, stopPostgres } from './postgres.mjs'

aPlatformKey()
const places = ledgerPlaces()
const folder = mkdtempSync(path.join(os.tmpdir(), 'base-backup-'))
const [into, logOfThatDay] = [path.join(folder, 'data'), path.join(folder, 'ledger')]
const url = process.env.OWNER_DATABASE_URL ?? ''
const keyFile = process.env.KEY_ENCRYPTION_FILE ?? ''
const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))
let firm: Session
let operators: [Session, Session]

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

beforeAll(() => {
  chmodSync(folder, 0o755) // run as root, the server has another account, which must be able to enter
  // What is remembered of erasures lies beside the key file: this test's own.
  process.env.KEY_ENCRYPTION_FILE = path.join(folder, 'encryption.json')
  cpSync(keyFile, process.env.KEY_ENCRYPTION_FILE)
})
afterAll(() => {
  stopPostgres(into, 'immediate')
  process.env.KEY_ENCRYPTION_FILE = keyFile
  for (const one of [folder, places.root]) rmSync(one, { recursive: true, force: true })
})

/** A firm that applied, whose portrait a bank has read: on record, sequenced and witnessed. */
async function aReading() {
  await stopSequencer()
  startSequencer(await openLog(places), { checkpointMs: 0 })
  const operator = await anOrganisation('OPERATOR')
  operators = [await aSession(operator, ['OPERATOR']), await aSession(operator, ['OPERATOR'])]
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  const bank = await aSession(await anOrganisation('INSTITUTION', '横山银行'), ['BANK_OFFICER'])
  const { applicationId } = await anApplication(firm, bank.organisationId)
  await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
  // Something of the firm that is sealed: what has no key is erased already.
  const [ownRecords, id] = [{ ownerId: firm.organisationId, purpose: 'RECORDS' } as const, applicationId]
  await as(firm, (tx) => sealValue(tx, ownRecords, answerCell(firm.organisationId, id), 'sealed'))
  await stopSequencer()
  await (await openWitness(places)).look(new Date())
}

/** By two operators, as the product does it. */
async function erase() {
  startSequencer(await openLog(places), { checkpointMs: 0 })
  const [first, second] = operators
  const [found] = await owner<{ code: string }>('SELECT "creditCode" AS code FROM enterprise WHERE "enterpriseId" = $1', [
    firm.organisationId,
  ])
  await owner('UPDATE organisation SET "disabledAt" = now() WHERE id = $1', [firm.organisationId])
  const { id } = await callerOf(first).keys.askErasure({
    subject: 'ENTERPRISE',
    name: found?.code ?? '',
    reason: '企业注销，申请删除',
  })
  await callerOf(second).keys.settleErasure({ erasureId: id, verdict: 'CONFIRM' })
}

it('a base backup of the running server stands up as a server of its own: its ledger holds, and what was erased since is erased again', async () => {
  await aReading()
  await baseBackup({ url, into })
  cpSync(places.root, logOfThatDay, { recursive: true })
  await expect(baseBackup({ url, into })).rejects.toThrow('exists already')
  await erase()

  const server = startPostgres({ dataDir: into, port: await freePort(), test: true })
  const restoredUrl = server.urlOf(new URL(url).pathname.slice(1))
  const restored = new pg.Client(restoredUrl)
  await restored.connect()
  try {
    const bodies = async () => {
      const text = `SELECT p.body IS NOT NULL AS kept,
          (SELECT bool_and(k.wrapped IS NOT NULL) FROM guard.data_key k WHERE k.owner_id = p."enterpriseId") AS keys
        FROM portrait p WHERE p."enterpriseId" = $1`
      return (await restored.query(text, [firm.organisationId])).rows
    }
    const verified = async (name: string) => {
      const target = path.join(folder, name)
      const folders = { logFolder: path.join(logOfThatDay, 'log'), witnessFolder: path.join(logOfThatDay, 'witness') }
      await exportLedger({ ownerUrl: restoredUrl, platformKey: platformKeyLine(), ...folders, target }, 300)
      return foundIn(target)
    }
    expect(await verified('export')).toEqual([])
    expect(await bodies()).toEqual([{ kept: true, keys: true }])
    expect(await replayErasures(restoredUrl, path.join(folder, 'none.jsonl'))).toBe(0)
    expect(await bodies()).toEqual([{ kept: true, keys: true }]) // the control: nothing was remembered
    expect(await replayErasures(restoredUrl, tombstoneFile())).toBe(1)
    expect(await bodies()).toEqual([{ kept: false, keys: false }])
    // The control of the ledger: a restored server of which a row was taken is told.
    await restored.query(`SET session_replication_role = 'replica'; DELETE FROM access_record`)
    expect(await verified('taken')).not.toEqual([])
  } finally {
    await restored.end()
  }
})
