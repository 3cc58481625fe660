import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { inTransaction, isGuardRefusal, type Tx } from '@/server/db/transaction'
import { drawDocument } from '@/server/flows/draw-document'
import { expireConsent } from '@/server/flows/end-consent'
import { pullSource } from '@/server/flows/pull-source'
import { nobody } from '@/server/jobs/task'
import { Refused, Unavailable } from '@/server/kernel/refused'
import { holdConsent as holdForDecision } from '@/server/lending/facts.repository'
import type { Transport } from '@/server/sources/http'
import { findRun, insertRun } from '@/server/sources/repository'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { aPortrait, aProduct } from '@/tests/applications'
import { bankTerms, grantOnly } from '@/tests/consents'
import { anOrganisation, aSession, as, contextOf } from '@/tests/world'
import { isUse, type Outcome, type Step } from './history.fixture'
import { ConsentNotLive, findConsent } from './repository'

// One enterprise and one bank that live through histories one after another, each over an application of its own. Several
// lanes run at once in one database; every step goes through the procedures, flows and repositories of the product.

const callerOf = (session: Session) => createCallerFactory(appRouter)(contextOf(session))

/** As the database's owner, on a few connections that stay. */
export function ownerPool() {
  const pool = new pg.Pool({ connectionString: process.env.OWNER_DATABASE_URL, max: 3, options: '-c timezone=UTC' })
  return {
    ask: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    close: () => pool.end(),
  }
}
export type Owner = ReturnType<typeof ownerPool>['ask']

export type Lane = {
  head: Session
  representative: Session
  bank: Session
  portraitId: string
  productId: string
  /** The way to the court, whose records are a person's. */
  court: Transport
}

export async function aLane(court: Transport): Promise<Lane> {
  const [firm, institution] = [await anOrganisation('ENTERPRISE'), await anOrganisation('INSTITUTION')]
  const head = await aSession(firm, ['ENTERPRISE_OWNER'], '王某')
  const first = await grantOnly(head, bankTerms(institution, uuidv7()))
  return {
    head,
    representative: await aSession(firm, ['LEGAL_REPRESENTATIVE'], '李某'),
    bank: await aSession(institution, ['BANK_OFFICER']),
    portraitId: await aPortrait(firm, first.consentId),
    productId: await aProduct(institution),
    court,
  }
}

/** Refusals are REFUSED, an answer kept back is UNSHOWN; a fault stays a fault. */
async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    const result = await work()
    return result === 'REFUSED' || result === 'WITHOUT_PERSON' ? result : 'DONE'
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause
    if (error instanceof Unavailable || cause instanceof Unavailable) return 'UNSHOWN'
    if (error instanceof Refused || cause instanceof Refused || isGuardRefusal(error) || error instanceof ConsentNotLive)
      return 'REFUSED'
    throw error
  }
}

const insertApplication = `
  INSERT INTO application ("enterpriseId", id, "institutionId", number, "productId", "productVersion", "portraitId", "consentId",
    "enterpriseName", "creditCode", "countyCode", industry, "amountFen", "termMonths", method, purpose, "purposeDetail",
    "debtsElsewhere", "hasLoanHistory", "commitmentVersion", "commitmentHash", "commitmentSignedBy", "commitmentSignedAt", "submittedAt")
  VALUES ($1, $2, $3, $4, $5, 1, $6, $7, 'Firm', '91610802MA7000001X', '610881', 'C2522', 100000000, 12, 'equal_instalment',
    'WORKING_CAPITAL', 'stock', '[]', false, 'v1', 'hash', $8, now(), now())`

