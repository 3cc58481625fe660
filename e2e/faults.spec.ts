import { expect, test } from '@playwright/test'
import { z } from 'zod'
import type { Fault } from '../sandbox/agencies/faults'
import { AgenciesAtFault } from './pages/agencies-at-fault'
import { Hands } from './pages/hands'
import { LendingDesk } from './pages/lending-desk'
import { Person } from './pages/person'

/** The most different ones, each at another agency: tampered with, mixed up, nonsense, cut off. All others: refusals.test.ts. */
const faults = { tax: 'forge', power: 'wrong-subject', hrss: 'negative', water: 'cut' } as const satisfies Record<
  string,
  Fault['kind']
>
const told = {
  TAX: 'forged-signature',
  ELECTRICITY: 'wrong-subject',
  SOCIAL_SECURITY: 'negative-amount',
  WATER: 'unreachable',
} as const

test('what agencies do wrong is told as it is: what happened, what to do, and that nothing was lost', async ({
  browser,
  baseURL,
}) => {
  const agencies = new AgenciesAtFault(baseURL ?? '')
  const firm = await Person.signedIn(browser, 'zh-CN', 'sme-active')
  await firm.open('/sme/data')
  await agencies.misbehave(faults)
  try {
    await firm.button('sources.refreshAgain').click()
    await expect(firm.page.getByRole('progressbar')).toBeVisible()
    await expect(firm.text('sources.progress.partialBody')).toBeVisible({ timeout: 60_000 })
  } finally {
    await agencies.mend(Object.keys(faults) as (keyof typeof faults)[])
  }
  const rowOf = (dataClass: string) => {
    const name = firm.words(`consent.dataClasses.${dataClass}`)
    return firm.page
      .getByRole('row')
      .filter({ has: firm.page.getByRole('link', { name, exact: true }) })
      .first()
  }
  for (const [dataClass, failure] of Object.entries(told)) {
    const row = rowOf(dataClass)
    await expect(row).toContainText(firm.words(`sources.failures.source.${failure}`))
    await expect(row).toContainText(firm.words(`sources.advice.source.${failure}`))
  }
  await expect(firm.text('sources.refused.lead')).toBeVisible()

  const steward = await Person.signedIn(browser, 'en', 'steward-tax')
  await steward.open('/agency')
  await expect(steward.text('sources.failures.source.forged-signature').first()).toBeVisible()
  await steward.leave()

  // The agency mends its ways: one click brings what was missing.
  await firm.button('sources.retryOf', { name: firm.words('consent.dataClasses.TAX') }).click()
  await expect(rowOf('TAX')).not.toContainText(firm.words('sources.failures.source.forged-signature'), { timeout: 30_000 })
  await firm.leave()
})

const Consents = z.array(z.looseObject({ id: z.string(), applicationId: z.string().nullable() }))

test('an open portrait goes from the bank’s screen when the consent is paused, and comes back with it', async ({ browser }) => {
  const owner = await Person.signedIn(browser, 'en', 'sme-active')
  await owner.open('/sme/applications')
  const path = await owner.page.locator('main a[href^="/sme/applications/0"]').first().getAttribute('href')
  const id = path?.split('/').at(-1) ?? ''
  const officer = await Person.signedIn(browser, 'en', 'officer1')
  await officer.open(`/bank/applications/${id}`)
  const score = new LendingDesk(officer).score()
  await expect(score).toBeVisible()

  const consents = await new Hands(owner).call('consent.list', undefined, Consents)
  const consent = consents.find(({ applicationId }) => applicationId === id)?.id
  await owner.open(`/sme/consents/${consent}/pause`)
  await owner.button('consent.pausing.submit').click()
  await expect(score).toBeHidden({ timeout: 5_000 })
  await expect(officer.text('portrait.refusals.title')).toBeVisible()

  await owner.open(`/sme/consents/${consent}/resume`)
  await owner.button('consent.resuming.submit').click()
  await officer.open(`/bank/applications/${id}`)
  await expect(score).toBeVisible()
  await owner.leave()
  await officer.leave()
})
