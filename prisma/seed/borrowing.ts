import { addDays, shanghaiDate, shanghaiMidnight } from '@/server/kernel/dates'
import { checkAnswer, checkContract, priceOffer } from '@/server/lending/domain/offer-and-contract'
import { RepaymentMethod } from '@/server/lending/schema'
import { readPortrait } from './access'
import { minutesLater } from './calendar'
import type { Desk } from './desk'
import { feesOf } from './judgement'
import { keysOf } from './review'
import { texts } from './texts'

/** How an approved application goes on. */
export type Ending = 'CONTRACT' | 'DECLINED' | 'EXPIRED' | 'LAPSED'

const endings = { CONTRACT: 89, DECLINED: 5, EXPIRED: 4, LAPSED: 2 } as const satisfies Record<Ending, number>

export const endingOf = (desk: Desk): Ending =>
  desk.random.weighted(['CONTRACT', 'DECLINED', 'EXPIRED', 'LAPSED'] as const, (ending) => endings[ending])

/** Days that an offer stands open. */
const offerDays = 15

type OfferRow = ReturnType<typeof offerRow>

/** From the approval to the signed contract, or as far as time allows. True once the contract is signed. */
export function borrow(desk: Desk, ending: Ending): boolean {
  if (ending === 'LAPSED') {
    const at = desk.office('LAPSED', 20)
    if (at) desk.byOfficer({ event: 'LAPSED', at, told: [desk.at.borrower] })
    return false
  }
  const offer = makeOffer(desk)
  if (!offer) return false
  if (ending === 'EXPIRED') return expire(desk, offer)
  const event = ending === 'DECLINED' ? 'OFFER_DECLINED' : 'OFFER_ACCEPTED'
  const at = desk.firm(event, desk.random.int(0, 4))
  if (!at) return false
  const allowed = checkAnswer({ id: offer.id, validUntil: offer.validUntil, answer: null }, offer.id, at)
  if (!allowed.ok) throw new Error(`the offer of ${desk.at.row.number} was not answered: ${allowed.refusal}`)
  const why = ending === 'DECLINED' ? { why: desk.random.pick(texts.declines) } : {}
  desk.byFirm({ event, at, detail: { offerId: offer.id, ...why }, told: [desk.at.officer] })
  Object.assign(offer, {
    answer: ending === 'DECLINED' ? 'DECLINED' : 'ACCEPTED',
    answeredBy: desk.at.firm.head.accountId,
    answeredAt: at,
  })
  return ending === 'CONTRACT' && sign(desk, offer, at)
}

function offerRow(desk: Desk, at: Date) {
  const { row, product, institution } = desk.at
  const [grantedFen, rateBps, termMonths] = [BigInt(row.grantedFen ?? 0), row.rateBps ?? 0, row.grantedTermMonths ?? 0]
  const grant = { amountFen: grantedFen, rateBps, termMonths, method: RepaymentMethod.parse(row.grantedMethod) }
  const today = shanghaiDate(at)
  const validTo = addDays(today, offerDays)
  const terms = { ...grant, upfrontFeesFen: feesOf(product.terms, grantedFen), validTo }
  const priced = priceOffer(grant, terms, today)
  if (!priced.ok) throw new Error(`no offer for ${row.number} of ${institution.code}: ${priced.refusal}`)
  const { allInSimpleBps, allInCompoundBps, validUntil } = priced.value
  return {
    ...keysOf(desk, at, 'offer'),
    ...grant,
    upfrontFeesFen: terms.upfrontFeesFen,
    allInSimpleBps,
    allInCompoundBps,
    validUntil,
    madeBy: desk.officer.accountId,
    madeAt: at,
    answer: null as string | null,
    answeredBy: null as string | null,
    answeredAt: null as Date | null,
  }
}

function makeOffer(desk: Desk): OfferRow | null {
  const { at: application, random } = desk
  const at = desk.office('OFFERED', random.int(0, 1))
  if (!at) return null
  const offer = offerRow(desk, at)
  const { terms } = application.product
  desk.byOfficer({
    event: 'OFFERED',
    at,
    changes: { offerValidUntil: offer.validUntil, revolving: terms.revolving, creditLoan: terms.guaranteeMode === 'CREDIT' },
    detail: {
      amountFen: String(offer.amountFen),
      rateBps: offer.rateBps,
      termMonths: offer.termMonths,
      allInSimpleBps: offer.allInSimpleBps,
      validTo: addDays(shanghaiDate(offer.validUntil), -1),
    },
    told: [application.borrower],
  })
  application.world.rows.add('offer', offer)
  return offer
}

/** Nobody answered: the worker ends it within a minute of its last day. */
function expire(desk: Desk, offer: OfferRow): false {
  const { at: application } = desk
  const at = minutesLater(offer.validUntil, 1)
  if (at >= application.world.now) return false
  const told = [application.borrower, application.officer]
  application.take({ event: 'OFFER_EXPIRED', at, by: 'SYSTEM', role: 'SYSTEM', detail: { offerId: offer.id }, told })
  Object.assign(offer, { answer: 'EXPIRED', answeredBy: null, answeredAt: at })
  return false
}

function sign(desk: Desk, offer: OfferRow, acceptedAt: Date): boolean {
  const { at: application, random } = desk
  const at = desk.office('CONTRACTED', random.int(1, 4))
  if (!at) return false
  readPortrait(application, desk.officer, 'CONTRACT', minutesLater(at, -5))
  const today = shanghaiDate(at)
  const contractNumber = `${application.institution.code}-${application.row.number.slice(2)}`
  const checked = checkContract({ contractNumber, signedOn: today }, acceptedAt, today)
  if (!checked.ok) throw new Error(`no contract for ${application.row.number}: ${checked.refusal}`)
  const { signedOn } = checked.value
  desk.byOfficer({
    event: 'CONTRACTED',
    at,
    changes: {
      contractNumber: checked.value.contractNumber,
      contractedAt: shanghaiMidnight(signedOn),
      grantedFen: offer.amountFen,
      rateBps: offer.rateBps,
      grantedTermMonths: offer.termMonths,
      grantedMethod: offer.method,
    },
    detail: { contractNumber: checked.value.contractNumber, signedOn },
    told: [application.borrower],
  })
  return true
}
