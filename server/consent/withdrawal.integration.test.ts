import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { drawDocument } from '@/server/flows/draw-document'
import { untilConsentMoves } from '@/server/flows/watch-consent'
import { anApplication } from '@/tests/applications'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, owner } from '@/tests/world'
import { aFirm, callerOf, codeOf, worker } from './moves.fixture'
import { stopWatching, watchConsent } from './moves.repository'

aPlatformKey()

let bank: Session
beforeAll(async () => {
  bank = await aSession(await anOrganisation('INSTITUTION', '榆川银行'), ['BANK_OFFICER'])
})

describe('a withdrawal', () => {
  it('orders the bank to delete its copies by a day; the bank confirms once, and the oversight sees who is late', async () => {
    const { head } = await aFirm()
    const office = await aSession(await anOrganisation('OFFICE'), ['OFFICE_LEADER'])
    const operator = await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])
    const { applicationId, consentId } = await anApplication(head, bank.organisationId)
    await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    await callerOf(head).consent.withdraw({ consentId })
    const { open } = await callerOf(bank).copies.held()
    const copy = open.find((one) => one.consentId === consentId)
    expect(copy).toMatchObject({ basis: 'WITHDRAWN', standing: 'OPEN', reads: 1 })
    expect(copy?.dataClasses).toContain('TAX')
    // It is the branch's that has the case, and the head office's; no other branch hears of it.
    const [branchId, another] = [uuidv7(), uuidv7()]
    for (const id of [branchId, another])
      await owner(
        `INSERT INTO branch ("institutionId", id, name, "nameEn", "countyCode") VALUES ($1, $2, '支行', 'Branch', '610802')`,
        [bank.organisationId, id],
      )
    await owner('UPDATE application SET "branchId" = $2 WHERE id = $1', [applicationId, branchId])
    const heldAt = async (at: string | null) =>
      (await callerOf({ ...bank, branchId: at }).copies.held()).open.filter((one) => one.id === copy?.id).length
    expect([await heldAt(null), await heldAt(branchId), await heldAt(another)]).toEqual([1, 1, 0])
    expect(await codeOf(callerOf({ ...bank, branchId: another }).copies.one({ copyId: copy?.id ?? '' }))).toBe('not-found')
    const late = new Date(Date.now() + 17 * 86_400_000)
    const overdueFor = (list: { overdue: { id: string }[] }) => list.overdue.some(({ id }) => id === copy?.id)
    expect(overdueFor(await callerOf(office, late).copies.overdueForOffice())).toBe(true)
    expect(overdueFor(await callerOf(operator, late).copies.overdueForOperator())).toBe(true)
    expect(overdueFor(await callerOf(office).copies.overdueForOffice())).toBe(false)
    const confirmation = { copyId: copy?.id ?? '', method: 'ERASED' as const }
    await callerOf(bank).copies.confirm(confirmation)
    expect(await codeOf(callerOf(bank).copies.confirm(confirmation))).toBe('changed-meanwhile')
    const { copies } = await callerOf(head).consent.one({ consentId })
    expect(copies).toMatchObject([{ holder: '榆川银行', confirmedByName: bank.name }])
    expect(overdueFor(await callerOf(office, late).copies.overdueForOffice())).toBe(false)
    const acts = await owner<{ act: string }>(
      `SELECT act FROM ledger_entry WHERE "subjectId" = $1 AND act LIKE 'copies.%' ORDER BY at`,
      [consentId],
    )
    expect(acts.map(({ act }) => act)).toEqual(['copies.deletion-ordered', 'copies.deletion-confirmed'])
  })

  it('lets a bank with a contract keep what it read for the retention that was granted', async () => {
    const { head } = await aFirm()
    const { applicationId, consentId } = await anApplication(head, bank.organisationId)
    await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    await owner(`UPDATE application SET state = 'CONTRACTED' WHERE id = $1`, [applicationId])
    await callerOf(head).consent.withdraw({ consentId })
    const [copy] = await owner<{ basis: string; months: number }>(
      `SELECT basis, (extract(year FROM age("dueOn", current_date)) * 12 + extract(month FROM age("dueOn", current_date)))::integer AS months
       FROM consent_copy WHERE "consentId" = $1`,
      [consentId],
    )
    expect(copy?.basis).toBe('CONTRACT')
    expect(copy?.months).toBeGreaterThanOrEqual(11)
  })

  it('of the personal sign-off alone has the personal copies deleted, and no others; the consent stands', async () => {
    const { head, representative } = await aFirm()
    const { applicationId, consentId } = await anApplication(head, bank.organisationId)
    await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    await callerOf(representative).consent.withdrawSignOff({ consentId })
    const held = async () => (await callerOf(bank).copies.held()).open.filter((one) => one.consentId === consentId)
    expect(await held()).toMatchObject([{ basis: 'PERSON', standing: 'OPEN', dataClasses: ['COURT'], reads: 1 }])
    expect(await callerOf(bank).copies.standing({ applicationId })).toMatchObject({ live: true })
    // What the person never signed off, or was read before, is no reason for another order.
    await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    const [personal] = await held()
    await callerOf(bank).copies.confirm({ copyId: personal?.id ?? '', method: 'ERASED' })
    await callerOf(head).consent.withdraw({ consentId })
    expect(await held()).toMatchObject([{ basis: 'WITHDRAWN', reads: 2 }])
    const { copies } = await callerOf(head).consent.one({ consentId })
    expect(copies.map(({ basis, confirmedByName }) => [basis, confirmedByName])).toEqual(
      expect.arrayContaining([
        ['PERSON', bank.name],
        ['WITHDRAWN', null],
      ]),
    )
    const orders = await owner<{ body: { dataClasses?: string[] } }>(
      `SELECT body FROM ledger_entry WHERE "subjectId" = $1 AND act = 'copies.deletion-ordered' ORDER BY at`,
      [consentId],
    )
    expect(orders.map(({ body }) => body.dataClasses)).toEqual([['COURT'], undefined])
  })

  it('stops what is queued under the consent: nothing of it is drawn', async () => {
    const { id, head } = await aFirm()
    const { consentId } = await grant(head, matchingTerms())
    const { documentId } = await callerOf(head).consent.orderReceipt({ consentId })
    const draw = () =>
      drawDocument({ scope: enterpriseScope(id), inTenant: (work) => worker(id, work), now: () => new Date() }, documentId)
    // As an export would stand: its content hangs on the consent.
    await owner('UPDATE document SET "consentId" = $2 WHERE id = $1', [documentId, consentId])
    await callerOf(head).consent.withdraw({ consentId })
    expect(await draw()).toBe(false)
    expect(await owner('SELECT state, content FROM document WHERE id = $1', [documentId])).toEqual([
      { state: 'STOPPED', content: null },
    ])
    // Control: a receipt of one's own does not hang on it.
    await owner(`UPDATE document SET state = 'QUEUED', "consentId" = NULL WHERE id = $1`, [documentId])
    expect(await draw()).toBe(true)
    const pdf = await callerOf(head).consent.receiptPdf({ documentId })
    expect(
      Buffer.from(pdf ?? '', 'base64')
        .toString('latin1')
        .startsWith('%PDF-'),
    ).toBe(true)
  })

  it('of a sign-off is told to a page that was not listening, by the classes that it was drawn with (control: the same)', async () => {
    const { head, representative } = await aFirm()
    const { applicationId, consentId } = await anApplication(head, bank.organisationId)
    const look = () => callerOf(bank).copies.standing({ applicationId })
    const { classes } = await look()
    const told = async () => {
      let times = 0
      const stop = await untilConsentMoves({ consentId, classes }, look, () => times++)
      stop()
      return times
    }
    expect(classes).toContain('COURT')
    expect(await told()).toBe(0)
    await callerOf(representative).consent.withdrawSignOff({ consentId })
    expect(await look()).toEqual({ consentId, live: true, classes: classes.filter((one) => one !== 'COURT') })
    expect(await told()).toBe(1)
    await stopWatching()
  })

  it('is heard by whoever watches, within a second', async () => {
    const { head } = await aFirm()
    const { applicationId, consentId } = await anApplication(head, bank.organisationId)
    expect(await callerOf(bank).copies.standing({ applicationId })).toMatchObject({ consentId, live: true })
    const heard = new Promise<number>((resolve) => void watchConsent(consentId, () => resolve(Date.now())))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await callerOf(head).consent.withdraw({ consentId })
    const withdrawn = Date.now()
    expect((await heard) - withdrawn).toBeLessThan(1_000)
    expect(await callerOf(bank).copies.standing({ applicationId })).toMatchObject({ consentId, live: false })
    await stopWatching()
  })
})
