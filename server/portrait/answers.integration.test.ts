import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { isGuardRefusal } from '@/server/db/transaction'
import { anOrganisation, aSession, as, owner, scopes } from '@/tests/world'
import { insertAnswer, listAnswers } from './answers.repository'
import { digestOf } from './canonical-json'
import { buildPortrait } from './domain/build-portrait'
import { AS_OF, sampleFacts } from './domain/facts.fixture'
import { cardByVersion } from './domain/score-card'
import { readPeers } from './peers.repository'

let firm: Session
let other: Session
let bank: Session
let portraitId: string

const body = buildPortrait(sampleFacts(), cardByVersion('EXPERT-2026.2'), AS_OF)

/** A firm's portrait under a matching consent in force, both written as the owner. @returns the portrait and its consent */
async function withPortrait(enterpriseId: string, county: string, drawn = body) {
  const [id, consentId] = [uuidv7(), uuidv7()]
  await owner('UPDATE enterprise SET "countyCode" = $2 WHERE "enterpriseId" = $1', [enterpriseId, county])
  await owner('ALTER TABLE portrait DISABLE TRIGGER ALL')
  await owner('ALTER TABLE consent DISABLE TRIGGER ALL')
  try {
    await owner(
      `INSERT INTO consent ("enterpriseId", id, state, "recipientKind", purpose, "dataClasses", "consentMode", "fetchType", "startsAt",
         "expiresAt", "lookbackMonths", "retentionUnit", "retentionValue", "noticeVersion", "noticeHash", "noticeLanguage", "schemaVersion",
         "signedConsent", "grantedBy", "grantedByName", "grantedAt")
       VALUES ($1, $2, 'ACTIVE', 'PLATFORM', 'MATCHING', '{TAX}', 'STORE', 'ONETIME', now() - interval '1 day', now() + interval '1 day',
         24, 'MONTH', 12, 'v', 'hash', 'zh-CN', 'v', 'jws', $1, '李某', now())`,
      [enterpriseId, consentId],
    )
    const { cardVersion, asOf, score, grade, confidenceBps } = drawn
    await owner(
      `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest, "snapshotIds")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}')`,
      [enterpriseId, id, consentId, cardVersion, asOf, score, grade, confidenceBps, drawn, digestOf(drawn)],
    )
  } finally {
    await owner('ALTER TABLE portrait ENABLE TRIGGER ALL')
    await owner('ALTER TABLE consent ENABLE TRIGGER ALL')
  }
  return { id, consentId, enterpriseId }
}

beforeAll(async () => {
  const [firmId, otherId, bankId] = [
    await anOrganisation('ENTERPRISE'),
    await anOrganisation('ENTERPRISE'),
    await anOrganisation('INSTITUTION'),
  ]
  firm = await aSession(firmId, ['LEGAL_REPRESENTATIVE'])
  other = await aSession(otherId, ['LEGAL_REPRESENTATIVE'])
  bank = await aSession(bankId, ['BANK_OFFICER'])
  portraitId = (await withPortrait(firmId, '610824')).id
  for (let at = 0; at < 9; at++) await withPortrait(await anOrganisation('ENTERPRISE'), '610824')
})

const answer = (id = uuidv7()) => ({
  id,
  portraitId,
  code: 'SALES_ABOVE_STORY' as const,
  months: ['2026-05'],
  text: '五月起承接外协订单，设备在对方厂区用电。',
  byAccount: firm.accountId,
  byName: firm.name,
  at: new Date(),
})

describe('answers to questions', () => {
  it('are given by the enterprise, read by it, by no other firm and by no bank without a read on record', async () => {
    await as(firm, (tx) => insertAnswer(tx, scopes.enterprise(firm), answer()))
    const own = await as(firm, (tx) => listAnswers(tx, firm.organisationId))
    expect(own.map(({ code, months }) => [code, months])).toEqual([['SALES_ABOVE_STORY', ['2026-05']]])
    expect(await as(other, (tx) => listAnswers(tx, firm.organisationId))).toEqual([])
    expect(await as(bank, (tx) => listAnswers(tx, firm.organisationId))).toEqual([])
  })
  it('are in nobody else’s name, and stay as they were given', async () => {
    const forged = { ...answer(), byAccount: other.accountId }
    await expect(as(firm, (tx) => insertAnswer(tx, scopes.enterprise(firm), forged))).rejects.toThrow()
    await expect(as(firm, (tx) => tx.portraitAnswer.updateMany({ data: { text: '改' } }))).rejects.toThrow()
    await expect(as(firm, (tx) => tx.portraitAnswer.deleteMany())).rejects.toThrow()
  })
})

describe('peers', () => {
  const sales = 'tax.taxableSales12m'
  const read = () => as(firm, (tx) => readPeers(tx, firm.organisationId))
  const found = async (id: string) => {
    const { scope, known } = (await read())?.figures[id] ?? {}
    return [scope, known]
  }
  const withoutSales = { ...body, indicators: body.indicators.filter(({ id }) => id !== sales) }
  let far: Awaited<ReturnType<typeof withPortrait>>
  let tenth: typeof far

  it('are not told of by fewer than ten; nine in the county are widened to the city, nine in the division to the section', async () => {
    expect(await read()).toBeNull()
    far = await withPortrait(await anOrganisation('ENTERPRISE'), '610881')
    expect(await found(sales)).toEqual(['CITY', 10])
    const move = (industry: string) =>
      owner('UPDATE enterprise SET industry = $2 WHERE "enterpriseId" = $1', [far.enterpriseId, industry])
    const [own] = await owner<{ industry: string }>('SELECT industry FROM enterprise WHERE "enterpriseId" = $1', [
      firm.organisationId,
    ])
    if (!own) throw new Error('no firm')
    await move(`${own.industry.slice(0, 1)}99`)
    expect(await found(sales)).toEqual(['SECTION', 10])
    await move(own.industry)
  })
  it('are chosen for each figure by itself: one that nine of ten in the county have is told of the city', async () => {
    tenth = await withPortrait(await anOrganisation('ENTERPRISE'), '610824', withoutSales)
    expect(await found('score')).toEqual(['COUNTY', 10])
    expect(await found(sales)).toEqual(['CITY', 10])
    const figures = (await read())?.figures
    expect(figures?.[sales]?.quantiles).toEqual(Array(5).fill(1_200_000_000))
    expect(figures?.['compliance.newestRecordMonths']).toBeUndefined()
  })
  it('are no peers any more once their consent is withdrawn, paused or past', async () => {
    const set = (consentId: string, state: string, days: number) =>
      owner(`UPDATE consent SET state = $2::"ConsentState", "expiresAt" = now() + make_interval(days => $3) WHERE id = $1`, [
        consentId,
        state,
        days,
      ])
    for (const state of ['REVOKED', 'PAUSED']) {
      await set(tenth.consentId, state, 1)
      expect(await found('score')).toEqual(['CITY', 10])
    }
    await set(tenth.consentId, 'ACTIVE', 1)
    expect(await found('score')).toEqual(['COUNTY', 10])
    await set(far.consentId, 'ACTIVE', -1)
    expect(await found(sales)).toEqual([undefined, undefined])
  })
  it('of an enterprise are not told to another, nor to a bank without a read on record', async () => {
    for (const session of [other, bank]) {
      const refused = await as(session, (tx) => readPeers(tx, firm.organisationId)).catch((error: unknown) => error)
      expect(isGuardRefusal(refused)).toBe(true)
    }
  })
})
