import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { clientOf } from '@/server/db/client'
import { inTransaction, isGuardRefusal } from '@/server/db/transaction'
import { drawDocument } from '@/server/flows/draw-document'
import { verifyReport } from '@/server/flows/verify-report'
import { digestOf } from '@/server/portrait/canonical-json'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { AS_OF, sampleFacts } from '@/server/portrait/domain/facts.fixture'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner, scopes } from '@/tests/world'
import { codeHash, sha256 } from './secret'

const callerOf = createCallerFactory(appRouter)
let firm: Session
let other: Session
let staff: Session
let bank: Session

beforeAll(async () => {
  process.env.NEXTAUTH_URL = 'https://xyd.example.cn' // a paper is drawn with its address or not at all
  const firmId = await anOrganisation('ENTERPRISE', '神木市样例机械加工有限公司')
  firm = await aSession(firmId, ['ENTERPRISE_OWNER'])
  staff = await aSession(firmId, ['ENTERPRISE_STAFF'])
  other = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  const body = buildPortrait(sampleFacts(), cardByVersion('EXPERT-2026.2'), AS_OF)
  aPlatformKey()
  const { consentId } = await grant(firm, matchingTerms())
  await owner(
    `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest, "snapshotIds")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}')`,
    [firmId, uuidv7(), consentId, body.cardVersion, body.asOf, body.score, body.grade, body.confidenceBps, body, digestOf(body)],
  )
})

const issue = async () => {
  const caller = callerOf(contextOf(firm))
  const { id } = await caller.report.issue({
    sections: ['SCORE', 'LEGAL', 'HEALTH'],
    language: 'zh-CN',
    validDays: 30,
    addressee: '',
  })
  const report = await caller.report.one({ reportId: id })
  if (!report.code) throw new Error('no code')
  return { ...report, code: report.code }
}
const verify = (held: { number: string; code: string }) => verifyReport(held, undefined, new Date())

