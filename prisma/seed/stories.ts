import type { Random } from '@/sandbox/city/random'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { applyFor, authorise, mostApplications, type Tools } from './borrowers'
import { minutesLater, timeOn } from './calendar'
import type { Case } from './cases'
import { expireInTime } from './consents'
import demo from './demo-logins.json'
import type { Firm } from './enterprises'
import type { SeededProduct } from './products'
import { renew } from './renewing'

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
    if (loan?.last) await renew(tools, firm, random, loan, cases)
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
