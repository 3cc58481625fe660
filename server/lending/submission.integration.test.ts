import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { isUniqueViolation } from '@/server/db/transaction'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { type NewApplication, writeSubmission } from './submission.repository'

let firm: Session
let bank: Session
const productId = uuidv7()
const portraitId = uuidv7()

async function aConsent(applicationId: string, state = 'ACTIVE') {
  const id = uuidv7()
  await owner(
    `INSERT INTO consent ("enterpriseId", id, state, "recipientKind", "institutionId", "applicationId", purpose, "dataClasses", "consentMode",
       "fetchType", "startsAt", "expiresAt", "lookbackMonths", "retentionUnit", "retentionValue", "noticeVersion", "noticeHash", "noticeLanguage",
       "schemaVersion", "signedConsent", "grantedBy", "grantedByName", "grantedAt")
     VALUES ($1, $2, $3, 'INSTITUTION', $4, $5, 'LOAN_APPLICATION', '{TAX}', 'STORE', 'ONETIME', now() - interval '1 minute', now() + interval '90 days', 24,
       'YEAR', 1, '1', 'hash', 'zh-CN', '1', 'jws', $6, 'x', now())`,
    [firm.organisationId, id, state, bank.organisationId, applicationId, firm.accountId],
  )
  return id
}

const application = async (changes: Partial<NewApplication> = {}): Promise<NewApplication> => {
  const applicationId = uuidv7()
  return {
    enterpriseId: firm.organisationId,
    applicationId,
    institutionId: bank.organisationId,
    productId,
    productVersion: 1,
    portraitId,
    consentId: changes.consentId ?? (await aConsent(applicationId)),
    amountFen: 1_000_000_00n,
    termMonths: 12,
    method: 'equal_instalment',
    purpose: 'WORKING_CAPITAL',
    purposeDetail: '',
    debtsElsewhere: [{ lender: '某小贷', balanceFen: 5_000_000n, endsOn: '2027-01-01' }],
    hasLoanHistory: false,
    commitment: { version: '1', sha256: 'a'.repeat(64) },
    submittedAt: new Date('2026-11-20T02:00:00Z'),
    byName: firm.name,
    deadline: { kind: 'ACCEPT', dueOn: '2026-11-23', ceilingOn: '2026-12-20', provisional: false },
    ...changes,
  }
}
const submit = (row: NewApplication) => writeSubmission({ sessionToken: firm.token }, row)
const withdrawn = () => owner(`UPDATE application SET state = 'WITHDRAWN' WHERE "enterpriseId" = $1`, [firm.organisationId])

beforeAll(async () => {
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  await owner(`INSERT INTO product ("institutionId", id, code, state, "currentVersion") VALUES ($1, $2, 'P1', 'PUBLISHED', 1)`, [
    bank.organisationId,
    productId,
  ])
  await owner(
    `INSERT INTO product_version ("institutionId", "productId", version, name, "nameEn", summary, "summaryEn", terms, "createdBy", "publishedAt")
     VALUES ($1, $2, 1, '税信贷', 'Tax loan', '', '', '{}', $3, now())`,
    [bank.organisationId, productId, bank.accountId],
  )
  const matching = await aConsent(uuidv7())
  await owner(
    `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest)
     VALUES ($1, $2, $3, 'X', '2026-11-20', 700, 'B', 9000, '{}', 'd')`,
    [firm.organisationId, portraitId, matching],
  )
})

describe('a submission', () => {
  it('writes application, event, ledger entry and the bank’s notice together', async () => {
    const row = await application()
    expect(await submit(row)).toMatch(/^SQ20261120\d{6}$/)
    const seen = await as(bank, async (tx) => ({
      application: await tx.application.findFirst({
        where: { id: row.applicationId },
        select: { state: true, enterpriseName: true, amountFen: true },
      }),
      events: await tx.applicationEvent.count({ where: { applicationId: row.applicationId } }),
      notices: await tx.notice.count({ where: { kind: 'application.submitted' } }),
    }))
    expect(seen).toEqual({
      application: { state: 'SUBMITTED', enterpriseName: firm.organisationName, amountFen: 1_000_000_00n },
      events: 1,
      notices: 1,
    })
    expect(await owner('SELECT act FROM ledger_entry WHERE "subjectId" = $1', [row.applicationId])).toEqual([
      { act: 'application.submitted' },
    ])
    await withdrawn()
  })

  it.each([
    ['an outdated product version', { productVersion: 2 }],
    ['a portrait that is not the current one', { portraitId: uuidv7() }],
    ['another firm’s name', { enterpriseId: uuidv7() }],
  ])('with %s writes nothing', async (_, changes) => {
    const before = await owner('SELECT count(*) FROM application_event')
    expect(await submit(await application(changes))).toBeNull()
    expect(await owner('SELECT count(*) FROM application_event')).toEqual(before)
  })

  it('under a withdrawn consent, or one for another application, writes nothing', async () => {
    const row = await application()
    await owner(`UPDATE consent SET state = 'REVOKED' WHERE id = $1`, [row.consentId])
    expect(await submit(row)).toBeNull()
    expect(await submit(await application({ consentId: await aConsent(uuidv7()) }))).toBeNull()
  })

  it('from two windows at once is one application', async () => {
    const rows = await Promise.all(Array.from({ length: 6 }, () => application()))
    const outcomes = await Promise.allSettled(rows.map(submit))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(isUniqueViolation(outcome.reason)).toBe(true)
    await withdrawn()
  })
})
