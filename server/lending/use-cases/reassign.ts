import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { notify } from '@/server/notify/notify'
import { findForInstitution, type Standing } from '../application.repository'
import { listBranches, listOfficers, type Officer } from '../facts.repository'
import { mayTakeOver } from '../policy'
import type { ReassignInput } from '../schema'
import { type BankContext, moverOf, seenByBank } from './contexts'
import { allowedFor, kindOf, type Moved, pageOf, take } from './step'

const hand = (ctx: BankContext, application: Standing, officer: Pick<Officer, 'accountId' | 'name'>, branchId: string | null) =>
  take(moverOf(ctx), application, {
    event: 'REASSIGNED',
    changes: { officerId: officer.accountId, officerName: officer.name, branchId },
    detail: { toName: officer.name },
    onRecord: { toAccount: officer.accountId, branchId },
  })

/** Hands the application to an officer, and to a branch; the officer must be of that branch or of none. */
export async function reassign(ctx: BankContext, { toOfficerId, toBranchId, why, ...target }: ReassignInput): Promise<Moved> {
  const { tx, scope, person } = ctx
  const application = await seenByBank(ctx, target)
  const branchId = toBranchId ?? application.branchId
  if (toBranchId && !(await listBranches(tx, scope)).some(({ id }) => id === toBranchId)) {
    throw new Refused('lending.no-such-branch', { field: 'toBranchId' })
  }
  const officer = (await listOfficers(tx, scope)).find(({ accountId }) => accountId === toOfficerId)
  if (!officer) throw new Refused('lending.no-such-officer', { field: 'toOfficerId' })
  if (!mayTakeOver(officer, branchId)) throw new Refused('lending.officer-of-other-branch', { field: 'toOfficerId' })
  const moved = await hand(ctx, application, officer, branchId)
  if (officer.accountId === person.accountId) return moved
  await notify(tx, {
    organisationId: scope.institutionId,
    accountId: officer.accountId,
    kind: kindOf('REASSIGNED'),
    params: { number: application.number, enterprise: application.enterpriseName, by: person.name, why },
    href: pageOf(application, scope.institutionId),
  })
  return moved
}

type Chosen = { applications: readonly { applicationId: string; version: number }[] }

/** Takes several applications over at once. What a colleague moved meanwhile is left alone and counted. */
export async function assignToMe(ctx: BankContext, { applications }: Chosen): Promise<{ taken: number; left: number }> {
  let taken = 0
  for (const { applicationId, version } of applications) {
    const application = await findForInstitution(ctx.tx, ctx.scope, applicationId)
    if (!application) throw new NotFound('application')
    const free = application.version === version && application.officerId !== ctx.person.accountId
    if (!free || !allowedFor(application, ctx.session.roles).includes('REASSIGNED')) continue
    try {
      await hand(ctx, application, ctx.person, application.branchId ?? ctx.scope.branchId)
      taken++
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error
    }
  }
  return { taken, left: applications.length - taken }
}
