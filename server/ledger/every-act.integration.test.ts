import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { runtime } from '@/server/jobs/run-tasks'
import { nobody } from '@/server/jobs/task'
import { shanghaiDate } from '@/server/kernel/dates'
import { findCurrentPortrait, insertPortrait } from '@/server/portrait/repository'
import { insertSnapshot } from '@/server/sources/pull.repository'
import { aPlatformKey, grantOnly, matchingTerms } from '@/tests/consents'
import { aStage, caller, grantOf, type Stage, submitted } from '@/tests/lending'
import { anOrganisation, aSession, owner, scopes } from '@/tests/world'
import { recordedTables } from './export/records.repository'

// What has to be on record, by the list of the requirement: each kind is lived through by the product's own code, and leaves
// exactly these leaves, in the transaction that did it.

let stage: Stage
let analyst: Session
let operator: Session
let representative: Session
let granted: string
let at: { applicationId: string; version: number }
const target = () => ({ applicationId: at.applicationId, version: at.version })

beforeAll(async () => {
  aPlatformKey()
  stage = await aStage()
  analyst = await aSession(await anOrganisation('OFFICE'), ['OFFICE_ANALYST'])
  operator = await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])
  representative = await aSession(stage.firm.organisationId, ['LEGAL_REPRESENTATIVE'], '李某')
})

/** Acts and times of leaves by now, once nothing waits any more. */
async function leaves() {
  while ((await owner('SELECT FROM guard.ledger_pending LIMIT 1')).length > 0) await sleep(5)
  return owner<{ act: string; transaction: string }>(
    `SELECT convert_from(body, 'UTF8')::json->>'act' AS act, transaction FROM guard.ledger_leaf ORDER BY index`,
  )
}

const ofFirm = () => runtime.inTenant(stage.firm.organisationId, nobody)
const consentOf = async () =>
  (
    await owner<{ id: string }>('SELECT id FROM consent WHERE "enterpriseId" = $1 ORDER BY id LIMIT 1', [
      stage.firm.organisationId,
    ])
  )[0]?.id ?? ''

async function signOff(): Promise<void> {
  const person = caller(representative).consent
  const { notice, sha256 } = await person.personalNotice({ consentId: granted })
  const read = { version: notice.version, language: notice.language, sha256 }
  await person.signOff({ consentId: granted, notice: read })
}

async function pull(): Promise<void> {
  const consentId = await consentOf()
  const answer = { dataClass: 'TAX', agencyId: uuidv7(), consentId, periodFrom: '2024-11', periodTo: '2026-10' } as const
  const rest = { issuedAt: new Date(), receivedAt: new Date(), digest: 'd'.repeat(64), nonce: uuidv7(), signedAnswer: 'jws' }
  await ofFirm()((tx) => insertSnapshot(tx, scopes.enterprise(stage.firm), { id: uuidv7(), ...answer, ...rest }))
}

async function score(): Promise<void> {
  const consentId = await consentOf()
  await ofFirm()(async (tx) => {
    const current = await findCurrentPortrait(tx, scopes.enterprise(stage.firm))
    if (!current) throw new Error('no portrait')
    const { body } = current
    await insertPortrait(tx, scopes.enterprise(stage.firm), {
      id: uuidv7(),
      consentId,
      body,
      digest: 'd',
      snapshotIds: [],
      createdAt: new Date(),
    })
  })
}

async function toTheApprover(): Promise<void> {
  const bank = caller(stage.officer).lending
  at = await bank.accept(target())
  at = await bank.startDueDiligence(target())
  at = await bank.recommend({ ...target(), recommendation: grantOf(), opinion: '经营稳定' })
}

async function toTheContract(): Promise<void> {
  const bank = caller(stage.officer).lending
  const terms = { amountFen: 120_000_000n, rateBps: 400, termMonths: 12, method: 'equal_instalment', upfrontFeesFen: 0n } as const
  at = await bank.offer({ ...target(), ...terms, revolving: false, creditLoan: true, validTo: shanghaiDate(new Date()) })
  const own = () => caller(stage.firm).lending
  const { offer } = await own().own({ applicationId: at.applicationId })
  at = await own().acceptOffer({ ...target(), offerId: offer?.id ?? '' })
  at = await caller(stage.officer).lending.contract({ ...target(), contractNumber: 'HT-1', signedOn: shanghaiDate(new Date()) })
}

