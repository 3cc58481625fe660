import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { cardText } from './pmml/card.fixture'

const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))
aPlatformKey()
let firm: Session
let bank: Session
let manager: Session
let otherManager: Session

beforeAll(async () => {
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  manager = await aSession(bank.organisationId, ['PRODUCT_MANAGER'])
  otherManager = await aSession(await anOrganisation('INSTITUTION'), ['PRODUCT_MANAGER'])
})

const fileOf = (text: string) => ({ name: 'card.pmml', contentBase64: Buffer.from(text).toString('base64') })
const upload = (code: string, text = cardText, by = manager) => callerOf(by).cards.upload({ code, file: fileOf(text) })
const feeds = [
  { field: 'growth', feed: 'operation.salesGrowth12m|RATIO' },
  { field: 'staff', feed: 'social.insuredHeadcount|PLAIN' },
  { field: 'grade', feed: 'tax.grade|LETTER' },
]

/** A card of the bank in use. */
async function inUse(code: string) {
  const { cardId } = await upload(code)
  await callerOf(manager).cards.map({ cardId, fields: feeds })
  await callerOf(manager).cards.putToUse({ cardId })
  return cardId
}

/** Gives a stored portrait these readings. */
async function readings(portraitId: string, values: Record<string, number>) {
  const [row] = await owner<{ body: { indicators: { id: string }[] } }>('SELECT body FROM portrait WHERE id = $1', [portraitId])
  const body = row?.body ?? { indicators: [] }
  const indicators = body.indicators.map((one) =>
    one.id in values ? { id: one.id, state: 'KNOWN', value: values[one.id], evidence: [] } : one,
  )
  await owner('UPDATE portrait SET body = $1 WHERE id = $2', [JSON.stringify({ ...body, indicators }), portraitId])
}

