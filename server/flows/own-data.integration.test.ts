import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { runtime } from '@/server/jobs/run-tasks'
import { addMonthsToMonth, shanghaiDate } from '@/server/kernel/dates'
import { openValue } from '@/server/keys/sealed.repository'
import { catalogue } from '@/server/sources/domain/catalogue'
import { owedLists } from '@/server/sources/domain/owed-lists'
import type { DataClass } from '@/server/sources/schema'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { openAgencies } from '@/tests/agencies'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, as, contextOf, owner, scopes } from '@/tests/world'
import { checkSources } from './check-sources'
import { pullSource } from './pull-source'
import { verifyClaim } from './verify-claim'

const platformKey = aPlatformKey()
let agencies: Awaited<ReturnType<typeof openAgencies>>

beforeAll(async () => {
  agencies = await openAgencies(platformKey)
})
afterAll(() => agencies.close())

const callerOf = (firm: Session) => createCallerFactory(appRouter)(contextOf(firm))

async function aFirm(index: number, dataClasses: DataClass[]): Promise<Session> {
  const id = await anOrganisation('ENTERPRISE')
  await agencies.settle(id, index)
  const firm = await aSession(id, ['ENTERPRISE_OWNER'])
  await grant(firm, { ...matchingTerms(), dataClasses })
  return firm
}

const jobOf = (firm: Session) => ({
  scope: scopes.enterprise(firm),
  actorId: firm.accountId,
  inTenant: runtime.inTenant(firm.organisationId, firm.accountId),
  now: () => new Date(),
})

describe('a claim put to the land register', () => {
  const owning = () => Array.from({ length: 50 }, (_, at) => at).filter((at) => agencies.city.deedsOf(at).length > 0)

  const answerTo = async (firm: Session, itemId: 'real-estate.ownership' | 'real-estate.unencumbered', certificateNo: string) => {
    const { id } = await callerOf(firm).sources.verify({ itemId, certificateNo })
    await verifyClaim({ ...jobOf(firm), payload: { verificationId: id } })
    const rows = await callerOf(firm).sources.verifications({ dataClass: 'REAL_ESTATE' })
    return rows.find((row) => row.id === id)
  }

  it('is answered yes or no, and nothing else of the register is told', async () => {
    const [own = 0, other = 1] = owning()
    const [deed] = agencies.city.deedsOf(own)
    const firm = await aFirm(own, ['REAL_ESTATE'])
    expect(await answerTo(firm, 'real-estate.ownership', deed?.certificateNo ?? '')).toMatchObject({ answer: 'YES' })
    expect(await answerTo(firm, 'real-estate.unencumbered', deed?.certificateNo ?? '')).toMatchObject({
      answer: deed?.mortgaged ? 'NO' : 'YES',
    })
    const foreign = agencies.city.deedsOf(other)[0]?.certificateNo ?? ''
    expect(await answerTo(firm, 'real-estate.ownership', foreign)).toMatchObject({ answer: 'NO', failure: null })
    // Whether another's house is mortgaged is nobody's to know.
    expect(await answerTo(firm, 'real-estate.unencumbered', foreign)).toMatchObject({ answer: 'UNKNOWN' })
    const [stored] = await owner<{ id: string; value: string }>(
      'SELECT id, "signedAnswer" AS value FROM verification WHERE answer IS NOT NULL',
    )
    const { id, value } = stored ?? { id: '', value: '' }
    const [ownerId, column] = [firm.organisationId, 'signedAnswer']
    const cell = { table: 'verification', column, row: `${ownerId}/${id}` }
    const signed = await as(firm, (tx) => openValue(tx, 'RECORDS', { ownerId, cell, value }))
    const { content } = JSON.parse(Buffer.from(signed?.split('.')[1] ?? '', 'base64url').toString())
    expect(Object.keys(content.answers[0]).sort()).toEqual(['answer', 'checkedOn', 'claimDigest', 'itemId'])
  })

  it('needs an authorisation that covers it, and is limited a day', async () => {
    const firm = await aFirm(3, ['TAX'])
    const asked = { itemId: 'real-estate.ownership', certificateNo: '陕（2024）不动产权第1号' } as const
    await expect(callerOf(firm).sources.verify(asked)).rejects.toMatchObject({ cause: { code: 'verification.no-consent' } })
    const other = await aFirm(4, ['REAL_ESTATE'])
    for (let n = 0; n < 10; n++) await callerOf(other).sources.verify(asked)
    await expect(callerOf(other).sources.verify(asked)).rejects.toMatchObject({ cause: { code: 'verification.too-many' } })
  })

  it('is limited when all come at once, too', async () => {
    const firm = await aFirm(8, ['REAL_ESTATE'])
    const asked = { itemId: 'real-estate.ownership', certificateNo: '陕（2024）不动产权第1号' } as const
    for (let n = 0; n < 7; n++) await callerOf(firm).sources.verify(asked)
    const raced = await Promise.allSettled(Array.from({ length: 6 }, () => callerOf(firm).sources.verify(asked)))
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    const [count] = await owner<{ n: number }>('SELECT count(*)::int AS n FROM verification WHERE "enterpriseId" = $1', [
      firm.organisationId,
    ])
    expect(count?.n).toBe(10)
  })

  it('ends with the consent that it was asked under, and says why', async () => {
    const firm = await aFirm(9, ['REAL_ESTATE'])
    const { id } = await callerOf(firm).sources.verify({
      itemId: 'real-estate.ownership',
      certificateNo: '陕（2024）不动产权第1号',
    })
    const [consent] = await callerOf(firm).consent.list()
    await callerOf(firm).consent.withdraw({ consentId: consent?.id ?? '' })
    await verifyClaim({ ...jobOf(firm), payload: { verificationId: id } })
    const [row] = await callerOf(firm).sources.verifications({ dataClass: 'REAL_ESTATE' })
    expect(row).toMatchObject({ id, answer: null, failure: 'consent.ended', answeredAt: expect.any(Date) })
  })

  it('that is answered by a forger stays unanswered, with the reason', async () => {
    const firm = await aFirm(5, ['REAL_ESTATE'])
    agencies.misbehave('land', 'forge')
    const row = await answerTo(firm, 'real-estate.ownership', '陕（2024）不动产权第1号')
    agencies.misbehave('land', 'none')
    expect(row).toMatchObject({ answer: null, failure: 'source.forged-signature' })
  })
})

