import { hashPassword } from '@/server/auth/password-hash'
import { inRoleTransaction, type Tx } from '@/server/db/transaction'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { checkAcceptance } from '../domain/invitation'
import { checkPassword } from '../domain/password'
import { holdInvitation, markAccepted } from '../invitations.repository'
import { createAccount, grantMembership, isLoginNameTaken, personOf } from '../repository'
import type { AcceptInvitationInput } from '../schema'
import { contactHashOf, tokenHashOf } from '../secret-codes'

/**
 * Accepts an invitation with an account of its own. The person is known by the invited mobile number, so that somebody who
 * holds other accounts stays one person: maker and checker are compared by that.
 */
export async function acceptInvitation(input: AcceptInvitationInput, now: Date): Promise<{ loginName: string }> {
  const password = checkPassword(input.password, input.loginName)
  if (!password.ok) throw new Refused(password.refusal, { field: 'password' })
  const passwordHash = await hashPassword(input.password)
  await inRoleTransaction('auth', async (tx) => {
    const invitation = await takeInvitation(tx, input.token, now)
    if (await isLoginNameTaken(tx, input.loginName)) throw new Refused('identity.login-name-taken', { field: 'loginName' })
    const { name, contact } = invitation
    const personId = await personOf(tx, contactHashOf(contact), name)
    const accountId = await createAccount(tx, { personId, loginName: input.loginName, name, contact, passwordHash })
    await join(tx, invitation, accountId, now)
  })
  return { loginName: input.loginName }
}

/** Accepts an invitation with the account one is signed in with; refused when the invitation is for another person's number. */
export async function acceptWithAccount(
  token: string,
  account: { accountId: string; personId: string },
  now: Date,
): Promise<{ organisationId: string }> {
  return inRoleTransaction('auth', async (tx) => {
    const invitation = await takeInvitation(tx, token, now)
    const personId = await personOf(tx, contactHashOf(invitation.contact), invitation.name)
    if (personId !== account.personId) throw new Refused('invitation.other-person')
    await join(tx, invitation, account.accountId, now)
    return { organisationId: invitation.organisationId }
  })
}

async function takeInvitation(tx: Tx, token: string, now: Date) {
  const invitation = await holdInvitation(tx, tokenHashOf(token))
  if (!invitation) throw new Refused('invitation.unknown')
  const { contact } = invitation
  if (!contact) throw new Refused('invitation.erased')
  const checked = checkAcceptance(invitation, now)
  if (!checked.ok) throw new Refused(checked.refusal)
  if (invitation.organisation.disabledAt) throw new Refused('invitation.organisation-disabled')
  return { ...invitation, contact }
}

type Taken = Awaited<ReturnType<typeof takeInvitation>>

async function join(tx: Tx, invitation: Taken, accountId: string, now: Date): Promise<void> {
  const { organisationId, role, branchId, countyCode } = invitation
  await grantMembership(tx, { organisationId, accountId, role, branchId, countyCode })
  await markAccepted(tx, invitation, now)
  await appendToLedger(tx, { accountId, organisationId }, { act: 'member.joined', subjectId: invitation.id, body: { role } })
}
