import { uuidv7 } from 'uuidv7'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '@/server/db/transaction'
import { escalateApplicationsTask } from '@/server/jobs/tasks/escalate-applications'
import { expireOffersTask } from '@/server/jobs/tasks/expire-offers'
import { freeLeftCasesTask } from '@/server/jobs/tasks/free-left-cases'
import { recomputeDeadlinesTask } from '@/server/jobs/tasks/recompute-deadlines'
import { isPublishedYear, isWorkingDay } from '@/server/kernel/working-days'
import { nextState } from '@/server/lending/domain/application-lifecycle'
import { isOpen } from '@/server/lending/domain/intake'
import { applicationStates } from '@/server/lending/schema'
import { recomputeDeadlines } from '@/server/lending/use-cases/by-the-clock'
import { markForRefresh } from '@/server/lending/use-cases/mark-for-refresh'
import { aPortrait } from '@/tests/applications'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { aStage, caller, grantOf, recommended, type Stage, submitted } from '@/tests/lending'
import { owner } from '@/tests/world'

const nobody = '00000000-0000-0000-0000-000000000000'
const at = (time: string) => new Date(`${time}+08:00`)
const runtime = (now: Date) => ({
  now: () => now,
  inTenant:
    (tenantId: string, jobId: string) =>
    <Result>(work: Parameters<typeof inTransaction<Result>>[2]) =>
      inTransaction('worker', { tenantId, jobId }, work),
})

let stage: Stage
beforeAll(() => void aPlatformKey())
beforeEach(async () => {
  stage = await aStage()
})

const stored = async (id: string) =>
  (
    await owner<Record<string, unknown>>(
      `SELECT state::text, escalated, "needsRefresh", "deadlineKind", "dueOn"::text, "ceilingOn"::text, provisional,
         "clockStoppedAt" IS NOT NULL AS stopped, "stoppedDays" FROM application WHERE id = $1`,
      [id],
    )
  )[0]

