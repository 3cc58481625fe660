import { uuidv7 } from 'uuidv7'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { shanghaiDate } from '@/server/kernel/dates'
import { aPlatformKey } from '@/tests/consents'
import { aStage, aSubmission, caller, grantOf, type Stage, submitted } from '@/tests/lending'
import { anOrganisation, aSession, as, owner } from '@/tests/world'

let stage: Stage
const today = () => shanghaiDate(new Date())
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => new Error('not refused'),
    (thrown: { cause?: { code?: string; params?: unknown }; code?: string }) => thrown,
  )
  return 'cause' in error ? (error.cause as { code?: string })?.code : error
}
const stateOf = async (id: string) =>
  (await owner<{ state: string }>('SELECT state::text FROM application WHERE id = $1', [id]))[0]?.state

beforeAll(() => void aPlatformKey())
beforeEach(async () => {
  stage = await aStage()
})

describe('an application', () => {
  it('lives from submission to contract through three people, each step on record and told to the other side', async () => {
    const { firm, officer, approver } = stage
    // A request has the time at which it came: one caller each.
    const [own, bank] = [() => caller(firm).lending, () => caller(officer).lending]
    let at: { applicationId: string; version: number } = await submitted(stage)
    const target = () => ({ applicationId: at.applicationId, version: at.version })
    at = await bank().accept(target())
    at = await bank().startDueDiligence(target())
    at = await bank().note({ ...target(), findings: '厂房满产', conclusion: '可行' })
    at = await bank().requestSupplement({ ...target(), items: ['BANK_STATEMENTS'], note: '近三月流水' })
    at = await own().supplement({ ...target(), answer: '已寄出' })
    at = await bank().recommend({ ...target(), recommendation: grantOf(), opinion: '经营稳定' })
    at = await caller(approver).lending.decide({ ...target(), decision: grantOf(120_000_000n) })
    const offer = {
      amountFen: 120_000_000n,
      rateBps: 400,
      termMonths: 12,
      method: 'equal_instalment',
      upfrontFeesFen: 100_000n,
    } as const
    at = await bank().offer({ ...target(), ...offer, revolving: false, creditLoan: true, validTo: today() })
    const offered = await own().own({ applicationId: at.applicationId })
    expect(offered.allowed).toEqual(['OFFER_ACCEPTED', 'OFFER_DECLINED', 'WITHDRAWN'])
    expect(offered.offer).toMatchObject({ amountFen: 120_000_000n, allInSimpleBps: 416 })
    expect(offered.schedule).toHaveLength(12)
    at = await own().acceptOffer({ ...target(), offerId: offered.offer?.id ?? '' })
    at = await bank().contract({ ...target(), contractNumber: 'HT-1', signedOn: today() })

    const seen = await own().own({ applicationId: at.applicationId })
    expect(seen).toMatchObject({ state: 'CONTRACTED', grantedFen: 120_000_000n, contractNumber: 'HT-1', officerName: '王客户' })
    // What people wrote is read by those whom it is for, and by nobody in the tables.
    expect(seen.supplements).toMatchObject([{ request: '近三月流水', answer: '已寄出' }])
    const tables = ['due_diligence_note', 'supplement_request', 'recommendation']
    const rows = await Promise.all(
      tables.map((name) => owner(`SELECT t::text FROM ${name} t WHERE "applicationId" = $1`, [seen.id])),
    )
    expect(rows.map(({ length }) => length)).toEqual([1, 1, 1])
    expect(JSON.stringify(rows)).not.toMatch(/厂房满产|可行|近三月流水|已寄出|经营稳定/)
    const lost = `UPDATE guard.data_key SET wrapped = NULL, kek_id = NULL, destroyed_at = now() WHERE purpose = 'CASES' AND owner_id = $1`
    await owner(lost, [firm.organisationId])
    expect((await own().own({ applicationId: at.applicationId })).supplements).toMatchObject([{ request: null, answer: null }])
    expect(seen.events.map(({ event }) => event)).toEqual([
      'SUBMITTED',
      'ACCEPTED',
      'DUE_DILIGENCE_STARTED',
      'NOTED',
      'SUPPLEMENT_REQUESTED',
      'SUPPLEMENTED',
      'RECOMMENDED',
      'GRANTED',
      'OFFERED',
      'OFFER_ACCEPTED',
      'CONTRACTED',
    ])
    const acts = await owner<{ act: string }>('SELECT act FROM ledger_entry WHERE "subjectId" = $1 ORDER BY id', [
      at.applicationId,
    ])
    expect(acts).toHaveLength(seen.events.length)
    const kinds = await owner<{ kind: string }>('SELECT kind FROM notice WHERE "organisationId" = $1', [firm.organisationId])
    expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['application.granted', 'application.offered']))
    // The bank's own opinion is not in what the enterprise reads.
    expect(JSON.stringify(seen, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /经营稳定|厂房满产/,
    )
  })

  it('sent twice from two windows is one application', async () => {
    const input = await aSubmission(stage)
    const [first, second] = await Promise.all([
      caller(stage.firm).lending.submit(input),
      caller(stage.firm).lending.submit(input),
    ])
    expect(first).toEqual(second)
  })

  it.each([
    [
      'another signature',
      (input: Awaited<ReturnType<typeof aSubmission>>) => ({ ...input, commitment: { ...input.commitment, signedName: '别人' } }),
      'submission.signature-differs',
    ],
    [
      'an amount outside the product',
      (input: Awaited<ReturnType<typeof aSubmission>>) => ({ ...input, demand: { ...input.demand, amountFen: 1n } }),
      'terms.amount-outside-product',
    ],
    [
      'a consent for another application',
      (input: Awaited<ReturnType<typeof aSubmission>>) => ({ ...input, applicationId: uuidv7() }),
      'submission.consent-missing',
    ],
  ])('with %s is refused', async (_, change, code) => {
    const input = await aSubmission(stage)
    expect(await refusal(caller(stage.firm).lending.submit(change(input)))).toBe(code)
  })

  it('a second one for the same product is refused while the first is open', async () => {
    await submitted(stage)
    expect(await refusal(submitted(stage))).toBe('submission.open-application')
  })
})

