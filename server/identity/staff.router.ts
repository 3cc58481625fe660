import { deliverMessage } from '@/server/flows/deliver-message'
import { setBranch, setStanding } from '@/server/flows/move-officer'
import { ChangedMeanwhile } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { router, signedInProcedure } from '@/server/trpc/init'
import { invitableRoles } from './domain/invitation'
import { handOverLink } from './hand-over'
import {
  inviteInput,
  kindOfRole,
  memberBranchInput,
  memberInput,
  memberStandingInput,
  pageSize,
  revokeInvitationInput,
  staffListInput,
} from './schema'
import { listBranches, listMembers, listOpenInvitations, revokeInvitation } from './staff.repository'
import { inviteMember } from './use-cases/invite-member'
import { issueReset } from './use-cases/manage-member'

const managing = signedInProcedure.meta({ permission: 'staff.manage' })

/** The people of one's own organisation. */
export const staffRouter = router({
  list: managing.input(staffListInput).query(async ({ ctx: { tx, session, now }, input }) => ({
    ...(await listMembers(tx, session, input.page, input.search)),
    pageSize,
    invitations: await listOpenInvitations(tx, session, now),
    branches: session.kind === 'INSTITUTION' ? await listBranches(tx, session.organisationId) : [],
    roles: invitableRoles(session.roles).filter((role) => kindOfRole[role] === session.kind),
  })),

  invite: managing.input(inviteInput).mutation(async ({ ctx: { tx, session, now, locale }, input }) => {
    const { token } = await inviteMember(tx, session, { id: session.organisationId, kind: session.kind }, input, now)
    return handOverLink(
      {
        kind: 'invitation',
        to: input.contact,
        name: input.personName,
        organisation: session.organisationName,
        path: `/invitation/${token}`,
      },
      locale,
      deliverMessage,
    )
  }),

  revokeInvitation: managing.input(revokeInvitationInput).mutation(async ({ ctx: { tx, session, now }, input }) => {
    if (!(await revokeInvitation(tx, session, input.invitationId, now))) throw new ChangedMeanwhile('invitation')
    await appendToLedger(tx, session, { act: 'invitation.revoked', subjectId: input.invitationId })
    return {}
  }),

  setStanding: managing.input(memberStandingInput).mutation(async ({ ctx: { tx, session, now }, input }) => {
    await setStanding(tx, session, { ...input, now })
    return {}
  }),

  setBranch: managing.input(memberBranchInput).mutation(async ({ ctx: { tx, session, now }, input }) => {
    await setBranch(tx, session, { memberId: input.memberId, branchId: input.branchId ?? null, now })
    return {}
  }),

  issueReset: managing.input(memberInput).mutation(async ({ ctx: { tx, session, now, locale }, input }) => {
    const { token, name, contact } = await issueReset(tx, session, input.memberId, now)
    return handOverLink(
      { kind: 'reset', to: contact, name, organisation: session.organisationName, path: `/recover/${token}` },
      locale,
      deliverMessage,
    )
  }),
})
