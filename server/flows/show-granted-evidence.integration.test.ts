import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import type { Session } from '@/server/auth/session'
import { listTaken } from '@/server/consent/taken.repository'
import { isGuardRefusal } from '@/server/db/transaction'
import { openValues, sealValue } from '@/server/keys/sealed.repository'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn } from '@/server/portrait/domain/score-card'
import { openedRecords } from '@/server/portrait/evidence.repository'
import { openPortrait } from '@/server/portrait/granted.repository'
import { answerCell } from '@/server/sources/repository'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { cityFacts, dayAfter } from '@/tests/city-facts'
import { aPlatformKey } from '@/tests/consents'
import { anOrganisation, aSession, as, contextOf, owner, scopes } from '@/tests/world'

aPlatformKey()
const city = createCity({ seed: 4_004, enterprises: 5, asOf: '2026-09' })
const asOf = dayAfter(city)
const period = { from: '2024-10', to: '2026-09' }
const classes = ['TAX', 'SOCIAL_SECURITY', 'COURT'] as const
const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))

let firm: Session
let bank: Session
let otherBank: Session
let agencyId: string

beforeAll(async () => {
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  otherBank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
  agencyId = await anOrganisation('AGENCY')
  await owner(
    `INSERT INTO agency ("agencyId", code, name, "nameEn", "baseUrl", "publicKey", "dataClasses")
     VALUES ($1, 'all', '数据提供单位', 'Provider', 'http://localhost', '{}', '{TAX,SOCIAL_SECURITY,COURT}')`,
    [agencyId],
  )
})

/** A record as it was signed and stored: sealed under the firm's key, with the digest of what was signed. */
async function aSnapshot(consentId: string, dataClass: (typeof classes)[number]) {
  const id = uuidv7()
  const { creditCode } = city.enterprise(0)
  const content = city.contentOf(0, dataClass, period.from, period.to)
  const payload = JSON.stringify({ subject: creditCode, dataClass, content })
  const digest = createHash('sha256').update(payload).digest('hex')
  const key = { ownerId: firm.organisationId, purpose: 'RECORDS' } as const
  const answer = `e30.${Buffer.from(payload).toString('base64url')}.c2ln`
  const sealed = await as(firm, (tx) => sealValue(tx, key, answerCell(firm.organisationId, id), answer))
  await owner(
    `INSERT INTO snapshot ("enterpriseId", id, "dataClass", "agencyId", "consentId", "periodFrom", "periodTo", "issuedAt", digest, nonce, "signedAnswer")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $11, $10)`,
    [
      firm.organisationId,
      id,
      dataClass,
      agencyId,
      consentId,
      period.from,
      period.to,
      `${asOf}T02:00:00Z`,
      digest,
      sealed,
      `nonce ${id}`,
    ],
  )
  return { id, dataClass, digest }
}

/** An application whose portrait was drawn from stored records. */
async function aDrawnApplication() {
  const made = await anApplication(firm, bank.organisationId)
  const snapshots = []
  for (const one of classes) snapshots.push(await aSnapshot(made.consentId, one))
  const body = buildPortrait(cityFacts(city, 0, classes), cardOn(asOf), asOf)
  await owner(`UPDATE portrait SET body = $2, "cardVersion" = $3, "snapshotIds" = $4 WHERE id = $1`, [
    made.portraitId,
    JSON.stringify(body),
    body.cardVersion,
    snapshots.map(({ id }) => id),
  ])
  return { ...made, snapshots, body }
}

const look = (session: Session, applicationId: string, indicatorId: 'tax.taxPaid12m' | 'operation.salesPerHead12m') =>
  callerOf(session).portrait.grantedIndicator({ applicationId, indicatorId, purpose: 'LOAN_REVIEW' })
const looksAt = (portraitId: string) =>
  owner<{ fields: string[] }>('SELECT fields FROM access_record WHERE "portraitId" = $1', [portraitId])

