import { shanghaiDate, shanghaiMidnight } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import type { Standing } from '../application.repository'
import { checkContract, type Grant, type OfferRefusal, priceOffer } from '../domain/offer-and-contract'
import { insertOffer } from '../records.repository'
import { type ContractInput, type OfferInput, RepaymentMethod, type SendBackInput } from '../schema'
import { type BankContext, moverOf, seenByBank, toFirm } from './contexts'
import { type Moved, take } from './step'

const fields: Record<OfferRefusal, string> = {
  'offer.above-grant': 'amountFen',
  'offer.rate-above-grant': 'rateBps',
  'offer.term-above-grant': 'termMonths',
  'offer.method-differs': 'method',
  'offer.validity': 'validTo',
  'cost.fees-consume-the-loan': 'upfrontFeesFen',
}

/** What was approved; refused while nothing was. */
export function grantOf({ grantedFen, rateBps, grantedTermMonths, grantedMethod }: Omit<Standing, 'events' | 'offers'>): Grant {
  if (grantedFen === null || rateBps === null || grantedTermMonths === null) throw new Refused('application.event-not-possible')
  return { amountFen: grantedFen, rateBps, termMonths: grantedTermMonths, method: RepaymentMethod.parse(grantedMethod) }
}

/** Makes the enterprise an offer within what was approved, priced all in. */
export async function makeOffer(ctx: BankContext, input: OfferInput): Promise<Moved> {
  const { applicationId, version, validTo, revolving, creditLoan, ...terms } = input
  const application = await seenByBank(ctx, { applicationId, version })
  const priced = priceOffer(grantOf(application), { ...terms, validTo }, shanghaiDate(ctx.now))
  if (!priced.ok) throw new Refused(priced.refusal, { field: fields[priced.refusal] })
  const { validUntil, allInSimpleBps, allInCompoundBps } = priced.value
  const moved = await take(moverOf(ctx), application, {
    event: 'OFFERED',
    changes: { offerValidUntil: validUntil, revolving, creditLoan },
    detail: { amountFen: String(terms.amountFen), rateBps: terms.rateBps, termMonths: terms.termMonths, allInSimpleBps, validTo },
    notices: [toFirm(application)],
  })
  const by = { tx: ctx.tx, application, by: ctx.person, at: ctx.now }
  await insertOffer(by, { ...terms, allInSimpleBps, allInCompoundBps, validUntil })
  return moved
}

/** Records the contract that both signed; its terms are those of the offer that the enterprise accepted. */
export async function recordContract(ctx: BankContext, { applicationId, version, ...contract }: ContractInput): Promise<Moved> {
  const application = await seenByBank(ctx, { applicationId, version })
  const [offer] = application.offers
  if (!offer?.answeredAt || offer.answer !== 'ACCEPTED') throw new Refused('application.offer-not-accepted')
  const checked = checkContract(contract, offer.answeredAt, shanghaiDate(ctx.now))
  if (!checked.ok) {
    throw new Refused(checked.refusal, { field: checked.refusal === 'contract.number-missing' ? 'contractNumber' : 'signedOn' })
  }
  const { contractNumber, signedOn } = checked.value
  return take(moverOf(ctx), application, {
    event: 'CONTRACTED',
    changes: {
      contractNumber,
      contractedAt: shanghaiMidnight(signedOn),
      grantedFen: offer.amountFen,
      rateBps: offer.rateBps,
      grantedTermMonths: offer.termMonths,
      grantedMethod: offer.method,
    },
    detail: { contractNumber, signedOn },
    notices: [toFirm(application)],
  })
}

/** Ends what was granted but never became a loan; the enterprise is told why. */
export async function lapse(ctx: BankContext, { why, ...target }: SendBackInput): Promise<Moved> {
  const application = await seenByBank(ctx, target)
  if (application.disbursedFen > 0n) throw new Refused('application.event-not-possible')
  return take(moverOf(ctx), application, { event: 'LAPSED', detail: { why }, notices: [toFirm(application)] })
}
