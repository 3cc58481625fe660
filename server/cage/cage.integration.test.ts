import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { isForbidden } from '@/server/consent/domain/forbidden-words.fixture'
import { isBudgetSpent } from '@/server/db/transaction'
import { openFile } from '@/server/lending/shown.repository'
import { aPlatformKey } from '@/tests/consents'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { anOfficer, applicationsOf, callAs, read, refusalOf } from './cage-world.fixture'
import type { AlertRule } from './schema'
import { watchCage } from './use-cases/watch-cage'

aPlatformKey()

let auditor: Session
let operator: Session
let office: Session
let agency: Session

beforeAll(async () => {
  const operators = await anOrganisation('OPERATOR')
  auditor = await aSession(operators, ['AUDITOR'])
  operator = await aSession(operators, ['OPERATOR'])
  office = await aSession(await anOrganisation('OFFICE'), ['OFFICE_LEADER'])
  agency = await aSession(await anOrganisation('AGENCY'), ['AGENCY_STEWARD'])
  await owner(
    `INSERT INTO agency ("agencyId", code, name, "nameEn", "baseUrl", "publicKey", "dataClasses") VALUES ($1, 'tax', '税务', 'Tax', '', '{}', '{TAX}')`,
    [agency.organisationId],
  )
})

async function setBudget(most: number): Promise<void> {
  await callAs(auditor).cage.setBudget({ most, note: 'of a test' })
  await sleep(20) // the rule holds from its own instant on
}
const alertsOn = async (session: Session, rule?: AlertRule) =>
  (await callAs(auditor).cage.alerts({ rule })).rows.filter(({ personName }) => personName === session.name)

describe('an officer who walks ids', () => {
  it('gets no body and raises one alert for 200 tries, however often the watch looks', async () => {
    const officer = await anOfficer()
    const [foreign] = await applicationsOf(await anOfficer(), 1)
    const ids = [foreign ?? '', ...Array.from({ length: 199 }, () => uuidv7())]
    const bodies: unknown[] = []
    for (const id of ids) {
      const answer = await read(officer, id)
      if (answer.ok) bodies.push(answer.value)
    }
    expect(bodies).toHaveLength(0)
    await watchCage(new Date())
    await watchCage(new Date())
    expect(await alertsOn(officer)).toMatchObject([{ rule: 'REFUSED_READS', facts: { count: 200 }, handledBy: null }])
    // The control: the office's and the enterprise's ordinary day raises none.
    expect(await alertsOn(office)).toEqual([])
  })
})