describe('deadlines', () => {
  it('pass over 国庆 2026 and its make-up Saturday', async () => {
    let target = await submitted(stage, at('2026-09-29T10:00:00'))
    expect(await stored(target.applicationId)).toMatchObject({
      deadlineKind: 'ACCEPT',
      dueOn: '2026-09-30',
      ceilingOn: '2026-10-29',
    })
    target = await caller(stage.officer, at('2026-09-30T09:00:00')).lending.accept(target).then(next)
    expect(await stored(target.applicationId)).toMatchObject({ deadlineKind: 'CONTACT', dueOn: '2026-10-09' })
    const contact = { channel: 'PHONE', day: '2026-09-30', time: '09:30', reached: true, note: '已联系' } as const
    target = await caller(stage.officer, at('2026-09-30T10:00:00'))
      .lending.contact({ ...target, ...contact })
      .then(next)
    expect(await stored(target.applicationId)).toMatchObject({ deadlineKind: 'DECIDE', dueOn: '2026-10-19', provisional: false })
  })

  it('stand still while a supplement waits, and go on with the answer', async () => {
    let target = await submitted(stage, at('2026-11-02T10:00:00')) // a Monday
    const bank = (time: string) => caller(stage.officer, at(time)).lending
    target = await bank('2026-11-02T11:00:00').accept(target).then(next)
    const contact = { channel: 'PHONE', day: '2026-11-02', time: '11:30', reached: true, note: '已联系' } as const
    target = await bank('2026-11-02T12:00:00')
      .contact({ ...target, ...contact })
      .then(next)
    expect(await stored(target.applicationId)).toMatchObject({ dueOn: '2026-11-16' })
    target = await bank('2026-11-03T10:00:00')
      .requestSupplement({ ...target, items: ['BANK_STATEMENTS'], note: '流水' })
      .then(next)
    expect(await stored(target.applicationId)).toMatchObject({ state: 'SUPPLEMENT', dueOn: null, stopped: true })
    const own = await caller(stage.firm, at('2026-11-06T10:00:00')).lending.own({ applicationId: target.applicationId })
    expect(own.pressing).toMatchObject({ state: 'STOPPED', due: null })
    expect(own.supplements).toMatchObject([{ items: ['BANK_STATEMENTS'], answer: null }])
    await caller(stage.firm, at('2026-11-06T10:00:00')).lending.supplement({ ...target, answer: '见附' })
    expect(await stored(target.applicationId)).toMatchObject({
      state: 'DUE_DILIGENCE',
      dueOn: '2026-11-19',
      stopped: false,
      stoppedDays: 3,
    })
  })

  it('a waived supplement starts the clock as well', async () => {
    const target = await submitted(stage, at('2026-11-02T10:00:00'))
    const bank = (time: string) => caller(stage.officer, at(time)).lending
    const accepted = next(await bank('2026-11-02T11:00:00').accept(target))
    const asked = next(await bank('2026-11-03T10:00:00').requestSupplement({ ...accepted, items: ['OTHER'], note: '其他' }))
    await bank('2026-11-05T10:00:00').waiveSupplement(asked)
    expect(await stored(target.applicationId)).toMatchObject({ dueOn: '2026-11-09', stopped: false, stoppedDays: 2 })
  })

  it('beyond the published calendar are provisional, and counted anew when it arrives', async () => {
    const now = at('2026-12-24T10:00:00')
    await owner(`UPDATE portrait SET "asOf" = '2026-12-20' WHERE "enterpriseId" = $1`, [stage.firm.organisationId])
    let target = await submitted(stage, now)
    target = await caller(stage.officer, now).lending.accept(target).then(next)
    const contact = { channel: 'PHONE', day: '2026-12-24', time: '10:00', reached: true, note: '已联系' } as const
    await caller(stage.officer, now).lending.contact({ ...target, ...contact })
    expect(await stored(target.applicationId)).toMatchObject({ deadlineKind: 'DECIDE', dueOn: '2027-01-07', provisional: true })
    await recomputeDeadlinesTask.run({}, runtime(now))
    expect(await stored(target.applicationId)).toMatchObject({ dueOn: '2027-01-07', provisional: true })
    // Past the guessed day, before the ceiling: nobody is shown as late. A day later than the ceiling somebody is.
    const late = async (day: string) =>
      (await caller(stage.officer, at(`${day}T10:00:00`)).lending.queue({ tab: 'ALL', overdue: true })).rows
    expect(await late('2027-01-08')).toEqual([])
    expect(await late('2027-02-08')).toMatchObject([{ id: target.applicationId, overdue: true }])
    const newYear = ['2027-01-01', '2027-01-04']
    const arrived = {
      isPublishedYear: (year: number) => year === 2027 || isPublishedYear(year),
      isWorkingDay: (day: string) => isWorkingDay(day) && !newYear.includes(day),
    }
    await inTransaction('worker', { tenantId: stage.institutionId, jobId: nobody }, (tx) =>
      recomputeDeadlines({ tx, tenantId: stage.institutionId, actorId: nobody, now }, target.applicationId, arrived),
    )
    expect(await stored(target.applicationId)).toMatchObject({ dueOn: '2027-01-11', provisional: false })
  })

  it('once missed, are escalated once, and told', async () => {
    const target = await submitted(stage, at('2026-11-02T10:00:00'))
    const late = runtime(at('2026-11-05T10:00:00'))
    await escalateApplicationsTask.run({}, runtime(at('2026-11-03T23:00:00')))
    expect(await stored(target.applicationId)).toMatchObject({ escalated: false })
    await escalateApplicationsTask.run({}, late)
    await escalateApplicationsTask.run({}, late)
    expect(await stored(target.applicationId)).toMatchObject({ escalated: true })
    const { rows } = await caller(stage.officer, at('2026-11-05T10:00:00')).lending.queue({ tab: 'INTAKE', overdue: true })
    expect(rows).toMatchObject([{ id: target.applicationId, overdue: true, remaining: -2 }])
    const told = await owner(
      `SELECT role::text FROM notice WHERE kind = 'application.escalated' AND "organisationId" = $1 ORDER BY role`,
      [stage.institutionId],
    )
    expect(told).toEqual([{ role: 'BANK_OFFICER' }, { role: 'INSTITUTION_ADMIN' }])
  })
})

const next = (moved: { applicationId: string; version: number }) => ({
  applicationId: moved.applicationId,
  version: moved.version,
})

describe('an offer', () => {
  const offered = async () => {
    const target = await recommended(stage, at('2026-11-02T10:00:00'))
    const now = at('2026-11-03T10:00:00')
    const granted = next(await caller(stage.approver, now).lending.decide({ ...target, decision: grantOf() }))
    const { kind: _, ...terms } = grantOf()
    const offer = { ...terms, upfrontFeesFen: 0n, revolving: false, creditLoan: true, validTo: '2026-11-10' }
    return next(await caller(stage.officer, now).lending.offer({ ...granted, ...offer }))
  }

  it('that nobody answered in time ends the application', async () => {
    const target = await offered()
    await expireOffersTask.run({}, runtime(at('2026-11-10T23:59:00')))
    expect(await stored(target.applicationId)).toMatchObject({ state: 'OFFERED' })
    await expireOffersTask.run({}, runtime(at('2026-11-11T00:00:00')))
    expect(await stored(target.applicationId)).toMatchObject({ state: 'LAPSED' })
    const own = await caller(stage.firm).lending.own({ applicationId: target.applicationId })
    expect(own).toMatchObject({ offer: { answer: 'EXPIRED' }, allowed: [] })
    expect(own.events.at(-1)).toMatchObject({ event: 'OFFER_EXPIRED', byName: 'SYSTEM' })
  })

  it('accepted in time does not expire, and is answered once', async () => {
    const target = await offered()
    const firm = caller(stage.firm, at('2026-11-10T20:00:00')).lending
    const offerId = (await firm.own({ applicationId: target.applicationId })).offer?.id ?? ''
    await expect(firm.acceptOffer({ ...target, offerId: uuidv7() })).rejects.toMatchObject({
      cause: { code: 'offer.superseded' },
    })
    const accepted = next(await firm.acceptOffer({ ...target, offerId }))
    await expect(firm.declineOffer({ ...accepted, offerId })).rejects.toMatchObject({ cause: { code: 'offer.answered' } })
    await expireOffersTask.run({}, runtime(at('2026-11-20T00:00:00')))
    expect(await stored(target.applicationId)).toMatchObject({ state: 'OFFERED' })
  })
})

