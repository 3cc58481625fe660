import { uuidv7 } from 'uuidv7'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { digestOf } from '@/server/portrait/canonical-json'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { AS_OF, penalty, sampleFacts, staffFacts, taxFacts } from '@/server/portrait/domain/facts.fixture'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { aPlatformKey } from '@/tests/consents'
import { aStage, caller, grantOf, recommended, type Stage, submitted } from '@/tests/lending'
import { aSession, as, owner } from '@/tests/world'

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

describe('four eyes', () => {
  it('the person who recommended does not decide, whatever the account', async () => {
    const target = await recommended(stage)
    const otherAccount = await aSession(stage.institutionId, ['BANK_APPROVER'], stage.officer.name, stage.officer.personId)
    const decision = grantOf()
    expect(await refusal(caller(otherAccount).lending.decide({ ...target, decision }))).toBe('decision.same-person')
    await caller(stage.approver).lending.decide({ ...target, decision })
    expect(await stateOf(target.applicationId)).toBe('GRANTED')
  })

  const insertDecision = (applicationId: string, by: { personId: string; accountId: string }) =>
    owner(
      `INSERT INTO decision ("enterpriseId", id, "applicationId", "institutionId", outcome, reasons, "byPerson", "byAccount", "byName", at)
       SELECT "enterpriseId", uuidv7(), id, "institutionId", 'REJECT', '{OTHER}', $2, $3, 'x', now() FROM application WHERE id = $1`,
      [applicationId, by.personId, by.accountId],
    )

  it('the database refuses such a row even from its owner; without the guard the row goes in', async () => {
    const target = await recommended(stage)
    await expect(insertDecision(target.applicationId, stage.officer)).rejects.toThrow('cannot recommend and decide')
    await expect(insertDecision(target.applicationId, { ...stage.officer, personId: uuidv7() })).rejects.toThrow('another person')
    await owner('ALTER TABLE decision DISABLE TRIGGER four_eyes')
    try {
      await insertDecision(target.applicationId, stage.officer)
    } finally {
      await owner('ALTER TABLE decision ENABLE TRIGGER four_eyes')
    }
    const rows = await owner('SELECT 1 FROM decision WHERE "applicationId" = $1', [target.applicationId])
    expect(rows).toHaveLength(1)
  })

  it('a refusal without a reason is refused, by the form and by the database', async () => {
    const target = await recommended(stage)
    const decide = caller(stage.approver).lending.decide
    await expect(decide({ ...target, decision: { kind: 'REJECT', reasons: [] } })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(decide({ ...target, decision: { kind: 'REJECT', reasons: ['OTHER'] } })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await decide({ ...target, decision: { kind: 'REJECT', reasons: ['DEBT_BURDEN', 'OTHER'], otherText: '集中度' } })
    const seen = await caller(stage.firm).lending.own({ applicationId: target.applicationId })
    expect(seen.decision).toMatchObject({ outcome: 'REJECT', reasons: ['DEBT_BURDEN', 'OTHER'], explanation: '集中度' })
    await expect(owner(`UPDATE decision SET reasons = '{}' WHERE "applicationId" = $1`, [target.applicationId])).rejects.toThrow(
      'decision_gives_reasons',
    )
  })

  it('sent back, the approver’s reason stays within the bank', async () => {
    const target = await recommended(stage)
    await caller(stage.approver).lending.sendBack({ ...target, why: '补充存货明细' })
    const review = await caller(stage.officer).lending.review({ applicationId: target.applicationId })
    expect(review).toMatchObject({ state: 'DUE_DILIGENCE', notes: [{ findings: '补充存货明细', byName: stage.approver.name }] })
    expect(review.allowed).toContain('RECOMMENDED')
  })
})

describe('the adverse factors that a refusal tells', () => {
  const tax = taxFacts(() => 100_000_000n)
  const body = buildPortrait(
    sampleFacts({
      TAX: { ...tax, arrearsFen: 5_000_000n },
      SOCIAL_SECURITY: { ...staffFacts(() => 20), arrearsFen: 900_000n },
      PENALTY: { penalties: [penalty({ id: 'P-1', on: '2026-05-10' })] },
    }),
    cardByVersion('EXPERT-2026.2'),
    AS_OF,
  )
  /** As if the firm's portrait, which the application stands on, had said this. */
  const withPortrait = async () => {
    const target = await recommended(stage)
    await owner(
      `UPDATE portrait p SET body = $2, "cardVersion" = $3 FROM application a WHERE a.id = $1 AND p.id = a."portraitId"
         AND p."enterpriseId" = a."enterpriseId"`,
      [target.applicationId, JSON.stringify(body), body.cardVersion],
    )
    return target
  }
  const refuse = (target: { applicationId: string; version: number }, adverse: string[]) =>
    caller(stage.approver).lending.decide({ ...target, decision: { kind: 'REJECT', reasons: ['DEBT_BURDEN'], adverse } })

  it('are stored with it, on the ledger by digest, and read by the firm with what would change each', async () => {
    const target = await withPortrait()
    await refuse(target, ['factor:tax.arrears', 'record:ADMIN_PENALTY'])
    const { decision } = await caller(stage.firm).lending.own({ applicationId: target.applicationId })
    expect(decision?.adverse).toMatchObject({
      asOf: AS_OF,
      factors: [{ indicatorId: 'tax.arrears', value: 5_000_000, points: 3, next: { value: 999_999, gain: 3 } }],
      records: [{ code: 'ADMIN_PENALTY', recordId: 'P-1' }],
    })
    const [entry] = await owner<{ body: { adverseDigest: string } }>(
      `SELECT body FROM ledger_entry WHERE "subjectId" = $1 AND act = 'application.rejected'`,
      [target.applicationId],
    )
    expect(entry?.body.adverseDigest).toBe(digestOf(decision?.adverse ?? null))
    const reads = await owner<{ fields: string[] }>(
      `SELECT r.fields FROM access_record r JOIN application a ON a.id = $1 AND a."portraitId" = r."portraitId"
       WHERE r."readerOrganisationId" = $2`,
      [target.applicationId, stage.institutionId],
    )
    expect(reads.flatMap(({ fields }) => fields)).toContain('indicators.tax.arrears')
    expect(reads.flatMap(({ fields }) => fields)).not.toContain('indicators.social.arrears')
  })

  it('are read back by the bank by name only, and changed by nobody', async () => {
    const target = await withPortrait()
    await refuse(target, ['factor:tax.arrears', 'record:ADMIN_PENALTY'])
    const { decision } = await caller(stage.officer).lending.review({ applicationId: target.applicationId })
    expect(decision).toMatchObject({ told: ['factor:tax.arrears', 'record:ADMIN_PENALTY'] })
    expect(decision).not.toHaveProperty('adverse')
    for (const session of [stage.approver, stage.firm])
      await expect(
        as(session, (tx) =>
          tx.decision.updateMany({ where: { applicationId: target.applicationId }, data: { adverseDigest: 'x' } }),
        ),
      ).rejects.toThrow('permission denied')
  })

  it('are none that do not hold: refused at the field, nothing decided and no such look on record', async () => {
    const target = await withPortrait()
    expect(await refusal(refuse(target, ['factor:social.arrearsMonths12m']))).toBe('decision.adverse-unknown')
    expect(await refusal(refuse(target, ['record:COURT_DEFAULTER']))).toBe('decision.adverse-unknown')
    await expect(refuse(target, ['factor:<script>'])).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await stateOf(target.applicationId)).toBe('IN_APPROVAL')
    const [looks] = await owner<{ count: string }>(
      `SELECT count(*) FROM access_record WHERE "readerOrganisationId" = $1 AND 'indicators.social.arrearsMonths12m' = ANY (fields)`,
      [stage.institutionId],
    )
    expect(looks?.count).toBe('0')
    // Nothing chosen: a refusal may rest on something else than the portrait.
    await refuse(target, [])
    const { decision } = await caller(stage.firm).lending.own({ applicationId: target.applicationId })
    expect(decision?.adverse).toBeNull()
  })
})

describe('an application that is not taken in', () => {
  const declined = { reason: 'OUT_OF_REGION' } as const

  it('ends with a reason that the firm reads, on record and told; no second answer is taken', async () => {
    const target = await submitted(stage)
    const { declineIntake } = caller(stage.officer).lending
    const ended = await declineIntake({ ...target, reason: 'OTHER', note: '住所不在服务区' })
    expect(ended).toMatchObject({ state: 'DECLINED_INTAKE', version: 2 })
    const own = await caller(stage.firm).lending.own({ applicationId: target.applicationId })
    expect(own).toMatchObject({ state: 'DECLINED_INTAKE', allowed: [], pressing: null })
    expect(own.events.at(-1)).toMatchObject({
      event: 'DECLINED_INTAKE',
      byName: stage.officer.name,
      detail: { reason: 'OTHER', note: '住所不在服务区' },
    })
    expect(await traces(target.applicationId, 'application.declined-intake')).toEqual({ entries: 1, told: 1 })
    const again = { applicationId: target.applicationId, version: 2 }
    expect(await refusal(caller(stage.officer).lending.accept(again))).toBe('application.event-not-possible')
    expect(await refusal(declineIntake({ ...again, ...declined }))).toBe('application.event-not-possible')
    // The product is free for another try.
    expect(await stateOf((await submitted(stage)).applicationId)).toBe('SUBMITTED')
  })

  it('needs a reason, and words for OTHER; an approver, a firm or whoever comes second may not', async () => {
    const target = await submitted(stage)
    const bank = caller(stage.officer).lending
    const wordless = bank.declineIntake({ ...target, reason: 'OTHER' })
    await expect(wordless).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    for (const session of [stage.approver, stage.firm])
      await expect(caller(session).lending.declineIntake({ ...target, ...declined })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await caller(stage.second).lending.accept(target)
    expect(await refusal(bank.declineIntake({ ...target, ...declined }))).toBe('changed-by')
    expect(await refusal(bank.declineIntake({ ...target, version: 2, ...declined }))).toBe('application.event-not-possible')
    expect(await stateOf(target.applicationId)).toBe('ACCEPTED')
  })
})

describe('an approval that lapses', () => {
  const granted = async () => {
    const target = await recommended(stage)
    const { version } = await caller(stage.approver).lending.decide({ ...target, decision: grantOf() })
    return { ...target, version }
  }

  it('ends the application with the reason the firm reads, on record and told', async () => {
    const target = await granted()
    await caller(stage.officer).lending.lapse({ ...target, why: '企业逾期未办理签约' })
    const own = await caller(stage.firm).lending.own({ applicationId: target.applicationId })
    expect(own).toMatchObject({ state: 'LAPSED', allowed: [] })
    expect(own.events.at(-1)).toMatchObject({ event: 'LAPSED', detail: { why: '企业逾期未办理签约' } })
    expect(await traces(target.applicationId, 'application.lapsed')).toEqual({ entries: 1, told: 1 })
  })

  it('is not for what was not approved, nor for an approver, nor without a word why', async () => {
    const undecided = await recommended(stage)
    const lapse = (session: typeof stage.officer, why = '放弃') => caller(session).lending.lapse({ ...undecided, why })
    expect(await refusal(lapse(stage.officer))).toBe('application.event-not-possible')
    await expect(lapse(stage.approver)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(lapse(stage.officer, ' ')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await stateOf(undecided.applicationId)).toBe('IN_APPROVAL')
  })
})

/** How often a step stands on the ledger, and how often the firm was told. */
async function traces(applicationId: string, act: string) {
  const count = async (query: string) => (await owner(query, [applicationId, act])).length
  return {
    entries: await count('SELECT 1 FROM ledger_entry WHERE "subjectId" = $1 AND act = $2'),
    told: await count(`SELECT 1 FROM notice WHERE href = '/sme/applications/' || $1 AND kind = $2`),
  }
}
