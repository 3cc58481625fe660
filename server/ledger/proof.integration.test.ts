import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { readHealth } from '@/server/jobs/health'
import { sealValue } from '@/server/keys/sealed.repository'
import { answerCell } from '@/server/sources/repository'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { exported, foundIn, ledgerPlaces, openLog, openWitness } from '@/tests/ledger-world'
import { startSequencer, stopSequencer } from '@/tests/standing-sequencer'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { logKeys } from './proof'
import { pageFile, pageText } from './verify/make-page.mjs'
import { verifyProof } from './verify/verify.mjs'

aPlatformKey()
const places = ledgerPlaces()
let firm: Session
let bank: Session
let readId: string
let proof: string
let keys: string
const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))

beforeAll(async () => {
  process.env.LEDGER_FOLDER = places.log
  process.env.WITNESS_FOLDER = places.witness
  await stopSequencer()
  startSequencer(await openLog(places), { checkpointMs: 0 })
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  bank = await aSession(await anOrganisation('INSTITUTION', '横山银行'), ['BANK_OFFICER'])
  const { applicationId } = await anApplication(firm, bank.organisationId)
  await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
  const { rows } = await callerOf(firm).ledger.reads({ page: 1 })
  readId = rows[0]?.id ?? ''
})
afterAll(() => rmSync(places.root, { recursive: true, force: true }))

const codes = (found: { findings: { code: string }[] }) => found.findings.map(({ code }) => code)
const reopened = (change: (opening: { record: Record<string, unknown> }) => void) =>
  proof.replace(/extra (\S+)/, (_, extra) => {
    const opening = JSON.parse(Buffer.from(extra, 'base64').toString())
    change(opening)
    return `extra ${Buffer.from(JSON.stringify(opening)).toString('base64')}`
  })

