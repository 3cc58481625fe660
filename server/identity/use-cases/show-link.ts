import { inRoleTransaction } from '@/server/db/transaction'
import { NotFound } from '@/server/kernel/refused'
import { readClaim } from '../claims.repository'
import { findInvitation, personWithAccount } from '../invitations.repository'
import type { InvitationState } from '../schema'
import { contactHashOf, tokenHashOf } from '../secret-codes'
import { readResetLink } from './set-password'

/** A claim as its claimant sees it. Throws NotFound for an unknown id. */
export async function showClaim(claimId: string) {
  const claim = await inRoleTransaction('auth', (tx) => readClaim(tx, claimId))
  if (!claim) throw new NotFound('claim')
  return claim
}

/** Whose password a reset link sets; null when the link is dead. */
export async function showResetLink(token: string, now: Date) {
  const link = await inRoleTransaction('auth', (tx) => readResetLink(tx, token, now))
  return link && { name: link.account.name, loginName: link.account.loginName }
}

/** What an invitation is for, and whether the invited person has an account or is signed in; null for an unknown token. */
export async function showInvitation(token: string, signedInPersonId: string | null, now: Date) {
  return inRoleTransaction('auth', async (tx) => {
    const invitation = await findInvitation(tx, tokenHashOf(token))
    if (!invitation) return null
    const { name, role, organisation, expiresAt, acceptedAt, revokedAt, contact } = invitation
    const person = contact ? await personWithAccount(tx, contactHashOf(contact)) : null
    const ended = now >= expiresAt ? 'EXPIRED' : 'OPEN'
    const state: InvitationState = acceptedAt ? 'ACCEPTED' : revokedAt ? 'REVOKED' : ended
    return {
      name,
      role,
      kind: organisation.kind,
      organisationName: organisation.name,
      organisationNameEn: organisation.nameEn,
      expiresAt,
      state,
      hasAccount: person !== null,
      isSignedIn: person !== null && person.id === signedInPersonId,
    }
  })
}
