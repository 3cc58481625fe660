import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { EnterpriseScope } from '@/server/auth/scope'
import { platformKey } from '@/server/consent/platform-key'
import { ConsentNotLive, findConsent, holdConsent } from '@/server/consent/repository'
import { classesInForce } from '@/server/consent/schema'
import type { Tx } from '@/server/db/transaction'
import { enqueue } from '@/server/jobs/enqueue'
import type { InTenant } from '@/server/jobs/task'
import { addMonthsToMonth, monthOf, shanghaiDate } from '@/server/kernel/dates'
import { notify } from '@/server/notify/notify'
import { fetchFacts, type SourceAnswer, type SourceClient } from '@/server/sources/client'
import { type ActiveAuthorisation, authorisationClaims } from '@/server/sources/domain/active-authorisation'
import { agencyOf } from '@/server/sources/domain/agencies'
import { distrusted, failed, type SourceFailure, type SourceRefusal } from '@/server/sources/domain/refusals'
import { endpointsOf } from '@/server/sources/endpoints'
import {
  beginTask,
  endTask,
  findCreditCode,
  findTask,
  forgetPortrait,
  insertRefusedAnswer,
  insertSnapshot,
  lockRun,
  type PullKey,
  settleRun,
} from '@/server/sources/pull.repository'
import { listAgencies, newestSnapshot } from '@/server/sources/repository'
import { PushedClass } from '@/server/sources/schema'
import { signAuthorisation } from '@/server/sources/sign-statement'
import { noteCorrection } from './note-correction'
import { pullLanded } from './pull-landed'

export type PullJob = { scope: EnterpriseScope; inTenant: InTenant; now: () => Date; transport?: SourceClient['transport'] }

/** Attempts of the queue at one source, each with the client's own short retries. After that a person decides. */
export const mostAttempts = 3

/** The source did not answer this time; thrown, so that the queue tries again after a pause. */
export class TryLater extends Error {}

const passing: readonly SourceRefusal[] = ['source.timeout', 'source.unreachable', 'source.agency-error']

type Prepared = {
  authorisation: ActiveAuthorisation
  endpoints: ReturnType<typeof endpointsOf>
  period: { from: string; to: string }
  attempts: number
}

/** The consent as proof for the agencies: read and held in the transaction that begins the attempt. */
export async function mint(tx: Tx, scope: EnterpriseScope, consentId: string, now: Date): Promise<ActiveAuthorisation> {
  await holdConsent(tx, scope, consentId)
  const consent = await findConsent(tx, scope, consentId)
  if (!consent) throw new ConsentNotLive()
  const proof = {
    consentId,
    creditCode: await findCreditCode(tx, scope),
    dataClasses: classesInForce(consent),
    from: consent.startsAt,
    lookbackMonths: consent.lookbackMonths,
    expiresAt: consent.expiresAt,
  }
  const token = await signAuthorisation(authorisationClaims(proof, now), platformKey())
  return { ...proof, token } as ActiveAuthorisation
}

/** Begins an attempt; null when there is nothing to do any more. */
async function begin(tx: Tx, scope: EnterpriseScope, key: PullKey, now: Date): Promise<Prepared | null> {
  const task = await findTask(tx, scope, key)
  if (!task || (task.state !== 'QUEUED' && task.state !== 'RUNNING')) return null
  const authorisation = await mint(tx, scope, task.run.consentId, now)
  const begun = await beginTask(tx, scope, key, now)
  if (begun.count !== 1) return null
  const endpoints = endpointsOf(await listAgencies(tx))
  const to = monthOf(shanghaiDate(now))
  const period = { from: addMonthsToMonth(to, -authorisation.lookbackMonths), to }
  return { authorisation, endpoints, period, attempts: task.attempts + 1 }
}

/** The last task of a run to end closes it and has the portrait drawn: exactly once, settled on the run's row. */
async function settle(tx: Tx, scope: EnterpriseScope, runId: string, now: Date): Promise<void> {
  const settled = await settleRun(tx, scope, runId, now)
  if (!settled) return
  if (settled.done > 0) await enqueue(tx, 'build-portrait', { runId }, `portrait:${runId}`)
  else {
    await notify(tx, {
      organisationId: scope.enterpriseId,
      kind: 'source.nothing-fetched',
      params: {},
      href: '/sme/data',
    })
  }
}

