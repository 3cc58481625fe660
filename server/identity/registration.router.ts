import { z } from 'zod'
import { throttleLookUp } from '@/server/auth/throttle-look-up'
import { mailboxUrl } from '@/server/flows/deliver-message'
import { marketRegister } from '@/server/flows/market-register'
import { startRecovery } from '@/server/flows/recover-access'
import { lookUpFirm, registerEnterprise } from '@/server/flows/register-enterprise'
import { Refused } from '@/server/kernel/refused'
import { anonymousProcedure, router, signedInProcedure } from '@/server/trpc/init'
import {
  acceptInvitationInput,
  confirmClaimInput,
  finishRecoveryInput,
  linkToken,
  lookUpInput,
  registerInput,
  resetByLinkInput,
  startRecoveryInput,
} from './schema'
import { acceptInvitation, acceptWithAccount } from './use-cases/accept-invitation'
import { confirmClaim } from './use-cases/confirm-claim'
import { finishRecovery, resetByLink } from './use-cases/set-password'
import { showClaim, showInvitation, showResetLink } from './use-cases/show-link'

const registering = anonymousProcedure.meta({ permission: 'identity.register' })
const recovering = anonymousProcedure.meta({ permission: 'identity.recover' })
const accepting = anonymousProcedure.meta({ permission: 'identity.accept-invitation' })

/** What people do before they have an account, or without being able to use it. */
export const registrationRouter = router({
  lookUp: registering.input(lookUpInput).query(async ({ ctx, input }) => {
    await throttleLookUp(ctx.address, ctx.now)
    return lookUpFirm(await marketRegister(), input.creditCode)
  }),

  start: registering.input(registerInput).mutation(async ({ ctx, input }) => {
    await throttleLookUp(ctx.address, ctx.now)
    return registerEnterprise(await marketRegister(), input, ctx)
  }),

  claim: registering.input(z.strictObject({ claimId: z.uuidv7() })).query(async ({ input }) => {
    const claim = await showClaim(input.claimId)
    return { ...claim, mailbox: mailboxUrl(claim.creditCode) }
  }),

  confirm: registering.input(confirmClaimInput).mutation(async ({ ctx, input }) => {
    const { state, refusal, field } = await confirmClaim(input, ctx.now)
    if (refusal) throw new Refused(refusal, field ? { field } : {})
    return { state }
  }),

  /** Where messages can be read in a simulated environment; null elsewhere. */
  mailbox: recovering.query(() => ({ url: mailboxUrl() })),

  startRecovery: recovering.input(startRecoveryInput).mutation(async ({ ctx, input }) => {
    const { recoveryId } = await startRecovery(await marketRegister(), input.loginName, ctx)
    return { recoveryId }
  }),

  finishRecovery: recovering.input(finishRecoveryInput).mutation(async ({ ctx, input }) => {
    const refusal = await finishRecovery(input, ctx.now)
    if (refusal) throw new Refused(refusal, { field: 'code' })
    return {}
  }),

  resetLink: recovering.input(linkToken).query(({ ctx, input }) => showResetLink(input.token, ctx.now)),

  resetByLink: recovering.input(resetByLinkInput).mutation(({ ctx, input }) => resetByLink(input, ctx.now)),

  invitation: accepting
    .input(linkToken)
    .query(({ ctx, input }) => showInvitation(input.token, ctx.session?.personId ?? null, ctx.now)),

  accept: accepting.input(acceptInvitationInput).mutation(({ ctx, input }) => acceptInvitation(input, ctx.now)),

  acceptWithAccount: signedInProcedure
    .meta({ permission: 'identity.self' })
    .input(linkToken)
    .mutation(({ ctx, input }) => acceptWithAccount(input.token, ctx.session, ctx.now)),
})
