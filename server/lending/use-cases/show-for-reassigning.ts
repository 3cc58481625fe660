import { NotFound } from '@/server/kernel/refused'
import { findForInstitution } from '../application.repository'
import { listBranches, listOfficers } from '../facts.repository'
import { namesFor } from '../shown.repository'
import type { BankContext } from './contexts'
import { timesOf } from './show-application'
import { allowedFor, flagsOf } from './step'

/**
 * What whoever hands a case to somebody else has to know of it, and nothing more: no figure of the enterprise, no portrait,
 * nothing of what the bank found out. Nothing is disclosed by it that the queue does not show. @throws NotFound
 */
export async function showForReassigning({ tx, scope, session, now }: BankContext, applicationId: string) {
  const row = await findForInstitution(tx, scope, applicationId)
  if (!row) throw new NotFound('application')
  const { id, number, version, state, enterpriseName, officerId, officerName, branchId } = row
  const nameOf = await namesFor(tx, [row])
  const branches = await listBranches(tx, scope)
  return {
    id,
    number,
    version,
    state,
    enterpriseName,
    product: nameOf(row).product,
    pressing: timesOf(row, now).pressing,
    flags: flagsOf(row),
    officerId,
    officerName,
    branch: branches.find((one) => one.id === branchId) ?? null,
    /** False once the case is closed: nobody has to handle it. */
    open: allowedFor(row, session.roles).includes('REASSIGNED'),
    officers: await listOfficers(tx, scope),
    branches,
  }
}