describe('the novelty budget', () => {
  it('stops the next enterprise in the read’s own transaction, in words; one already looked at stays open', async () => {
    const officer = await anOfficer()
    const ids = await applicationsOf(officer, 4)
    await setBudget(3)
    const [one, two, three, four] = ids as [string, string, string, string]
    for (const id of [one, two, three, one]) expect((await read(officer, id)).ok).toBe(true)
    expect(await read(officer, four)).toEqual({ ok: false, refusal: 'portrait.budget-spent' })
    expect((await read(officer, two)).ok).toBe(true)
    expect(await owner('SELECT FROM access_record WHERE "applicationId" = $1', [four])).toEqual([])
    await watchCage(new Date())
    expect((await alertsOn(officer)).map(({ rule }) => rule)).toEqual(['BUDGET_SPENT'])
    await setBudget(4) // the control: it was the budget that refused
    expect((await read(officer, four)).ok).toBe(true)
    // An hour later the slate is clean.
    await owner(`UPDATE access_record SET at = at - interval '61 minutes' WHERE "readerAccountId" = $1`, [officer.accountId])
    await setBudget(1)
    expect((await read(officer, one)).ok).toBe(true)
  })

  it('holds when the reads race: of 12 at once no more than the budget are let in', async () => {
    const officer = await anOfficer()
    const ids = await applicationsOf(officer, 12)
    await setBudget(5)
    const race = () => Promise.all(ids.map(async (id) => (await read(officer, id)).ok))
    expect((await race()).filter(Boolean)).toHaveLength(5)
    // The control: without the budget nothing stops them.
    const other = await anOfficer()
    const others = await applicationsOf(other, 12)
    await owner('ALTER TABLE access_record DISABLE TRIGGER novelty_budget')
    expect((await Promise.all(others.map(async (id) => (await read(other, id)).ok))).filter(Boolean)).toHaveLength(12)
    await owner('ALTER TABLE access_record ENABLE TRIGGER novelty_budget')
    await setBudget(40)
  })

  it('is a person’s: two accounts of one person share it, two people’s do not (control)', async () => {
    const officer = await anOfficer()
    const ids = await applicationsOf(officer, 3)
    await setBudget(2)
    const second = await aSession(officer.organisationId, ['BANK_APPROVER'], 'The same', officer.personId)
    const [one, two, three] = ids as [string, string, string]
    expect((await read(officer, one)).ok).toBe(true)
    expect((await read(second, two)).ok).toBe(true)
    for (const account of [officer, second])
      expect(await read(account, three)).toEqual({ ok: false, refusal: 'portrait.budget-spent' })
    expect((await read(second, one)).ok).toBe(true)
    const colleague = await aSession(officer.organisationId, ['BANK_OFFICER'])
    expect((await read(colleague, three)).ok).toBe(true)
    await setBudget(40)
  })

  it('bounds the files of cases as well, three times as wide; and a case that came to nothing closes after half a year', async () => {
    const officer = await anOfficer()
    const ids = await applicationsOf(officer, 4)
    await setBudget(1)
    const open = async (id: string) => {
      const [row = { enterpriseId: '' }] = await owner<{ enterpriseId: string }>(
        'SELECT "enterpriseId" FROM application WHERE id = $1',
        [id],
      )
      return as(officer, (tx) => openFile(tx, officer, { id, ...row }, 'LOAN_REVIEW')).then(
        () => 'open',
        (error: { code?: string }) => error.code,
      )
    }
    const refusedLooks = () =>
      owner<{ id: string; why: string }>(
        `SELECT "subjectId" AS id, body->>'reason' AS why FROM ledger_entry WHERE act = 'portrait.read-refused' AND "actorId" = $1`,
        [officer.accountId],
      )
    const [one = '', two = '', three = '', four = ''] = ids
    for (const id of [one, two, three, one]) expect(await open(id)).toBe('open')
    expect(await refusedLooks()).toEqual([])
    expect(await open(four)).toBe('portrait.budget-spent')
    // The refusal undid the look and is on record all the same: the rules see it.
    expect(await refusedLooks()).toEqual([{ id: four, why: 'portrait.budget-spent' }])
    await watchCage(new Date())
    expect((await alertsOn(officer)).map(({ rule }) => rule)).toEqual(['BUDGET_SPENT'])
    await setBudget(40) // the control: it was the budget that refused
    expect(await open(four)).toBe('open')
    const endedBefore = (days: number) =>
      owner(
        `WITH ended AS (UPDATE application SET state = 'REJECTED' WHERE id = $1 RETURNING *)
         INSERT INTO application_event ("enterpriseId", "applicationId", id, "institutionId", event, "toState", "byOrganisation",
           "byAccount", "byName", at, detail)
         SELECT "enterpriseId", id, $2, "institutionId", 'REJECTED', 'REJECTED', "institutionId", $3, 'x', now() - make_interval(days => $4), '{}'
         FROM ended`,
        [four, uuidv7(), officer.accountId, days],
      )
    await endedBefore(181)
    expect(await open(four)).toBe('lending.file-closed')
    expect((await refusedLooks()).map(({ why }) => why).sort()).toEqual(['lending.file-closed', 'portrait.budget-spent'])
    await endedBefore(179)
    expect(await open(four)).toBe('open')
  })

  it('is a dated rule that the auditor sets, on record, and never for the past', async () => {
    const past = new Date(Date.now() - 3_600_000)
    expect(await refusalOf(callAs(auditor).cage.setBudget({ most: 9, since: past, note: 'late' }))).toBe('cage.rule-in-the-past')
    expect(await refusalOf(callAs(operator).cage.setBudget({ most: 9, note: 'not mine' }))).toBe('FORBIDDEN')
    const { budgets } = await callAs(auditor).cage.settings()
    expect(budgets.filter(({ current }) => current)).toMatchObject([{ most: 40 }])
    expect(await owner(`SELECT FROM ledger_entry WHERE act = 'cage.budget-set'`)).not.toHaveLength(0)
  })

  it('is told apart from other refusals', () => {
    expect(isBudgetSpent({ code: 'CE001' })).toBe(true)
    expect(isBudgetSpent({ code: '42501' })).toBe(false)
  })
})