/** One application from its first grant on. */
export function anApplicationOf({ head, representative, bank, portraitId, productId, court }: Lane, owner: Owner) {
  const scope = enterpriseScope(head.organisationId)
  const applicationId = uuidv7()
  const worker = <Result>(work: (tx: Tx) => Promise<Result>) =>
    inTransaction('worker', { jobId: nobody, tenantId: head.organisationId }, work)
  let consentId = ''
  let draftId: string | undefined

  /** The portrait is one that was drawn under this consent, so that what leaves the platform of it stands on it. */
  const drawnUnder = () =>
    owner(`UPDATE portrait SET "consentId" = $2, digest = repeat('a', 64) WHERE id = $1`, [portraitId, consentId])
  async function grant() {
    const asked = bankTerms(bank.organisationId, applicationId)
    if (!consentId) {
      consentId = (await grantOnly(head, asked)).consentId
      await drawnUnder()
      // A product takes one open application of a firm: the former history's is over.
      await owner(`UPDATE consent SET state = 'REJECTED' WHERE "enterpriseId" = $1 AND state = 'DRAFT'`, [head.organisationId])
      await owner(`UPDATE application SET state = 'WITHDRAWN' WHERE "enterpriseId" = $1 AND state <> 'WITHDRAWN'`, [
        head.organisationId,
      ])
      const number = `SQ${applicationId.replaceAll('-', '')}`
      const keys = [head.organisationId, applicationId, bank.organisationId, number, productId, portraitId, consentId]
      return owner(insertApplication, [...keys, head.accountId])
    }
    if (draftId) return grantDraft(draftId)
    const { notice, sha256 } = await callerOf(head).lending.prepareConsent(asked)
    const signed = { version: notice.version, language: notice.language, sha256 }
    consentId = (await callerOf(head).lending.grantConsent({ ...asked, notice: signed })).consentId
    return drawnUnder()
  }
  /** The draft that lies there comes into force, as somebody who can bind the firm has read it. */
  async function grantDraft(id: string) {
    const read = await callerOf(head).consent.readPrepared({ consentId: id })
    if (read.obstacle !== null) throw new Error(read.obstacle)
    const signed = { version: read.notice.version, language: read.notice.language, sha256: read.sha256 }
    consentId = (await callerOf(head).consent.confirm({ consentId: id, notice: signed })).consentId
    draftId = undefined
    return drawnUnder()
  }
  async function draft() {
    const asked = bankTerms(bank.organisationId, applicationId)
    draftId = (await callerOf(head).consent.saveDraft({ ...asked, draftId })).consentId
  }
  async function discard(): Promise<Outcome> {
    if (!draftId) return 'REFUSED'
    await callerOf(head).consent.discard({ consentId: draftId })
    draftId = undefined
    return 'DONE'
  }
  async function signOff() {
    const { notice, sha256 } = await callerOf(representative).consent.personalNotice({ consentId })
    const signed = { version: notice.version, language: notice.language, sha256 }
    return callerOf(representative).consent.signOff({ consentId, notice: signed })
  }
  async function read(): Promise<Outcome> {
    const outcome = await callerOf(bank).portrait.readGranted({ applicationId, purpose: 'LOAN_REVIEW' })
    return outcome.ok ? (outcome.value.classes.includes('COURT') ? 'DONE' : 'WITHOUT_PERSON') : 'REFUSED'
  }
  const job = { scope, inTenant: worker, now: () => new Date() }
  /** One fetch of the court's records, by the worker's own task: begun, asked and stored. */
  async function pull(): Promise<Outcome> {
    const key = { runId: uuidv7(), dataClass: 'COURT' } as const
    const run = { id: key.runId, consentId, requestedBy: head.accountId, requestedAt: new Date(), dataClasses: [key.dataClass] }
    await as(head, (tx) => insertRun(tx, scope, run))
    await pullSource({ ...job, transport: court }, key)
    const [task] = (await as(head, (tx) => findRun(tx, scope, key.runId)))?.tasks ?? []
    if (task?.state === 'DONE') return 'DONE'
    if (task?.state === 'STOPPED') return 'REFUSED'
    if (task?.failure === 'source.not-authorised') return 'WITHOUT_PERSON'
    throw new Error(`a fetch that came to ${task?.state}: ${task?.failure}`)
  }
  /** A credit report, issued by the enterprise and drawn by the worker. */
  async function exported(): Promise<Outcome> {
    const asked = { sections: ['SCORE' as const], language: 'zh-CN' as const, validDays: 30 as const, addressee: null }
    const { id } = await callerOf(head).report.issue(asked)
    const [order] = await owner<{ id: string }>('SELECT id FROM document WHERE "subjectId" = $1', [id])
    return (await drawDocument(job, order?.id ?? '')) ? 'DONE' : 'REFUSED'
  }
  const lapse = () =>
    owner(
      `UPDATE consent SET "startsAt" = now() - interval '2 days', "expiresAt" = now() - interval '1 second'
       WHERE "enterpriseId" = $1 AND id = $2`,
      [head.organisationId, consentId],
    )
  /** The worker's round, of this consent only: whatever else is due is another history's. */
  const workersRound = () =>
    worker(async (tx) => {
      const now = new Date()
      const consent = await findConsent(tx, scope, consentId)
      const isDue = consent && consent.expiresAt <= now && ['PENDING', 'ACTIVE', 'PAUSED'].includes(consent.state)
      if (isDue) await expireConsent({ tx, scope, now, nobody }, consentId)
    })

  const acts: Record<Step, () => Promise<unknown>> = {
    GRANT: grant,
    PAUSE: () => callerOf(head).consent.pause({ consentId }),
    RESUME: () => callerOf(head).consent.resume({ consentId }),
    WITHDRAW: () => callerOf(head).consent.withdraw({ consentId }),
    LAPSE: lapse,
    WORKER: workersRound,
    SIGN_OFF: signOff,
    TAKE_BACK: () => callerOf(representative).consent.withdrawSignOff({ consentId }),
    DRAFT: draft,
    DISCARD: discard,
    PULL: pull,
    READ: read,
    DECIDE: () => as(bank, (tx) => holdForDecision(tx, { enterpriseId: head.organisationId, consentId })),
    EXPORT: exported,
  }
  return { applicationId, take: (step: Step) => outcomeOf(acts[step]) }
}

