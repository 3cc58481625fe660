import { expect, test } from '@playwright/test'
import { cardText } from '@/server/cards/pmml/card.fixture'
import { LendingDesk } from '../pages/lending-desk'
import { Person } from '../pages/person'

const evidencePath = /\/bank\/applications\/[0-9a-f-]{36}\/evidence\/tax\.taxPaid12m$/

test('from the score to the source record: three clicks at most, and it is the record that the enterprise sees', async ({
  browser,
}) => {
  const owner = await Person.signedIn(browser, 'zh-CN', 'sme-active')
  await owner.open('/sme/applications')
  const application = owner.page.locator('main a[href^="/sme/applications/"]', { hasText: /^SQ/ }).first()
  const number = (await application.textContent())?.trim() ?? ''
  await owner.open('/sme/data/tax')
  const digests = await owner.page.locator('main code').allTextContents()
  await owner.leave()

  const officer = await Person.signedIn(browser, 'zh-CN', 'officer1')
  const { page } = officer
  await new LendingDesk(officer).openCase(number)
  await expect(officer.text('portrait.score.unit').first()).toBeVisible()
  let clicks = 0
  const click = async (target: ReturnType<Person['link']>) => {
    clicks++
    await target.click()
  }
  await click(page.locator('main summary', { hasText: officer.words('portrait.factors.title') }))
  await click(page.locator('main table a[href$="/evidence/tax.taxPaid12m"]'))
  await page.waitForURL(evidencePath)
  expect(clicks).toBeLessThanOrEqual(3)

  const digest = (await page.locator('main code').first().textContent()) ?? ''
  expect(digest).toMatch(/^[0-9a-f]{64}$/)
  expect(digests.some((one) => digest.startsWith(one.replace('…', '')) && one.length >= 16)).toBe(true)
  await expect(officer.text('portrait.indicator.digestMatches')).toBeVisible()
  await expect(page.locator('main table tbody tr')).toHaveCount(12)
  await officer.leave()
})

test('a bank brings its own card: refused at the line, then uploaded, mapped, in use, and scored beside the portrait', async ({
  browser,
}) => {
  const manager = await Person.signedIn(browser, 'en', 'product1')
  const { page } = manager
  const send = async (text: string) => {
    await manager.open('/bank/cards')
    await manager.field('cards.code').fill('own-card')
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'card.pmml', mimeType: 'application/xml', buffer: Buffer.from(text) })
    await manager.button('cards.send').click()
  }
  const broken = cardText.replace('<MiningSchema>', '<ModelVerification/><MiningSchema>')
  const line = broken.split('\n').findIndex((one) => one.includes('ModelVerification')) + 1
  await send(broken)
  await expect(page.locator('form').getByText(`Line ${line}:`, { exact: false }).first()).toBeVisible()

  await send(cardText)
  await page.waitForURL(/\/bank\/cards\/[0-9a-f-]{36}$/)
  const feeds = ['operation.salesGrowth12m|RATIO', 'social.insuredHeadcount|PLAIN', 'tax.grade|LETTER']
  for (const [at, feed] of feeds.entries()) await page.locator(`select[name="fields.${at}.feed"]`).selectOption(feed)
  await manager.button('cards.map').click()
  await manager.button('cards.putToUse').click()
  await expect(manager.button('cards.retire')).toBeVisible()

  const officer = await Person.signedIn(browser, 'en', 'officer1')
  await officer.open('/bank')
  await officer.page.locator('main a[href^="/bank/applications/"]').first().click()
  await expect(officer.heading('cards.ofApplication')).toBeVisible()
  await expect(officer.page.getByText('own-card', { exact: false })).toBeVisible()
  await officer.leave()
  await manager.button('cards.retire').click()
  await expect(manager.button('cards.retire')).toHaveCount(0)
  await manager.leave()
})
