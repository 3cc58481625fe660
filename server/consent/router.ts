import { z } from 'zod'
import { confirmPrepared, grantDraft } from '@/server/flows/confirm-consent'
import { costOfRefusal } from '@/server/flows/cost-of-refusal'
import { drawnDocument, orderReceipt } from '@/server/flows/draw-document'
import { grantMatchingConsent, withdrawConsent } from '@/server/flows/end-consent'
import { pauseOwn, resumeOwn, withdrawOwnSignOff } from '@/server/flows/pause-consent'
import { NotFound, Refused } from '@/server/kernel/refused'
import { enterpriseProcedure, router } from '@/server/trpc/init'
import { consentFormInput, queryOfForm, termsOfForm } from './consent-form'
import { allowedConsentEvents } from './domain/consent-lifecycle'
import { confirmConsentInput, grantDraftInput, revokeConsentInput, saveDraftInput } from './schema'
import { discardDraft, saveDraft } from './use-cases/keep-draft'
import { prepareConsent } from './use-cases/prepare-consent'
import { readPrepared, rejectConsent, submitConsent, submitDraft } from './use-cases/prepared-consent'
import { listConsentsOf, showConsent } from './use-cases/show-consents'
import { showMatrix } from './use-cases/show-matrix'
import { showNotice } from './use-cases/show-notice'
import { readPersonalNotice, signOff } from './use-cases/sign-off'
import { receiptOf } from './use-cases/write-receipt'

const one = revokeConsentInput
const reading = enterpriseProcedure.meta({ permission: 'consent.read' })
const preparing = enterpriseProcedure.meta({ permission: 'consent.prepare' })
const granting = enterpriseProcedure.meta({ permission: 'consent.grant' })
const withdrawing = enterpriseProcedure.meta({ permission: 'consent.withdraw' })
const signing = enterpriseProcedure.meta({ permission: 'consent.sign-off' })

export const consentRouter = router({
  list: reading.query(({ ctx }) => listConsentsOf(ctx, ctx.locale)),

  /** Data class by recipient: what is granted until when, and what was taken under it. */
  matrix: reading.query(({ ctx }) => showMatrix(ctx, ctx.locale)),

  /** Which products nobody could decide without a class, by the real matching; null while there is nothing to match. */
  costs: reading.query(({ ctx }) => costOfRefusal(ctx)),

  one: reading.input(one).query(async ({ ctx, input }) => {
    const consent = await showConsent(ctx, input.consentId, ctx.locale)
    if (!consent) throw new NotFound('consent')
    return { ...consent, may: allowedConsentEvents(consent.state, ctx.session.roles) }
  }),

  /** A notice as it was shown: the consent's own, or that of a person's sign-off. */
  notice: reading
    .input(z.strictObject({ consentId: z.uuidv7(), signOffId: z.uuidv7().optional() }))
    .query(({ ctx, input }) => showNotice(ctx, input)),

  /**
   * Checks the form and says where it goes on: to the page on which its notice is read; or, where it is to be kept, to the draft,
   * which alone is written. A mutation because forms send mutations.
   */
  fillIn: preparing.input(consentFormInput.extend({ save: z.literal('yes').optional() })).mutation(async ({ ctx, input }) => {
    const { save, ...form } = input
    if (!save) {
      await prepareConsent(ctx, termsOfForm(form), ctx.locale)
      return { href: `/sme/consents/new/confirm?${queryOfForm(form)}` }
    }
    const kept = await saveDraft(ctx, { asked: termsOfForm(form), draftId: form.draftId, language: ctx.locale })
    return { href: `/sme/consents/${kept.consentId}?drafted=1` }
  }),

  /** The notice of a filled-in form, in the reader's language. */
  prepare: preparing.input(consentFormInput).query(async ({ ctx, input }) => {
    const asked = termsOfForm(input)
    const { notice, sha256, personalClasses } = await prepareConsent(ctx, asked, ctx.locale)
    return { asked, notice, sha256, personalClasses }
  }),

  /** Staff hand in what a signatory then confirms. */
  submit: preparing
    .input(grantDraftInput)
    .mutation(({ ctx, input: { draftId, ...input } }) => submitConsent(ctx, input, draftId)),

  /** Keeps what is being prepared, and goes on with it another time. */
  saveDraft: preparing
    .input(saveDraftInput)
    .mutation(({ ctx, input: { draftId, ...asked } }) => saveDraft(ctx, { asked, draftId, language: ctx.locale })),
  submitDraft: preparing.input(confirmConsentInput).mutation(({ ctx, input }) => submitDraft(ctx, input)),
  discard: preparing.input(one).mutation(({ ctx, input }) => discardDraft(ctx, input.consentId)),

  readPrepared: preparing.input(one).query(({ ctx, input }) => readPrepared(ctx, input.consentId, ctx.locale)),
  confirm: granting.input(confirmConsentInput).mutation(({ ctx, input }) => confirmPrepared(ctx, input)),
  reject: granting.input(one).mutation(({ ctx, input }) => rejectConsent(ctx, input.consentId)),

  grant: granting.input(grantDraftInput).mutation(({ ctx, input: { draftId, ...input } }) => {
    // A bank's consent belongs to an application and is granted in its flow.
    if (input.recipient.kind !== 'PLATFORM') throw new Refused('consent.purpose-recipient-mismatch', { field: 'purpose' })
    return draftId ? grantDraft(ctx, draftId, input) : grantMatchingConsent(ctx, input)
  }),

  pause: withdrawing.input(one).mutation(({ ctx, input }) => pauseOwn(ctx, input.consentId)),
  resume: granting.input(one).mutation(({ ctx, input }) => resumeOwn(ctx, input.consentId)),
  withdraw: withdrawing.input(one).mutation(({ ctx, input }) => withdrawConsent(ctx, input.consentId)),

  /** The person's own consent to their personal data. */
  personalNotice: signing.input(one).query(({ ctx, input }) => readPersonalNotice(ctx, input.consentId, ctx.locale)),
  signOff: signing.input(confirmConsentInput).mutation(({ ctx, input }) => signOff(ctx, input)),
  withdrawSignOff: signing.input(one).mutation(({ ctx, input }) => withdrawOwnSignOff(ctx, input.consentId)),

  receipt: reading.input(one).query(({ ctx, input }) => receiptOf(ctx, input.consentId)),
  /** Orders the receipt as a PDF; the worker draws it. */
  orderReceipt: reading.input(one).mutation(({ ctx, input }) => orderReceipt(ctx, input.consentId)),
  /** The drawn PDF in base64, or null while it is drawn. */
  receiptPdf: reading.input(z.strictObject({ documentId: z.uuidv7() })).query(async ({ ctx, input }) => {
    const content = await drawnDocument(ctx, input.documentId)
    return content && Buffer.from(content).toString('base64')
  }),
})
