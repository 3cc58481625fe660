import type { Tx } from '@/server/db/transaction'
import { isCountyCode } from '@/server/kernel/areas'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { checkInvitation, invitationExpiry } from '../domain/invitation'
import type { InviteInput, OrganisationKind, Role } from '../schema'
import { newToken, tokenHashOf } from '../secret-codes'
import { branchExists, createInvitation } from '../staff.repository'

type Inviter = { accountId: string; organisationId: string; roles: readonly Role[] }

/**
 * Invites a person into an organisation, the inviter's own or one that the operator opens.
 * @returns the link's token; only its hash is kept
 */
export async function inviteMember(
  tx: Tx,
  inviter: Inviter,
  into: { id: string; kind: OrganisationKind },
  input: InviteInput,
  now: Date,
): Promise<{ token: string }> {
  const { personName, contact, role, branchId, countyCode } = input
  const checked = checkInvitation(inviter, into, { role, branchId, countyCode })
  if (!checked.ok) throw new Refused(checked.refusal, { field: 'role' })
  if (countyCode && !isCountyCode(countyCode)) throw new Refused('invitation.county-unknown', { field: 'countyCode' })
  if (branchId && !(await branchExists(tx, into.id, branchId)))
    throw new Refused('invitation.branch-unknown', { field: 'branchId' })
  const token = newToken()
  await createInvitation(
    tx,
    { organisationId: into.id },
    {
      role,
      branchId: branchId ?? null,
      countyCode: countyCode ?? null,
      name: personName,
      contact,
      tokenHash: tokenHashOf(token),
      invitedBy: inviter.accountId,
      expiresAt: invitationExpiry(now),
    },
    now,
  )
  await appendToLedger(tx, inviter, { act: 'member.invited', subjectId: into.id, body: { role } })
  return { token }
}
