import { expect, test } from '@playwright/test'
import type { Fault } from '../sandbox/agencies/faults'
import { AgenciesAtFault } from './pages/agencies-at-fault'
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