describe('a credit report', () => {
  it('is issued with its ledger entry, drawn, and verified to the byte by whoever holds it', async () => {
    const report = await issue()
    const [entry] = await owner<{ body: { contentHash: string } }>(
      `SELECT body FROM ledger_entry WHERE act = 'report.issued' AND "subjectId" = $1`,
      [report.id],
    )
    expect(entry?.body.contentHash).toBe(report.contentHash)
    expect(sha256(report.contentText ?? '')).toBe(report.contentHash)

    const found = await verify({ number: report.number.toLowerCase(), code: report.code })
    expect(found).toMatchObject({ state: 'VALID', contentHash: report.contentHash, pdfHash: null })
    if (found.state !== 'VALID') throw new Error('not valid')
    expect(found.content).toEqual(report.content)
    expect(Object.keys(found.content.sections)).toEqual(['SCORE', 'LEGAL', 'HEALTH'])
    // Whoever verifies sees directions and places, and no amount of a series that was not chosen.
    expect(Object.keys(found.content.sections.HEALTH?.trends[0] ?? {}).sort()).toEqual(['direction', 'from', 'series', 'to'])
    expect(found.content.sections.HEALTH).toHaveProperty('peers', [])

    const [order] = await owner<{ id: string }>('SELECT id FROM document WHERE "subjectId" = $1', [report.id])
    const inTenant = <Result>(work: Parameters<typeof inTransaction<Result>>[2]) =>
      inTransaction('worker', { jobId: uuidv7(), tenantId: firm.organisationId }, work)
    expect(await drawDocument({ scope: scopes.enterprise(firm), inTenant, now: () => new Date() }, order?.id ?? '')).toBe(true)
    const pdf = Buffer.from((await callerOf(contextOf(firm)).report.pdf({ reportId: report.id })) ?? '', 'base64')
    expect(await verify(report)).toMatchObject({ pdfHash: sha256(pdf) })
    const drawn = pdf.toString('latin1')
    expect(drawn).toContain('/MediaBox [0 0 595.28 841.89]')
    expect(drawn).not.toContain('/Subtype /Image')
  })

  it('is found by nobody who errs in number or code, and every look is on record', async () => {
    const [report, second] = [await issue(), await issue()]
    expect(await verify({ ...report, code: second.code })).toEqual({ state: 'NOT_FOUND' })
    expect(await verify({ ...report, number: second.number })).toEqual({ state: 'NOT_FOUND' })
    const looks = async () => (await callerOf(contextOf(firm)).report.one({ reportId: report.id })).verifications.total
    expect(await looks()).toBe(0)
    // Two who look at the same moment are one look; later ones count again.
    await Promise.all([verify(report), verify(report)])
    expect(await looks()).toBe(1)
    await owner(`UPDATE report_verification SET at = at - interval '11 seconds' WHERE "reportId" = $1`, [report.id])
    await verify(report)
    expect(await looks()).toBe(2)
    const entries = await owner(`SELECT FROM ledger_entry WHERE act = 'report.verified' AND "subjectId" = $1`, [report.id])
    expect(entries.length).toBe(2)
  })

  it('that was withdrawn or has expired says so and shows nothing', async () => {
    const report = await issue()
    await callerOf(contextOf(firm)).report.withdraw({ reportId: report.id })
    const seen = await verify(report)
    expect(seen).toMatchObject({ state: 'WITHDRAWN' })
    expect(seen).not.toHaveProperty('content')
    await expect(callerOf(contextOf(firm)).report.withdraw({ reportId: report.id })).rejects.toThrow()

    const old = await issue()
    await owner(`UPDATE credit_report SET "validUntil" = guard.today() WHERE id = $1`, [old.id])
    expect(await verify(old)).toMatchObject({ state: 'VALID' })
    await owner(`UPDATE credit_report SET "validUntil" = guard.today() - 1 WHERE id = $1`, [old.id])
    expect(await verify(old)).toMatchObject({ state: 'EXPIRED' })
    const [raw] = await clientOf('public').$queryRaw<{ sealedContent: string | null }[]>`
      SELECT * FROM guard.verify_report(${old.number}, ${codeHash(old)})`
    expect(raw?.sealedContent).toBeNull()
  })

  it('says nothing of records or evaluations where the portrait holds none', async () => {
    await owner(`UPDATE portrait SET body = body - 'legal' WHERE "enterpriseId" = $1`, [firm.organisationId])
    try {
      await expect(issue()).rejects.toThrow('report.portrait-without-axes')
      const only = { sections: ['SCORE' as const], language: 'en' as const, validDays: 30, addressee: null }
      expect((await callerOf(contextOf(firm)).report.issue(only)).id).toBeTruthy()
    } finally {
      await owner(`UPDATE portrait SET body = body || '{"legal": []}' WHERE "enterpriseId" = $1`, [firm.organisationId])
    }
  })

  it('whose stored content was exchanged is not believed', async () => {
    const [report, another] = [await issue(), await issue()]
    await owner(
      `UPDATE credit_report r SET "sealedContent" = o."sealedContent" FROM credit_report o WHERE r.id = $1 AND o.id = $2`,
      [report.id, another.id],
    )
    expect(await verify(report)).toEqual({ state: 'BROKEN', number: report.number })
    expect(await verify(another)).toMatchObject({ state: 'VALID' })
  })

  it('is its enterprise’s alone, issued by those who sign for it, and never edited', async () => {
    const report = await issue()
    await expect(callerOf(contextOf(other)).report.one({ reportId: report.id })).rejects.toThrow()
    expect(await callerOf(contextOf(other)).report.list()).toEqual([])
    await expect(callerOf(contextOf(bank)).report.list()).rejects.toThrow()
    const input = { sections: ['SCORE' as const], language: 'en' as const, validDays: 30, addressee: null }
    await expect(callerOf(contextOf(staff)).report.issue(input)).rejects.toThrow()
    await expect(callerOf(contextOf(other)).report.issue(input)).rejects.toThrow('report.no-portrait')
    const edit = inTransaction('tenant', { sessionToken: firm.token }, (tx) =>
      tx.creditReport.updateMany({ where: { id: report.id }, data: { contentHash: '0'.repeat(64) } }),
    )
    expect(isGuardRefusal(await edit.catch((error: unknown) => error))).toBe(true)
    await expect(clientOf('public').creditReport.count()).rejects.toThrow()
  })
})
