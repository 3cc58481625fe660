import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { EnterpriseScope } from '@/server/auth/scope'
import { holdConsent } from '@/server/consent/repository'
import type { Tx } from '@/server/db/transaction'
import type { InTenant } from '@/server/jobs/task'
import { shanghaiDate } from '@/server/kernel/dates'
import type { ActiveAuthorisation } from '@/server/sources/domain/active-authorisation'
import { agencyOf } from '@/server/sources/domain/agencies'
import { landedEvidence } from '@/server/sources/domain/landed-evidence'
import { failed, failedContent, type SourceFailure } from '@/server/sources/domain/refusals'
import { currentRecords } from '@/server/sources/feed/landed'
import { layouts } from '@/server/sources/feed/layouts'
import { readLanded } from '@/server/sources/landing.repository'
import { endTask, forgetPortrait, insertSnapshot, lockRun } from '@/server/sources/pull.repository'
import { listAgencies, newestSnapshot } from '@/server/sources/repository'
import type { PushedClass } from '@/server/sources/schema'
import { transformContent } from '@/server/sources/transform-content'
import { noteCorrection } from './note-correction'

type LandedJob = { scope: EnterpriseScope; inTenant: InTenant; now: () => Date }
type LandedKey = { runId: string; dataClass: PushedClass }
type Under = {
  authorisation: ActiveAuthorisation
  period: { from: string; to: string }
  settle: (tx: Tx, scope: EnterpriseScope, runId: string, at: Date) => Promise<void>
}

/**
 * Takes a class that its agency delivers by file out of the landing zone, under the held consent: its current records become a
 * snapshot like any other, with the signed manifests of the deliveries as proof. One transaction from reading to storing.
 * @returns why nothing was stored, or null
 */
export const pullLanded = (job: LandedJob, key: LandedKey, under: Under): Promise<SourceFailure | null> =>
  job.inTenant(async (tx) => {
    const { scope } = job
    const { authorisation, period } = under
    // No agency is asked that would refuse it: what was granted, and of it what is signed off, is asked here.
    if (!authorisation.dataClasses.includes(key.dataClass)) return failed('source.not-authorised', 'class')
    await holdConsent(tx, scope, authorisation.consentId)
    if (!(await lockRun(tx, scope, key.runId))) return null
    const { rows, deliveries } = await readLanded(tx, scope, key.dataClass)
    const latest = deliveries[0]
    if (!latest) return failed('source.not-delivered')
    const subject = authorisation.creditCode
    const content = { subjectCode: subject, records: currentRecords(layouts[key.dataClass], rows, period) }
    const at = job.now()
    const context = { creditCode: subject, ...period, today: shanghaiDate(at) }
    const facts = transformContent(key.dataClass, content, context)
    if (!facts.ok) return failedContent(facts.refusal)

    const used = new Set([latest.id, ...rows.map(({ deliveryId }) => deliveryId)])
    const agency = agencyOf[key.dataClass]
    const { payload, compact } = landedEvidence({
      agency,
      subject,
      dataClass: key.dataClass,
      period,
      issuedAt: latest.issuedAt.toISOString(),
      content,
      deliveries: deliveries.filter(({ id }) => used.has(id)).map(({ id, sha256, manifest }) => ({ id, sha256, manifest })),
    })
    const agencyId = (await listAgencies(tx)).find(({ code }) => code === agency)?.agencyId
    if (!agencyId) return failed('source.unreachable', 'agency not configured')
    const newest = await newestSnapshot(tx, scope, key.dataClass)
    const snapshotId = uuidv7()
    if (!(await endTask(tx, scope, key, { state: 'DONE', snapshotId, failure: null, finishedAt: at }))) return null
    await insertSnapshot(tx, scope, {
      id: snapshotId,
      dataClass: key.dataClass,
      agencyId,
      consentId: authorisation.consentId,
      periodFrom: period.from,
      periodTo: period.to,
      issuedAt: at,
      receivedAt: at,
      digest: createHash('sha256').update(payload).digest('hex'),
      // The landing zone is asked no question, so the run itself makes the snapshot one of a kind.
      nonce: `landed:${key.runId}:${snapshotId}`,
      signedAnswer: compact,
    })
    await noteCorrection({ tx, scope, at }, newest, { snapshotId, answer: facts.value, period })
    await forgetPortrait(tx, scope, key.runId)
    await under.settle(tx, scope, key.runId, at)
    return null
  })
