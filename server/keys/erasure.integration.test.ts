import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { contactHashOf } from '@/server/identity/secret-codes'
import { openValue, sealValue } from '@/server/keys/sealed.repository'
import { caseTextCell } from '@/server/lending/case-texts.repository'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { account, aFirm, answerOf, callAs, numberOf, refusalOf, snapshotOf } from './sealed-world.fixture'

describe('destroying keys', () => {
  let operators: Session[]
  beforeAll(async () => {
    const operator = await anOrganisation('OPERATOR')
    operators = [
      await aSession(operator, ['OPERATOR']),
      await aSession(operator, ['OPERATOR']),
      await aSession(operator, ['AUDITOR']),
    ]
  })
  const asked = { subject: 'ENTERPRISE', reason: '企业注销，申请删除' } as const
  const codeOf = async (id: string) =>
    (await owner<{ code: string }>('SELECT "creditCode" AS code FROM enterprise WHERE "enterpriseId" = $1', [id]))[0]?.code ?? ''
  /** Lines that agencies delivered of the firm and of another; returns whose still lie there. */
  async function landedOf(creditCode: string) {
    const delivery = uuidv7()
    // How a delivery comes is not what this is about: no foreign keys.
    for (const code of [creditCode, 'another'])
      await owner(`SET session_replication_role = 'replica';
        INSERT INTO feed_record ("creditCode", "dataClass", "deliveryId", part, "agencyId", entries, body)
        VALUES ('${code}', 'SUBSIDY', '${delivery}', 0, '${delivery}', 1, 'x')`)
    return async () =>
      (await owner<{ code: string }>('SELECT "creditCode" AS code FROM feed_record WHERE "deliveryId" = $1', [delivery])).map(
        ({ code }) => code,
      )
  }

  it('takes two persons and an enterprise that has left; then its records read as erased and nothing breaks', async () => {
    const gone = await aFirm()
    const { organisationId } = gone.session
    const id = await snapshotOf(gone, 'soon erased')
    const [pseudonym] = await owner<{ key: string }>('SELECT key_id AS key FROM guard.pseudonym_key WHERE owner_id = $1', [
      organisationId,
    ])
    const name = await codeOf(organisationId)
    const [first, second, auditor] = operators as [Session, Session, Session]
    expect(await refusalOf(callAs(first).keys.askErasure({ ...asked, name }))).toBe('keys.still-in-use')
    expect(await refusalOf(callAs(first).keys.askErasure({ ...asked, name: 'nobody' }))).toBe('keys.unknown-subject')
    await owner('UPDATE organisation SET "disabledAt" = now() WHERE id = $1', [organisationId])
    const { id: erasureId } = await callAs(first).keys.askErasure({ ...asked, name })
    expect(await refusalOf(callAs(second).keys.askErasure({ ...asked, name }))).toBe('keys.already-asked')
    expect(await refusalOf(callAs(first).keys.settleErasure({ erasureId, verdict: 'CONFIRM' }))).toBe('keys.four-eyes')
    expect(await refusalOf(callAs(auditor).keys.settleErasure({ erasureId, verdict: 'CONFIRM' }))).not.toBe('done')
    await owner('UPDATE organisation SET "disabledAt" = NULL WHERE id = $1', [organisationId])
    expect(await answerOf(gone, id)).toBe('soon erased') // the control: asking alone erases nothing
    const landed = await landedOf(name)
    // What a bank noted in the firm's case, as whoever may read the firm's own cases would open it.
    const caseNote = { ownerId: organisationId, cell: caseTextCell('contact_log.note', organisationId, uuidv7()) }
    const owned = { ownerId: organisationId, purpose: 'CASES' } as const
    const value = await as(gone.session, (tx) => sealValue(tx, owned, caseNote.cell, '电话核实'))
    const noted = () => as(gone.session, (tx) => openValue(tx, 'CASES', { ...caseNote, value }))
    expect(await noted()).toBe('电话核实')
    await callAs(second).keys.settleErasure({ erasureId, verdict: 'CONFIRM' })
    expect(await answerOf(gone, id)).toBeNull()
    expect(await landed()).toEqual(['another'])
    expect(await noted()).toBeNull()
    expect(await refusalOf(callAs(second).keys.settleErasure({ erasureId, verdict: 'CONFIRM' }))).toBe('keys.already-settled')
    expect(pseudonym?.key).toBeDefined()
    expect(await owner('SELECT FROM guard.pseudonym_key WHERE key_id = $1 AND key IS NOT NULL', [pseudonym?.key])).toEqual([])
    expect(
      await owner('SELECT FROM guard.data_key WHERE owner_id = $1 AND wrapped IS NOT NULL AND version = 1', [organisationId]),
    ).toEqual([])
    // What comes later is sealed under a new key.
    expect(await answerOf(gone, await snapshotOf(gone, 'a new start'))).toBe('a new start')
    const { rows } = await callAs(auditor).keys.erasures()
    expect(rows.find((row) => row.id === erasureId)).toMatchObject({ verdict: 'CONFIRM', keys: 2, subject: 'ENTERPRISE' })
    const acts = await owner<{ act: string }>('SELECT act FROM ledger_entry WHERE "subjectId" = $1 ORDER BY at', [erasureId])
    expect(acts.map(({ act }) => act)).toEqual(['keys.erasure-asked', 'keys.destroyed'])
  })

  it('of a person erases the number in account, invitation and index', async () => {
    const mobile = '15498765432'
    const admin = await aSession(await anOrganisation('INSTITUTION'), ['INSTITUTION_ADMIN'])
    await callAs(admin).staff.invite({ personName: '刘敏', contact: mobile, role: 'BANK_OFFICER' })
    const { id, personId } = await account(mobile, 'leaver')
    await owner('UPDATE account SET "disabledAt" = now() WHERE id = $1', [id])
    const [first, second] = operators as [Session, Session]
    const { id: erasureId } = await callAs(first).keys.askErasure({ ...asked, subject: 'PERSON', name: 'Leaver' })
    await callAs(second).keys.settleErasure({ erasureId, verdict: 'CONFIRM' })
    expect(await numberOf(id)).toBeNull()
    const { invitations } = await callAs(admin).staff.list({})
    expect(invitations.map(({ contact }) => contact)).toEqual([null])
    expect((await account(mobile, 'newcomer')).personId).not.toBe(personId)
    expect(await owner('SELECT FROM invitation WHERE "contactIndex" = $1', [Buffer.from(contactHashOf(mobile))])).toEqual([])
  })
})