describe('the proof of a read', () => {
  it('is there once the witness has signed, and holds against the keys of log and witness', async () => {
    await expect(callerOf(firm).ledger.proof({ readId })).rejects.toMatchObject({ cause: { code: 'ledger-not-witnessed' } })
    await stopSequencer()
    await (await openWitness(places)).look(new Date())
    proof = await callerOf(firm).ledger.proof({ readId })
    keys = await logKeys()
    const { findings, facts } = await verifyProof(proof, keys)
    expect(findings).toEqual([])
    expect(facts.record).toMatchObject({ purpose: 'LOAN_REVIEW', actorId: bank.accountId })
    expect(facts.record.detail).toContain('横山银行')
  })

  it('is nobody else’s', async () => {
    const stranger = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    await expect(callerOf(stranger).ledger.proof({ readId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(callerOf(bank).ledger.proof({ readId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('fails when anything in it is altered: record, leaf, place, path, head, signatures, keys', async () => {
    const altered: [string, string, string][] = [
      ['purpose', 'record-edited', reopened(({ record }) => (record.purpose = 'CONTRACT'))],
      ['person', 'record-edited', reopened(({ record }) => (record.actorId = firm.accountId))],
      ['fields', 'record-edited', reopened(({ record }) => (record.fields = ['score']))],
      ['bank', 'record-edited', reopened(({ record }) => (record.organisationId = firm.organisationId))],
      ['place', 'not-included', proof.replace(/index (\d+)/, (_, at) => `index ${Number(at) ^ 1}`)],
      ['path', 'not-included', proof.replace(/(index \d+\n)[^\n]+\n/, '$1')],
      [
        'root',
        'checkpoint-signature',
        proof.replace(/\n[A-Za-z0-9+/]{43}=\nsm3/, `\n${Buffer.alloc(32).toString('base64')}\nsm3`),
      ],
      ['witness', 'witness-signature', proof.replace(/— test\/witness .*\n/, '')],
    ]
    for (const [what, code, text] of altered) {
      expect(text, what).not.toBe(proof)
      expect(codes(await verifyProof(text, keys)), what).toContain(code)
    }
    expect(codes(await verifyProof(proof, keys.split('\n')[0] ?? ''))).toEqual(['witness-signature'])
  })

  it('is checked by the command that a stranger runs, and the verifier stays small', async () => {
    const [file, keyFile] = [path.join(places.root, 'look.tlog-proof'), path.join(places.root, 'keys.txt')]
    writeFileSync(file, proof)
    writeFileSync(keyFile, keys)
    const verifier = path.resolve('server/ledger/verify/verify.mjs')
    expect(execFileSync(process.execPath, [verifier, file, '--keys', keyFile], { cwd: '/', encoding: 'utf8' })).toMatch(/OK\n$/)
    const source = readFileSync(verifier, 'utf8')
    const parts = ['records.mjs', 'grants.mjs'].map((name) => readFileSync(`server/ledger/verify/${name}`, 'utf8'))
    expect(source.split('\n').length).toBeLessThanOrEqual(301)
    for (const part of parts) expect(part.split('\n').length).toBeLessThanOrEqual(201)
    const imported = [...[source, ...parts].join('').matchAll(/(?:import\(?\s*|from )'([^']+)'/g)].map(([, name]) => name)
    expect(imported.sort()).toEqual(['./grants.mjs', './records.mjs', 'node:crypto', 'node:fs'])
  })

  it('is checked by the page without network, which holds the verifier to the letter', async () => {
    expect(readFileSync(pageFile, 'utf8')).toBe(pageText())
    for (const name of ['records.mjs', 'grants.mjs'])
      expect(pageText()).toContain(readFileSync(`server/ledger/verify/${name}`, 'utf8'))
    for (const part of readFileSync('server/ledger/verify/verify.mjs', 'utf8').split(/^(?:import .*\n)+/m))
      expect(pageText()).toContain(part)
    expect(pageText()).toContain("default-src 'none'")
    // Each thing that it names has a sentence, in both languages.
    const [page, named] = [
      readFileSync('server/ledger/verify/page.html', 'utf8'),
      /(?:find\(|return |code: |null : )'((?:[a-z]+-)+[a-z]+)'/g,
    ]
    const codes = new Set([...pageText().matchAll(named)].map(([, code]) => code))
    expect(codes.size).toBeGreaterThan(20)
    for (const code of codes) expect(page).toMatch(new RegExp(`'${code}': \\['.+', '.+'\\]`))
    expect(pageText()).not.toMatch(/https?:\/\/|fetch\(|XMLHttpRequest|src=|href=/)
  })
})

describe('an erased person or firm', () => {
  it('is noise from then on, on record, and the ledger still verifies', async () => {
    const operatorId = await anOrganisation('OPERATOR')
    const [first, second] = [await aSession(operatorId, ['OPERATOR']), await aSession(operatorId, ['OPERATOR'])]
    // By one person alone it is not to be had.
    const alone = as(first, (tx) => tx.$queryRaw`SELECT guard.destroy_pseudonym_key(${firm.organisationId}::uuid)`)
    await expect(alone).rejects.toThrow('permission denied')
    const standing = (isGone: boolean) =>
      owner(`UPDATE organisation SET "disabledAt" = CASE WHEN $2 THEN now() END WHERE id = $1`, [firm.organisationId, isGone])
    const [{ name } = { name: '' }] = await owner<{ name: string }>(
      'SELECT "creditCode" AS name FROM enterprise WHERE "enterpriseId" = $1',
      [firm.organisationId],
    )
    // Something of the firm that is sealed: what has no key is erased already.
    const ownRecords = { ownerId: firm.organisationId, purpose: 'RECORDS' } as const
    await as(firm, (tx) => sealValue(tx, ownRecords, answerCell(firm.organisationId, readId), 'sealed'))
    await standing(true)
    const asked = { subject: 'ENTERPRISE', reason: '企业注销，申请删除', name } as const
    const { id: erasureId } = await callerOf(first).keys.askErasure(asked)
    await standing(false)
    await callerOf(second).keys.settleErasure({ erasureId, verdict: 'CONFIRM' })
    startSequencer(await openLog(places), { checkpointMs: 0 })
    while ((await owner('SELECT FROM guard.ledger_pending LIMIT 1')).length > 0) await sleep(10)
    await stopSequencer()
    await (await openWitness(places)).look(new Date())
    expect(await foundIn(await exported(places))).toEqual([])
    await expect(callerOf(firm).ledger.proof({ readId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the health page', () => {
  it('tells the ledger’s size, its lag, the age of the checkpoint and of the cosignature, and whose account the witness has', async () => {
    writeFileSync(path.join(places.witness, 'key.json'), '{}')
    const { ledger } = await readHealth()
    expect(ledger).toMatchObject({ status: 'ok', waiting: 0, lag: 0, witness: { status: 'ok', refused: null, ownUser: false } })
    expect(ledger?.size).toBe(ledger?.checkpoint?.size)
    expect(ledger?.witness.size).toBe(ledger?.size)
    expect(ledger?.witness.cosignatureAge).toBeLessThan(120)
  })
})