describe('a portrait superseded after submission', () => {
  it('marks the application; nobody decides until the officer has taken the new one', async () => {
    const target = await recommended(stage)
    const { firm, officer, approver } = stage
    await owner('UPDATE portrait SET "supersededAt" = now() WHERE "enterpriseId" = $1', [firm.organisationId])
    const newer = await aPortrait(firm.organisationId, (await grant(firm, matchingTerms())).consentId)
    const decide = (version: number) => caller(approver).lending.decide({ ...target, version, decision: grantOf() })
    // Even before the mark.
    await expect(decide(target.version)).rejects.toMatchObject({ cause: { code: 'application.needs-refresh' } })
    await inTransaction('worker', { tenantId: firm.organisationId, jobId: nobody }, (tx) =>
      markForRefresh({ tx, enterpriseId: firm.organisationId, actorId: nobody, now: new Date() }, newer),
    )
    expect(await stored(target.applicationId)).toMatchObject({ needsRefresh: true })
    await expect(decide(target.version + 1)).rejects.toMatchObject({ cause: { code: 'application.needs-refresh' } })
    const refreshed = next(await caller(officer).lending.refreshPortrait({ ...target, version: target.version + 1 }))
    const read = await caller(officer).portrait.readGranted({ applicationId: target.applicationId, purpose: 'LOAN_REVIEW' })
    expect(read).toMatchObject({ ok: true, value: { id: newer } })
    await decide(refreshed.version)
    expect(await stored(target.applicationId)).toMatchObject({ state: 'GRANTED' })
  })
})

describe('a case whose officer the platform disabled', () => {
  it('lies open to colleagues, and the administrators are told; one whose officer stayed is untouched', async () => {
    const other = await aStage()
    const [left, kept] = [await submitted(stage), await submitted(other)]
    for (const [each, target] of [
      [stage, left],
      [other, kept],
    ] as const)
      await caller(each.officer).lending.accept(target)
    const officerOf = (id: string) => owner('SELECT "officerId"::text AS officer FROM application WHERE id = $1', [id])
    const stays = [{ officer: other.officer.accountId }]
    // Control: nobody has left yet.
    await freeLeftCasesTask.run({}, runtime(new Date()))
    expect(await officerOf(left.applicationId)).toEqual([{ officer: stage.officer.accountId }])

    await owner('UPDATE account SET "disabledAt" = now() WHERE id = $1', [stage.officer.accountId])
    await freeLeftCasesTask.run({}, runtime(new Date()))
    await freeLeftCasesTask.run({}, runtime(new Date()))
    expect(await officerOf(left.applicationId)).toEqual([{ officer: null }])
    expect(await officerOf(kept.applicationId)).toEqual(stays)
    const told = await owner(
      `SELECT role::text, params FROM notice WHERE kind = 'application.left' AND "organisationId" = ANY($1)`,
      [[stage.institutionId, other.institutionId]],
    )
    expect(told).toEqual([{ role: 'INSTITUTION_ADMIN', params: { count: 1 } }])
    const taken = await caller(stage.second).lending.queue({ tab: 'OPEN', officer: 'NONE' })
    expect(taken.rows).toMatchObject([{ id: left.applicationId, officerName: null }])
  })
})

describe('what the database counts as under way, and as over', () => {
  it('is what the lifecycle does', async () => {
    const rows = await owner<{ name: string; text: string }>(
      `SELECT proname AS name, pg_get_functiondef(oid) AS text FROM pg_proc WHERE pronamespace = 'guard'::regnamespace
       AND proname IN ('applications_left', 'is_under_review', 'kept_for_law', 'open_file')`,
    )
    const named = ({ text }: { text: string }) => applicationStates.filter((state) => text.includes(`'${state}'`))
    // Until the contract the firm may still withdraw; what was settled or renewed is over, but did not come to nothing.
    const underWay = applicationStates.filter((state) => nextState(state, 'WITHDRAWN') !== undefined)
    const over = applicationStates.filter((state) => !isOpen(state))
    expect(Object.fromEntries(rows.map((row) => [row.name, named(row)]))).toEqual({
      applications_left: underWay,
      is_under_review: underWay,
      kept_for_law: over,
      open_file: over.filter((state) => state !== 'SETTLED' && state !== 'RENEWED'),
    })
    expect([underWay.length, over.length]).toEqual([7, 6])
  })
})
