import type { EnterpriseScope } from '@/server/auth/scope'
import { ConsentNotLive, findLiveMatching, holdConsent } from '@/server/consent/repository'
import type { InTenant } from '@/server/jobs/task'
import { appendToLedger } from '@/server/ledger/append'
import { markForRefresh } from '@/server/lending/use-cases/mark-for-refresh'
import { notify } from '@/server/notify/notify'
import { staleSince } from '@/server/sources/landing.repository'
import { lockRun, setPortrait } from '@/server/sources/pull.repository'
import { type Drawing, drawPortrait, storePortrait } from './draw-portrait'

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
      const id = await drawAnew({ tx, scope, consentId: run.consentId, at: now() }, actorId, { runId })
      if (id) await setPortrait(tx, scope, runId, id)
      return id
    })
  } catch (error) {
    if (error instanceof ConsentNotLive) return null
    throw error
  }
}

/** Draws and stores under the held consent, with whoever has to know of it; the portrait's id, or null where there is nothing. */
async function drawAnew(drawing: Drawing, actorId: string, cause: Record<string, string>): Promise<string | null> {
  const drawn = await drawPortrait(drawing)
  if (!drawn) return null
  const { tx, scope, at } = drawing
  const { id, body, digest } = drawn
  await storePortrait(drawing, drawn)
  const organisationId = scope.enterpriseId
  await markForRefresh({ tx, enterpriseId: organisationId, actorId, now: at }, id)
  await appendToLedger(
    tx,
    { organisationId, accountId: actorId },
    { act: 'portrait.built', enterpriseId: organisationId, subjectId: id, body: { digest, score: body.score, ...cause } },
  )
  const params = { score: body.score, grade: body.grade }
  await notify(tx, { organisationId, kind: 'portrait.ready', params, href: '/sme/portrait' })
  return id
}

/**
 * Draws the portrait again out of what may still be used, after a person took the sign-off to the platform back. One that stands
 * on nothing taken back is left alone, so that this may run twice; where nothing is left, the stale one stays stale.
 */
export async function redrawPortrait({ scope, actorId, inTenant, now }: BuildJob, consentId: string): Promise<string | null> {
  try {
    return await inTenant(async (tx) => {
      await holdConsent(tx, scope, consentId)
      const at = now()
      const isForMatching = (await findLiveMatching(tx, scope, at))?.id === consentId
      if (!isForMatching || (await staleSince(tx, scope)) === null) return null
      return drawAnew({ tx, scope, consentId, at }, actorId, { consentId })
    })
  } catch (error) {
    if (error instanceof ConsentNotLive) return null
    throw error
  }
}
