import type { Session } from '@/server/auth/session'
import type { Tx } from '@/server/db/transaction'
import { changeBranch, changeStanding } from '@/server/identity/use-cases/manage-member'
import { freeCases } from '@/server/lending/use-cases/free-cases'

type Colleague = { memberId: string; now: Date }

/** Ends a colleague's membership or lets it begin again; the cases of an officer who leaves do not leave with them. */
export async function setStanding(tx: Tx, session: Session, { memberId, now, disabled }: Colleague & { disabled: boolean }) {
  const accountId = await changeStanding(tx, session, memberId, disabled, now)
  if (disabled && session.kind === 'INSTITUTION') await freeCases(tx, session, accountId, now)
}

/** Moves a colleague to another branch; the cases of the branch that they leave stay with it. */
export async function setBranch(tx: Tx, session: Session, { memberId, now, branchId }: Colleague & { branchId: string | null }) {
  await freeCases(tx, session, await changeBranch(tx, session, memberId, branchId), now)
}
