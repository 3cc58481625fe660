import type { Random } from '@/sandbox/city/random'
import { addDays, type Month, type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import type { Applying, Choice } from './applying'
import { borrow, endingOf } from './borrowing'
import { minutesLater, officeTime, timeOn, workingDay } from './calendar'
import type { Case } from './cases'
import { expireInTime, grant } from './consents'
import demo from './demo-logins.json'
import { Desk } from './desk'
import type { Firm } from './enterprises'
import { judge } from './judgement'
import type { FetchPortrait } from './portraits'
import type { SeededProduct } from './products'
import { lapseUndrawn, type RunningLoan, runLoan } from './repaying'
import { fateOf, review } from './review'
import type { World } from './world'

/** Months for which firms let the platform fetch and match. */
const matchingMonths = 24
const mostApplications = 4

export type Tools = { world: World; products: readonly SeededProduct[]; applying: Applying; fetchPortrait: FetchPortrait }

/** The firm authorises the platform and sees its first portrait. */
export async function authorise({ world, fetchPortrait }: Tools, firm: Firm, at: Date): Promise<void> {
  firm.matching = await grant(world, firm, { kind: 'PLATFORM' }, at, matchingMonths)
  await fetchPortrait(firm, firm.matching, minutesLater(at, 2))
}

/** What happened to one firm on the platform until today, by chance and by its hidden health. */
export async function tellStory(tools: Tools, firm: Firm): Promise<void> {
  const { world } = tools
  const random = world.random('story', firm.index)
  const draw = random.int(1, 100)
  // Fifteen in a hundred never come back after registering; a quarter only look.
  if (draw <= 15) return
  const consentAt = minutesLater(firm.joinedAt, random.int(8, 2_600))
  if (consentAt >= minutesLater(world.now, -30)) return
  await authorise(tools, firm, consentAt)
  const cases = draw <= 38 ? [] : await applications(tools, firm, random, consentAt)
  for (const one of cases) tools.applying.finish(one)
  if (firm.matching) expireInTime(world, firm.matching)
}

async function applications(tools: Tools, firm: Firm, random: Random, after: Date): Promise<Case[]> {
  const { world, applying } = tools
  const cases: Case[] = []
  let at = timeOn(random, addDays(shanghaiDate(after), random.int(1, 40)), 8, 21)
  while (at < world.now && cases.length < mostApplications) {
    await applying.freshPortrait(firm, at)
    const choice = applying.choose(firm, random, shanghaiDate(at), near(tools.products, firm, random), cases)
    const loan = choice && (await applyFor(tools, firm, random, choice, at, cases))
    if (loan?.last) await renew(tools, firm, random, loan.application, loan, cases)
    const ended = loan ? loan.firstDrawOn : shanghaiDate(cases.at(-1)?.lastAt ?? at)
    if (!random.chance(loan ? 0.5 : 0.62)) break
    at = timeOn(random, addDays(ended, random.int(loan ? 90 : 25, loan ? 260 : 120)), 8, 21)
  }
  return cases
}

/** Most firms look at banks with a branch in their county, and more often at the large one. */
function near(products: readonly SeededProduct[], firm: Firm, random: Random): SeededProduct[] {
  const reachable = random.chance(0.05)
    ? products
    : products.filter(({ institution }) => institution.branchIds.has(firm.entry.countyCode))
  return reachable.flatMap((product) => (product.institution.code === demo.demoBank ? [product, product, product] : [product]))
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
  renewal = false,
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
  return disburse(desk, application, { firstLoan: !application.row.hasLoanHistory, renewal, keepLast: random.chance(0.5) }, world)
}

export function disburse(
  desk: Desk,
  application: Case,
  kind: { firstLoan: boolean; renewal: boolean; keepLast: boolean },
  world: World,
): Borrowed | null {
  const defaultMonths: Month[] = world.cityOn(world.today).truthOf(application.firm.index).defaultMonths
  const loan = runLoan(desk, { ...kind, defaultMonths }, kind.keepLast)
  if (!loan) {
    lapseUndrawn(desk)
    return null
  }
  return { ...loan, application }
}

/** Days before its loan falls due on which a firm applies for the one that renews it. */
const renewalDays = 34

/** A loan that falls due in one sum: paid back by a new one of the same bank where that comes in time, else by the firm. */
async function renew(tools: Tools, firm: Firm, random: Random, old: Case, loan: Borrowed, cases: Case[]): Promise<void> {
  const { world, applying, products } = tools
  const at = timeOn(random, addDays(loan.maturesOn, -renewalDays), 8, 18)
  let next: Borrowed | null = null
  if (at < world.now && at > old.lastAt && cases.length < mostApplications) {
    await applying.freshPortrait(firm, at)
    const others = products.filter(({ institution }) => institution.code === old.institution.code)
    const choice = applying.choose(firm, random, shanghaiDate(at), others, cases)
    if (choice?.match.verdict === 'ELIGIBLE') next = await applyFor(tools, firm, random, choice, at, cases, true)
  }
  const { last } = loan
  if (!last) return
  const paid =
    next && next.firstDrawOn <= last.on
      ? { on: next.firstDrawOn, at: minutesLater(officeTime(random, workingDay(next.firstDrawOn, 0)), 90) }
      : {}
  const report = { ...last, ...paid }
  if (report.at < world.now) loan.account.report(report, next !== null && 'on' in paid)
}
