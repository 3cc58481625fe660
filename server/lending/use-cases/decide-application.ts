import { shanghaiDate } from '@/server/kernel/dates'
import { NotFound, Refused } from '@/server/kernel/refused'
import type { Standing } from '../application.repository'
import { decide, recommend, type UnderDecision } from '../domain/decide-application'
import { currentPortraitId, findProductVersion, holdConsent, isConsentLive } from '../facts.repository'
import { hasRecommended, insertDecision, insertNote, insertRecommendation, type ToldFactors } from '../records.repository'
import type { DecideInput, Decision, RecommendInput, SendBackInput } from '../schema'
import { type BankContext, moverOf, seenByBank, toFirm, toOfficer } from './contexts'
import { boundsOf } from './product-bounds'
import { flagsOf, type Moved, take } from './step'

/** The field of the form that a refusal is about. */
const fields: Record<string, string> = {
  'terms.amount-outside-product': 'amountFen',
  'terms.rate-outside-product': 'rateBps',
  'terms.term-outside-product': 'termMonths',
  'terms.method-outside-product': 'method',
  'decision.above-request': 'amountFen',
  'decision.reason-missing': 'reasons',
  'decision.reason-twice': 'reasons',
  'decision.reason-text-missing': 'otherText',
}

const refusalAt = (refusal: string, form: string) => {
  const field = fields[refusal]
  return new Refused(refusal, field ? { field: `${form}.${field}` } : {})
}

/** What a decision depends on; a live consent is held, so that a withdrawal waits for this transaction. */
async function underDecision({ tx, now }: BankContext, application: Standing, decision: Decision): Promise<UnderDecision> {
  const version = await findProductVersion(tx, application)
  if (!version) throw new NotFound('product')
  const consentIsLive = await isConsentLive(tx, application)
  if (consentIsLive) await holdConsent(tx, application)
  const months = decision.kind === 'GRANT' ? decision.termMonths : application.termMonths
  return {
    state: application.state,
    flags: flagsOf(application),
    requestedFen: application.amountFen,
    product: boundsOf(version.terms, shanghaiDate(now), months),
    consentIsLive,
    portraitIsCurrent: !consentIsLive || (await currentPortraitId(tx, application.id)) === application.portraitId,
  }
}

/** The officer's proposal to the approvers. */
export async function recommendApplication(ctx: BankContext, input: RecommendInput): Promise<Moved> {
  const { recommendation, opinion, ...target } = input
  const application = await seenByBank(ctx, target)
  const { person, session } = ctx
  const facts = await underDecision(ctx, application, recommendation)
  const next = recommend(facts, recommendation, { personId: person.personId, roles: session.roles })
  if (!next.ok) throw refusalAt(next.refusal, 'recommendation')
  const moved = await take(moverOf(ctx), application, {
    event: 'RECOMMENDED',
    changes: { recommendedByPerson: person.personId },
    notices: [{ organisationId: application.institutionId, role: 'BANK_APPROVER', params: {} }],
  })
  await insertRecommendation({ tx: ctx.tx, application, by: person, at: ctx.now }, recommendation, opinion)
  return moved
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
    : { reasons: decision.reasons, ...(decision.otherText ? { otherText: decision.otherText } : {}) }

/** States the chosen adverse factors of the portrait that the application stands on; the read is on record. */
export type StateFactors = (ctx: BankContext, applicationId: string, chosen: readonly string[]) => Promise<ToldFactors>

/** The approver's decision: never the recommender's own (by person, whatever the account), never without a reason. */
export async function decideApplication(
  ctx: BankContext,
  { decision, ...target }: DecideInput,
  stateFactors: StateFactors,
): Promise<Moved> {
  const application = await seenByBank(ctx, target)
  const { tx, person, session, now } = ctx
  const facts = await underDecision(ctx, application, decision)
  // Whoever recommended before it was sent back has made up their mind too.
  const own = await hasRecommended(tx, application, person.personId)
  const recommendedByPerson = own ? person.personId : application.recommendedByPerson
  const next = decide({ ...facts, recommendedByPerson }, decision, { personId: person.personId, roles: session.roles })
  if (!next.ok) throw refusalAt(next.refusal, 'decision')
  const chosen = decision.kind === 'REJECT' ? (decision.adverse ?? []) : []
  const told = chosen.length > 0 ? await stateFactors(ctx, application.id, chosen) : null
  const line =
    decision.kind === 'GRANT'
      ? {
          grantedFen: decision.amountFen,
          rateBps: decision.rateBps,
          grantedTermMonths: decision.termMonths,
          grantedMethod: decision.method,
        }
      : {}
  const moved = await take(moverOf(ctx), application, {
    event: decision.kind === 'GRANT' ? 'GRANTED' : 'REJECTED',
    changes: { decidedAt: now, ...line },
    detail: detailOf(decision),
    ...(told ? { onRecord: { adverseDigest: told.digest } } : {}),
    notices: [toFirm(application), toOfficer(application)],
  })
  await insertDecision({ tx, application, by: person, at: now }, decision, told)
  return moved
}

/** The approver wants more from the officer; why stays within the bank, as a note. */
export async function sendBack(ctx: BankContext, { why, ...target }: SendBackInput): Promise<Moved> {
  const application = await seenByBank(ctx, target)
  const moved = await take(moverOf(ctx), application, { event: 'SENT_BACK', notices: [toOfficer(application)] })
  await insertNote({ tx: ctx.tx, application, by: ctx.person, at: ctx.now }, { findings: why, conclusion: '' })
  return moved
}

/** A portrait that came at the moment of submission found no application to mark yet. */
async function markedFirst(ctx: BankContext, application: Standing): Promise<Standing> {
  const moved = await take({ ...moverOf(ctx), roles: 'SYSTEM' }, application, { event: 'REFRESH_NEEDED' })
  return { ...application, needsRefresh: true, version: moved.version }
}

/** Takes the enterprise's portrait of today in place of the superseded one. */
export async function refreshPortrait(ctx: BankContext, target: { applicationId: string; version: number }): Promise<Moved> {
  const application = await seenByBank(ctx, target)
  if (!(await isConsentLive(ctx.tx, application))) throw new Refused('application.suspended')
  const portraitId = await currentPortraitId(ctx.tx, application.id)
  if (!portraitId) throw new Refused('submission.portrait-missing')
  if (portraitId === application.portraitId && !application.needsRefresh) throw new Refused('application.flag-unchanged')
  const marked = application.needsRefresh ? application : await markedFirst(ctx, application)
  return take(moverOf(ctx), marked, {
    event: 'REFRESHED',
    changes: { portraitId },
    onRecord: { former: application.portraitId, portraitId },
  })
}
