import { portalOf } from '@/server/auth/schema'
import { closeOtherSessions, sessionsOf, switchSession } from '@/server/auth/session'
import { NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { router, signedInProcedure } from '@/server/trpc/init'
import { organisationsOf } from './repository'
import { changePasswordInput, endSessionInput, switchOrganisationInput } from './schema'
import { changePassword } from './use-cases/set-password'

const self = signedInProcedure.meta({ permission: 'identity.self' })

/** One's own account. */
export const accountRouter = router({
  overview: self.query(async ({ ctx: { session, now } }) => ({
    organisations: await organisationsOf(session.accountId, now),
    sessions: await sessionsOf(session.token),
  })),

  changePassword: self.input(changePasswordInput).mutation(async ({ ctx, input }) => {
    await changePassword(ctx.session.accountId, input)
    const ended = await closeOtherSessions(ctx.session.token)
    await appendToLedger(ctx.tx, ctx.person, { act: 'account.password-changed', subjectId: ctx.session.accountId })
    return { ended }
  }),

  endSession: self.input(endSessionInput).mutation(async ({ ctx, input }) => {
    if ((await closeOtherSessions(ctx.session.token, input.reference)) === 0) throw new Refused('identity.session-ended')
    return {}
  }),

  endOtherSessions: self.mutation(async ({ ctx }) => ({ ended: await closeOtherSessions(ctx.session.token) })),

  switchOrganisation: self.input(switchOrganisationInput).mutation(async ({ ctx, input }) => {
    const organisations = await organisationsOf(ctx.session.accountId, ctx.now)
    const organisation = organisations.find(({ id }) => id === input.organisationId)
    if (!organisation) throw new NotFound('organisation')
    await switchSession(ctx.session.token, organisation)
    return { portal: portalOf(organisation.kind) }
  }),
})
