import { beforeAll, describe, expect, it } from 'vitest'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { inTransaction } from '@/server/db/transaction'
import { drawDocument } from '@/server/flows/draw-document'
import { expireConsent } from '@/server/flows/end-consent'
import { followRepresentative } from '@/server/flows/follow-register'
import { nobody } from '@/server/jobs/task'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey, grant, grantOnly, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'
import { stopWatching, watchConsent } from './moves.repository'

const callerOf = (session: Session, now = new Date()) => createCallerFactory(appRouter)(contextOf(session, now))
aPlatformKey()

type Firm = { id: string; head: Session; representative: Session; staff: Session }

async function aFirm(): Promise<Firm> {
  const id = await anOrganisation('ENTERPRISE')
  return {
    id,
    head: await aSession(id, ['ENTERPRISE_OWNER'], '王某'),
    representative: await aSession(id, ['LEGAL_REPRESENTATIVE'], '李某'),
    staff: await aSession(id, ['ENTERPRISE_STAFF'], '张某'),
  }
}

const worker = <Result>(tenantId: string, work: Parameters<typeof inTransaction<Result>>[2]) =>
  inTransaction('worker', { jobId: nobody, tenantId }, work)

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { cause?: { code?: string }; code?: string }) => error.cause?.code ?? error.code,
  )

const { dataClasses, from, to, lookbackMonths } = matchingTerms()
const form = { dataClasses, from, to, lookbackMonths, rhythm: '1-DAY' as const, retention: { unit: 'MONTH' as const, value: 12 } }

async function prepared(by: Session): Promise<string> {
  const { asked, notice, sha256 } = await callerOf(by).consent.prepare(form)
  const signed = { version: notice.version, language: notice.language, sha256 }
  return (await callerOf(by).consent.submit({ ...asked, notice: signed })).consentId
}

async function confirmed(by: Session, consentId: string) {
  const { notice, sha256 } = await callerOf(by).consent.readPrepared({ consentId })
  return callerOf(by).consent.confirm({ consentId, notice: { version: notice.version, language: notice.language, sha256 } })
}

async function signedOff(by: Session, consentId: string) {
  const { notice, sha256 } = await callerOf(by).consent.personalNotice({ consentId })
  return callerOf(by).consent.signOff({ consentId, notice: { version: notice.version, language: notice.language, sha256 } })
}

const stateOf = async (id: string) => (await owner<{ state: string }>('SELECT state FROM consent WHERE id = $1', [id]))[0]?.state

let bank: Session
beforeAll(async () => {
  bank = await aSession(await anOrganisation('INSTITUTION', '榆川银行'), ['BANK_OFFICER'])
})

describe('what staff prepared', () => {
  it('permits nothing until a signatory has read and confirmed it; then it is signed', async () => {
    const { head, staff } = await aFirm()
    const consentId = await prepared(staff)
    expect(await stateOf(consentId)).toBe('PENDING')
    expect(await codeOf(callerOf(staff).sources.refresh())).toBe('source.no-consent')
    expect(await codeOf(confirmed(staff, consentId))).toBe('FORBIDDEN')
    expect(await codeOf(callerOf(head).consent.receipt({ consentId }))).toBe('consent.not-granted')
    await confirmed(head, consentId)
    const [row] = await owner<{ state: string; signedConsent: string; grantedBy: string; preparedBy: string }>(
      'SELECT state, "signedConsent", "grantedBy", "preparedBy" FROM consent WHERE id = $1',
      [consentId],
    )
    expect(row).toMatchObject({ state: 'ACTIVE', grantedBy: head.accountId, preparedBy: staff.accountId })
    expect(row?.signedConsent.split('.')).toHaveLength(3)
    const { events } = await callerOf(staff).consent.one({ consentId })
    expect(events.map(({ event, actorName }) => [event, actorName])).toEqual([
      ['SUBMITTED', '张某'],
      ['GRANTED', '王某'],
    ])
  })

  it('is turned down for good, and runs out by itself', async () => {
    const { id, head, staff } = await aFirm()
    const consentId = await prepared(staff)
    await callerOf(head).consent.reject({ consentId })
    expect(await stateOf(consentId)).toBe('REJECTED')
    expect(await codeOf(confirmed(head, consentId))).toBe('consent.event-not-possible')
    const forgotten = await prepared(staff)
    const later = new Date(`${to}T17:00:00Z`)
    await worker(id, (tx) => expireConsent({ tx, scope: enterpriseScope(id), now: later, nobody }, forgotten))
    expect(await stateOf(forgotten)).toBe('EXPIRED')
  })

  it('cannot be put in force without a signature, nor signed by staff, even by SQL in their own context', async () => {
    const { staff } = await aFirm()
    const consentId = await prepared(staff)
    const attempt = (text: string) =>
      codeOf(
        inTransaction('tenant', { sessionToken: staff.token }, (tx) => tx.$executeRawUnsafe(text)).catch(() =>
          Promise.reject({ code: 'refused' }),
        ),
      )
    expect(await attempt(`UPDATE consent SET state = 'ACTIVE' WHERE id = '${consentId}'`)).toBe('refused')
    expect(await attempt(`UPDATE consent SET "signedConsent" = 'x' WHERE id = '${consentId}'`)).toBe('refused')
  })
})