describe('an officer asking where a figure comes from', () => {
  it('sees provider, period, receipt, the digest of the record, and just the lines that made it', async () => {
    const { applicationId, portraitId, consentId, snapshots, body } = await aDrawnApplication()
    const outcome = await look(bank, applicationId, 'tax.taxPaid12m')
    if (!outcome.ok) throw new Error(outcome.refusal)
    const { evidence, reading } = outcome.value
    expect(reading).toEqual(body.indicators.find(({ id }) => id === 'tax.taxPaid12m'))
    const [tax] = evidence
    expect(tax?.provenance).toMatchObject({ providerEn: 'Provider', periodFrom: '2024-10', digest: snapshots[0]?.digest })
    expect(tax?.lines).toHaveLength(12)
    expect(Object.keys(tax?.lines?.[0]?.cells ?? {})).toEqual(['month', 'taxPaidFen'])
    const paid = tax?.lines?.reduce((sum, { cells }) => sum + BigInt(cells.taxPaidFen ?? 0), 0n)
    expect(paid).toBe(reading.state === 'KNOWN' ? BigInt(reading.value) : null)

    const looks = await looksAt(portraitId)
    expect(looks).toEqual([
      { fields: ['indicators.tax.taxPaid12m', 'records.TAX.months.month', 'records.TAX.months.taxPaidFen', 'coverage.TAX'] },
    ])
    // So that it counts as a use of the class wherever uses are counted.
    const taken = await as(firm, (tx) => listTaken(tx, scopes.enterprise(firm)))
    expect(taken.filter((one) => one.consentId === consentId && one.dataClass === 'TAX').map(({ times }) => times)).toEqual([
      1, 1,
    ])
    const usage = await as(
      await aSession(agencyId, ['AGENCY_STEWARD']),
      (tx) =>
        tx.$queryRaw<
          { dataClass: string }[]
        >`SELECT "dataClass" FROM guard.agency_usage(now() - interval '1 hour', now() + interval '1 hour')`,
    )
    expect(usage.map(({ dataClass }) => dataClass)).toEqual(['TAX'])
    const { rows } = await callerOf(firm).ledger.reads({ page: 1 })
    expect(rows[0]).toMatchObject({ portraitId, readerOrganisationId: bank.organisationId })
  })

  it('sees nothing of a class that the consent does not cover, nor another bank anything', async () => {
    const { applicationId, portraitId, consentId } = await aDrawnApplication()
    await owner(`UPDATE consent SET "dataClasses" = '{TAX}' WHERE id = $1`, [consentId])
    await expect(look(bank, applicationId, 'operation.salesPerHead12m')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await look(bank, applicationId, 'tax.taxPaid12m')).ok).toBe(true)
    expect(await look(otherBank, applicationId, 'tax.taxPaid12m')).toEqual({ ok: false, refusal: 'portrait.no-application' })
    expect(await looksAt(portraitId)).toHaveLength(1)
    await callerOf(firm).consent.withdraw({ consentId })
    expect(await owner('SELECT "dataClasses", reads FROM consent_copy WHERE "consentId" = $1', [consentId])).toEqual([
      { dataClasses: ['TAX'], reads: 1 },
    ])
    expect(await look(bank, applicationId, 'tax.taxPaid12m')).toEqual({ ok: false, refusal: 'portrait.consent-revoked' })
  })
})

describe('the guard of records', () => {
  /** What a bank's transaction gets that opens the portrait with these fields and asks for these classes. */
  const asked = (applicationId: string, fields: string[], wanted: (typeof classes)[number][]) =>
    as(bank, async (tx) => {
      const portraitId = await openPortrait(tx, applicationId, 'LOAN_REVIEW', fields)
      return openedRecords(tx, { enterpriseId: firm.organisationId, portraitId }, wanted)
    }).catch((error: unknown) => {
      if (isGuardRefusal(error)) return 'refused'
      throw error
    })

  it('gives records of the classes that the look on record names and the consent covers (control: both)', async () => {
    const { applicationId, consentId } = await aDrawnApplication()
    expect(await asked(applicationId, ['score'], ['TAX'])).toBe('refused')
    expect(await asked(applicationId, ['records.TAX.months.month'], ['COURT'])).toBe('refused')
    expect(await asked(applicationId, ['records.TAX.months.month'], ['TAX'])).toHaveLength(1)
    await owner(`UPDATE consent SET "dataClasses" = '{COURT}' WHERE id = $1`, [consentId])
    expect(await asked(applicationId, ['records.TAX.months.month'], ['TAX'])).toBe('refused')
  })

  it('asks for the sign-off of personal data', async () => {
    const { applicationId, consentId } = await aDrawnApplication()
    await owner(`UPDATE consent SET "personalClasses" = '{SOCIAL_SECURITY}' WHERE id = $1`, [consentId])
    await owner(`UPDATE consent_sign_off SET "endedAt" = now() WHERE "consentId" = $1`, [consentId])
    expect(await asked(applicationId, ['records.SOCIAL_SECURITY.months.month'], ['SOCIAL_SECURITY'])).toBe('refused')
    await owner(`UPDATE consent SET "personalClasses" = '{}' WHERE id = $1`, [consentId])
    expect(await asked(applicationId, ['records.SOCIAL_SECURITY.months.month'], ['SOCIAL_SECURITY'])).toHaveLength(1)
  })

  it('hands the key out to the look on record only', async () => {
    const { applicationId, snapshots } = await aDrawnApplication()
    const [first] = snapshots
    const [row] = await owner<{ value: string }>('SELECT "signedAnswer" AS value FROM snapshot WHERE id = $1', [first?.id])
    const cell = answerCell(firm.organisationId, first?.id ?? '')
    const sealed = [{ ownerId: firm.organisationId, cell, value: row?.value ?? '' }]
    const opened = (fields: string[]) =>
      as(bank, async (tx) => {
        await openPortrait(tx, applicationId, 'LOAN_REVIEW', fields)
        return openValues(tx, 'RECORDS', sealed)
      })
    await expect(opened(['score'])).rejects.toThrow()
    expect((await opened(['records.TAX.months.month']))[0]).toMatch(/^e30\./)
  })
})
