import { shanghaiDate } from '@/server/kernel/dates'
import { type CaseRow, type CaseText, caseTextCell } from '@/server/lending/case-texts.repository'
import { decide, recommend, type UnderDecision } from '@/server/lending/domain/decide-application'
import type { ContactChannel, Decision } from '@/server/lending/schema'
import { boundsOf } from '@/server/lending/use-cases/product-bounds'
import { readPortrait } from './access'
import { minutesLater } from './calendar'
import { isLiveAt } from './consents'
import type { Desk } from './desk'
import type { Fate } from './fate'
import { idAt } from './identifiers'
import type { Judgement } from './judgement'
import type { Person } from './people'
import { texts } from './texts'
import { toldBy, withFactors } from './told'

/** From submission to the decision, or as far as time allows. True once it was decided. */
export function review(desk: Desk, fate: Fate, { decision: judged }: Judgement): boolean {
  if (!intake(desk, fate)) return false
  if (!lookInto(desk, fate)) return false
  if (fate.withdrawsBefore === 'RECOMMENDED') return withdraw(desk)
  const decision = withFactors(desk.at, judged)
  if (!propose(desk, fate, decision)) return false
  if (fate.withdrawsBefore === 'GRANTED') return withdraw(desk)
  return conclude(desk, fate, decision)
}

function withdraw(desk: Desk): false {
  const at = desk.firm('WITHDRAWN', 0)
  const why = desk.random.pick(texts.withdrawals)
  if (at) desk.byFirm({ event: 'WITHDRAWN', at, detail: { why }, told: [desk.at.officer] })
  return false
}

function intake(desk: Desk, fate: Fate): boolean {
  if (fate.withdrawsBefore === 'ACCEPTED') return withdraw(desk)
  const { at: application, random } = desk
  const event = fate.declineAtIntake ? 'DECLINED_INTAKE' : 'ACCEPTED'
  const at = desk.office(event, fate.days.accept)
  if (!at) return false
  readPortrait(application, desk.officer, 'LOAN_REVIEW', minutesLater(at, -4))
  if (fate.declineAtIntake) {
    const note =
      texts.intakeNotes[
        { OUT_OF_REGION: 0, OUT_OF_SCOPE: 1, DUPLICATE_ELSEWHERE: 2, INFORMATION_INCOMPLETE: 3, OTHER: 3 }[fate.declineAtIntake]
      ]
    desk.byOfficer({
      event,
      at,
      detail: { reason: fate.declineAtIntake, ...(note ? { note } : {}) },
      told: [application.borrower],
    })
    return false
  }
  const { accountId, name, branchId } = desk.officer
  desk.byOfficer({
    event,
    at,
    changes: { acceptedAt: at, officerId: accountId, officerName: name, branchId },
    told: [application.borrower],
  })
  return contact(desk, fate.days.contact) && (random.chance(0.8) || contact(desk, 0))
}

function contact(desk: Desk, days: number): boolean {
  const { at: application, random, officer } = desk
  const at = desk.office('CONTACTED', days)
  if (!at) return false
  const first = !application.row.contactedAt
  const reached = random.chance(0.93)
  const channel: ContactChannel = random.pick(['PHONE', 'PHONE', 'PHONE', 'VISIT', 'VIDEO', 'MESSAGE'])
  const contactedAt = minutesLater(at, -random.int(2, 5))
  const changes = reached && first ? { contactedAt } : {}
  desk.byOfficer({ event: 'CONTACTED', at, detail: { channel, reached }, changes })
  const keys = keysOf(desk, at, 'contact')
  const note = reached ? random.pick([0, 1, 2, 4].map((index) => texts.contacts[index] ?? '')) : (texts.contacts[3] ?? '')
  application.world.rows.add('contact_log', {
    ...keys,
    channel,
    contactedOn: contactedAt,
    reached,
    note: sealed(desk, keys, 'contact_log.note', note),
    byAccount: officer.accountId,
    byName: officer.name,
    at,
  })
  // Nobody answered: the officer tries again, for the deadline asks for a contact that reached somebody.
  return reached || contact(desk, 1)
}

