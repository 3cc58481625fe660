import type { Actor, EnterpriseScope, InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Prisma } from '@/server/generated/prisma/client'
import { ChangedMeanwhile } from '@/server/kernel/refused'
import { queueTabs } from './queue-input'
import type { ApplicationState, RecordedEvent } from './schema'

/** What every step needs to know: state, flags, deadlines' moments, the line, the standing offer, the events so far. */
const standing = {
  enterpriseId: true,
  id: true,
  institutionId: true,
  number: true,
  state: true,
  version: true,
  suspended: true,
  escalated: true,
  needsRefresh: true,
  productId: true,
  productVersion: true,
  portraitId: true,
  consentId: true,
  enterpriseName: true,
  amountFen: true,
  termMonths: true,
  method: true,
  submittedAt: true,
  branchId: true,
  officerId: true,
  officerName: true,
  acceptedAt: true,
  contactedAt: true,
  recommendedByPerson: true,
  decidedAt: true,
  grantedFen: true,
  rateBps: true,
  grantedTermMonths: true,
  grantedMethod: true,
  disbursedFen: true,
  offers: {
    orderBy: { madeAt: 'desc' },
    take: 1,
    select: {
      id: true,
      amountFen: true,
      rateBps: true,
      termMonths: true,
      method: true,
      validUntil: true,
      answer: true,
      answeredAt: true,
    },
  },
  events: { orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { event: true, at: true } },
} as const satisfies Prisma.ApplicationSelect

export type Standing = Prisma.ApplicationGetPayload<{ select: typeof standing }>
export type ApplicationChanges = Prisma.ApplicationUncheckedUpdateManyInput

/** A branch's people see what lies with their branch or with none yet; the head office sees all. */
export const withinBranch = ({ institutionId, branchId }: InstitutionScope): Prisma.ApplicationWhereInput => ({
  institutionId,
  ...(branchId ? { OR: [{ branchId: null }, { branchId }] } : {}),
})

export const findForInstitution = (tx: Tx, scope: InstitutionScope, id: string): Promise<Standing | null> =>
  tx.application.findFirst({ where: { id, AND: withinBranch(scope) }, select: standing })

/** What an officer of the institution handles and somebody still waits for; signed loans can be reported on by any officer. */
export const listHandledBy = (tx: Tx, { institutionId }: InstitutionScope, officerId: string): Promise<Standing[]> =>
  tx.application.findMany({ where: { institutionId, officerId, state: { in: [...queueTabs.OPEN] } }, select: standing })

export const findOwn = (tx: Tx, { enterpriseId }: EnterpriseScope, id: string): Promise<Standing | null> =>
  tx.application.findUnique({ where: { enterpriseId_id: { enterpriseId, id } }, select: standing })

/** For the worker, which acts for one tenant at a time: an institution (by the clock) or an enterprise (by its portrait). */
export const findForTenant = (tx: Tx, tenantId: string, id: string): Promise<Standing | null> =>
  tx.application.findFirst({ where: { id, OR: [{ institutionId: tenantId }, { enterpriseId: tenantId }] }, select: standing })

/** Applications that stand on a consent and are not suspended yet. */
export const listUnderConsent = (tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string): Promise<Standing[]> =>
  tx.application.findMany({ where: { enterpriseId, consentId, suspended: false }, select: standing })

/** Applications under way that stand on a portrait other than the current one and aren't marked so yet. */
export const listOnOtherPortraits = (tx: Tx, enterpriseId: string, portraitId: string): Promise<Standing[]> =>
  tx.application.findMany({
    where: {
      enterpriseId,
      portraitId: { not: portraitId },
      needsRefresh: false,
      state: { in: ['SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL'] },
    },
    select: standing,
  })

export type NewEvent = {
  event: RecordedEvent
  toState: ApplicationState
  /** Shown to both sides. */
  detail: Prisma.InputJsonObject
  by: Pick<Actor, 'accountId' | 'organisationId' | 'name'>
  at: Date
}

/**
 * Compare and swap: changes the application only as it was read, and writes the event with it.
 * @throws ChangedMeanwhile naming who was quicker, and with what
 */
export async function moveApplication(tx: Tx, from: Standing, changes: ApplicationChanges, event: NewEvent): Promise<void> {
  const { enterpriseId, id, institutionId, state, version } = from
  const { count } = await tx.application.updateMany({
    where: { enterpriseId, id, institutionId, state, version },
    data: { ...changes, state: event.toState, version: version + 1 },
  })
  if (count !== 1) throw await movedMeanwhile(tx, from)
  await tx.applicationEvent.createMany({
    data: {
      enterpriseId,
      applicationId: id,
      institutionId,
      event: event.event,
      fromState: state,
      toState: event.toState,
      byOrganisation: event.by.organisationId,
      byAccount: event.by.accountId,
      byName: event.by.name,
      at: event.at,
      detail: event.detail,
    },
  })
}

/** The refusal for whoever comes second: the first one's name and what they did. */
export async function movedMeanwhile(tx: Tx, { enterpriseId, id }: Pick<Standing, 'enterpriseId' | 'id'>) {
  const last = await tx.applicationEvent.findFirst({
    where: { enterpriseId, applicationId: id },
    orderBy: { id: 'desc' },
    select: { byName: true, event: true },
  })
  return new ChangedMeanwhile('application', last ? { by: last.byName, event: last.event } : undefined)
}

/** Recomputed deadlines only: nothing happened to the application, so there is no event. False when it moved meanwhile. */
export async function storeDeadline(tx: Tx, from: Standing, changes: ApplicationChanges): Promise<boolean> {
  const { enterpriseId, id, state, version } = from
  const { count } = await tx.application.updateMany({ where: { enterpriseId, id, state, version }, data: changes })
  return count === 1
}
