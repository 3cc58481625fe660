import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { templateHeader } from '@/server/disbursement/domain/import-columns'
import { toCsv } from '@/server/kernel/csv'
import { aPlatformKey } from '@/tests/consents'
import { aProductOf, aStage, caller, recommended, type Stage, submitted } from '@/tests/lending'
import { anOrganisation, aSession, owner, withContact } from '@/tests/world'
import { aboutOneself, ask, bankProcedures, bankRoles, type Named, questions, views } from './bank-calls.fixture'

// Oracle 13: the officer of bank A, which has an application of the same firm, cannot infer that bank B refused it.

const now = new Date()
let other: Stage
let own: Stage
let insider: Session
let outsider: Session
let mine: string

beforeAll(async () => {
  aPlatformKey()
  other = await aStage()
  const institutionId = await anOrganisation('INSTITUTION', '塞上银行')
  own = {
    ...other,
    institutionId,
    productId: await aProductOf(institutionId),
    officer: await aSession(institutionId, ['BANK_OFFICER']),
  }
  outsider = await aSession(institutionId, [...bankRoles])
  insider = await aSession(other.institutionId, [...bankRoles])
  mine = (await submitted(own)).applicationId
})

/** Bank B's refusal with everything around it that has a name. */
async function refusedByOther(stage: Stage): Promise<Named> {
  const target = await recommended(stage)
  await withContact(stage.officer, '13800000000')
  await caller(stage.approver).lending.decide({ ...target, decision: { kind: 'REJECT', reasons: ['DEBT_BURDEN'] } })
  const [row] = await owner<{ number: string; consent: string; credit: string; member: string }>(
    `SELECT number, "consentId"::text AS consent, "creditCode" AS credit,
       (SELECT m.id FROM membership m WHERE m."accountId" = "officerId") AS member FROM application WHERE id = $1`,
    [target.applicationId],
  )
  if (!row) throw new Error('no such application')
  const branch = uuidv7()
  await owner(
    `INSERT INTO branch ("institutionId", id, name, "nameEn", "countyCode") VALUES ($1, $2, '支行', 'Branch', '610802')`,
    [stage.institutionId, branch],
  )
  const line = [row.number, row.credit, 'V-9', '100', '2026-11-20', '', '']
  const bytes = new TextEncoder().encode(toCsv([templateHeader('DISBURSEMENT', 'zh-CN'), line]))
  const { batchId } = await caller(stage.officer).disbursement.upload({ kind: 'DISBURSEMENT', fileName: 'b.csv', bytes })
  const [notice] = await owner<{ id: string }>('SELECT id FROM notice WHERE "organisationId" = $1 LIMIT 1', [stage.institutionId])
  const { number, consent, member } = row
  const known = { application: target.applicationId, product: stage.productId, officer: stage.officer.accountId, batch: batchId }
  return { ...known, number, consent, member, branch, report: stage.institutionId, notice: notice?.id ?? uuidv7() }
}

/** The same shape, and nobody's. */
const nobodys = (): Named => ({
  application: uuidv7(),
  product: uuidv7(),
  officer: uuidv7(),
  member: uuidv7(),
  batch: uuidv7(),
  branch: uuidv7(),
  report: uuidv7(),
  consent: uuidv7(),
  notice: uuidv7(),
  number: 'SQ20991231999999',
})

/** Every answer to every question about what `named` names. */
async function answers(session: Session, named: Named) {
  const all = new Map<string, string>()
  for (const [path, forms] of Object.entries(questions)) {
    for (const [index, input] of forms(named).entries()) {
      for (const locale of ['zh-CN', 'en'] as const) {
        const { status, headers, body } = await ask(session, path, input, now, locale)
        if (status === 400 || status >= 500) throw new Error(`${path} was asked wrongly: ${body}`)
        all.set(`${path} ${index} ${locale}`, `${status} ${headers} ${body}`)
      }
    }
  }
  return all
}

/** All that bank A has before its eyes, and its own case opened. */
async function sight(session: Session, applicationId: string) {
  const seen: string[] = []
  const look = async (path: string, input: unknown) =>
    seen.push(`${path} ${JSON.stringify(await ask(session, path, input, now))}`)
  // By the firm's name as well: bank A knows it, from its own application.
  for (const input of [{ text: '星河' }, { report: 'REPAYMENT', text: '星河' }]) await look('disbursement.loans', input)
  for (const tab of ['CLOSED', 'ALL']) await look('lending.queue', { tab, search: '星河' })
  for (const [path, inputs] of Object.entries(views)) for (const input of inputs) await look(path, input)
  await look('lending.review', { applicationId })
  await look('lending.neighbours', { tab: 'ALL', applicationId })
  await look('portrait.readGranted', { applicationId, purpose: 'LOAN_REVIEW' })
  return seen
}

describe('another bank’s refusal', () => {
  let named: Named

  it('leaves no trace in anything that a bank sees; its own leaves one', async () => {
    const before = await sight(outsider, mine)
    const insiderBefore = await sight(insider, mine)
    named = await refusedByOther(other)
    expect(await sight(outsider, mine)).toEqual(before)
    expect(await sight(insider, mine)).not.toEqual(insiderBefore)
  })

  it('answers as what never existed, byte for byte, whatever is asked about it', async () => {
    expect(await answers(outsider, named)).toEqual(await answers(outsider, nobodys()))
  })

  it('control: bank B’s own people are told apart by the same questions, all but those a refused case has no answer to', async () => {
    const absent = await answers(insider, nobodys())
    const told = [...(await answers(insider, named))].flatMap(([question, answer]) =>
      absent.get(question) === answer ? [] : [question.split(' ')[0]],
    )
    expect(Object.keys(questions).filter((path) => !told.includes(path))).toMatchInlineSnapshot(`
      [
        "cards.map",
        "cards.one",
        "cards.putToUse",
        "cards.retire",
        "cards.run",
        "cards.tryOut",
        "catalogue.offerAgain",
        "catalogue.saveDraft",
        "copies.one",
        "copies.confirm",
        "disbursement.loans",
        "disbursement.reports",
        "disbursement.settleConflict",
        "notify.markRead",
        "staff.list",
        "staff.revokeInvitation",
        "lending.own",
        "consent.one",
        "ledger.reads",
        "statistics.exportRecords",
        "statistics.records",
      ]
    `)
  })

  it('a line of a file that names its application is refused like one that names none', async () => {
    const line = (number: string, reference: string) => [number, '91610802MA7000001X', reference, '100', '2026-11-20', '', '']
    const lines = [line(named.number, 'X-1'), line('SQ20991231999999', 'X-2')]
    const bytes = new TextEncoder().encode(toCsv([templateHeader('DISBURSEMENT', 'zh-CN'), ...lines]))
    const { batchId } = await caller(own.officer).disbursement.upload({ kind: 'DISBURSEMENT', fileName: 'a.csv', bytes })
    const [foreign, absent] = (await caller(own.officer).disbursement.batch({ batchId })).rows
    expect(foreign).toMatchObject({ outcome: 'REFUSED', reportId: null })
    expect([foreign?.outcome, foreign?.reason]).toEqual([absent?.outcome, absent?.reason])
  })

  it('of everything that bank people may call, nothing is left untried', () => {
    const tried = (path: string) => path in questions || path in views || aboutOneself.test(path)
    expect(bankProcedures().filter((path) => !tried(path))).toEqual([])
  })
})
