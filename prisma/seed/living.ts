import type { Random } from '@/sandbox/city/random'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import type { ApplicationEvent, Demand } from '@/server/lending/schema'
import type { Choice } from './applying'
import { authorise, disburse, type Tools } from './borrowers'
import { borrow } from './borrowing'
import { minutesLater, timeOn, workingDayBefore } from './calendar'
import type { Case } from './cases'
import { nobody, systemName, withdraw } from './consents'
import { orderCopies } from './copies'
import demo from './demo-logins.json'
import { Desk } from './desk'
import type { Firm } from './enterprises'
import { plain } from './fate'
import { grantOf, judge, matchOf } from './judgement'
import { tellRenewal } from './renewing'
import { review } from './review'

/** An application that waits today: submitted so many working days ago, and stopped before a step. */
type Slot = {
  stopBefore: ApplicationEvent
  daysAgo: number
  supplement?: true
  next?: 'CONSENT_WITHDRAWN' | 'NEW_PORTRAIT'
}

const times = (count: number, slot: Slot): Slot[] => Array.from({ length: count }, () => slot)

/** What lies on the desks of the demonstration bank, every state with some that are late. */
const slots: readonly Slot[] = [
  { stopBefore: 'RECOMMENDED', daysAgo: 7, next: 'CONSENT_WITHDRAWN' },
  { stopBefore: 'RECOMMENDED', daysAgo: 7, next: 'NEW_PORTRAIT' },
  ...times(3, { stopBefore: 'DISBURSED', daysAgo: 15 }),
  ...times(3, { stopBefore: 'ACCEPTED', daysAgo: 4 }),
  ...times(2, { stopBefore: 'CONTACTED', daysAgo: 6 }),
  ...times(2, { stopBefore: 'RECOMMENDED', daysAgo: 14 }),
  { stopBefore: 'GRANTED', daysAgo: 14 },
  ...times(4, { stopBefore: 'SUPPLEMENTED', daysAgo: 5, supplement: true }),
  ...times(3, { stopBefore: 'OFFERED', daysAgo: 8 }),
  ...times(4, { stopBefore: 'OFFER_ACCEPTED', daysAgo: 9 }),
  ...times(2, { stopBefore: 'CONTRACTED', daysAgo: 12 }),
  ...times(5, { stopBefore: 'ACCEPTED', daysAgo: 1 }),
  ...times(4, { stopBefore: 'CONTACTED', daysAgo: 2 }),
  ...times(4, { stopBefore: 'DUE_DILIGENCE_STARTED', daysAgo: 3 }),
  ...times(6, { stopBefore: 'RECOMMENDED', daysAgo: 5 }),
  ...times(6, { stopBefore: 'GRANTED', daysAgo: 7 }),
  { stopBefore: 'RECOMMENDED', daysAgo: 6, next: 'CONSENT_WITHDRAWN' },
]

/** Hands the cases of today to firms as they come by, so that all have one at the end. @param firms how many come at most */
export function createLiving(tools: Tools, firms: number) {
  const waiting = tools.world.everyKind ? [...new Set(slots)] : [...slots]
  let left = firms
  let renewals = 2

  return {
    /** True when the firm took a case of today, which then is its whole story. */
    async take(firm: Firm): Promise<boolean> {
      const { world } = tools
      const share = (1.7 * waiting.length) / Math.max(1, left--)
      const random = world.random('living', firm.index)
      const old = firm.joinedAt < minutesLater(world.now, -35 * 1_440)
      // In a small city, too, some firms keep the story that chance gave them.
      const spared = world.everyKind && firm.index % 3 === 0
      if (firm.demo || spared || !old || waiting.length === 0) return false
      if (!world.everyKind && !random.chance(share)) return false
      await authorise(tools, firm, minutesLater(firm.joinedAt, random.int(8, 900)))
      const renewed = renewals > 0 ? await tellRenewal(tools, firm, random) : null
      if (renewed) {
        renewals--
        for (const one of renewed) tools.applying.finish(one)
        return true
      }
      const slot = waiting[0]
      if (!slot) return false
      const at = timeOn(random, workingDayBefore(world.today, slot.daysAgo), 8, 10)
      await tools.applying.freshPortrait(firm, at)
      const choice = bestAtDemoBank(tools, firm, random, at)
      if (choice) {
        waiting.shift()
        tools.applying.finish(await tell(tools, firm, random, slot, choice, at))
      }
      return true
    },
  }
}

/** The demonstration bank's product that admits the firm, if one does. */
function bestAtDemoBank({ applying, products }: Tools, firm: Firm, random: Random, at: Date): Choice | null {
  const own = products.filter(({ institution }) => institution.code === demo.demoBank)
  const choice = applying.choose(firm, random, shanghaiDate(at), own, [])
  return choice?.match.verdict === 'ELIGIBLE' ? choice : null
}