describe('uploading a card', () => {
  it('stores version after version; another bank sees none of them', async () => {
    expect((await upload('versions')).version).toBe(1)
    expect((await upload('versions')).version).toBe(2)
    const mine = (await callerOf(bank).cards.list()).filter(({ code }) => code === 'versions')
    expect(mine.map(({ version }) => version)).toEqual([2, 1])
    expect(await callerOf(otherManager).cards.list()).toEqual([])
    await expect(callerOf(otherManager).cards.one({ cardId: mine[0]?.id ?? '' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('refuses a file at its line, and stores nothing', async () => {
    const hostile = cardText.replace('<PMML', '<!DOCTYPE x [<!ENTITY a "b">]>\n<PMML')
    await expect(upload('hostile', hostile)).rejects.toMatchObject({
      cause: { code: 'card.document-type', params: { line: 2, field: 'file' } },
    })
    const unknown = cardText.replace('<Output>', '<Script/><Output>')
    await expect(upload('hostile', unknown)).rejects.toMatchObject({
      cause: { code: 'card.unknown-element', params: { name: 'Script' } },
    })
    expect((await callerOf(manager).cards.list()).filter(({ code }) => code === 'hostile')).toEqual([])
  })

  it('is for the product manager alone', async () => {
    await expect(upload('officer', cardText, bank)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('cannot be changed afterwards, not even by injected SQL', async () => {
    const { cardId } = await upload('fixed')
    await callerOf(manager).cards.map({ cardId, fields: feeds })
    const change = (column: string, value: string) =>
      as(manager, (tx) => tx.$executeRawUnsafe(`UPDATE bank_card SET ${column} = ${value} WHERE id = '${cardId}'`))
    await expect(change('source', `'<PMML/>'`)).rejects.toThrow(/permission denied/)
    await expect(change('mapping', `'[]'`)).rejects.toThrow(/mapped once/)
    await expect(as(manager, (tx) => tx.$executeRawUnsafe(`DELETE FROM bank_card WHERE id = '${cardId}'`))).rejects.toThrow(
      /permission denied/,
    )
    // Control: what may be set, can be.
    expect(await change('"inUseSince"', 'now()')).toBe(1)
  })
})

describe('mapping a card', () => {
  it('takes only indicators that fit, at least one, and once', async () => {
    const { cardId } = await upload('mapping')
    const map = (...fields: { field: string; feed: string }[]) => callerOf(manager).cards.map({ cardId, fields })
    await expect(map({ field: 'grade', feed: 'tax.arrears|YUAN' })).rejects.toMatchObject({
      cause: { code: 'card.unfit-indicator' },
    })
    await expect(map({ field: 'staff', feed: 'no.such|PLAIN' })).rejects.toMatchObject({
      cause: { code: 'card.unfit-indicator' },
    })
    await expect(map({ field: 'absent', feed: 'tax.arrears|YUAN' })).rejects.toMatchObject({
      cause: { code: 'card.unfit-indicator' },
    })
    await expect(map({ field: 'staff', feed: 'none' })).rejects.toMatchObject({ cause: { code: 'card.nothing-mapped' } })
    await expect(callerOf(manager).cards.putToUse({ cardId })).rejects.toMatchObject({ cause: { code: 'card.not-mapped' } })
    await map(...feeds)
    await expect(map(...feeds)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('one version runs at a time', async () => {
    const first = await inUse('turns')
    const second = await inUse('turns')
    const states = (await callerOf(manager).cards.list()).filter(({ code }) => code === 'turns')
    expect(states.map(({ id, retiredAt }) => [id, retiredAt === null])).toEqual([
      [second, true],
      [first, false],
    ])
    await callerOf(manager).cards.retire({ cardId: second })
    await expect(callerOf(manager).cards.retire({ cardId: second })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('tries invented values, and says which is of the wrong type', async () => {
    const { cardId } = await upload('trial')
    const tryOut = (growth: string) =>
      callerOf(manager).cards.tryOut({
        cardId,
        values: [
          { field: 'growth', value: growth },
          { field: 'staff', value: '2' },
          { field: 'grade', value: 'B' },
        ],
      })
    expect(await tryOut('0.1')).toMatchObject({
      score: 160.5,
      reasons: [
        { code: 'R-STAFF', points: 15 },
        { code: 'R-GROWTH', points: 14.5 },
      ],
    })
    await expect(tryOut('much')).rejects.toMatchObject({ cause: { code: 'card.value-of-type' } })
  })
})

describe('running a card on an application', () => {
  const run = (applicationId: string, by = bank) => callerOf(by).cards.run({ applicationId, purpose: 'LOAN_REVIEW' })

  it('gives score and reasons and no value; the read and the run are on record', async () => {
    const cardId = await inUse('running')
    const { applicationId, portraitId, consentId } = await anApplication(firm, bank.organisationId)
    await owner(`UPDATE consent SET "dataClasses" = '{TAX,SOCIAL_SECURITY}' WHERE id = $1`, [consentId])
    await readings(portraitId, { 'operation.salesGrowth12m': 1000, 'social.insuredHeadcount': 2, 'tax.grade': 4 })
    const outcome = await run(applicationId)
    if (!outcome.ok) throw new Error(outcome.refusal)
    const result = outcome.value.find((one) => one.cardId === cardId)
    expect(result).toEqual({
      cardId,
      code: 'running',
      version: 1,
      modelName: 'working-capital',
      score: 160.5,
      reasons: ['R-STAFF', 'R-GROWTH'],
    })
    const [record] = await owner<{ fields: string[] }>('SELECT fields FROM access_record WHERE "portraitId" = $1', [portraitId])
    expect(record?.fields).toEqual([
      'indicators.operation.salesGrowth12m',
      'indicators.social.insuredHeadcount',
      'indicators.tax.grade',
      'coverage.SOCIAL_SECURITY',
      'coverage.TAX',
    ])
    const entries = await owner<{ body: Record<string, unknown> }>(
      `SELECT body FROM ledger_entry WHERE act = 'card.run' AND "enterpriseId" = $1 AND "subjectId" = $2`,
      [firm.organisationId, cardId],
    )
    expect(entries).toHaveLength(1)
    expect(Object.keys(entries[0]?.body ?? {})).not.toContain('score')
  })

  it('what was not authorised is missing to the card', async () => {
    const cardId = await inUse('narrow')
    const { applicationId, portraitId, consentId } = await anApplication(firm, bank.organisationId)
    await owner(`UPDATE consent SET "dataClasses" = '{SOCIAL_SECURITY}' WHERE id = $1`, [consentId])
    await readings(portraitId, { 'operation.salesGrowth12m': 1000, 'social.insuredHeadcount': 9, 'tax.grade': 4 })
    const outcome = await run(applicationId)
    // 100 + 12 (growth missing) + 25 + 0 (grade missing)
    expect(outcome.ok && outcome.value.find((one) => one.cardId === cardId)).toMatchObject({ score: 137 })
  })

  it('stops where the officer has looked at too many enterprises, with the refusal on record (control: within the budget)', async () => {
    await inUse('budget')
    const officer = await aSession(bank.organisationId, ['BANK_OFFICER'])
    const another = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    expect((await run((await anApplication(another, bank.organisationId)).applicationId, officer)).ok).toBe(true)
    const { applicationId } = await anApplication(firm, bank.organisationId)
    const refusals = async () =>
      (await owner(`SELECT 1 FROM ledger_entry WHERE act = 'portrait.read-refused' AND "actorId" = $1`, [officer.accountId]))
        .length
    await owner(`INSERT INTO guard.novelty_rule (since, most, note) VALUES (now() - interval '1 second', 1, 'a test')`)
    try {
      expect(await run(applicationId, officer)).toEqual({ ok: false, refusal: 'portrait.budget-spent' })
      expect(await refusals()).toBe(1)
    } finally {
      await owner(`DELETE FROM guard.novelty_rule WHERE note = 'a test'`)
    }
    expect((await run(applicationId, officer)).ok).toBe(true)
    expect(await refusals()).toBe(1)
  })

  it('ends with the consent, and is of no use to another bank', async () => {
    await inUse('ending')
    const { applicationId, portraitId, consentId } = await anApplication(firm, bank.organisationId)
    const otherOfficer = await aSession(otherManager.organisationId, ['BANK_OFFICER'])
    expect(await run(applicationId, otherOfficer)).toEqual({ ok: true, value: [] })
    await callerOf(firm).consent.withdraw({ consentId })
    expect(await run(applicationId)).toEqual({ ok: false, refusal: 'portrait.consent-revoked' })
    expect(await owner('SELECT 1 FROM access_record WHERE "portraitId" = $1', [portraitId])).toEqual([])
  })
})
