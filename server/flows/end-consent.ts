import type { ConsentActor } from '@/server/consent/domain/consent-lifecycle'
import { findConsent, listOpenMatching } from '@/server/consent/repository'
import type { ConsentState, GrantConsentInput } from '@/server/consent/schema'
import { endSignOff } from '@/server/consent/sign-off.repository'
import type { ConsentContext } from '@/server/consent/use-cases/context'
import { type EndedConsent, type EndReason, endConsent } from '@/server/consent/use-cases/end-consent'
import { type GrantedConsent, grantConsent } from '@/server/consent/use-cases/grant-consent'
import { enqueue } from '@/server/jobs/enqueue'
import { NotFound } from '@/server/kernel/refused'
import { listUnderConsent } from '@/server/lending/application.repository'
import { toOfficer } from '@/server/lending/use-cases/contexts'
import { flag } from '@/server/lending/use-cases/flag'
import { notify } from '@/server/notify/notify'
import { stopPulls } from '@/server/sources/repository'
import { orderCopiesDeleted } from './order-copies-deleted'

type Ending = Pick<ConsentContext, 'tx' | 'scope' | 'person' | 'now'> & { roles: readonly ConsentActor[] }
type Standing = { id: string; state: ConsentState; version: number }

/** Suspends what the bank is reviewing under a consent that ended, on record, and tells whoever handles it. */
async function suspendApplications({ tx, scope, person, now }: Ending, consentId: string): Promise<void> {
  for (const application of await listUnderConsent(tx, scope, consentId)) {
    await flag({ tx, person, now, tenantId: scope.enterpriseId }, application, {
      event: 'SUSPENDED',
      detail: { reason: 'CONSENT_ENDED', consentId },
      notices: [toOfficer(application)],
    })
  }
}

/**
 * Ends a consent with all that hangs on it, in one transaction: reviews under it are suspended, queued fetches and exports
 * stop, institutions have to delete what they read, and the agencies are told by a job.
 */
export async function endWithConsequences(ending: Ending, consent: Standing, reason: EndReason): Promise<EndedConsent> {
  const { tx, scope, now } = ending
  const ended = await endConsent(ending, consent, reason)
  await stopPulls(tx, scope, consent.id, now)
  await suspendApplications(ending, consent.id)
  await endSignOff(tx, scope, consent.id, { endedAt: now, endReason: 'CONSENT_ENDED' })
  await orderCopiesDeleted(ending, consent.id)
  // An agency refuses an expired authorisation by its own date; a withdrawal it cannot know.
  if (reason !== 'EXPIRED') {
    await enqueue(tx, 'tell-agencies-consent-ended', { consentId: consent.id }, `consent-ended:${consent.id}`)
  }
  return ended
}

/** The enterprise takes its consent back. */
export async function withdrawConsent(ctx: ConsentContext, consentId: string): Promise<EndedConsent> {
  const consent = await findConsent(ctx.tx, ctx.scope, consentId)
  if (!consent) throw new NotFound('consent')
  return endWithConsequences({ ...ctx, roles: ctx.session.roles }, consent, 'WITHDRAWN')
}

/**
 * Grants the platform the consent for matching. From the day it is in force it takes the place of earlier ones, so that one
 * consent says all that the platform may do.
 */
export async function grantMatchingConsent(ctx: ConsentContext, input: GrantConsentInput): Promise<GrantedConsent> {
  const earlier = await listOpenMatching(ctx.tx, ctx.scope)
  const granted = await grantConsent(ctx, input)
  await replaceEarlier(ctx, granted, earlier)
  return granted
}

/** What a consent for matching that begins today takes the place of; `earlier` was listed before it was granted. */
export async function replaceEarlier(ctx: ConsentContext, granted: GrantedConsent, earlier: readonly Standing[]): Promise<void> {
  if (granted.startsAt > ctx.now) return
  for (const consent of earlier) await endWithConsequences({ ...ctx, roles: ctx.session.roles }, consent, 'REPLACED')
}

type Expiring = Pick<Ending, 'tx' | 'scope' | 'now'> & { nobody: string }

/** A consent whose last day has passed ends by itself; the enterprise is told. */
export async function expireConsent({ tx, scope, now, nobody }: Expiring, consentId: string): Promise<void> {
  const consent = await findConsent(tx, scope, consentId)
  if (!consent || consent.expiresAt > now) return
  const person = { accountId: nobody, personId: nobody, name: 'SYSTEM', organisationId: scope.enterpriseId }
  await endWithConsequences({ tx, scope, now, person, roles: ['SYSTEM'] }, consent, 'EXPIRED')
  await notify(tx, {
    organisationId: scope.enterpriseId,
    kind: 'consent.expired',
    params: {},
    href: `/sme/consents/${consentId}`,
  })
}