async function tell(tools: Tools, firm: Firm, random: Random, slot: Slot, choice: Choice, at: Date): Promise<Case> {
  const { portrait } = firm
  const application = await tools.applying.submit(firm, choice, at, [])
  if (!portrait) return application
  const desk = new Desk(application, random, slot.stopBefore)
  const { demand, match, product } = choice
  const mustGrant = !['RECOMMENDED', 'GRANTED'].includes(slot.stopBefore)
  const judgement = mustGrant
    ? { outOfScope: null, decision: grantOf(random, match, portrait.body, demand, product.terms, shanghaiDate(at)) }
    : judge(random, match, portrait.body, demand, product.terms, shanghaiDate(at))
  if (review(desk, { ...plain, supplement: slot.supplement ? 'ANSWERED' : 'NONE' }, judgement)) borrow(desk, 'CONTRACT')
  if (slot.next === 'CONSENT_WITHDRAWN') suspend(desk)
  if (slot.next === 'NEW_PORTRAIT') await redraw(tools, desk)
  return application
}

/** The firm takes its consent back: the review stands still, as server/flows/end-consent.ts has it. */
function suspend({ at: application }: Desk): void {
  const { world, consent, firm, institution } = application
  const at = minutesLater(application.lastAt, 35)
  if (at >= world.now) return
  application.escalateUntil(at)
  withdraw(world, consent, at)
  orderCopies(application, at)
  application.take({
    event: 'SUSPENDED',
    at: minutesLater(at, 1),
    by: firm.head,
    role: 'SYSTEM',
    detail: { reason: 'CONSENT_ENDED', consentId: consent.id },
    told: [{ organisationId: institution.id, role: 'BANK_OFFICER' }],
  })
}

/** New records have come in: nobody decides before the officer has taken the new portrait. */
async function redraw({ fetchPortrait }: Tools, { at: application }: Desk): Promise<void> {
  const { firm, world } = application
  const at = minutesLater(application.lastAt, 90)
  if (!firm.matching || at >= minutesLater(world.now, -10)) return
  application.escalateUntil(at)
  await fetchPortrait(firm, firm.matching, at)
  const clock = { accountId: nobody, personId: nobody, name: systemName, organisationId: firm.id, branchId: null }
  application.take({ event: 'REFRESH_NEEDED', at: minutesLater(at, 1), by: clock, role: 'SYSTEM', told: [application.officer] })
}

/** The firms behind the demonstration's own logins. */
export async function tellDemoStory(tools: Tools, firm: Firm): Promise<void> {
  const { world, applying } = tools
  if (firm.demo === 'sme-new') return
  const random = world.random('demo', firm.index)
  await authorise(tools, firm, minutesLater(firm.joinedAt, 50))
  const cases = firm.demo === 'sme-loan' ? await borrowedLongAgo(tools, firm, random) : await underWay(tools, firm, random)
  for (const one of cases) applying.finish(one)
}

/** A loan of the demonstration bank in monthly instalments, eight months old. */
async function borrowedLongAgo(tools: Tools, firm: Firm, random: Random): Promise<Case[]> {
  const { world, applying, products } = tools
  const at = timeOn(random, workingDayBefore(addDays(world.today, -252), 1), 9, 11)
  const portrait = await applying.freshPortrait(firm, at)
  const on = shanghaiDate(at)
  const product = products.find(
    ({ institution, terms }) =>
      institution.code === demo.demoBank && !terms.revolving && terms.methods.includes('equal_instalment'),
  )
  if (!product) throw new Error('the demonstration bank offers no loan in instalments')
  const demand: Demand = { amountFen: 80_000_000n, termMonths: 12, method: 'equal_instalment', purpose: 'WORKING_CAPITAL' }
  const match = matchOf(firm, product, portrait.body, demand, on)
  const application = await applying.submit(firm, { product, demand, match }, at, [])
  const desk = new Desk(application, random)
  const judgement = { outOfScope: null, decision: grantOf(random, match, portrait.body, demand, product.terms, on) }
  if (review(desk, plain, judgement) && borrow(desk, 'CONTRACT'))
    disburse(desk, application, { firstLoan: true, old: null, keepLast: false }, world)
  return [application]
}

/** One application in due diligence at the demonstration bank, and an offer of another bank. */
async function underWay(tools: Tools, firm: Firm, random: Random): Promise<Case[]> {
  const { world, applying, products } = tools
  const first = timeOn(random, workingDayBefore(world.today, 8), 9, 11)
  await applying.freshPortrait(firm, first)
  const others = products.filter(({ institution }) => institution.code === demo.otherBank)
  const offered = applying.choose(firm, random, shanghaiDate(first), others, [])
  const cases: Case[] = []
  if (offered) cases.push(await tell(tools, firm, random, { stopBefore: 'OFFER_ACCEPTED', daysAgo: 8 }, offered, first))
  const second = timeOn(random, workingDayBefore(world.today, 4), 9, 11)
  const choice = bestAtDemoBank(tools, firm, random, second)
  if (choice) cases.push(await tell(tools, firm, random, { stopBefore: 'RECOMMENDED', daysAgo: 4 }, choice, second))
  return cases
}