function lookInto(desk: Desk, fate: Fate): boolean {
  const { at: application, random } = desk
  const started = desk.office('DUE_DILIGENCE_STARTED', fate.days.visit)
  if (!started) return false
  desk.byOfficer({ event: 'DUE_DILIGENCE_STARTED', at: started, told: [application.borrower] })
  if (fate.supplement !== 'NONE' && !supplement(desk, fate.supplement)) return false
  const noted = desk.office('NOTED', 1)
  if (!noted) return false
  note(desk, desk.officer, noted, random.pick(texts.findings), random.pick(texts.conclusions), 'NOTED')
  return true
}

function note(desk: Desk, by: Person, at: Date, findings: string, conclusion: string, event: 'NOTED' | null) {
  if (event) desk.byOfficer({ event, at })
  const visitedOn = event ? shanghaiDate(at) : null
  const keys = keysOf(desk, at, 'note')
  desk.at.world.rows.add('due_diligence_note', {
    ...keys,
    visitedOn,
    findings: sealed(desk, keys, 'due_diligence_note.findings', findings),
    conclusion: sealed(desk, keys, 'due_diligence_note.conclusion', conclusion),
    byAccount: by.accountId,
    byName: by.name,
    at,
  })
}

function supplement(desk: Desk, how: 'ANSWERED' | 'WAIVED'): boolean {
  const { at: application, random, officer } = desk
  const asked = desk.office('SUPPLEMENT_REQUESTED', 0)
  if (!asked) return false
  const items = random.pick([
    ['BANK_STATEMENTS', 'CONTRACTS_OR_INVOICES'],
    ['FINANCIAL_STATEMENTS', 'DEBT_DETAILS'],
    ['BUSINESS_PREMISES', 'PURPOSE_EVIDENCE'],
  ])
  desk.byOfficer({ event: 'SUPPLEMENT_REQUESTED', at: asked, detail: { items }, told: [application.borrower] })
  const keys = keysOf(desk, asked, 'supplement')
  const request = {
    ...keys,
    items,
    request: sealed(desk, keys, 'supplement_request.request', random.pick(texts.supplementRequests)),
    requestedBy: officer.accountId,
    requestedAt: asked,
    answer: null as string | null,
    answeredBy: null as string | null,
    answeredAt: null as Date | null,
  }
  application.world.rows.add('supplement_request', request)
  const event = how === 'ANSWERED' ? 'SUPPLEMENTED' : 'SUPPLEMENT_WAIVED'
  const at = how === 'ANSWERED' ? desk.firm(event, random.int(1, 4)) : desk.office(event, 3)
  if (!at) return false
  if (how === 'WAIVED') desk.byOfficer({ event, at, told: [application.borrower] })
  else {
    desk.byFirm({ event, at, told: [application.officer] })
    Object.assign(request, {
      answer: sealed(desk, keys, 'supplement_request.answer', random.pick(texts.supplementAnswers)),
      answeredBy: application.firm.head.accountId,
      answeredAt: at,
    })
  }
  return true
}

/** What a decision depends on, as `decide-application` reads it. */
function underDecision(desk: Desk, at: Date, decision: Decision): UnderDecision {
  const { state, flags, row, consent, product, firm } = desk.at
  const months = decision.kind === 'GRANT' ? decision.termMonths : row.termMonths
  return {
    state,
    flags,
    requestedFen: BigInt(row.amountFen),
    product: boundsOf(product.terms, shanghaiDate(at), months),
    consentIsLive: isLiveAt(consent, at),
    portraitIsCurrent: firm.portrait?.id === row.portraitId,
  }
}

const termsOf = (decision: Decision) =>
  decision.kind === 'GRANT'
    ? {
        amountFen: decision.amountFen,
        rateBps: decision.rateBps,
        termMonths: decision.termMonths,
        method: decision.method,
        reasons: [] as string[],
      }
    : { amountFen: null, rateBps: null, termMonths: null, method: null, reasons: decision.reasons as string[] }

