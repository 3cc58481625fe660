import type { ConsentActor } from '@/server/consent/domain/consent-lifecycle'
import { findConsent, type PauseReason } from '@/server/consent/repository'
import type { ConsentState } from '@/server/consent/schema'
import type { ConsentContext } from '@/server/consent/use-cases/context'
import { pauseConsent } from '@/server/consent/use-cases/pause-consent'
import { withdrawSignOff } from '@/server/consent/use-cases/sign-off'
import { enqueue } from '@/server/jobs/enqueue'
import { NotFound } from '@/server/kernel/refused'
import { findOwn } from '@/server/lending/application.repository'
import { toOfficer } from '@/server/lending/use-cases/contexts'
import { notify } from '@/server/notify/notify'
import { stopPulls } from '@/server/sources/repository'
import { orderPersonalCopiesDeleted } from './order-copies-deleted'

type Pausing = Pick<ConsentContext, 'tx' | 'scope' | 'person' | 'now'> & { roles: readonly ConsentActor[] }
type Standing = { id: string; state: ConsentState; version: number; applicationId: string | null }

/** Whoever reviews the application that the consent is for; before it is sent, nobody knows of the consent. */
async function tellOfficer({ tx, scope }: Pausing, { applicationId }: Standing, kind: 'consent.paused' | 'consent.resumed') {
  const application = applicationId ? await findOwn(tx, scope, applicationId) : null
  if (!application) return
  const { id, number } = application
  await notify(tx, { ...toOfficer(application), kind, params: { number }, href: `/bank/applications/${id}` })
}

/**
 * Pauses a consent with what hangs on it, in one transaction: queued fetches stop, and nothing is read or decided under it
 * until it goes on. Reviews keep their place: a pause may end, so their suspension is left to a withdrawal.
 */
export async function pauseWithConsequences(ctx: Pausing, consent: Standing, reason: PauseReason): Promise<void> {
  await pauseConsent(ctx, consent, reason)
  await stopPulls(ctx.tx, ctx.scope, consent.id, ctx.now)
  await tellOfficer(ctx, consent, 'consent.paused')
}

async function standing(ctx: ConsentContext, consentId: string): Promise<Standing> {
  const consent = await findConsent(ctx.tx, ctx.scope, consentId)
  if (!consent) throw new NotFound('consent')
  return consent
}

/** The enterprise pauses its consent. */
export async function pauseOwn(ctx: ConsentContext, consentId: string): Promise<{ consentId: string }> {
  await pauseWithConsequences({ ...ctx, roles: ctx.session.roles }, await standing(ctx, consentId), 'OWN')
  return { consentId }
}

/** The enterprise lets a paused consent go on; after a change of the representative this is its confirmation. */
export async function resumeOwn(ctx: ConsentContext, consentId: string): Promise<{ consentId: string }> {
  const consent = await standing(ctx, consentId)
  const acting = { ...ctx, roles: ctx.session.roles }
  await pauseConsent(acting, consent, null)
  await tellOfficer(acting, consent, 'consent.resumed')
  return { consentId }
}

/**
 * The person takes the sign-off back: what is being fetched stops, the next fetch leaves the personal classes out, and
 * institutions that read them have to delete their copies. A portrait that stands on them is stale at once, and drawn again.
 */
export async function withdrawOwnSignOff(ctx: ConsentContext, consentId: string): Promise<{ consentId: string }> {
  const withdrawn = await withdrawSignOff(ctx, consentId)
  await stopPulls(ctx.tx, ctx.scope, consentId, ctx.now)
  await orderPersonalCopiesDeleted(ctx, consentId)
  await enqueue(ctx.tx, 'redraw-portrait', { consentId }, `redraw:${consentId}`)
  return withdrawn
}