describe('a class that is delivered by file', () => {
  it('is not taken out of the landing zone where the person has not signed off (control: it is looked for once they have)', async () => {
    const firm = await aFirm(10, ['HOUSING_FUND'])
    const { runId } = await callerOf(firm).sources.refresh()
    const fetched = async () => {
      await pullSource(jobOf(firm), { runId, dataClass: 'HOUSING_FUND' })
      return (await callerOf(firm).sources.progress())?.tasks[0]?.failure
    }
    const personal = (classes: string) =>
      owner('UPDATE consent SET "personalClasses" = $2 WHERE "enterpriseId" = $1', [firm.organisationId, classes])
    await personal('{HOUSING_FUND}')
    await owner('UPDATE consent_sign_off SET "endedAt" = now() WHERE "enterpriseId" = $1', [firm.organisationId])
    expect(await fetched()).toBe('source.not-authorised')
    await personal('{}')
    await callerOf(firm).sources.retry({ runId, dataClass: 'HOUSING_FUND' })
    expect(await fetched()).toBe('source.not-delivered')
  })
})

describe('a declaration', () => {
  it('is kept with its commitment and held against the sources; without the commitment it is none', async () => {
    const firm = await aFirm(6, ['TAX'])
    const { runId } = await callerOf(firm).sources.refresh()
    await pullSource(jobOf(firm), { runId, dataClass: 'TAX' })
    await expect(callerOf(firm).sources.declare({ salesFen: 1n })).rejects.toMatchObject({
      cause: { code: 'declaration.not-committed' },
    })
    await expect(callerOf(firm).sources.declare({ committed: true })).rejects.toMatchObject({
      cause: { code: 'declaration.empty' },
    })
    await callerOf(firm).sources.declare({ salesFen: 1n, headcount: 3, committed: true })
    const { compared, declarations } = await callerOf(firm).sources.declared()
    expect(declarations).toHaveLength(1)
    expect(compared).toMatchObject([
      { item: 'declared.sales', declared: 1n, verdict: 'DIFFERS' },
      { item: 'declared.headcount', authoritative: null, verdict: 'NO_SOURCE' },
    ])
  })
})

