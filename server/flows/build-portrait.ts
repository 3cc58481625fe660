import type { EnterpriseScope } from '@/server/auth/scope'
import { ConsentNotLive, holdConsent } from '@/server/consent/repository'
import type { InTenant } from '@/server/jobs/task'
import { appendToLedger } from '@/server/ledger/append'
import { markForRefresh } from '@/server/lending/use-cases/mark-for-refresh'
import { notify } from '@/server/notify/notify'
import { lockRun, setPortrait } from '@/server/sources/pull.repository'
import { drawPortrait, storePortrait } from './draw-portrait'

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
      const at = now()
      const drawing = { tx, scope, consentId: run.consentId, at }
      const drawn = await drawPortrait(drawing)
      if (!drawn) return null
      const { id, body, digest } = drawn
      await storePortrait(drawing, drawn)
      await setPortrait(tx, scope, runId, id)
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