describe('a pause', () => {
  it('binds at once and ends with a resumption; the review keeps its place', async () => {
    const { head } = await aFirm()
    const { applicationId, consentId } = await anApplication(head, bank.organisationId)
    const read = () => callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    expect((await read()).ok).toBe(true)
    await callerOf(head).consent.pause({ consentId })
    expect(await read()).toEqual({ ok: false, refusal: 'portrait.consent-paused' })
    expect(await owner('SELECT suspended FROM application WHERE id = $1', [applicationId])).toEqual([{ suspended: false }])
    await callerOf(head).consent.resume({ consentId })
    expect((await read()).ok).toBe(true)
    const acts = await owner<{ act: string }>('SELECT act FROM ledger_entry WHERE "subjectId" = $1 ORDER BY at', [consentId])
    expect(acts.map(({ act }) => act)).toEqual(['consent.granted', 'consent.paused', 'consent.resumed'])
  })
})

describe('personal data', () => {
  const classes = async (session: Session, applicationId: string) => {
    const outcome = await callerOf(session).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    return outcome.ok ? outcome.value.classes : []
  }

  it('is not shown without the person’s own consent, and not any more once it is taken back', async () => {
    const { head, representative } = await aFirm()
    const { applicationId, consentId } = await anApplication(head, bank.organisationId)
    await owner('DELETE FROM consent_sign_off WHERE "consentId" = $1', [consentId])
    expect(await classes(bank, applicationId)).not.toContain('COURT')
    await signedOff(representative, consentId)
    expect(await classes(bank, applicationId)).toContain('COURT')
    await callerOf(representative).consent.withdrawSignOff({ consentId })
    expect(await classes(bank, applicationId)).not.toContain('COURT')
    const receipt = await callerOf(head).consent.receipt({ consentId })
    expect(receipt.personal_consents).toMatchObject([{ person: '李某', pii_types: ['COURT'], event_state: 'ENDED' }])
  })

  it('is signed off by the representative on the register, from that account only', async () => {
    const { id, head, representative } = await aFirm()
    const { consentId } = await grantOnly(head, matchingTerms())
    expect(await codeOf(signedOff(head, consentId))).toBe('FORBIDDEN')
    const namesake = await aSession(id, ['LEGAL_REPRESENTATIVE'], '赵某')
    expect(await codeOf(signedOff(namesake, consentId))).toBe('consent.not-representative')
    await signedOff(representative, consentId)
    expect(await codeOf(signedOff(representative, consentId))).toBe('consent.signed-off-already')
    // By SQL in somebody else's context: the database asks whose account it is.
    const forged = inTransaction(
      'tenant',
      { sessionToken: head.token },
      (tx) =>
        tx.$executeRaw`INSERT INTO consent_sign_off ("enterpriseId", id, "consentId", "dataClasses", "accountId", "personName", "noticeVersion",
        "noticeHash", "noticeLanguage", "signedStatement") VALUES (${id}::uuid, uuidv7(), ${consentId}::uuid, '{COURT}',
        ${representative.accountId}::uuid, '李某', 'v', 'h', 'zh-CN', 'jws')`,
    )
    await expect(forged).rejects.toThrow('row-level security')
  })

  it('of a sole trader is everything', async () => {
    const { id, head } = await aFirm()
    await owner(`UPDATE enterprise SET "legalForm" = 'SOLE_TRADER' WHERE "enterpriseId" = $1`, [id])
    await grantOnly(head, matchingTerms())
    expect(await codeOf(callerOf(head).sources.refresh())).toBe('consent.personal-missing')
  })
})

