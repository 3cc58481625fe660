import { uuidv7 } from 'uuidv7'
import type { EnterpriseScope } from '@/server/auth/scope'
import { ConsentNotLive, holdConsent } from '@/server/consent/repository'
import { findIndustry, updateFromRecords } from '@/server/identity/enterprise-record.repository'
import type { InTenant } from '@/server/jobs/task'
import { shanghaiDate } from '@/server/kernel/dates'
import { appendToLedger } from '@/server/ledger/append'
import { markForRefresh } from '@/server/lending/use-cases/mark-for-refresh'
import { notify } from '@/server/notify/notify'
import { digestOf } from '@/server/portrait/canonical-json'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn } from '@/server/portrait/domain/score-card'
import { sizeByRecords } from '@/server/portrait/domain/size-by-records'
import { insertPortrait } from '@/server/portrait/repository'
import { lockRun, setPortrait } from '@/server/sources/pull.repository'
import { readSnapshot } from '@/server/sources/read-snapshot'
import { listLatestSnapshots, readSnapshots } from '@/server/sources/repository'
import { DataClass, type EnterpriseFacts } from '@/server/sources/schema'
import { followRepresentative } from './follow-register'

export type BuildJob = { scope: EnterpriseScope; actorId: string; inTenant: InTenant; now: () => Date }

/**
 * Draws the portrait of a run that ended, out of the newest snapshots under its consent, and stores it. A run has one
 * portrait: whoever comes second under the row's lock leaves. Without a live consent there is none.
 * @returns the portrait's id, or null
 */
export async function buildPortraitOf({ scope, actorId, inTenant, now }: BuildJob, runId: string): Promise<string | null> {
  try {
    return await inTenant(async (tx) => {
      const run = await lockRun(tx, scope, runId)
      if (!run?.finishedAt || run.portraitId) return null
      await holdConsent(tx, scope, run.consentId)
      const newest = await listLatestSnapshots(tx, scope, run.consentId)
      const snapshots = await readSnapshots(
        tx,
        scope,
        newest.map(({ id }) => id),
      )
      if (snapshots.length === 0) return null
      const facts: EnterpriseFacts = {}
      for (const { signedAnswer, ...snapshot } of snapshots) {
        if (signedAnswer === null) continue // erased: as if it had never come
        const read = readSnapshot({ ...snapshot, signedAnswer, dataClass: DataClass.parse(snapshot.dataClass) })
        Object.assign(facts, { [read.dataClass]: read.facts })
      }
      const at = now()
      const asOf = shanghaiDate(at)
      const body = buildPortrait(facts, cardOn(asOf), asOf)
      const id = uuidv7()
      const snapshotIds = snapshots.map((snapshot) => snapshot.id).sort()
      const digest = digestOf(body)
      await insertPortrait(tx, scope, { id, consentId: run.consentId, body, digest, snapshotIds, createdAt: at })
      await setPortrait(tx, scope, runId, id)
      const size = sizeByRecords(await findIndustry(tx, scope), facts, body)
      await updateFromRecords(tx, scope, { size, registeredCapitalFen: facts.REGISTRATION?.registeredCapitalFen })
      if (facts.REGISTRATION) await followRepresentative({ tx, scope, now: at }, facts.REGISTRATION.legalRepresentative)
      const organisationId = scope.enterpriseId
      await markForRefresh({ tx, enterpriseId: organisationId, actorId, now: at }, id)
      await appendToLedger(
        tx,
        { organisationId, accountId: actorId },
        { act: 'portrait.built', enterpriseId: organisationId, subjectId: id, body: { digest, score: body.score, runId } },
      )
      const params = { score: body.score, grade: body.grade }
      await notify(tx, { organisationId, kind: 'portrait.ready', params, href: '/sme/portrait' })
      return id
    })
  } catch (error) {
    if (error instanceof ConsentNotLive) return null
    throw error
  }
}