function propose(desk: Desk, fate: Fate, proposal: Decision): boolean {
  const { at: application, random, officer } = desk
  const at = desk.office('RECOMMENDED', fate.days.recommend)
  if (!at) return false
  readPortrait(application, officer, 'LOAN_REVIEW', minutesLater(at, -5))
  const allowed = recommend(underDecision(desk, at, proposal), proposal, { personId: officer.personId, roles: ['BANK_OFFICER'] })
  if (!allowed.ok) throw new Error(`${application.row.number} was not recommended: ${allowed.refusal}`)
  desk.byOfficer({
    event: 'RECOMMENDED',
    at,
    changes: { recommendedByPerson: officer.personId },
    told: [{ organisationId: application.institution.id, role: 'BANK_APPROVER' }],
  })
  const keys = keysOf(desk, at, 'recommendation')
  const opinion = random.pick(proposal.kind === 'GRANT' ? texts.grantOpinions : texts.rejectOpinions)
  application.world.rows.add('recommendation', {
    ...keys,
    proposal: proposal.kind,
    ...termsOf(proposal),
    adverse: proposal.kind === 'REJECT' ? (proposal.adverse ?? []) : [],
    opinion: sealed(desk, keys, 'recommendation.opinion', opinion),
    byPerson: officer.personId,
    byAccount: officer.accountId,
    byName: officer.name,
    at,
  })
  return true
}

/** What the enterprise is told of a decision. */
const detailOf = (decision: Decision) =>
  decision.kind === 'GRANT'
    ? {
        amountFen: String(decision.amountFen),
        rateBps: decision.rateBps,
        termMonths: decision.termMonths,
        method: decision.method,
      }
    : { reasons: decision.reasons as string[], ...(decision.otherText ? { otherText: decision.otherText } : {}) }

function conclude(desk: Desk, fate: Fate, decision: Decision): boolean {
  const { at: application, random } = desk
  const approver = random.pick(application.institution.approvers)
  if (fate.sentBack) {
    const back = desk.office('SENT_BACK', 0)
    if (!back) return false
    application.take({ event: 'SENT_BACK', at: back, by: approver, role: 'BANK_APPROVER', told: [application.officer] })
    note(desk, approver, back, random.pick(texts.sendBacks), '', null)
    if (!propose(desk, { ...fate, days: { ...fate.days, recommend: 1 } }, decision)) return false
  }
  const event = decision.kind === 'GRANT' ? 'GRANTED' : 'REJECTED'
  const at = desk.office('GRANTED', fate.days.decide)
  if (!at) return false
  readPortrait(application, approver, 'LOAN_APPROVAL', minutesLater(at, -5))
  const { recommendedByPerson } = application.row
  const facts = { ...underDecision(desk, at, decision), recommendedByPerson: recommendedByPerson ?? null }
  const allowed = decide(facts, decision, { personId: approver.personId, roles: ['BANK_APPROVER'] })
  if (!allowed.ok) throw new Error(`${application.row.number} was not decided: ${allowed.refusal}`)
  const line =
    decision.kind === 'GRANT'
      ? {
          grantedFen: decision.amountFen,
          rateBps: decision.rateBps,
          grantedTermMonths: decision.termMonths,
          grantedMethod: decision.method,
        }
      : {}
  const told = toldBy(application, decision)
  application.take({
    event,
    at,
    by: approver,
    role: 'BANK_APPROVER',
    changes: { decidedAt: at, ...line },
    detail: detailOf(decision),
    onRecord: told ? { adverseDigest: told.digest } : {},
    told: [application.borrower, application.officer],
  })
  application.world.rows.add('decision', {
    ...keysOf(desk, at, 'decision'),
    outcome: decision.kind,
    ...termsOf(decision),
    explanation: decision.kind === 'REJECT' ? (decision.otherText ?? null) : null,
    adverse: told?.statement ?? null,
    adverseDigest: told?.digest ?? null,
    byPerson: approver.personId,
    byAccount: approver.accountId,
    byName: approver.name,
    at,
  })
  return true
}

/** Keys of what hangs on the application, written at a moment. */
/** A text of the case as the product stores it. */
const sealed = ({ at }: Desk, { enterpriseId, id }: CaseRow, text: CaseText, plaintext: string) =>
  at.world.sealing.seal({ ownerId: enterpriseId, purpose: 'CASES' }, caseTextCell(text, enterpriseId, id), plaintext)

export function keysOf({ at: application }: Desk, at: Date, what: string) {
  const { firm, institution, id } = application
  return { enterpriseId: firm.id, id: idAt(at, what, id), applicationId: id, institutionId: institution.id }
}