describe('two officers at once', () => {
  it('one accepts, the other is told who did', async () => {
    const target = await submitted(stage)
    const outcomes = await Promise.allSettled([
      caller(stage.officer).lending.accept(target),
      caller(stage.second).lending.accept(target),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = outcomes[0].status === 'fulfilled' ? stage.officer : stage.second
    const lost = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(lost?.reason).toMatchObject({
      code: 'CONFLICT',
      cause: { code: 'changed-by', params: { by: winner.name, event: 'ACCEPTED' } },
    })
    expect(
      await owner(`SELECT 1 FROM application_event WHERE "applicationId" = $1 AND event = 'ACCEPTED'`, [target.applicationId]),
    ).toHaveLength(1)
    expect(
      await owner(`SELECT 1 FROM ledger_entry WHERE "subjectId" = $1 AND act = 'application.accepted'`, [target.applicationId]),
    ).toHaveLength(1)
  })

  it('taking several over leaves alone what a colleague has moved', async () => {
    const target = await submitted(stage)
    await caller(stage.officer).lending.accept(target)
    expect(await caller(stage.second).lending.assignToMe({ applications: [`${target.applicationId}@1`] })).toEqual({
      taken: 0,
      left: 1,
    })
    expect(await caller(stage.second).lending.assignToMe({ applications: [`${target.applicationId}@2`] })).toEqual({
      taken: 1,
      left: 0,
    })
  })
})

describe('other people', () => {
  it('a foreign bank finds nothing, a foreign firm neither', async () => {
    const target = await submitted(stage)
    const stranger = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
    expect(await refusal(caller(stranger).lending.accept(target))).toBe('not-found')
    expect(await refusal(caller(stranger).lending.review({ applicationId: target.applicationId }))).toBe('not-found')
    expect((await caller(stranger).lending.queue({ tab: 'ALL' })).total).toBe(0)
    const firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    expect(await refusal(caller(firm).lending.own({ applicationId: target.applicationId }))).toBe('not-found')
    expect(await caller(firm).lending.mine()).toEqual([])
  })

  it('an officer hands an application only to people of the bank and of its branch', async () => {
    const target = await submitted(stage)
    const branchId = uuidv7()
    await owner(
      `INSERT INTO branch ("institutionId", id, name, "nameEn", "countyCode") VALUES ($1, $2, '北支行', 'North', '610802')`,
      [stage.institutionId, branchId],
    )
    const elsewhere = uuidv7()
    await owner(
      `INSERT INTO branch ("institutionId", id, name, "nameEn", "countyCode") VALUES ($1, $2, '南支行', 'South', '610802')`,
      [stage.institutionId, elsewhere],
    )
    await owner('UPDATE membership SET "branchId" = $1 WHERE "accountId" = $2', [elsewhere, stage.second.accountId])
    const { reassign } = caller(stage.officer).lending
    const to = (toOfficerId: string) => ({ ...target, toOfficerId, toBranchId: branchId, why: '休假' })
    expect(await refusal(reassign(to(stage.approver.accountId)))).toBe('lending.no-such-officer')
    expect(await refusal(reassign(to(stage.second.accountId)))).toBe('lending.officer-of-other-branch')
    await owner('UPDATE membership SET "branchId" = $1 WHERE "accountId" = $2', [branchId, stage.second.accountId])
    await reassign(to(stage.second.accountId))
    const ofOther = { ...stage.officer, branchId: elsewhere }
    expect((await caller(ofOther).lending.queue({ tab: 'ALL' })).total).toBe(0)
    const { rows } = await caller({ ...stage.second, branchId }).lending.queue({ tab: 'ALL', officer: 'ME' })
    expect(rows).toMatchObject([{ id: target.applicationId, officerName: stage.second.name }])
  })
})

describe('the institution’s administrator', () => {
  it('hands a case over without seeing what is in it; nothing is disclosed by that', async () => {
    const target = await submitted(stage)
    const admin = await aSession(stage.institutionId, ['INSTITUTION_ADMIN'])
    const looks = () => owner('SELECT id FROM access_record')
    const before = await looks()
    await expect(caller(admin).lending.review({ applicationId: target.applicationId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const seen = await caller(admin).lending.toReassign({ applicationId: target.applicationId })
    expect(seen).toMatchObject({ version: 1, state: 'SUBMITTED', open: true, branch: null })
    expect(Object.keys(seen).sort()).toEqual(
      'branch branches enterpriseName flags id number officerId officerName officers open pressing product state version'.split(
        ' ',
      ),
    )
    await caller(admin).lending.reassign({ ...target, toOfficerId: stage.officer.accountId, why: '超时' })
    const after = await caller(admin).lending.toReassign({ applicationId: target.applicationId })
    expect(after.officerName).toBe(stage.officer.name)
    expect(await looks()).toEqual(before)
  })

  it('who disables or moves an officer leaves no case behind: its branch’s officers are told', async () => {
    const own = await aStage()
    const admin = await aSession(own.institutionId, ['INSTITUTION_ADMIN'])
    const [north, south] = [uuidv7(), uuidv7()]
    for (const branch of [north, south]) {
      await owner(
        `INSERT INTO branch ("institutionId", id, name, "nameEn", "countyCode") VALUES ($1, $2, $3, 'Branch', '610802')`,
        [own.institutionId, branch, branch],
      )
    }
    const there = await aSession(own.institutionId, ['BANK_OFFICER'], '孙客户')
    const settle = (who: Session, branch: string) =>
      owner('UPDATE membership SET "branchId" = $1 WHERE "accountId" = $2', [branch, who.accountId])
    await Promise.all([settle(own.officer, north), settle(own.second, north), settle(there, south)])
    const target = await submitted(own)
    await caller(admin).lending.reassign({ ...target, toOfficerId: own.officer.accountId, toBranchId: north, why: '分办' })
    const memberId = async () =>
      (await owner<{ id: string }>('SELECT id FROM membership WHERE "accountId" = $1', [own.officer.accountId]))[0]?.id ?? ''
    const case_ = () =>
      owner('SELECT "officerId", "officerName", "branchId" FROM application WHERE id = $1', [target.applicationId])
    const told = () =>
      owner<{ to: string }>(
        `SELECT "accountId"::text AS to FROM notice WHERE kind = 'application.freed' AND "organisationId" = $1`,
        [own.institutionId],
      )

    // Control: the branch that they are of already takes nothing from them.
    await caller(admin).staff.setBranch({ memberId: await memberId(), branchId: north })
    expect(await case_()).toEqual([{ officerId: own.officer.accountId, officerName: own.officer.name, branchId: north }])
    await caller(admin).staff.setBranch({ memberId: await memberId(), branchId: south })
    expect(await case_()).toEqual([{ officerId: null, officerName: null, branchId: north }])
    expect(await told()).toEqual([{ to: own.second.accountId }])

    await caller(admin).staff.setBranch({ memberId: await memberId(), branchId: north })
    const { version } = await caller(admin).lending.toReassign({ applicationId: target.applicationId })
    await caller(admin).lending.reassign({ ...target, version, toOfficerId: own.officer.accountId, why: '返回' })
    await caller(admin).staff.setStanding({ memberId: await memberId(), disabled: true })
    expect(await case_()).toEqual([{ officerId: null, officerName: null, branchId: north }])
    expect(await told()).toHaveLength(2)
  })
})

describe('the enterprise', () => {
  it('cannot write what is the bank’s, even by SQL in its own context', async () => {
    const target = await submitted(stage)
    const write = (data: object) =>
      as(stage.firm, (tx) => tx.application.updateMany({ where: { id: target.applicationId }, data }))
    await expect(write({ grantedFen: 1n })).rejects.toThrow()
    await expect(write({ state: 'GRANTED' })).rejects.toThrow()
    expect(await write({ state: 'WITHDRAWN' })).toEqual({ count: 1 })
  })

  it('withdraws at any time before the contract; staff may not', async () => {
    const target = await submitted(stage)
    const staff = await aSession(stage.firm.organisationId, ['ENTERPRISE_STAFF'])
    await expect(caller(staff).lending.withdraw(target)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await caller(stage.firm).lending.withdraw(target)
    expect(await stateOf(target.applicationId)).toBe('WITHDRAWN')
  })
})
