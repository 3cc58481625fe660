import { beforeAll, describe, expect, it } from 'vitest'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { inTransaction } from '@/server/db/transaction'
import { expireConsent } from '@/server/flows/end-consent'
import { followRepresentative } from '@/server/flows/follow-register'
import { nobody } from '@/server/jobs/task'
import { anApplication } from '@/tests/applications'
import { aPlatformKey, grantOnly, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, owner } from '@/tests/world'
import { aFirm, callerOf, codeOf, worker } from './moves.fixture'

aPlatformKey()

const { dataClasses, from, to, lookbackMonths } = matchingTerms()
const form = { dataClasses, from, to, lookbackMonths, rhythm: '1-DAY' as const, retention: { unit: 'MONTH' as const, value: 12 } }

async function prepared(by: Session): Promise<string> {
  const { asked, notice, sha256 } = await callerOf(by).consent.prepare(form)
  const signed = { version: notice.version, language: notice.language, sha256 }
  return (await callerOf(by).consent.submit({ ...asked, notice: signed })).consentId
}

async function confirmed(by: Session, consentId: string) {
  const read = await callerOf(by).consent.readPrepared({ consentId })
  if (read.obstacle !== null) throw new Error(read.obstacle)
  const { notice, sha256 } = read
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
    expect(receipt.processing.withdrawal_method).toBe(`http://localhost:3000/sme/consents/${consentId}/withdraw`)
    // The recipient's own seat, or none: never the platform's.
    const seat = async () =>
      (await callerOf(head).consent.receipt({ consentId })).parties.find(({ type }) => type === 'third_party')?.address
    expect(await seat()).toMatch(/^(未登记|not registered)/)
    const seats = ['榆林市榆阳区某路 1 号', '1 Some Road, Yulin']
    const operator = await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])
    const [address = '', addressEn = ''] = seats
    const added = { institutionId: bank.organisationId, address, addressEn }
    expect(await codeOf(callerOf(bank).operator.setSeat(added))).toBe('FORBIDDEN')
    expect(await codeOf(callerOf(operator).operator.setSeat({ ...added, address: '路' }))).not.toBe('done')
    await callerOf(operator).operator.setSeat(added)
    expect(await owner(`SELECT act FROM ledger_entry WHERE "subjectId" = $1`, [bank.organisationId])).toContainEqual({
      act: 'institution.seat-set',
    })
    expect(seats).toContain(await seat())
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
