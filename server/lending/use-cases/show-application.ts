import { z } from 'zod'
import { holds } from '@/server/auth/permissions'
import { upfrontFees } from '@/server/catalogue/schema'
import { shanghaiDate } from '@/server/kernel/dates'
import { type Repayment, repaymentSchedule } from '@/server/kernel/loan/schedule'
import { NotFound } from '@/server/kernel/refused'
import { AdverseStatement } from '@/server/portrait/schema'
import { currentDeadline, deadlinesOf, workingDaysTaken } from '../domain/deadlines'
import { progressionOf } from '../domain/stored-deadline'
import { currentPortraitId, findProductVersion, isConsentLive, listBranches, listOfficers } from '../facts.repository'
import { type ApplicationState, RepaymentMethod } from '../schema'
import { findConsentState, findOwnWhole, findWholeForInstitution, listOwn, namesFor, openFile } from '../shown.repository'
import type { BankContext, FirmContext } from './contexts'
import { baseRate, boundsOf } from './product-bounds'
import { allowedFor, flagsOf } from './step'

type Moments = { submittedAt: Date; acceptedAt: Date | null; contactedAt: Date | null; decidedAt: Date | null }
type Shown = Moments & { state: ApplicationState; events: readonly { event: string; at: Date }[] }

const leftEarly: readonly ApplicationState[] = ['WITHDRAWN', 'LAPSED', 'DECLINED_INTAKE']

/** The four deadlines as of now, the pressing one, and the working days taken and stood still so far. */
export function timesOf(application: Shown, now: Date) {
  const ended = leftEarly.includes(application.state) ? (application.events.at(-1)?.at ?? null) : null
  const progression = progressionOf(application, application.events, ended)
  const deadlines = deadlinesOf(progression, now)
  const until = progression.decidedAt ?? progression.endedAt ?? now
  return { deadlines, pressing: currentDeadline(deadlines) ?? null, taken: workingDaysTaken(progression, until) }
}

type StoredOffer = { amountFen: bigint; rateBps: number; termMonths: number; method: string }

/** The repayments of an offer, dated from the contract once there is one. */
function scheduleOf(offer: StoredOffer | undefined, contractedAt: Date | null): Repayment[] {
  if (!offer) return []
  const { amountFen, rateBps, termMonths, method } = offer
  return repaymentSchedule({
    principalFen: amountFen,
    annualRateBps: rateBps,
    termMonths,
    method: RepaymentMethod.parse(method),
    ...(contractedAt ? { startDate: shanghaiDate(contractedAt) } : {}),
  })
}

const storedDebt = z.strictObject({ lender: z.string(), balanceFen: z.coerce.bigint(), endsOn: z.string() })
/** Debts elsewhere as they were declared; amounts in fen. */
export const debtsOf = (stored: unknown) => storedDebt.array().parse(stored)

/** The adverse factors that a refusal told; a decision without is null. */
const toldOf = (stored: unknown): AdverseStatement | null => (stored == null ? null : AdverseStatement.parse(stored))

/** By name only: the figures are the enterprise's, and the bank reads them in the portrait while it may. */
const namesOf = (told: AdverseStatement | null): string[] => [
  ...(told?.factors ?? []).map(({ indicatorId }) => `factor:${indicatorId}`),
  ...new Set((told?.records ?? []).map(({ code }) => `record:${code}`)),
]

const withNames = <Row extends { adverse: unknown }>({ adverse, ...decision }: Row) => ({
  ...decision,
  told: namesOf(toldOf(adverse)),
})

/** The enterprise's own application with everything that it may see, and what this person may do now. */
export async function showOwn(ctx: FirmContext, applicationId: string) {
  const row = await findOwnWhole(ctx.tx, ctx.scope, applicationId)
  if (!row) throw new NotFound('application')
  const [nameOf, consent] = [await namesFor(ctx.tx, [row]), await findConsentState(ctx.tx, row)]
  const { decisions, offers, debtsElsewhere, ...application } = row
  return {
    ...application,
    ...nameOf(row),
    ...timesOf(row, ctx.now),
    debts: debtsOf(debtsElsewhere),
    flags: flagsOf(row),
    allowed: allowedFor(row, ctx.session.roles),
    consent: consent && { ...consent, live: await isConsentLive(ctx.tx, row) },
    decision: decisions[0] ? { ...decisions[0], adverse: toldOf(decisions[0].adverse) } : null,
    offer: offers[0] ?? null,
    schedule: scheduleOf(offers[0], row.contractedAt),
  }
}

/** The enterprise's applications, newest first. */
export async function showMine(ctx: FirmContext) {
  const rows = await listOwn(ctx.tx, ctx.scope)
  const nameOf = await namesFor(ctx.tx, rows)
  return rows.map(({ offers, dueOn, ...row }) => ({
    ...row,
    ...nameOf(row),
    dueOn: dueOn?.toISOString().slice(0, 10) ?? null,
    flags: flagsOf({ ...row, offers }),
    allowed: allowedFor({ ...row, offers }, ctx.session.roles),
    offer: offers[0] ?? null,
  }))
}

/** Everything of one application for the bank's one-screen review, but the portrait: each of the two is read on record. */
export async function showForReview(ctx: BankContext, applicationId: string) {
  const { tx, scope, now, session, person } = ctx
  const row = await findWholeForInstitution(tx, scope, applicationId)
  if (!row) throw new NotFound('application')
  const version = await findProductVersion(tx, row)
  if (!version) throw new NotFound('product')
  const decides = holds('application.decide', session.roles)
  await openFile(tx, person, row, row.contractedAt ? 'CONTRACT' : decides ? 'LOAN_APPROVAL' : 'LOAN_REVIEW')
  const today = shanghaiDate(now)
  const consent = await findConsentState(tx, row)
  const live = await isConsentLive(tx, row)
  const current = live ? await currentPortraitId(tx, row.id) : row.portraitId
  const { decisions, offers, debtsElsewhere, recommendations, ...application } = row
  const [last] = decisions
  return {
    ...application,
    ...timesOf(row, now),
    today,
    productName: version.name,
    productNameEn: version.nameEn,
    terms: version.terms,
    /** What the product charges at the draw-down of what was granted, or asked for; fen. */
    productFeesFen: BigInt(upfrontFees(version.terms.fees, Number(row.grantedFen ?? row.amountFen))),
    bounds: boundsOf(version.terms, today, row.termMonths),
    /** LPR of today by term: up to five years, and beyond. */
    lpr: { upTo60: baseRate(today, 12), beyond: baseRate(today, 61) },
    debts: debtsOf(debtsElsewhere),
    flags: flagsOf(row),
    /** What the application's state and this person's roles allow. */
    allowed: allowedFor(row, session.roles),
    /** The person recommended it: whoever recommends doesn't decide. */
    isOwnRecommendation: recommendations.some(({ byPerson }) => byPerson === person.personId),
    recommendations: recommendations.map(({ byPerson: _, ...rest }) => rest),
    consent: consent && { ...consent, live },
    /** A newer portrait has taken the place of the one that the application stands on. */
    portraitSuperseded: current !== null && current !== row.portraitId,
    decision: last ? withNames(last) : null,
    offer: offers[0] ?? null,
    officers: await listOfficers(tx, scope),
    branches: await listBranches(tx, scope),
  }
}
