import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { isGuardRefusal } from '@/server/db/transaction'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { openedSources } from './evidence.repository'
import { openPortrait, readOpened } from './granted.repository'

const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))
aPlatformKey()
let firm: Session
let bank: Session
let otherBank: Session

beforeAll(async () => {
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  otherBank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
})

const read = (session: Session, applicationId: string) =>
  callerOf(session).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
const visible = (session: Session, id: string) =>
  as(session, async (tx) => (await tx.portrait.findMany({ where: { id }, select: { id: true } })).length)
const recordsOf = (portraitId: string) =>
  owner<{ fields: string[]; purpose: string }>('SELECT fields, purpose FROM access_record WHERE "portraitId" = $1 ORDER BY at', [
    portraitId,
  ])

describe('a bank reading a portrait', () => {
  it('is on record with exactly the fields that its consent covers, and the enterprise sees it', async () => {
    const { applicationId, portraitId, consentId } = await anApplication(firm, bank.organisationId)
    await owner(`UPDATE consent SET "dataClasses" = '{TAX,LIST}' WHERE id = $1`, [consentId])
    const outcome = await read(bank, applicationId)
    if (!outcome.ok) throw new Error(outcome.refusal)
    const { portrait } = outcome.value
    expect(portrait.indicators.map(({ id }) => id.split('.')[0])).not.toContain('utilities')
    expect(portrait.coverage.map(({ dataClass }) => dataClass)).toEqual(['TAX', 'LIST'])
    const [record] = await recordsOf(portraitId)
    expect(record?.purpose).toBe('LOAN_REVIEW')
    expect(record?.fields.filter((field) => field.startsWith('indicators.'))).toEqual(
      portrait.indicators.map(({ id }) => `indicators.${id}`),
    )
    const { rows } = await callerOf(firm).ledger.reads({ page: 1 })
    expect(rows.find((row) => row.portraitId === portraitId)?.readerOrganisationId).toBe(bank.organisationId)
  })

  it('sees nothing without a record, of another bank, or after the consent ended; a refusal is on record', async () => {
    const { applicationId, portraitId, consentId } = await anApplication(firm, bank.organisationId)
    expect(await visible(bank, portraitId)).toBe(0)
    expect(await read(otherBank, applicationId)).toEqual({ ok: false, refusal: 'portrait.no-application' })
    await callerOf(firm).consent.withdraw({ consentId })
    expect(await read(bank, applicationId)).toEqual({ ok: false, refusal: 'portrait.consent-revoked' })
    expect(await recordsOf(portraitId)).toEqual([])
    const refusals = await callerOf(firm).ledger.refusedReads()
    expect(refusals[0]).toMatchObject({ readerOrganisationName: bank.organisationName, reason: 'portrait.consent-revoked' })
  })

  it('is of the branch that has the case, and for what the case and the office say, whatever is asked (control: the head office)', async () => {
    const { applicationId, portraitId } = await anApplication(firm, bank.organisationId)
    const aBranch = async () => {
      const id = uuidv7()
      const row = [bank.organisationId, id]
      await owner(
        `INSERT INTO branch ("institutionId", id, name, "nameEn", "countyCode") VALUES ($1, $2, '支行', 'Branch', '610802')`,
        row,
      )
      return id
    }
    const [mine, theirs] = [await aBranch(), await aBranch()]
    const officer = { ...(await aSession(bank.organisationId, ['BANK_OFFICER'])), branchId: mine }
    await owner('UPDATE membership SET "branchId" = $2 WHERE "accountId" = $1', [officer.accountId, mine])
    const asked = () => callerOf(officer).portrait.readGranted({ applicationId, purpose: 'CONTRACT' })
    const lieWith = (branchId: string | null) =>
      owner('UPDATE application SET "branchId" = $2 WHERE id = $1', [applicationId, branchId])
    await lieWith(theirs)
    expect(await asked()).toEqual({ ok: false, refusal: 'portrait.no-application' })
    // Nor by SQL in the officer's own context.
    const opened = as(officer, (tx) => openPortrait(tx, applicationId, 'LOAN_REVIEW', ['score']))
    await expect(opened).rejects.toThrow('no such application')
    expect(await recordsOf(portraitId)).toEqual([])
    expect((await read(bank, applicationId)).ok).toBe(true)
    for (const branchId of [mine, null]) {
      await lieWith(branchId)
      expect((await asked()).ok).toBe(true)
    }
    expect((await recordsOf(portraitId)).map(({ purpose }) => purpose)).toEqual(['LOAN_REVIEW', 'LOAN_REVIEW', 'LOAN_REVIEW'])
    const approver = await aSession(bank.organisationId, ['BANK_APPROVER'])
    await as(approver, (tx) => openPortrait(tx, applicationId, 'LOAN_REVIEW', ['score']))
    expect((await recordsOf(portraitId)).at(-1)?.purpose).toBe('LOAN_APPROVAL')
  })

  it('learns where each granted class came from and which fetch failed, in the look on record and of no other class', async () => {
    const { applicationId, portraitId, consentId } = await anApplication(firm, bank.organisationId)
    const { organisationId } = firm
    await owner(`UPDATE consent SET "dataClasses" = '{TAX,LIST}' WHERE id = $1`, [consentId])
    const agencyId = await anOrganisation('AGENCY')
    await owner(
      `INSERT INTO agency ("agencyId", code, name, "nameEn", "baseUrl", "publicKey", "dataClasses")
       VALUES ($1, $2, '某局', 'A bureau', '', '{}', '{TAX,LIST,COURT}')`,
      [agencyId, agencyId],
    )
    const snapshotId = uuidv7()
    await owner(
      `INSERT INTO snapshot ("enterpriseId", id, "dataClass", "agencyId", "consentId", "periodFrom", "periodTo", "issuedAt", digest, nonce, "signedAnswer")
       VALUES ($1, $2, 'TAX', $3, $4, '2025-01', '2026-10', now(), $5, 'a-nonce-of-its-own', 'enc.v1.x')`,
      [organisationId, snapshotId, agencyId, consentId, 'd'.repeat(64)],
    )
    await owner('UPDATE portrait SET "snapshotIds" = $2 WHERE id = $1', [portraitId, [snapshotId]])
    const runId = uuidv7()
    await owner(`INSERT INTO pull_run ("enterpriseId", id, "consentId", "requestedBy") VALUES ($1, $2, $3, $4)`, [
      organisationId,
      runId,
      consentId,
      firm.accountId,
    ])
    for (const name of ['LIST', 'COURT'])
      await owner(
        `INSERT INTO pull_task ("enterpriseId", "runId", "dataClass", state, failure) VALUES ($1, $2, $3, 'FAILED', 'source.timeout')`,
        [organisationId, runId, name],
      )
    const outcome = await read(bank, applicationId)
    if (!outcome.ok) throw new Error(outcome.refusal)
    expect(outcome.value.origins).toEqual([
      { dataClass: 'LIST', provider: '某局', providerEn: 'A bureau', provenance: null, failure: 'source.timeout' },
      {
        ...{ dataClass: 'TAX', provider: '某局', providerEn: 'A bureau', failure: null },
        provenance: expect.objectContaining({ snapshotId, periodFrom: '2025-01', periodTo: '2026-10', digest: 'd'.repeat(64) }),
      },
    ])
    // By SQL in the officer's own context: nothing without a look, and nothing of a class that only its record names.
    const opened = { enterpriseId: organisationId, portraitId }
    expect(await as(bank, (tx) => openedSources(tx, opened))).toEqual([])
    const named = await as(bank, async (tx) => {
      await openPortrait(tx, applicationId, 'LOAN_REVIEW', ['coverage.LIST', 'coverage.COURT'])
      return openedSources(tx, opened)
    })
    expect(named.map(({ dataClass }) => dataClass)).toEqual(['LIST'])
  })

  it('would see it by a policy that asked for no record (control)', async () => {
    const { portraitId } = await anApplication(firm, bank.organisationId)
    await owner(`CREATE POLICY opened ON public.portrait FOR SELECT TO app_tenant USING (true)`)
    expect(await visible(bank, portraitId)).toBe(1)
    await owner('DROP POLICY opened ON public.portrait')
    expect(await visible(bank, portraitId)).toBe(0)
  })
})

