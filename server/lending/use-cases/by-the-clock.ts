import type { Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import { notify } from '@/server/notify/notify'
import { findForTenant, type Standing, storeDeadline } from '../application.repository'
import { deadlinesOf, lastDayToConsent, overdueOf, type WorkCalendar } from '../domain/deadlines'
import { hasExpired } from '../domain/offer-and-contract'
import { dateColumn, progressionOf, storedDeadline } from '../domain/stored-deadline'
import { hasConsentEnded } from '../facts.repository'
import { answerOffer } from '../records.repository'
import { answerOf } from './answer'
import { toFirm, toOfficer } from './contexts'
import { allowedFor, type Mover, take } from './step'

/** What nobody did: the account of time alone, and the name that screens put into the reader's language. */
export const systemName = 'SYSTEM'

/** The worker acting for a tenant (an institution by the clock, an enterprise by its portrait). */
export type ClockContext = { tx: Tx; tenantId: string; actorId: string; now: Date }

const moverOf = ({ tx, tenantId, actorId, now }: ClockContext): Mover => ({
  tx,
  person: { accountId: actorId, organisationId: tenantId, name: systemName },
  roles: 'SYSTEM',
  now,
})

const mayHappen = (application: Standing, event: Parameters<typeof take>[2]['event']) =>
  allowedFor(application, 'SYSTEM').includes(event)

/** Marks an application that is past a deadline and tells its officer and the institution's administrators; true if it did. */
export async function escalate(ctx: ClockContext, applicationId: string): Promise<boolean> {
  const application = await findForTenant(ctx.tx, ctx.tenantId, applicationId)
  if (!application || !mayHappen(application, 'ESCALATED')) return false
  const deadlines = deadlinesOf(progressionOf(application, application.events), ctx.now)
  const overdue = overdueOf(deadlines)
  if (overdue.length === 0) return false
  const administrators = { organisationId: application.institutionId, role: 'INSTITUTION_ADMIN', params: {} } as const
  await take(moverOf(ctx), application, {
    event: 'ESCALATED',
    detail: { overdue: overdue.map(({ kind }) => kind) },
    notices: [toOfficer(application), administrators],
  })
  return true
}

/** Ends an application whose offer nobody answered in time; true if it did. */
export async function expireOffer(ctx: ClockContext, applicationId: string): Promise<boolean> {
  const application = await findForTenant(ctx.tx, ctx.tenantId, applicationId)
  const offer = application?.offers[0]
  if (!application || !offer || !hasExpired({ ...offer, answer: answerOf(offer.answer) }, ctx.now)) return false
  if (!mayHappen(application, 'OFFER_EXPIRED')) return false
  await take(moverOf(ctx), application, {
    event: 'OFFER_EXPIRED',
    detail: { offerId: offer.id },
    notices: [toFirm(application), toOfficer(application)],
  })
  await answerOffer(ctx.tx, application, offer.id, { answer: 'EXPIRED', answeredBy: null, answeredAt: ctx.now })
  return true
}

/**
 * Ends an application that was suspended because its consent ended for good, once the enterprise let the days to grant anew
 * pass: nobody decides blind. True if it did.
 */
export async function lapseWithoutConsent(ctx: ClockContext, applicationId: string, calendar?: WorkCalendar): Promise<boolean> {
  const application = await findForTenant(ctx.tx, ctx.tenantId, applicationId)
  if (!application || !mayHappen(application, 'CONSENT_LAPSED')) return false
  const suspendedAt = application.events.findLast(({ event }) => event === 'SUSPENDED')?.at
  if (!suspendedAt || !(await hasConsentEnded(ctx.tx, application))) return false
  const { due, provisional } = lastDayToConsent(suspendedAt, calendar)
  if (provisional || shanghaiDate(ctx.now) <= due) return false
  await take(moverOf(ctx), application, {
    event: 'CONSENT_LAPSED',
    detail: { suspendedOn: shanghaiDate(suspendedAt), lastDay: due },
    notices: [toFirm(application), toOfficer(application)],
  })
  return true
}

/**
 * Takes cases under way from officers who can no longer handle them, and tells the institution's administrators how many have
 * nobody now. Returns how many were freed.
 */
export async function freeLeftCases(ctx: ClockContext, applicationIds: readonly string[]): Promise<number> {
  let freed = 0
  for (const id of applicationIds) {
    const application = await findForTenant(ctx.tx, ctx.tenantId, id)
    if (!application?.officerId || !mayHappen(application, 'REASSIGNED')) continue
    await take(moverOf(ctx), application, {
      event: 'REASSIGNED',
      changes: { officerId: null, officerName: null },
      onRecord: { toAccount: null, branchId: application.branchId },
    })
    freed += 1
  }
  if (freed > 0)
    await notify(ctx.tx, {
      organisationId: ctx.tenantId,
      role: 'INSTITUTION_ADMIN',
      kind: 'application.left',
      params: { count: freed },
      href: '/bank?officer=NONE',
    })
  return freed
}

/** Counts the deadlines of an application anew, such as when a calendar has arrived; true if they were stored. */
export async function recomputeDeadlines(ctx: ClockContext, applicationId: string, calendar?: WorkCalendar): Promise<boolean> {
  const application = await findForTenant(ctx.tx, ctx.tenantId, applicationId)
  if (!application) return false
  const { dueOn, ceilingOn, ...rest } = storedDeadline(progressionOf(application, application.events), ctx.now, calendar)
  const columns = { ...rest, dueOn: dateColumn(dueOn), ceilingOn: dateColumn(ceilingOn) }
  return storeDeadline(ctx.tx, application, columns)
}
