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

async function withPortrait(enterpriseId: string, county: string): Promise<string> {
  const [id, consentId] = [uuidv7(), uuidv7()]
  await owner('UPDATE enterprise SET "countyCode" = $2 WHERE "enterpriseId" = $1', [enterpriseId, county])
  await owner('ALTER TABLE portrait DISABLE TRIGGER ALL')
  try {
    await owner(
      `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest, "snapshotIds")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}')`,
      [
        enterpriseId,
        id,
        consentId,
        body.cardVersion,
        body.asOf,
        body.score,
        body.grade,
        body.confidenceBps,
        body,
        digestOf(body),
      ],
    )
  } finally {
    await owner('ALTER TABLE portrait ENABLE TRIGGER ALL')
  }
  return id
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
  portraitId = await withPortrait(firmId, '610824')
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
  it('are not told of by fewer than ten, and told of as quantiles from ten on', async () => {
    expect(await as(firm, (tx) => readPeers(tx, firm.organisationId))).toBeNull()
    await withPortrait(await anOrganisation('ENTERPRISE'), '610824')
    const peers = await as(firm, (tx) => readPeers(tx, firm.organisationId))
    expect(peers).toMatchObject({ scope: 'COUNTY', firms: 10 })
    expect(peers?.figures['tax.taxableSales12m']).toEqual({ known: 10, quantiles: Array(5).fill(1_200_000_000) })
    expect(peers?.figures['compliance.newestRecordMonths']).toBeUndefined()
  })
  it('of an enterprise are not told to another, nor to a bank without a read on record', async () => {
    for (const session of [other, bank]) {
      const refused = await as(session, (tx) => readPeers(tx, firm.organisationId)).catch((error: unknown) => error)
      expect(isGuardRefusal(refused)).toBe(true)
    }
  })
})