/**
 * A reader that pauses between opening and reading, at most `pauseMs` and no longer than the withdrawal takes; the withdrawal
 * begins `after` something. True: it read after the withdrawal.
 */
async function raced(pauseMs: number, after: (opened: Promise<void>) => Promise<void>): Promise<boolean> {
  const { applicationId, consentId } = await anApplication(firm, bank.organisationId)
  let announce = () => {}
  const opened = new Promise<void>((resolve) => {
    announce = resolve
  })
  const withdrawal = after(opened).then(() => callerOf(firm).consent.withdraw({ consentId }))
  const reading = as(bank, async (tx) => {
    const id = await openPortrait(tx, applicationId, 'LOAN_REVIEW', ['score'])
    announce()
    await Promise.race([withdrawal, sleep(pauseMs)])
    await readOpened(tx, firm.organisationId, id)
    const consent = await tx.consent.findFirst({ where: { id: consentId }, select: { state: true } })
    return consent?.state !== 'ACTIVE'
  }).catch((error: unknown) => {
    if (isGuardRefusal(error)) return false
    throw error
  })
  const [late] = await Promise.all([reading, withdrawal])
  return late
}

async function lateReads(runs: number, race: () => Promise<boolean>): Promise<number> {
  let late = 0
  for (let run = 0; run < runs; run++) if (await race()) late++
  return late
}

describe('a withdrawal racing a read', () => {
  const runs = process.env.TEST_FULL ? 400 : 20
  const anyTime = () => raced(Math.random() * 60, () => sleep(Math.random() * 60))
  const onceOpened = (pauseMs: number) => () => raced(pauseMs, (opened) => opened)

  it(`never comes before a read that is still shown (${runs} races)`, { timeout: 400_000 }, async () => {
    expect(await lateReads(runs, anyTime)).toBe(0)
    expect(await lateReads(3, onceOpened(300))).toBe(0)
  })

  it('would, if the consent were looked at without being held (control)', async () => {
    const [held] = await owner<{ text: string }>(
      `SELECT pg_get_functiondef('guard.consent_hold(uuid,uuid)'::regprocedure) AS text`,
    )
    const text = held?.text ?? ''
    expect(text).toContain('FOR SHARE')
    await owner(text.replace('FOR SHARE', ''))
    try {
      expect(await lateReads(3, onceOpened(8_000))).toBe(3)
    } finally {
      await owner(text)
    }
  })
})
