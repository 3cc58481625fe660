import { compactVerify, importJWK } from 'jose'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey, bankTerms, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'

const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))
const publicKey = aPlatformKey()
let firm: Session
let staff: Session
let bank: Session

beforeAll(async () => {
  const enterprise = await anOrganisation('ENTERPRISE', '神木市某某商贸有限公司')
  firm = await aSession(enterprise, ['ENTERPRISE_OWNER'])
  staff = await aSession(enterprise, ['ENTERPRISE_STAFF'])
  bank = await aSession(await anOrganisation('INSTITUTION', '榆川银行'), ['BANK_OFFICER'])
})

const form = () => {
  const { dataClasses, from, to, lookbackMonths } = matchingTerms()
  return { dataClasses, from, to, lookbackMonths, rhythm: '1-DAY' as const, retention: { unit: 'MONTH' as const, value: 12 } }
}

/** Through the same procedures as the page: read the notice, then sign it. */
async function grantByForm(session: Session, changes: Partial<ReturnType<typeof form>> = {}) {
  const { asked, notice, sha256 } = await callerOf(session).consent.prepare({ ...form(), ...changes })
  return callerOf(session).consent.grant({
    ...asked,
    notice: { version: notice.version, language: notice.language, sha256 },
  })
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { cause?: { code?: string }; code?: string }) => error.cause?.code ?? error.code,
  )

describe('granting', () => {
  it('stores what was signed, with the artefact that the platform vouches for', async () => {
    const { consentId } = await grantByForm(firm)
    const [row] = await owner<{ signedConsent: string; noticeHash: string; state: string }>(
      'SELECT "signedConsent", "noticeHash", state FROM consent WHERE id = $1',
      [consentId],
    )
    const { payload, protectedHeader } = await compactVerify(row?.signedConsent ?? '', await importJWK(publicKey, 'EdDSA'))
    const artefact = JSON.parse(new TextDecoder().decode(payload))
    expect(protectedHeader.typ).toBe('consent+jwt')
    expect(artefact).toMatchObject({ consentId, DataLife: { unit: 'MONTH', value: 12 }, notice: { sha256: row?.noticeHash } })
    expect(await owner('SELECT act FROM ledger_entry WHERE "subjectId" = $1', [consentId])).toEqual([{ act: 'consent.granted' }])

    const receipt = await callerOf(staff).consent.receipt({ consentId })
    expect(receipt.header.record_id).toBe(consentId)
    expect(receipt.signed_consent).toBe(row?.signedConsent)
  })

  it('refuses a consent without end of retention, or without any (oracle 3)', async () => {
    const { prepare, grant: send } = callerOf(firm).consent
    const { asked, notice, sha256 } = await prepare(form())
    const signed = { version: notice.version, language: notice.language, sha256 }
    const infinite = { ...asked, retention: { unit: 'INF' as const, value: 1 }, notice: signed }
    const { retention, ...without } = { ...asked, notice: signed }
    expect(await codeOf(send(infinite))).toBe('consent.infinite')
    expect(await codeOf(send(without))).toBe('consent.retention-missing')
  })

  it('refuses other words than those that were read', async () => {
    const { asked, notice, sha256 } = await callerOf(firm).consent.prepare(form())
    const widened = { ...asked, lookbackMonths: 36, notice: { version: notice.version, language: notice.language, sha256 } }
    expect(await codeOf(callerOf(firm).consent.grant(widened))).toBe('consent.notice-differs')
  })

  it('is for those who can bind the firm', async () => {
    expect(await codeOf(grantByForm(staff))).toBe('FORBIDDEN')
  })

  it('takes the place of the former consent for matching', async () => {
    const first = await grantByForm(firm)
    const second = await grantByForm(firm, { lookbackMonths: 12 })
    const states = Object.fromEntries((await callerOf(firm).consent.list()).map(({ id, endReason }) => [id, endReason]))
    expect(states[first.consentId]).toBe('REPLACED')
    expect(states[second.consentId]).toBeNull()
  })
})

