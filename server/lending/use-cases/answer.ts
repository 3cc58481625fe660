import { Refused } from '@/server/kernel/refused'
import { checkAnswer } from '../domain/offer-and-contract'
import { answerOffer, answerSupplement } from '../records.repository'
import { type FirmContext, moverOf, seenByFirm, toOfficer } from './contexts'
import { type Moved, take } from './step'

type Target = { applicationId: string; version: number }

/** Answers what the bank asked for; its clock runs again from tomorrow. */
export async function supplement(ctx: FirmContext, { answer, ...target }: Target & { answer: string }): Promise<Moved> {
  const application = await seenByFirm(ctx, target)
  const moved = await take(moverOf(ctx), application, { event: 'SUPPLEMENTED', notices: [toOfficer(application)] })
  const answered = await answerSupplement({ tx: ctx.tx, application, by: ctx.person, at: ctx.now }, answer)
  if (answered !== 1) throw new Refused('application.event-not-possible')
  return moved
}

/** Takes the application back; possible until the contract is signed. */
export async function withdraw(ctx: FirmContext, { why, ...target }: Target & { why?: string | undefined }): Promise<Moved> {
  const application = await seenByFirm(ctx, target)
  return take(moverOf(ctx), application, {
    event: 'WITHDRAWN',
    detail: why ? { why } : {},
    notices: [toOfficer(application)],
  })
}

type Answer = Target & { offerId: string; why?: string | undefined }

async function answerStanding(ctx: FirmContext, { offerId, why, ...target }: Answer, answer: 'ACCEPTED' | 'DECLINED') {
  const application = await seenByFirm(ctx, target)
  const [offer] = application.offers
  if (!offer) throw new Refused('application.event-not-possible')
  const checked = checkAnswer({ ...offer, answer: answerOf(offer.answer) }, offerId, ctx.now)
  if (!checked.ok) throw new Refused(checked.refusal)
  const moved = await take(moverOf(ctx), application, {
    event: answer === 'ACCEPTED' ? 'OFFER_ACCEPTED' : 'OFFER_DECLINED',
    detail: { offerId, ...(why ? { why } : {}) },
    notices: [toOfficer(application)],
  })
  const answeredBy = ctx.person.accountId
  if ((await answerOffer(ctx.tx, application, offerId, { answer, answeredBy, answeredAt: ctx.now })) !== 1) {
    throw new Refused('offer.answered')
  }
  return moved
}

/** The answers that an offer can have, as stored. */
export const answerOf = (stored: string | null) =>
  stored === 'ACCEPTED' || stored === 'DECLINED' || stored === 'EXPIRED' ? stored : null

/** Accepts the offer that was seen; the bank then records the contract. */
export const acceptOffer = (ctx: FirmContext, answer: Answer): Promise<Moved> => answerStanding(ctx, answer, 'ACCEPTED')

/** Declines the offer that was seen; the application ends as withdrawn. */
export const declineOffer = (ctx: FirmContext, answer: Answer): Promise<Moved> => answerStanding(ctx, answer, 'DECLINED')
