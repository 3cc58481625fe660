import 'server-only'
import type { Tx } from '@/server/db/transaction'
import { openValue } from '@/server/keys/sealed.repository'

/** Invitations as the invited person finds them, by the hash of the link's token; `tx` of the sign-in role. */
const columns = {
  organisationId: true,
  id: true,
  role: true,
  branchId: true,
  countyCode: true,
  name: true,
  contact: true,
  expiresAt: true,
  acceptedAt: true,
  revokedAt: true,
} as const

/** Where an invitation's number stands; its key is the invitation's own, for the person may be nobody's yet. */
export const invitationContact = ({ id, contact }: { id: string; contact: string }) => ({
  ownerId: id,
  cell: { table: 'invitation', column: 'contact', row: id },
  value: contact,
})

async function withOrganisation(tx: Tx, tokenHash: Uint8Array<ArrayBuffer>) {
  const invitation = await tx.invitation.findUnique({ where: { tokenHash }, select: columns })
  if (!invitation) return null
  const organisation = await tx.organisation.findUniqueOrThrow({
    where: { id: invitation.organisationId },
    select: { name: true, nameEn: true, kind: true, disabledAt: true },
  })
  return { ...invitation, contact: await openValue(tx, 'PEOPLE', invitationContact(invitation)), organisation }
}

export const findInvitation = withOrganisation

/** Held until the transaction ends: of two acceptances at once, one is the second. */
export async function holdInvitation(tx: Tx, tokenHash: Uint8Array<ArrayBuffer>) {
  await tx.$queryRaw`SELECT id FROM invitation WHERE "tokenHash" = ${tokenHash} FOR UPDATE`
  return withOrganisation(tx, tokenHash)
}

export type HeldInvitation = NonNullable<Awaited<ReturnType<typeof holdInvitation>>>

export const markAccepted = (tx: Tx, { organisationId, id }: HeldInvitation, now: Date) =>
  tx.invitation.updateMany({ where: { organisationId, id }, data: { acceptedAt: now } })

/** The person known by a mobile number, if they have an account already. */
export const personWithAccount = (tx: Tx, contactHash: Uint8Array<ArrayBuffer>) =>
  tx.person.findFirst({ where: { contactHash, accounts: { some: { disabledAt: null } } }, select: { id: true } })
