import { z } from 'zod'
import { grantMatchingConsent, withdrawConsent } from '@/server/flows/end-consent'
import { NotFound, Refused } from '@/server/kernel/refused'
import { enterpriseProcedure, router } from '@/server/trpc/init'
import { consentFormInput, queryOfForm, termsOfForm } from './consent-form'
import { allowedConsentEvents } from './domain/consent-lifecycle'
import { grantConsentInput, revokeConsentInput } from './schema'
import { prepareConsent } from './use-cases/prepare-consent'
import { listConsentsOf, showConsent } from './use-cases/show-consents'
import { receiptOf } from './use-cases/write-receipt'

const one = z.strictObject({ consentId: z.uuidv7() })

export const consentRouter = router({
  list: enterpriseProcedure.meta({ permission: 'consent.read' }).query(({ ctx }) => listConsentsOf(ctx, ctx.locale)),

  one: enterpriseProcedure
    .meta({ permission: 'consent.read' })
    .input(one)
    .query(async ({ ctx, input }) => {
      const consent = await showConsent(ctx, input.consentId, ctx.locale)
      if (!consent) throw new NotFound('consent')
      return { ...consent, events: consent.events, may: allowedConsentEvents(consent.state, ctx.session.roles) }
    }),

  /** Checks the form and says where its notice is read; a mutation because forms send mutations. Writes nothing. */
  check: enterpriseProcedure
    .meta({ permission: 'consent.grant' })
    .input(consentFormInput)
    .mutation(async ({ ctx, input }) => {
      await prepareConsent(ctx, termsOfForm(input), ctx.locale)
      return { query: queryOfForm(input) }
    }),

  /** The notice of a filled-in form, in the reader's language. */
  prepare: enterpriseProcedure
    .meta({ permission: 'consent.grant' })
    .input(consentFormInput)
    .query(async ({ ctx, input }) => {
      const asked = termsOfForm(input)
      const { notice, sha256 } = await prepareConsent(ctx, asked, ctx.locale)
      return { asked, notice, sha256 }
    }),

  grant: enterpriseProcedure
    .meta({ permission: 'consent.grant' })
    .input(grantConsentInput)
    .mutation(({ ctx, input }) => {
      // A bank's consent belongs to an application and is granted in its flow.
      if (input.recipient.kind !== 'PLATFORM') throw new Refused('consent.purpose-recipient-mismatch', { field: 'purpose' })
      return grantMatchingConsent(ctx, input)
    }),

  withdraw: enterpriseProcedure
    .meta({ permission: 'consent.withdraw' })
    .input(revokeConsentInput)
    .mutation(({ ctx, input }) => withdrawConsent(ctx, input.consentId)),

  receipt: enterpriseProcedure
    .meta({ permission: 'consent.read' })
    .input(one)
    .query(({ ctx, input }) => receiptOf(ctx, input.consentId)),
})