describe('the notice', () => {
  it('opens again word for word as it was shown, and nobody can change it', async () => {
    const { head } = await aFirm()
    const { consentId } = await grantOnly(head, matchingTerms())
    const [row] = await owner<{ noticeHash: string }>('SELECT "noticeHash" FROM consent WHERE id = $1', [consentId])
    // What a later notice would say, or what the firm is called today, does not matter.
    await owner(`UPDATE enterprise SET name = '改名后的公司' WHERE "enterpriseId" = $1`, [head.organisationId])
    const shown = await callerOf(head).consent.notice({ consentId })
    expect(shown).toMatchObject({ language: 'zh-CN', sha256: row?.noticeHash, title: '企业数据授权书' })
    expect(shown.lines?.join('\n')).not.toContain('改名后的公司')
    const edit = inTransaction(
      'tenant',
      { sessionToken: head.token },
      (tx) => tx.$executeRaw`UPDATE consent_notice SET text = 'x'`,
    )
    await expect(edit).rejects.toThrow('permission denied')
    await expect(owner(`UPDATE consent_notice SET text = 'x' WHERE "noticeHash" = $1`, [row?.noticeHash])).rejects.toThrow(
      'another text',
    )
  })
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

  it('is heard by whoever watches, within a second', async () => {
    const { head } = await aFirm()
    const { applicationId, consentId } = await anApplication(head, bank.organisationId)
    expect(await callerOf(bank).copies.standing({ applicationId })).toEqual({ consentId, live: true })
    const heard = new Promise<number>((resolve) => void watchConsent(consentId, () => resolve(Date.now())))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await callerOf(head).consent.withdraw({ consentId })
    const withdrawn = Date.now()
    expect((await heard) - withdrawn).toBeLessThan(1_000)
    expect(await callerOf(bank).copies.standing({ applicationId })).toEqual({ consentId, live: false })
    await stopWatching()
  })
})

describe('the register names another representative', () => {
  it('ends the former one’s office, sign-offs and sessions, and has what they granted confirmed again', async () => {
    const { id, head, representative } = await aFirm()
    const { consentId } = await grantOnly(representative, matchingTerms())
    await signedOff(representative, consentId)
    const follow = (name: string) =>
      worker(id, (tx) => followRepresentative({ tx, scope: enterpriseScope(id), now: new Date() }, name))
    expect(await follow('李 某')).toBe(false)
    expect(await stateOf(consentId)).toBe('ACTIVE')
    expect(await follow('周某')).toBe(true)
    // Their session is none any more: the database lets nobody in with it.
    await expect(callerOf(representative).consent.list()).rejects.toThrow()
    const shown = await callerOf(head).consent.one({ consentId })
    expect(shown).toMatchObject({ shown: 'PAUSED', pauseReason: 'REGISTER_CHANGED' })
    expect(shown.personal).toMatchObject([{ endReason: 'REGISTER_CHANGED' }])
    expect(await codeOf(callerOf(head).sources.refresh())).toBe('source.no-consent')
    await callerOf(head).consent.resume({ consentId })
    const successor = await aSession(id, ['LEGAL_REPRESENTATIVE'], '周某')
    await signedOff(successor, consentId)
    expect((await callerOf(head).consent.one({ consentId })).lacksSignOff).toBe(false)
  })

  it('leaves alone what the owner granted', async () => {
    const { id, head } = await aFirm()
    const { consentId } = await grantOnly(head, matchingTerms())
    await worker(id, (tx) => followRepresentative({ tx, scope: enterpriseScope(id), now: new Date() }, '周某'))
    expect(await stateOf(consentId)).toBe('ACTIVE')
  })
})