export type Lived = { applicationId: string; history: readonly Step[]; outcomes: Outcome[] }

/** Lives a history through. */
export async function live(lane: Lane, owner: Owner, history: readonly Step[]): Promise<Lived> {
  const { applicationId, take } = anApplicationOf(lane, owner)
  const outcomes: Outcome[] = []
  for (const step of history) outcomes.push(await take(step))
  return { applicationId, history, outcomes }
}

type Facts = { applicationId: string; reads: number; leaves: number; snapshots: number; papers: number; orders: number }

/** What the database holds of these applications; one question for all of them. */
export const factsOf = (owner: Owner, ids: readonly string[]) =>
  owner<Facts>(
    `SELECT a.id AS "applicationId",
       (SELECT count(*)::int FROM access_record r WHERE r."enterpriseId" = a."enterpriseId" AND r."applicationId" = a.id) AS reads,
       (SELECT count(*)::int FROM ledger_entry l WHERE l."enterpriseId" = a."enterpriseId" AND l.act = 'portrait.read'
          AND l.body ->> 'applicationId' = a.id::text) AS leaves,
       (SELECT count(*)::int FROM snapshot s JOIN consent c ON c."enterpriseId" = a."enterpriseId" AND c.id = s."consentId"
        WHERE c."applicationId" = a.id) AS snapshots,
       (SELECT count(*)::int FROM document d JOIN consent c ON c."enterpriseId" = a."enterpriseId" AND c.id = d."consentId"
        WHERE c."applicationId" = a.id AND d.state = 'DONE') AS papers,
       (SELECT count(*)::int FROM consent_copy o WHERE o."enterpriseId" = a."enterpriseId" AND o."applicationId" = a.id) AS orders
     FROM application a WHERE a.id = ANY ($1::uuid[])`,
    [ids],
  )

/** How many times a bank was told to delete: once for each end of a consent, or of a sign-off, under which it had read. */
export function ordersDue({ history, outcomes }: Lived): number {
  let [due, read, readPersonal] = [0, false, false]
  let standing = true
  for (const [at, step] of history.entries()) {
    const outcome = outcomes[at]
    if (step === 'READ' && outcome !== 'REFUSED') read = true
    if (step === 'READ' && outcome === 'DONE') readPersonal = true
    if (outcome === 'REFUSED') continue
    const lapsed = step === 'WORKER' && history.slice(history.lastIndexOf('GRANT', at), at).includes('LAPSE')
    if (step === 'TAKE_BACK' && readPersonal) [due, readPersonal] = [due + 1, false]
    if (standing && (step === 'WITHDRAW' || lapsed)) {
      if (read) due += 1
      standing = false
    }
    if (step === 'GRANT') [read, readPersonal, standing] = [false, false, true]
  }
  return due
}

/** Fetches that brought something: what is a person's, where the person has signed it off. */
export const pullsOf = ({ history, outcomes }: Lived) =>
  history.filter((step, at) => step === 'PULL' && outcomes[at] === 'DONE').length

export const usesOf = ({ history, outcomes }: Lived, wanted: Step) =>
  history.filter((step, at) => isUse(step) && step === wanted && outcomes[at] !== 'REFUSED').length
