import type { Random } from '@/sandbox/city/random'
import { type Month, type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import type { Applying, Choice } from './applying'
import { borrow, endingOf } from './borrowing'
import { minutesLater } from './calendar'
import type { Case } from './cases'
import { grant } from './consents'
import { Desk } from './desk'
import type { Firm } from './enterprises'
import { fateOf } from './fate'
import { judge } from './judgement'
import type { FetchPortrait } from './portraits'
import type { SeededProduct } from './products'
import { lapseUndrawn, type RunningLoan, runLoan } from './repaying'
import { review } from './review'
import { strainedMonths } from './strain'
import type { World } from './world'

/** Months for which firms let the platform fetch and match. */
const matchingMonths = 24
export const mostApplications = 4

export type Tools = { world: World; products: readonly SeededProduct[]; applying: Applying; fetchPortrait: FetchPortrait }

/** The firm authorises the platform and sees its first portrait. */
export async function authorise({ world, fetchPortrait }: Tools, firm: Firm, at: Date): Promise<void> {
  firm.matching = await grant(world, firm, { kind: 'PLATFORM' }, at, matchingMonths)
  await fetchPortrait(firm, firm.matching, minutesLater(at, 2))
}

export type Borrowed = RunningLoan & { application: Case }

/** One application from submission as far as it came; the loan, if there is one. */
export async function applyFor(
  tools: Tools,
  firm: Firm,
  random: Random,
  choice: Choice,
  at: Date,
  cases: Case[],
  old: Borrowed | null = null,
): Promise<Borrowed | null> {
  const { world, applying } = tools
  const application = await applying.submit(firm, choice, at, cases)
  cases.push(application)
  const { portrait } = firm
  if (!portrait) return null
  const on: PlainDate = shanghaiDate(at)
  const judgement = judge(random, choice.match, portrait.body, choice.demand, choice.product.terms, on)
  const desk = new Desk(application, random)
  const fate = fateOf(random, judgement)
  if (!review(desk, fate, judgement) || application.state !== 'GRANTED' || !borrow(desk, endingOf(desk))) return null
  return disburse(
    desk,
    application,
    { firstLoan: !application.row.hasLoanHistory && !old, old, keepLast: random.chance(0.5) },
    world,
  )
}

export function disburse(
  desk: Desk,
  application: Case,
  { old, ...kind }: { firstLoan: boolean; old: Borrowed | null; keepLast: boolean; wholeDraw?: boolean },
  world: World,
): Borrowed | null {
  const { defaultMonths: failures } = world.cityOn(world.today).truthOf(application.firm.index)
  // The stories that are told on purpose end as they are told.
  const told = application.firm.demo !== null || kind.wholeDraw
  const defaultMonths: Month[] = told ? failures : [...failures, ...strainedMonths(world, desk)].sort()
  const loan = runLoan(desk, { ...kind, renews: old && renewsOf(old), defaultMonths }, kind.keepLast)
  if (!loan) {
    lapseUndrawn(desk)
    return null
  }
  return { ...loan, application }
}

/** What the last repayment of a loan leaves for a renewal to pay. */
const renewsOf = ({ application, maturesOn, last }: Borrowed) =>
  last && { applicationId: application.id, owedFen: last.principalFen, dueOn: maturesOn }
