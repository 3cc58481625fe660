import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { grantConsentInput } from '@/server/consent/schema'
import { grantBankConsent, prepareApplication, prepareBankConsent } from '@/server/flows/prepare-application'
import { decideWithFactors } from '@/server/flows/refuse-with-factors'
import { submitApplication } from '@/server/flows/submit-application'
import { anonymousProcedure, enterpriseProcedure, institutionProcedure, router } from '@/server/trpc/init'
import { contactForm, contactOf } from './contact-form'
import { queueFilters, queueInput, tickedInput } from './queue-input'
import {
  acceptInput,
  answerOfferInput,
  contractInput,
  decideInput,
  declineIntakeInput,
  noteInput,
  offerInput,
  reassignInput,
  recommendInput,
  requestSupplementInput,
  sendBackInput,
  submitInput,
  supplementInput,
  withdrawInput,
} from './schema'
import { acceptOffer, declineOffer, supplement, withdraw } from './use-cases/answer'
import { askConsentAgain } from './use-cases/ask-consent-again'
import { recommendApplication, refreshPortrait, sendBack } from './use-cases/decide-application'
import { lapse, makeOffer, recordContract } from './use-cases/offer-and-contract'
import { assignToMe, reassign } from './use-cases/reassign'
import { showForReview, showMine, showOwn } from './use-cases/show-application'
import { showForReassigning } from './use-cases/show-for-reassigning'
import { showNeighbours, showQueue } from './use-cases/show-queue'
import {
  accept,
  addNote,
  declineIntake,
  logContact,
  requestSupplement,
  startDueDiligence,
  waiveSupplement,
} from './use-cases/take-in'

const one = z.strictObject({ applicationId: z.uuidv7() })
const product = z.strictObject({ institutionId: z.uuidv7(), productId: z.uuidv7(), applicationId: z.uuidv7().optional() })

const applicant = enterpriseProcedure.meta({ permission: 'application.read-own' })
const submitting = enterpriseProcedure.meta({ permission: 'application.submit' })
const answering = enterpriseProcedure.meta({ permission: 'offer.answer' })
const reviewing = institutionProcedure.meta({ permission: 'application.review' })
const handling = institutionProcedure.meta({ permission: 'application.handle' })
const reassigning = institutionProcedure.meta({ permission: 'application.reassign' })
const deciding = institutionProcedure.meta({ permission: 'application.decide' })
const queueing = institutionProcedure.meta({ permission: 'queue.read' })

/** From submission to contract, both sides. Every move takes the version that the person saw. */
export const lendingRouter = router({
  // The enterprise
  prepare: submitting.input(product).query(({ ctx, input }) => prepareApplication(ctx, input, ctx.locale)),
  prepareConsent: enterpriseProcedure
    .meta({ permission: 'consent.prepare' })
    .input(grantConsentInput.omit({ notice: true }))
    .query(({ ctx, input }) => prepareBankConsent(ctx, input, ctx.locale)),
  grantConsent: enterpriseProcedure
    .meta({ permission: 'consent.grant' })
    .input(grantConsentInput)
    .mutation(({ ctx, input }) => grantBankConsent(ctx, input)),
  /** Opens its own transactions: the write is one statement that checks once more what it rests on. */
  submit: anonymousProcedure
    .meta({ permission: 'application.submit' })
    .input(submitInput)
    .mutation(({ ctx, input }) => {
      if (ctx.session?.kind !== 'ENTERPRISE') throw new TRPCError({ code: 'FORBIDDEN' })
      return submitApplication(ctx.session, input, ctx.now)
    }),
  mine: applicant.query(({ ctx }) => showMine(ctx)),
  own: applicant.input(one).query(({ ctx, input }) => showOwn(ctx, input.applicationId)),
  supplement: enterpriseProcedure
    .meta({ permission: 'application.supplement' })
    .input(supplementInput)
    .mutation(({ ctx, input }) => supplement(ctx, input)),
  withdraw: enterpriseProcedure
    .meta({ permission: 'application.withdraw' })
    .input(withdrawInput)
    .mutation(({ ctx, input }) => withdraw(ctx, input)),
  acceptOffer: answering.input(answerOfferInput).mutation(({ ctx, input }) => acceptOffer(ctx, input)),
  declineOffer: answering.input(answerOfferInput).mutation(({ ctx, input }) => declineOffer(ctx, input)),

  // The institution
  queue: queueing.input(queueInput).query(({ ctx, input }) => showQueue(ctx, input)),
  neighbours: reviewing.input(queueFilters.extend(one.shape)).query(({ ctx, input }) => showNeighbours(ctx, input)),
  review: reviewing.input(one).query(({ ctx, input }) => showForReview(ctx, input.applicationId)),
  toReassign: reassigning.input(one).query(({ ctx, input }) => showForReassigning(ctx, input.applicationId)),
  accept: handling.input(acceptInput).mutation(({ ctx, input }) => accept(ctx, input)),
  declineIntake: handling.input(declineIntakeInput).mutation(({ ctx, input }) => declineIntake(ctx, input)),
  contact: handling.input(contactForm).mutation(({ ctx, input }) => logContact(ctx, contactOf(input))),
  startDueDiligence: handling.input(acceptInput).mutation(({ ctx, input }) => startDueDiligence(ctx, input)),
  note: handling.input(noteInput).mutation(({ ctx, input }) => addNote(ctx, input)),
  requestSupplement: handling.input(requestSupplementInput).mutation(({ ctx, input }) => requestSupplement(ctx, input)),
  waiveSupplement: handling.input(acceptInput).mutation(({ ctx, input }) => waiveSupplement(ctx, input)),
  refreshPortrait: handling.input(acceptInput).mutation(({ ctx, input }) => refreshPortrait(ctx, input)),
  recommend: handling.input(recommendInput).mutation(({ ctx, input }) => recommendApplication(ctx, input)),
  decide: deciding.input(decideInput).mutation(({ ctx, input }) => decideWithFactors(ctx, input)),
  sendBack: deciding.input(sendBackInput).mutation(({ ctx, input }) => sendBack(ctx, input)),
  offer: handling.input(offerInput).mutation(({ ctx, input }) => makeOffer(ctx, input)),
  contract: handling.input(contractInput).mutation(({ ctx, input }) => recordContract(ctx, input)),
  lapse: handling.input(sendBackInput).mutation(({ ctx, input }) => lapse(ctx, input)),
  reassign: reassigning.input(reassignInput).mutation(({ ctx, input }) => reassign(ctx, input)),
  assignToMe: handling.input(tickedInput).mutation(({ ctx, input }) => assignToMe(ctx, input)),
  askConsentAgain: handling.input(one).mutation(({ ctx, input }) => askConsentAgain(ctx, input.applicationId)),
})