type Step = { kind: string; before?: () => Promise<unknown>; act: () => Promise<unknown>; leaves: string[] }
const today = shanghaiDate(new Date())
const steps: Step[] = [
  {
    kind: 'a grant',
    act: async () => {
      granted = (await grantOnly(stage.firm, matchingTerms())).consentId
    },
    leaves: ['consent.granted', 'consent.recorded', 'consent_event.recorded'],
  },
  { kind: 'a sign-off of the person’s own', act: signOff, leaves: ['consent.signed-off', 'consent_sign_off.recorded'] },
  { kind: 'a pull', act: pull, leaves: ['snapshot.recorded'] },
  { kind: 'a score', act: score, leaves: ['portrait.recorded'] },
  { kind: 'a match', act: () => caller(stage.firm).matching.all({ ask: null }), leaves: ['products.matched'] },
  {
    kind: 'a read',
    before: async () => {
      at = await submitted(stage)
    },
    act: () => caller(stage.officer).portrait.readGranted({ applicationId: at.applicationId, purpose: 'LOAN_REVIEW' }),
    leaves: ['data.read'],
  },
  {
    kind: 'a decision',
    before: toTheApprover,
    act: async () => {
      at = await caller(stage.approver).lending.decide({ ...target(), decision: grantOf(120_000_000n) })
    },
    leaves: ['application.granted', 'decision.recorded'],
  },
  {
    kind: 'a disbursement',
    before: toTheContract,
    act: () =>
      caller(stage.officer).disbursement.disburse({
        applicationId: at.applicationId,
        reference: 'PZ-1',
        amountFen: 50_000_000n,
        disbursedOn: today,
        renewal: false,
        firstLoan: true,
      }),
    leaves: ['disbursement.recorded', 'disbursement.reported'],
  },
  {
    kind: 'a repayment',
    act: () =>
      caller(stage.officer).disbursement.repay({
        applicationId: at.applicationId,
        reference: 'PZ-2',
        principalFen: 1_000_000n,
        interestFen: 10_000n,
        repaidOn: today,
      }),
    leaves: ['repayment.recorded', 'repayment.reported'],
  },
  {
    kind: 'an export',
    act: () => caller(analyst).statistics.exportRecords({ kind: 'enterprises' }),
    leaves: ['data.read', 'records.exported'],
  },
  {
    kind: 'a file taken away',
    act: () => caller(stage.firm).ledger.recordExport({ file: 'data-access' }),
    leaves: ['data-access.exported'],
  },
  {
    kind: 'a privileged act',
    act: () =>
      caller(operator).operator.createBranch({
        institutionId: stage.institutionId,
        name: '城南支行',
        nameEn: 'South Branch',
        countyCode: '610802',
      }),
    leaves: ['branch.created'],
  },
  {
    kind: 'a withdrawal',
    act: async () => caller(stage.firm).consent.withdraw({ consentId: await consentOf() }),
    leaves: ['consent.withdrawn', 'consent_event.recorded'],
  },
]

describe('on record, each in its own transaction', () => {
  it.each(steps)('$kind', async (step) => {
    await step.before?.()
    const before = (await leaves()).length
    await step.act()
    const made = (await leaves()).slice(before)
    expect(made.map(({ act }) => act).sort()).toEqual(step.leaves)
    expect(new Set(made.map(({ transaction }) => transaction)).size).toBe(1)
  })
})

describe('the tables whose rows are leaves', () => {
  it('are those that the export lays before the verifier, and no more', async () => {
    const rows = await owner<{ name: string }>(
      `SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'leaf' ORDER BY 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual([...recordedTables, 'ledger_entry', 'access_record'].sort())
  })
})