/** Under the held consent: the snapshot, the task's end and, after the last one, the order for the portrait. */
async function store(
  { scope, inTenant, now }: PullJob,
  key: PullKey,
  { authorisation, endpoints }: Prepared,
  answer: SourceAnswer,
): Promise<SourceFailure | null> {
  const agencyId = endpoints.get(answer.agency)?.agencyId
  if (!agencyId) throw new Error(`an answer of ${answer.agency}, which was not asked`)
  return inTenant(async (tx) => {
    await holdConsent(tx, scope, authorisation.consentId)
    if (!(await lockRun(tx, scope, key.runId))) return null
    const snapshotId = uuidv7()
    const at = now()
    const newest = await newestSnapshot(tx, scope, key.dataClass)
    if (newest && newest.issuedAt > answer.issuedAt)
      return { ...failed('source.older-than-current', newest.issuedAt.toISOString()), digest: answer.digest }
    if (!(await endTask(tx, scope, key, { state: 'DONE', snapshotId, failure: null, finishedAt: at }))) return null
    await insertSnapshot(tx, scope, {
      id: snapshotId,
      dataClass: key.dataClass,
      agencyId,
      consentId: authorisation.consentId,
      periodFrom: answer.period.from,
      periodTo: answer.period.to,
      issuedAt: answer.issuedAt,
      receivedAt: at,
      digest: answer.digest,
      nonce: answer.nonce,
      signedAnswer: answer.signed,
    })
    await noteCorrection({ tx, scope, at }, newest, { snapshotId, answer, period: answer.period })
    await forgetPortrait(tx, scope, key.runId)
    await settle(tx, scope, key.runId, at)
    return null
  })
}

/** Ends an attempt that brought nothing. */
async function giveUp(job: PullJob, key: PullKey, prepared: Prepared, failure: SourceFailure): Promise<void> {
  const { scope, inTenant, now } = job
  const retry = passing.includes(failure.refusal) && prepared.attempts < mostAttempts
  await inTenant(async (tx) => {
    if (!(await lockRun(tx, scope, key.runId))) return
    const at = now()
    const isDistrusted = distrusted.includes(failure.refusal)
    const ended = await endTask(
      tx,
      scope,
      key,
      retry
        ? { state: 'QUEUED', failure: failure.refusal, finishedAt: null }
        : { state: isDistrusted ? 'REFUSED' : 'FAILED', failure: failure.refusal, finishedAt: at },
    )
    if (!ended) return
    if (isDistrusted) {
      const agencyId = prepared.endpoints.get(agencyOf[key.dataClass])?.agencyId ?? scope.enterpriseId
      const reason = failure.detail ? `${failure.refusal}: ${failure.detail}`.slice(0, 200) : failure.refusal
      const digest = failure.digest ?? null
      await insertRefusedAnswer(tx, scope, { id: uuidv7(), ...key, agencyId, reason, digest, at })
    }
    await settle(tx, scope, key.runId, at)
  })
  if (retry) throw new TryLater(failure.refusal)
}

/** The consent ended while the attempt was under way: nothing of it is kept. */
const stop = (job: PullJob, key: PullKey) =>
  job.inTenant(async (tx) => {
    if (!(await lockRun(tx, job.scope, key.runId))) return
    const at = job.now()
    await endTask(tx, job.scope, key, { state: 'STOPPED', failure: 'consent.ended', finishedAt: at })
    await settle(tx, job.scope, key.runId, at)
  })

/**
 * Fetches one source of a run: begins under the held consent, asks the agency outside any transaction, and stores what it
 * said under the held consent again. A source that doesn't answer is tried again by the queue, at most `mostAttempts` times.
 * @throws TryLater
 */
export async function pullSource(job: PullJob, key: PullKey): Promise<void> {
  try {
    const prepared = await job.inTenant((tx) => begin(tx, job.scope, key, job.now()))
    if (!prepared) return
    const pushed = PushedClass.safeParse(key.dataClass)
    if (pushed.success) {
      const { authorisation, period } = prepared
      const refused = await pullLanded(job, { ...key, dataClass: pushed.data }, { authorisation, period, settle })
      if (refused) await giveUp(job, key, prepared, refused)
      return
    }
    const client: SourceClient = {
      endpointOf: (agency) => prepared.endpoints.get(agency) ?? null,
      now: job.now,
      newNonce: () => randomBytes(24).toString('base64url'),
      transport: job.transport,
    }
    const outcome = await fetchFacts(client, prepared.authorisation, key.dataClass, prepared.period)
    const refused = outcome.ok ? await store(job, key, prepared, outcome.value) : outcome
    if (refused) await giveUp(job, key, prepared, refused)
  } catch (error) {
    if (!(error instanceof ConsentNotLive)) throw error
    await stop(job, key)
  }
}