describe('a canary', () => {
  it('raises an alert at the first try, refused or not, and its name stays with those who watch', async () => {
    const [officer, stranger] = [await anOfficer(), await anOfficer()]
    const [id] = await applicationsOf(officer, 1)
    const [firm] = await owner<{ code: string }>(
      'SELECT e."creditCode" AS code FROM application a JOIN enterprise e USING ("enterpriseId") WHERE a.id = $1',
      [id],
    )
    await callAs(auditor).cage.setCanary({ creditCode: firm?.code ?? '', note: 'planted' })
    expect((await read(stranger, id ?? '')).ok).toBe(false)
    expect((await read(officer, id ?? '')).ok).toBe(true)
    await watchCage(new Date())
    expect((await alertsOn(officer)).map(({ rule }) => rule)).toEqual(['CANARY'])
    expect((await alertsOn(stranger)).map(({ rule }) => rule)).toEqual(['CANARY'])
    const entries = await owner<{ body: unknown; enterpriseId: string | null }>(
      `SELECT body, "enterpriseId" FROM ledger_entry WHERE act = 'cage.canary-set'`,
    )
    expect(entries).toEqual([{ body: {}, enterpriseId: null }])
    await callAs(auditor).cage.setCanary({ creditCode: firm?.code ?? '', note: 'over', ended: true })
    expect((await callAs(auditor).cage.settings()).canaries).toEqual([])
  })
})

describe('an alert', () => {
  it('is noted and handled by a named person, once, and nobody changes what was written', async () => {
    const officer = await anOfficer()
    for (let n = 0; n < 12; n++) await read(officer, uuidv7())
    await watchCage(new Date())
    const [alert] = await alertsOn(officer)
    const alertId = alert?.id ?? ''
    expect(await refusalOf(callAs(operator).cage.handle({ alertId, step: 'HANDLED', note: '不归我' }))).toBe('FORBIDDEN')
    await callAs(auditor).cage.handle({ alertId, step: 'NOTED', note: '已联系银行' })
    const both = await Promise.all(
      ['核实为误操作', '重复办理'].map((note) => refusalOf(callAs(auditor).cage.handle({ alertId, step: 'HANDLED', note }))),
    )
    expect(both.sort()).toEqual(['cage.already-handled', 'done'])
    const shown = await callAs(auditor).cage.alert({ id: alertId })
    expect(shown.alert.handledBy).toBe(auditor.name)
    expect(shown.steps.map(({ step, byName }) => [step, byName])).toEqual([
      ['NOTED', auditor.name],
      ['HANDLED', auditor.name],
    ])
    const open = await callAs(auditor).cage.alerts({ state: 'OPEN' })
    expect(open.rows.map(({ id }) => id)).not.toContain(alertId)
    expect((await callAs(office).cage.officeAlerts({ state: 'HANDLED' })).rows.map(({ id }) => id)).toContain(alertId)
    await expect(as(auditor, (tx) => tx.$executeRaw`DELETE FROM guard.alert_step`)).rejects.toThrow()
    const [notice] = await owner<{ href: string }>(`SELECT href FROM notice WHERE kind = 'cage.alert' AND href LIKE '%' || $1`, [
      alertId,
    ])
    expect(notice?.href).toBe(`/operator/alerts/${alertId}`)
  })
})