describe('withdrawing', () => {
  it('binds at once, suspends the review under it, tells the bank and the agencies', async () => {
    const { applicationId, consentId } = await anApplication(firm, bank.organisationId)
    const { receiptNumber } = await callerOf(firm).consent.withdraw({ consentId })
    expect(receiptNumber).toMatch(/^CH\d{8}[0-9A-F]{8}$/)
    const [application] = await owner('SELECT state, suspended FROM application WHERE id = $1', [applicationId])
    expect(application).toEqual({ state: 'SUBMITTED', suspended: true })
    expect(await owner('SELECT event FROM application_event WHERE "applicationId" = $1', [applicationId])).toEqual([
      { event: 'SUSPENDED' },
    ])
    const notices = await owner('SELECT kind FROM notice WHERE "organisationId" = $1', [bank.organisationId])
    expect(notices).toEqual([{ kind: 'application.suspended' }])
    const jobs = await owner<{ key: string }>('SELECT key FROM graphile_worker.jobs WHERE key LIKE $1', [
      `%:consent-ended:${consentId}`,
    ])
    expect(jobs).toHaveLength(1)
    const shown = await callerOf(firm).consent.one({ consentId })
    expect(shown).toMatchObject({ shown: 'REVOKED', live: false })
    expect(shown.events.at(-1)?.receiptNumber).toBe(receiptNumber)
  })

  it('happens once, however many press the button', async () => {
    const { consentId } = await grant(firm, matchingTerms())
    const outcomes = await Promise.all([1, 2, 3].map(() => codeOf(callerOf(firm).consent.withdraw({ consentId }))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    const events = await owner('SELECT event FROM consent_event WHERE "consentId" = $1 ORDER BY at', [consentId])
    expect(events).toEqual([{ event: 'GRANTED' }, { event: 'REVOKED' }])
  })

  it('of a foreign consent is not possible, and looks like none', async () => {
    const other = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    const { consentId } = await grant(firm, matchingTerms())
    expect(await codeOf(callerOf(other).consent.withdraw({ consentId }))).toBe('not-found')
    expect(await codeOf(callerOf(other).consent.one({ consentId }))).toBe('not-found')
  })
})

describe('a consent to a bank', () => {
  const narrower: [string, string][] = [
    ['VIEW', 'ONETIME'],
    ['QUERY', 'ONETIME'],
    ['STORE', 'PERIODIC'],
  ]
  const shownTo = async (applicationId: string) => {
    const read = await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    return read.ok ? 'shown' : read.refusal
  }
  /** As it might lie in a database, whatever can be granted today. */
  const asGranted = async ([mode, fetchType]: [string, string]) => {
    const { applicationId, consentId } = await anApplication(firm, bank.organisationId)
    await owner('UPDATE consent SET "consentMode" = $2, "fetchType" = $3 WHERE id = $1', [consentId, mode, fetchType])
    return applicationId
  }

  it('is granted as the platform can hold the bank to it, and not otherwise', async () => {
    const asked = bankTerms(bank.organisationId, uuidv7())
    const granting = (changes: Partial<typeof asked>) => codeOf(callerOf(firm).lending.prepareConsent({ ...asked, ...changes }))
    expect(await granting({})).toBe('done')
    expect(await granting({ consentMode: 'VIEW' })).toBe('consent.mode-not-offered')
    expect(await granting({ consentMode: 'QUERY' })).toBe('consent.mode-not-offered')
    const monthly = { fetchType: 'PERIODIC', frequency: { unit: 'MONTH', value: 1 } } as const
    expect(await granting(monthly)).toBe('consent.periodic-not-offered')
  })

  it('opens nothing where it says less, and the bank is told so', async () => {
    expect(await shownTo((await anApplication(firm, bank.organisationId)).applicationId)).toBe('shown')
    for (const one of narrower) expect(await shownTo(await asGranted(one)), one.join()).toBe('portrait.consent-narrower')
  })

  it('would open it if the database did not hold to it (control)', async () => {
    const [row] = await owner<{ text: string }>(
      `SELECT pg_get_functiondef('guard.consent_hold(uuid,uuid)'::regprocedure) AS text`,
    )
    const text = row?.text ?? ''
    const without = text.replace(`AND c."consentMode" = 'STORE' AND c."fetchType" = 'ONETIME'`, '')
    expect(without).not.toBe(text)
    await owner(without)
    try {
      for (const one of narrower) expect(await shownTo(await asGranted(one)), one.join()).toBe('shown')
    } finally {
      await owner(text)
    }
  })
})
