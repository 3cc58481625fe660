import { institutionScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import type { Tx } from '@/server/db/transaction'
import { notify } from '@/server/notify/notify'
import { listHandledBy } from '../application.repository'
import { listOfficers } from '../facts.repository'
import { mayTakeOver } from '../policy'
import { allowedFor, take } from './step'

/**
 * Takes from an officer the open cases that they can no longer handle, because they left or went to another branch: each
 * then lies with its branch, handled by nobody, and the officers who can take it over are told how many there are. In the
 * caller's transaction. Returns how many were freed.
 */
export async function freeCases(tx: Tx, session: Session, officerId: string, now: Date): Promise<number> {
  // Whatever the administrator's own branch: none of the officer's cases is to be left behind.
  const scope = institutionScope(session.organisationId, session.organisationName, null)
  const officers = await listOfficers(tx, scope)
  const still = officers.find(({ accountId }) => accountId === officerId)
  const freed = (await listHandledBy(tx, scope, officerId)).filter(
    (each) => allowedFor(each, session.roles).includes('REASSIGNED') && !(still && mayTakeOver(still, each.branchId)),
  )
  for (const application of freed) {
    await take({ tx, person: session, roles: session.roles, now }, application, {
      event: 'REASSIGNED',
      changes: { officerId: null, officerName: null },
      onRecord: { toAccount: null, branchId: application.branchId },
    })
  }
  for (const officer of officers) {
    const count = freed.filter(({ branchId }) => mayTakeOver(officer, branchId)).length
    if (count === 0 || officer.accountId === officerId) continue
    await notify(tx, {
      organisationId: session.organisationId,
      accountId: officer.accountId,
      kind: 'application.freed',
      params: { count, by: session.name },
      href: '/bank?officer=NONE',
    })
  }
  return freed.length
}
