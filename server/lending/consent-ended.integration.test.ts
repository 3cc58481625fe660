import { uuidv7 } from 'uuidv7'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '@/server/db/transaction'
import { lapseWithoutConsentTask } from '@/server/jobs/tasks/lapse-without-consent'
import { aPlatformKey, bankTerms, grant } from '@/tests/consents'
import { aStage, caller, grantOf, recommended, type Stage, submitted } from '@/tests/lending'
import { owner } from '@/tests/world'

let stage: Stage
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

describe('the consent', () => {
  it('withdrawn, nothing is recommended or decided; granted anew, it goes on', async () => {
    const target = await recommended(stage)
    const { consent } = await caller(stage.firm).lending.own({ applicationId: target.applicationId })
    await caller(stage.firm).consent.withdraw({ consentId: consent?.id ?? '' })
    const now = { ...target, version: target.version + 1 }
    const decide = () => caller(stage.approver).lending.decide({ ...now, decision: grantOf() })
    expect(await refusal(decide())).toBe('application.suspended')
    expect((await caller(stage.officer).lending.review({ applicationId: target.applicationId })).allowed).not.toContain(
      'RECOMMENDED',
    )
    const read = await caller(stage.officer).portrait.readGranted({ applicationId: target.applicationId, purpose: 'LOAN_REVIEW' })
    expect(read).toEqual({ ok: false, refusal: 'portrait.consent-revoked' })
    await caller(stage.officer).lending.askConsentAgain({ applicationId: target.applicationId })
    expect(
      await owner(`SELECT 1 FROM notice WHERE kind = 'application.consent-asked' AND "organisationId" = $1`, [
        stage.firm.organisationId,
      ]),
    ).toHaveLength(1)

    const asked = bankTerms(stage.institutionId, target.applicationId)
    const { notice, sha256 } = await caller(stage.firm).lending.prepareConsent(asked)
    await caller(stage.firm).lending.grantConsent({ ...asked, notice: { version: notice.version, language: 'zh-CN', sha256 } })
    now.version++
    await decide()
    expect(await stateOf(target.applicationId)).toBe('GRANTED')
  })

  it('run out before the worker has marked it, blocks all the same', async () => {
    const target = await recommended(stage)
    await owner(
      `UPDATE consent SET "startsAt" = now() - interval '2 days', "expiresAt" = now() - interval '1 day' WHERE "applicationId" = $1`,
      [target.applicationId],
    )
    expect(await refusal(caller(stage.approver).lending.decide({ ...target, decision: grantOf() }))).toBe('application.suspended')
  })

  it('of another application does not revive this one', async () => {
    const target = await recommended(stage)
    const { consent } = await caller(stage.firm).lending.own({ applicationId: target.applicationId })
    await caller(stage.firm).consent.withdraw({ consentId: consent?.id ?? '' })
    await grant(stage.firm, bankTerms(stage.institutionId, uuidv7()))
    const decision = grantOf()
    expect(await refusal(caller(stage.approver).lending.decide({ ...target, version: target.version + 1, decision }))).toBe(
      'application.suspended',
    )
  })
})

const at = (time: string) => new Date(`${time}+08:00`)
const runtime = (now: Date) => ({
  now: () => now,
  inTenant:
    (tenantId: string, jobId: string) =>
    <Result>(work: Parameters<typeof inTransaction<Result>>[2]) =>
      inTransaction('worker', { tenantId, jobId }, work),
})

describe('a consent that is gone for good', () => {
  /** Withdrawn on 2026-09-18, a Friday before a working Sunday: ten working days end on 2026-10-09. */
  const suspended = async () => {
    const { applicationId } = await submitted(stage, at('2026-09-17T10:00:00'))
    const { consent } = await caller(stage.firm).lending.own({ applicationId })
    await caller(stage.firm, at('2026-09-18T10:00:00')).consent.withdraw({ consentId: consent?.id ?? '' })
    return { applicationId, consentId: consent?.id ?? '' }
  }
  const runOn = (time: string) => lapseWithoutConsentTask.run({}, runtime(at(time)))
  const acts = (applicationId: string) =>
    owner<{ act: string; body: { consentId?: string } }>(
      `SELECT act, body FROM ledger_entry WHERE "subjectId" = $1 AND act ~ 'suspended|resumed|consent-lapsed' ORDER BY at, id`,
      [applicationId],
    )

  it('is on the ledger as a suspension, and as a resumption when granted anew', async () => {
    const { applicationId, consentId } = await suspended()
    expect(await acts(applicationId)).toMatchObject([{ act: 'application.suspended', body: { consentId } }])
    const asked = bankTerms(stage.institutionId, applicationId)
    const { notice, sha256 } = await caller(stage.firm).lending.prepareConsent(asked)
    await caller(stage.firm).lending.grantConsent({ ...asked, notice: { version: notice.version, language: 'zh-CN', sha256 } })
    expect((await acts(applicationId)).map(({ act }) => act).sort()).toEqual(['application.resumed', 'application.suspended'])
    await runOn('2026-12-01T10:00:00')
    expect(await stateOf(applicationId)).toBe('SUBMITTED')
  })

  it('ends the application after ten working days, once, on record, both sides told', async () => {
    const { applicationId } = await suspended()
    await runOn('2026-10-09T23:50:00')
    expect(await stateOf(applicationId)).toBe('SUBMITTED')
    await runOn('2026-10-10T00:35:00')
    await runOn('2026-10-10T01:35:00')
    expect(await stateOf(applicationId)).toBe('WITHDRAWN')
    const own = await caller(stage.firm).lending.own({ applicationId })
    expect(own).toMatchObject({ allowed: [], suspended: false })
    expect(own.events.at(-1)).toMatchObject({
      event: 'CONSENT_LAPSED',
      byName: 'SYSTEM',
      detail: { suspendedOn: '2026-09-18', lastDay: '2026-10-09' },
    })
    expect((await acts(applicationId)).filter(({ act }) => act === 'application.consent-lapsed')).toHaveLength(1)
    const told = await owner<{ href: string }>(
      `SELECT href FROM notice WHERE kind = 'application.consent-lapsed' AND href LIKE '%' || $1 ORDER BY href`,
      [applicationId],
    )
    expect(told.map(({ href }) => href.split('/')[1])).toEqual(['bank', 'sme'])
  })

  it('which is only paused, or counts through an unpublished year, ends nothing', async () => {
    const { applicationId, consentId } = await suspended()
    await owner(`UPDATE consent SET state = 'PAUSED' WHERE id = $1`, [consentId])
    await runOn('2026-12-01T10:00:00')
    expect(await stateOf(applicationId)).toBe('SUBMITTED')
    await owner(`UPDATE consent SET state = 'REVOKED' WHERE id = $1`, [consentId])
    await owner(`UPDATE application_event SET at = '2026-12-28T02:00:00Z' WHERE "applicationId" = $1 AND event = 'SUSPENDED'`, [
      applicationId,
    ])
    await runOn('2027-02-01T10:00:00')
    expect(await stateOf(applicationId)).toBe('SUBMITTED')
    // Control: the same, suspended a little earlier.
    await owner(`UPDATE application_event SET at = '2026-12-01T02:00:00Z' WHERE "applicationId" = $1 AND event = 'SUSPENDED'`, [
      applicationId,
    ])
    await runOn('2027-02-01T10:00:00')
    expect(await stateOf(applicationId)).toBe('WITHDRAWN')
  })
})
