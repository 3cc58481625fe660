import { type Browser, expect, test } from '@playwright/test'
import { z } from 'zod'
import { type AgencyCode, agencies } from '../sandbox/agencies/directory'
import type { Fault } from '../sandbox/agencies/faults'
import { platformParty } from '../server/consent/platform-party'
import { endOf } from '../server/flows/fault-expectations.fixture'
import { AgenciesAtFault } from './pages/agencies-at-fault'
import { Hands } from './pages/hands'
import { LendingDesk } from './pages/lending-desk'
import { Person } from './pages/person'

type Plan = Partial<Record<AgencyCode, Fault['kind']>>

/** Every fault of the sandbox, in two fetches: what is older than current needs a good answer before it. */
const [first, second] = [
  {
    tax: 'forge',
    power: 'wrong-subject',
    hrss: 'negative',
    court: 'replay',
    market: 'redirect',
    water: 'cut',
    gas: 'slow',
  },
  { credit: 'older', tax: 'future', power: 'wrong-types', hrss: 'flood', court: 'stale', water: 'fail' },
] as const satisfies Plan[]
/** The class in whose row an agency's fault is read. */
const classOf = {
  tax: 'TAX',
  power: 'ELECTRICITY',
  hrss: 'SOCIAL_SECURITY',
  court: 'COURT',
  market: 'REGISTRATION',
  water: 'WATER',
  gas: 'GAS',
  credit: 'PENALTY',
} as const
type Faulty = keyof typeof classOf

/** The code behind `source.` of how a fault ends. */
const codeOf = (kind: Fault['kind']) => endOf[kind].failure?.replace('source.', '') ?? ''

/** The row of a data class on the page of sources: its name leads to its records. */
const rowOf = (firm: Person, dataClass: string) =>
  firm.page
    .getByRole('row')
    .filter({ has: firm.link(`consent.dataClasses.${dataClass}`) })
    .first()

/** Fetches all sources while the agencies misbehave, and reads in each row what happened, what it means and what to do. */
async function fetchAndRead(firm: Person, at: AgenciesAtFault, plan: Plan): Promise<void> {
  await firm.open('/sme/data')
  await at.misbehave(plan)
  try {
    await firm.button('sources.refreshAgain').click()
    await expect(firm.page.getByRole('progressbar')).toBeVisible()
    await expect(firm.text('sources.progress.partialBody')).toBeVisible({ timeout: 60_000 })
  } finally {
    await at.mend(Object.keys(plan) as AgencyCode[])
  }
  for (const [agency, kind] of Object.entries(plan) as [Faulty, Fault['kind']][]) {
    const row = rowOf(firm, classOf[agency])
    const said = { provider: agencies[agency].zh, phone: platformParty.contact }
    await expect(row, kind).toContainText(firm.words(`sources.failures.source.${codeOf(kind)}`))
    await expect(row, kind).toContainText(firm.words(`sources.advice.source.${codeOf(kind)}`, said))
    await expect(row, kind).toContainText(/继续使用|不扣分/)
  }
  await expect(firm.text('sources.refused.lead')).toBeVisible()
}

const Consents = z.array(z.looseObject({ id: z.string(), applicationId: z.string().nullable() }))

/** A case of the demonstration firm, and the consent that it stands on. */
async function caseOf(firm: Person): Promise<{ id: string; consentId: string }> {
  await firm.open('/sme/applications')
  const path = await firm.page.locator('main a[href^="/sme/applications/0"]').first().getAttribute('href')
  const id = path?.split('/').at(-1) ?? ''
  const consents = await new Hands(firm).call('consent.list', undefined, Consents)
  return { id, consentId: consents.find(({ applicationId }) => applicationId === id)?.id ?? '' }
}

/** Those who did not cause it read of it too, each what concerns them. */
async function othersRead(browser: Browser, applicationId: string): Promise<void> {
  const officer = await Person.signedIn(browser, 'zh-CN', 'officer1')
  await officer.open(`/bank/applications/${applicationId}`)
  const hole = officer.page.getByRole('status').filter({ hasText: officer.words('sources.hole.officerBody') })
  await expect(hole).toContainText(officer.words('sources.failures.source.future-period'))
  await officer.leave()
  const steward = await Person.signedIn(browser, 'en', 'steward-tax')
  await steward.open('/agency')
  for (const code of ['forged-signature', 'future-period']) {
    await expect(steward.text(`sources.failures.source.${code}`).first()).toBeVisible()
    const advice = steward.text(`sources.agencyAdvice.source.${code}`, { phone: platformParty.contact })
    await expect(advice.first()).toBeVisible()
  }
  await steward.leave()
  const operator = await Person.signedIn(browser, 'zh-CN', 'operator1')
  await operator.open('/operator/jobs')
  await expect(operator.text('sources.operatorAdvice.line').first()).toBeVisible()
  await expect(operator.text('sources.operatorAdvice.security').first()).toBeVisible()
  await operator.leave()
}

test('every fault of an agency is told as it is: what happened, what it means, what to do, and that nothing was lost', async ({
  browser,
  baseURL,
}) => {
  // A slow agency is given three times its time before it counts as silent.
  test.setTimeout(180_000)
  const faults: string[] = [...Object.values(first), ...Object.values(second)]
  expect(faults.sort()).toEqual(
    Object.keys(endOf)
      .filter((kind) => endOf[kind as Fault['kind']].failure)
      .sort(),
  )

  const at = new AgenciesAtFault(baseURL ?? '')
  const firm = await Person.signedIn(browser, 'zh-CN', 'sme-active')
  await fetchAndRead(firm, at, first)
  await fetchAndRead(firm, at, second)
  await othersRead(browser, (await caseOf(firm)).id)

  // The agency mends its ways: one click brings what was missing.
  await firm.open('/sme/data')
  await firm.button('sources.retryOf', { name: firm.words('consent.dataClasses.TAX') }).click()
  const told = firm.words('sources.failures.source.future-period')
  await expect(rowOf(firm, 'TAX')).not.toContainText(told, { timeout: 30_000 })
  await firm.leave()
})

test('an open portrait goes from the bank’s screen when the consent is paused, and comes back with it', async ({ browser }) => {
  const owner = await Person.signedIn(browser, 'en', 'sme-active')
  const { id, consentId } = await caseOf(owner)
  const officer = await Person.signedIn(browser, 'en', 'officer1')
  const watching = officer.page.waitForResponse((answer) => answer.url().includes('/api/consent-moves/'))
  await officer.open(`/bank/applications/${id}`)
  const score = new LendingDesk(officer).score()
  await expect(score).toBeVisible()
  expect((await watching).status()).toBe(200)

  await owner.open(`/sme/consents/${consentId}/pause`)
  await owner.button('consent.pausing.submit').click()
  await expect(score).toBeHidden({ timeout: 5_000 })
  await expect(officer.text('portrait.refusals.title')).toBeVisible()

  await owner.open(`/sme/consents/${consentId}/resume`)
  await owner.button('consent.resuming.submit').click()
  await officer.open(`/bank/applications/${id}`)
  await expect(score).toBeVisible()
  await owner.leave()
  await officer.leave()
})