describe('use in counts', () => {
  it('is the same in flows, by bank, officer, purpose and hour, and names no enterprise', async () => {
    const officer = await anOfficer()
    const ids = await applicationsOf(officer, 3)
    for (const id of [...ids, ids[0] ?? '']) await read(officer, id)
    await read(officer, uuidv7())
    const { rows: flows } = await callAs(auditor).cage.flows({ window: 'day' })
    const bank = flows.find(({ id }) => id === officer.organisationId)
    expect(bank).toMatchObject({ side: 'BANK', records: 4n, enterprises: 3n })
    const byBank = await callAs(office).cage.officeUse({ window: 'day', dimension: 'BANK' })
    expect(byBank.find(({ key }) => key === officer.organisationId)).toMatchObject({ reads: 4n, enterprises: 3n, refused: 1n })
    const byOfficer = await callAs(auditor).cage.use({ window: 'day', dimension: 'OFFICER' })
    expect(byOfficer.find(({ key }) => key === officer.accountId)).toMatchObject({ name: officer.name, reads: 4n })
    const total = (rows: readonly { reads: bigint }[]) => rows.reduce((sum, { reads }) => sum + reads, 0n)
    for (const dimension of ['PURPOSE', 'HOUR', 'OFFICER'] as const)
      expect(total(await callAs(auditor).cage.use({ window: 'day', dimension, whole: true })), dimension).toBe(total(byBank))
    // Of very many keys a page shows the first; a file has them all, and its reads add up.
    await owner(
      `INSERT INTO access_record SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'purpose', 'P' || n))).*
       FROM access_record r, generate_series(1, 205) n
       WHERE r.id = (SELECT id FROM access_record WHERE "readerOrganisationId" = $1 LIMIT 1)`,
      [officer.organisationId],
    )
    const byPurpose = { window: 'day', dimension: 'PURPOSE' } as const
    const [page, whole] = [
      await callAs(auditor).cage.use(byPurpose),
      await callAs(auditor).cage.use({ ...byPurpose, whole: true }),
    ]
    expect(page).toHaveLength(200)
    expect(whole.length).toBeGreaterThan(205)
    expect(total(whole)).toBe(total(byBank) + 205n)
  })

  it('tells an agency who used its classes for what, and nothing of other classes', async () => {
    const officer = await anOfficer()
    const [id] = await applicationsOf(officer, 1)
    await owner(`UPDATE access_record SET fields = '{}' WHERE "readerOrganisationId" = $1`, [officer.organisationId])
    const before = (await callAs(agency).cage.agencyUse({ window: 'day' })).rows
    expect(before.filter(({ organisationName }) => organisationName === officer.organisationName)).toEqual([])
    await read(officer, id ?? '')
    const { rows } = await callAs(agency).cage.agencyUse({ window: 'day' })
    expect(new Set(rows.map(({ dataClass }) => dataClass))).toEqual(new Set(['TAX']))
    expect(rows.find(({ organisationName }) => organisationName === officer.organisationName)).toMatchObject({
      purpose: 'LOAN_REVIEW',
      reads: 1n,
      enterprises: 1n,
    })
    expect(Object.keys(rows[0] ?? {})).not.toContain('enterpriseName')
  })
})

describe('religion, genes, fingerprints, blood type and disease', () => {
  /** Every table, view, column and value of an enumeration that the database has, as it stands. */
  const named = async () => {
    const rows = await owner<{ name: string }>(
      `SELECT table_schema || '.' || table_name || '.' || column_name AS name FROM information_schema.columns
         WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
       UNION ALL SELECT t.typname || '.' || e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid`,
    )
    return rows.map(({ name }) => name)
  }

  it('have no column and no value in the database, however it came to its tables', async () => {
    const names = await named()
    expect(names.length).toBeGreaterThan(600)
    expect(names.filter(isForbidden)).toEqual([])
    // The control: a column that a migration added by SQL would be seen.
    await owner('ALTER TABLE person ADD COLUMN "bloodType" text')
    expect((await named()).filter(isForbidden)).toEqual(['public.person.bloodType'])
    await owner('ALTER TABLE person DROP COLUMN "bloodType"')
  })
})
