import { randomUUID } from 'node:crypto'
import type { Session } from '@/server/auth/session'
import { inRoleTransaction, type Tx } from '@/server/db/transaction'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { mayManage, mayReset, operatorMayReset } from '../policy'
import { createRecovery } from '../recovery.repository'
import { contactOf, findCredentials, organisationsOf } from '../repository'
import type { Role } from '../schema'
import { newToken, tokenHashOf } from '../secret-codes'
import { branchExists, findMember, rolesHere, setMemberBranch, setMemberStanding } from '../staff.repository'

/** The colleague, if the session's person may manage them. */
async function managed(tx: Tx, session: Session, memberId: string) {
  const member = await findMember(tx, session, memberId)
  if (!member) throw new NotFound('member')
  // A membership that ended holds no role; what it would bring back is what counts.
  const roles = new Set<Role>([member.role, ...(await rolesHere(tx, session, member.accountId))])
  const colleague = { accountId: member.accountId, roles: [...roles] }
  if (!mayManage(session, colleague)) throw new Refused('member.not-yours-to-manage')
  return { member, colleague }
}

/** Ends a colleague's membership, which binds at their next call, or lets it begin again. Returns their account. */
export async function changeStanding(tx: Tx, session: Session, memberId: string, disabled: boolean, now: Date): Promise<string> {
  const { member } = await managed(tx, session, memberId)
  if (!(await setMemberStanding(tx, session, member.id, disabled, now))) throw new ChangedMeanwhile('member')
  await appendToLedger(tx, session, {
    act: disabled ? 'member.disabled' : 'member.reinstated',
    subjectId: member.accountId,
    body: { role: member.role },
  })
  return member.accountId
}

/** Moves a colleague to another branch of the institution, or to none. Returns their account. */
export async function changeBranch(tx: Tx, session: Session, memberId: string, branchId: string | null): Promise<string> {
  if (session.kind !== 'INSTITUTION') throw new Refused('invitation.branch-not-for-role', { field: 'branchId' })
  const { member } = await managed(tx, session, memberId)
  if (branchId && !(await branchExists(tx, session.organisationId, branchId)))
    throw new Refused('invitation.branch-unknown', { field: 'branchId' })
  await setMemberBranch(tx, session, member.id, branchId)
  await appendToLedger(tx, session, { act: 'member.moved', subjectId: member.accountId, body: { branchId } })
  return member.accountId
}

const resetHours = 24

/**
 * Issues a link by which a colleague sets a new password within 24 hours. The administrator never learns the password, and
 * the colleague's number is for delivering the link only.
 */
export async function issueReset(tx: Tx, session: Session, memberId: string, now: Date) {
  const { member, colleague } = await managed(tx, session, memberId)
  const organisations = await organisationsOf(member.accountId, now)
  if (!mayReset(session, colleague, organisations.length)) throw new Refused('member.works-elsewhere')
  return { ...(await openReset(tx, session, member.accountId, now)), name: member.account.name }
}

/**
 * The same by the platform's operator, for an account that nobody else may reset and that cannot recover itself. It is on
 * record who issued it, and the person is told on every board once the link was used.
 */
export async function issueResetByOperator(tx: Tx, session: Session, accountId: string, now: Date) {
  const account = await inRoleTransaction('auth', (auth) => findCredentials(auth, accountId))
  if (!account || account.disabledAt) throw new NotFound('account')
  const organisations = await organisationsOf(accountId, now)
  if (!operatorMayReset(session, { accountId, organisations })) throw new Refused('identity.other-way-back')
  return { ...(await openReset(tx, session, accountId, now)), name: account.name }
}

async function openReset(tx: Tx, session: Session, accountId: string, now: Date) {
  const id = randomUUID()
  const secret = newToken()
  const contact = await inRoleTransaction('auth', async (auth) => {
    await createRecovery(auth, {
      id,
      accountId,
      codeHash: tokenHashOf(secret),
      expiresAt: new Date(now.getTime() + resetHours * 3600_000),
    })
    return contactOf(auth, accountId)
  })
  await appendToLedger(tx, session, { act: 'account.reset-issued', subjectId: accountId })
  return { token: `${id}.${secret}`, contact }
}