describe('quality', () => {
  it('is scored by source and item from what was received, and told to the enterprise, agency and operator', async () => {
    await checkSources(runtime)
    const firm = await aFirm(7, ['TAX'])
    const quality = await callerOf(firm).sources.quality()
    expect(quality.find(({ itemId }) => itemId === 'tax.sales')).toMatchObject({
      dataClass: 'TAX',
      completenessBps: expect.any(Number),
      scoreBps: expect.any(Number),
    })
    for (const row of quality)
      for (const bps of [row.scoreBps, row.rangeBps, row.continuityBps]) expect(bps).toBeLessThanOrEqual(10_000)
    const operator = await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])
    expect((await callerOf(operator).feedHealth.quality({ page: 1 })).rows.length).toBe(quality.length)
    // Checked once: a second run finds nothing to do.
    await checkSources(runtime)
    const [count] = await owner<{ n: number }>('SELECT count(*)::int AS n FROM source_check')
    expect(count?.n).toBe(quality.length)
  })
  it('opens no records while no consent for them is in force (control: it does once it is)', async () => {
    const firm = await aFirm(11, ['TAX'])
    const { runId } = await callerOf(firm).sources.refresh()
    await pullSource(jobOf(firm), { runId, dataClass: 'TAX' })
    const stand = (state: string) =>
      owner(
        `SET session_replication_role = 'replica'; UPDATE consent SET state = '${state}' WHERE "enterpriseId" = '${firm.organisationId}'`,
      )
    const isChecked = async () => {
      await checkSources(runtime)
      return (await owner('SELECT FROM source_check WHERE "enterpriseId" = $1', [firm.organisationId])).length > 0
    }
    await stand('PAUSED')
    expect(await isChecked()).toBe(false)
    await stand('ACTIVE')
    expect(await isChecked()).toBe(true)
  })

  it('counts a list as incomplete for months that were not delivered, bad lines, and fetches that brought no answer', async () => {
    const [good, bad] = [await aFirm(12, ['LIST']), await aFirm(13, ['LIST'])]
    const [trading] = await owner<{ id: string }>(`SELECT "agencyId" AS id FROM agency WHERE code = 'trading'`)
    const [consent] = await owner<{ id: string }>('SELECT id FROM consent WHERE "enterpriseId" = $1', [good.organisationId])
    const [snapshotId, runs] = [uuidv7(), [uuidv7(), uuidv7()]]
    await owner(
      `INSERT INTO snapshot ("enterpriseId", id, "dataClass", "agencyId", "consentId", "periodFrom", "periodTo", "issuedAt", digest, nonce, "signedAnswer")
       VALUES ($1, $2, 'PROCUREMENT', $3, $4, '2025-01', '2026-10', now(), 'd', 'n', 'enc.v1.x')`,
      [good.organisationId, snapshotId, trading?.id, consent?.id],
    )
    const check = `INSERT INTO source_check ("enterpriseId", "snapshotId", "itemId", "dataClass", "receivedAt", expected, present,
        "outOfRange", gaps, compared, contradictions) VALUES ($1, $2, $3, $4, now(), 3, 3, 0, 0, 0, 0)`
    await owner(check, [good.organisationId, snapshotId, 'procurement.bids', 'PROCUREMENT'])
    await owner(check, [good.organisationId, snapshotId, 'list.entries', 'LIST'])
    for (const [at, firm] of [good, bad].entries()) {
      await owner(
        `WITH run AS (INSERT INTO pull_run ("enterpriseId", id, "consentId", "requestedBy")
           SELECT "enterpriseId", $2, id, $3 FROM consent WHERE "enterpriseId" = $1 RETURNING "enterpriseId", id)
         INSERT INTO pull_task ("enterpriseId", "runId", "dataClass", state, failure)
           SELECT "enterpriseId", id, 'LIST', $4::"PullState", $5 FROM run`,
        [firm.organisationId, runs[at], firm.accountId, at === 0 ? 'DONE' : 'FAILED', at === 0 ? null : 'source.agency-error'],
      )
    }
    const today = shanghaiDate(new Date())
    const to = owedLists(catalogue, today).find(({ itemId }) => itemId === 'procurement.bids')?.to ?? ''
    await owner(
      `INSERT INTO feed_delivery ("agencyId", id, "dataClass", "fileName", format, encoding, kind, sequence, "periodFrom", "periodTo",
        "issuedAt", "receivedAt", records, bytes, sha256, manifest, state, accepted, "setAside")
       VALUES ($1, $2, 'PROCUREMENT', 'f', 'CSV', 'UTF-8', 'REGULAR', 1, $3, $4, now(), now(), 100, 1, 's', 'm', 'PUBLISHED', 90, 10)`,
      [trading?.id, uuidv7(), addMonthsToMonth(to, -5), to],
    )
    await checkSources(runtime)
    const quality = await callerOf(good).sources.quality()
    const completeness = (id: string) => quality.find(({ itemId }) => itemId === id)?.completenessBps
    // Half of the months, nine tenths of the lines; one of two fetches.
    expect(completeness('procurement.bids')).toBe(4_500)
    expect(completeness('list.entries')).toBe(5_000)
  })
})
