import type { Random } from '@/sandbox/city/random'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import type { Choice } from './applying'
import { applyFor, type Borrowed, disburse, mostApplications, type Tools } from './borrowers'
import { borrow } from './borrowing'
import { minutesLater, officeTime, timeOn, workingDay, workingDayBefore } from './calendar'
import type { Case } from './cases'
import demo from './demo-logins.json'
import { Desk } from './desk'
import type { Firm } from './enterprises'
import { plain } from './fate'
import { grantOf, matchOf } from './judgement'
import { review } from './review'

/** Days before its loan falls due on which a firm applies for the one that renews it. */
const renewalDays = 34

/** A loan that falls due in one sum: paid back by a new one of the same bank where that comes in time, else by the firm. */
export async function renew(tools: Tools, firm: Firm, random: Random, loan: Borrowed, cases: Case[]): Promise<void> {
  const { world, applying, products } = tools
  const { application: old } = loan
  const at = timeOn(random, addDays(loan.maturesOn, -renewalDays), 8, 18)
  let next: Borrowed | null = null
  if (at < world.now && at > old.lastAt && cases.length < mostApplications) {
    await applying.freshPortrait(firm, at)
    const others = products.filter(({ institution }) => institution.code === old.institution.code)
    const choice = applying.choose(firm, random, shanghaiDate(at), others, cases)
    if (choice?.match.verdict === 'ELIGIBLE') next = await applyFor(tools, firm, random, choice, at, cases, loan)
  }
  payLast(tools, random, loan, next)
}

/** The last repayment of a loan: out of the new one when it was drawn in time. */
function payLast({ world }: Tools, random: Random, { account, last }: Borrowed, next: Borrowed | null): void {
  if (!last) return
  const renewalId = next?.renewalId ?? null
  const on = next && renewalId ? next.firstDrawOn : last.on
  const at = renewalId ? minutesLater(officeTime(random, workingDay(on, 0)), 90) : last.at
  if (at >= world.now) return
  if (!renewalId) account.report({ ...last, on, at })
  else {
    // The interest the firm pays itself.
    if (last.interestFen > 0n) account.report({ ...last, on, at, principalFen: 0n })
    account.report({ ...last, on, at: minutesLater(at, 2), interestFen: 0n }, renewalId)
  }
}

/** A loan of six months that was renewed in time; null where the firm or its bank would not have it so. */
export async function tellRenewal(tools: Tools, firm: Firm, random: Random): Promise<Case[] | null> {
  const { world } = tools
  const { defaultMonths } = world.cityOn(world.today).truthOf(firm.index)
  if (defaultMonths.length > 0 || firm.joinedAt > minutesLater(world.now, -280 * 1_440)) return null
  const first = timeOn(random, workingDayBefore(addDays(world.today, -255), 0), 9, 11)
  const cases: Case[] = []
  const old = await takeLoan(
    tools,
    firm,
    random,
    { code: 'SHUOLING-FIRST-4', method: 'interest_only', termMonths: 6 },
    first,
    cases,
    null,
  )
  if (!old) return cases.length > 0 ? cases : null
  const second = timeOn(random, workingDayBefore(addDays(old.maturesOn, -renewalDays), 0), 9, 11)
  const next = await takeLoan(
    tools,
    firm,
    random,
    { code: 'SHUOLING-PROPERTY-2', method: 'equal_instalment', termMonths: 24 },
    second,
    cases,
    old,
  )
  payLast(tools, random, old, next)
  return cases
}

type Wanted = { code: string; method: 'interest_only' | 'equal_instalment'; termMonths: number }

async function takeLoan(
  tools: Tools,
  firm: Firm,
  random: Random,
  wanted: Wanted,
  at: Date,
  cases: Case[],
  renewing: Borrowed | null,
): Promise<Borrowed | null> {
  const { applying, products, world } = tools
  const product = products.find(({ code, institution }) => code === wanted.code && institution.code === demo.demoBank)
  if (!product) throw new Error(`the demonstration bank has no product ${wanted.code}`)
  const portrait = await applying.freshPortrait(firm, at)
  const on = shanghaiDate(at)
  const { method, termMonths } = wanted
  const demand = {
    amountFen: BigInt(Math.max(40_000_000, product.terms.amountMinFen)),
    termMonths,
    method,
    purpose: 'WORKING_CAPITAL' as const,
  }
  const match = matchOf(firm, product, portrait.body, demand, on)
  if (match.verdict !== 'ELIGIBLE') return null
  const choice: Choice = { product, demand, match }
  const application = await applying.submit(firm, choice, at, cases)
  cases.push(application)
  const desk = new Desk(application, random)
  const decision = grantOf(random, match, portrait.body, demand, product.terms, on)
  if (!review(desk, plain, { outOfScope: null, decision }) || !borrow(desk, 'CONTRACT')) return null
  return disburse(desk, application, { firstLoan: !renewing, old: renewing, keepLast: !renewing, wholeDraw: true }, world)
}
