import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { inTransaction, isGuardRefusal, type Tx } from '@/server/db/transaction'
import { orderDocument } from '@/server/documents/repository'
import { drawDocument } from '@/server/flows/draw-document'
import { expireConsent } from '@/server/flows/end-consent'
import { nobody } from '@/server/jobs/task'
import { Refused } from '@/server/kernel/refused'
import { holdConsent as holdForDecision } from '@/server/lending/facts.repository'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anApplication } from '@/tests/applications'
import { aPlatformKey, bankTerms } from '@/tests/consents'
import { randomRuns } from '@/tests/random-runs'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import { expected, histories, type Outcome, type Step } from './history.fixture'
import { ConsentNotLive, findConsent, holdConsent } from './repository'
import { classesInForce } from './schema'

const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))
aPlatformKey()
let head: Session
let representative: Session
let bank: Session

beforeAll(async () => {
  const firm = await anOrganisation('ENTERPRISE')
  head = await aSession(firm, ['ENTERPRISE_OWNER'], '王某')
  representative = await aSession(firm, ['LEGAL_REPRESENTATIVE'], '李某')
  bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
})

const worker = <Result>(work: (tx: Tx) => Promise<Result>) =>
  inTransaction('worker', { jobId: nobody, tenantId: head.organisationId }, work)

/** Refusals are REFUSED; a fault stays a fault. */
async function outcomeOf(work: () => Promise<Outcome | unknown>): Promise<Outcome> {
  try {
    const result = await work()
    return result === 'REFUSED' || result === 'WITHOUT_PERSON' ? result : 'DONE'
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause
    if (error instanceof Refused || cause instanceof Refused || isGuardRefusal(error) || error instanceof ConsentNotLive)
      return 'REFUSED'
    throw error
  }
}

/** One application on real PostgreSQL, through the procedures and repositories that the product itself goes through. */
async function real() {
  const scope = enterpriseScope(head.organisationId)
  const { applicationId, consentId: first } = await anApplication(head, bank.organisationId)
  await owner('DELETE FROM consent_sign_off WHERE "consentId" = $1', [first])
  let consentId = first
  let begun = false

  const grant = async () => {
    if (!begun) {
      begun = true
      return
    }
    const asked = bankTerms(bank.organisationId, applicationId)
    const { notice, sha256 } = await callerOf(head).lending.prepareConsent(asked)
    const signed = { version: notice.version, language: notice.language, sha256 }
    consentId = (await callerOf(head).lending.grantConsent({ ...asked, notice: signed })).consentId
  }
  const signOff = async () => {
    const { notice, sha256 } = await callerOf(representative).consent.personalNotice({ consentId })
    const signed = { version: notice.version, language: notice.language, sha256 }
    return callerOf(representative).consent.signOff({ consentId, notice: signed })
  }
  const read = async (): Promise<Outcome> => {
    const outcome = await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    return outcome.ok ? (outcome.value.classes.includes('COURT') ? 'DONE' : 'WITHOUT_PERSON') : 'REFUSED'
  }
  /** As server/flows/pull-source.ts begins and stores: under the held consent, for the classes in force. */
  const pull = () =>
    worker(async (tx): Promise<Outcome> => {
      await holdConsent(tx, scope, consentId)
      const consent = await findConsent(tx, scope, consentId)
      return consent && classesInForce(consent).includes('COURT') ? 'DONE' : 'WITHOUT_PERSON'
    })
  const exported = async (): Promise<Outcome> => {
    const { id } = await as(head, (tx) =>
      orderDocument(tx, {
        organisationId: head.organisationId,
        kind: 'CONSENT_RECEIPT',
        subjectId: consentId,
        edition: crypto.randomUUID(),
        consentId,
        requestedBy: head.accountId,
        requestedAt: new Date(),
      }),
    )
    return (await drawDocument({ scope, inTenant: worker, now: () => new Date() }, id)) ? 'DONE' : 'REFUSED'
  }

  const acts: Record<Step, () => Promise<unknown>> = {
    GRANT: grant,
    PAUSE: () => callerOf(head).consent.pause({ consentId }),
    RESUME: () => callerOf(head).consent.resume({ consentId }),
    WITHDRAW: () => callerOf(head).consent.withdraw({ consentId }),
    LAPSE: () =>
      owner(
        `UPDATE consent SET "startsAt" = now() - interval '2 days', "expiresAt" = now() - interval '1 second' WHERE id = $1`,
        [consentId],
      ),
    WORKER: async () => {
      const [due] = await owner(
        `SELECT 1 FROM consent WHERE id = $1 AND "expiresAt" <= now() AND state IN ('PENDING', 'ACTIVE', 'PAUSED')`,
        [consentId],
      )
      if (due) await worker((tx) => expireConsent({ tx, scope, now: new Date(), nobody }, consentId))
    },
    SIGN_OFF: signOff,
    TAKE_BACK: () => callerOf(representative).consent.withdrawSignOff({ consentId }),
    PULL: pull,
    READ: read,
    DECIDE: () => as(bank, (tx) => holdForDecision(tx, { enterpriseId: head.organisationId, consentId })),
    EXPORT: exported,
  }
  return { applicationId, take: (step: Step) => outcomeOf(acts[step]) }
}

async function told(history: readonly Step[]): Promise<Outcome[]> {
  const { applicationId, take } = await real()
  const outcomes: Outcome[] = []
  for (const step of history) outcomes.push(await take(step))
  const reads = history.filter((step, at) => step === 'READ' && outcomes[at] !== 'REFUSED').length
  const records = await owner('SELECT 1 FROM access_record WHERE "applicationId" = $1', [applicationId])
  expect(records, 'reads on record').toHaveLength(reads)
  return outcomes
}

describe('histories on real PostgreSQL', () => {
  it('come to what they allow, and every read is on record', { timeout: 900_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(histories(9, 1), async (history) => {
        expect(await told(history)).toEqual(expected(history))
      }),
      { ...randomRuns('consent histories on PostgreSQL', 120), endOnFailure: true },
    )
  })

  it('are told apart from a database that does not ask how the consent stands (control)', { timeout: 60_000 }, async () => {
    const [held] = await owner<{ text: string }>(
      `SELECT pg_get_functiondef('guard.consent_hold(uuid,uuid)'::regprocedure) AS text`,
    )
    const text = held?.text ?? ''
    const open = text.replace(/AND c\.state = 'ACTIVE'[^\n]*/, '')
    expect(open).not.toBe(text)
    await owner(open)
    try {
      const history: Step[] = ['GRANT', 'WITHDRAW', 'READ', 'DECIDE']
      expect(expected(history)).toEqual(['DONE', 'DONE', 'REFUSED', 'REFUSED'])
      expect(await told(history)).not.toEqual(expected(history))
    } finally {
      await owner(text)
    }
  })
})
