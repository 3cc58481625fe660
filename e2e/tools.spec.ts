import { expect, test } from '@playwright/test'
import { Person } from './pages/person'
import type { Locale } from './pages/words'

// Oracles that a professional would try first, on the pages that everyone can open.
for (const locale of ['zh-CN', 'en'] as const satisfies readonly Locale[]) {
  test.describe(`open tools in ${locale}`, () => {
    test('91350100M000100Y4Z: the 18th character should be 3', async ({ browser }) => {
      const visitor = await Person.at(browser, locale)
      await visitor.open('/tools/credit-code')
      await visitor.field('tools.code.label').fill('91350100m000100y4z')
      await visitor.button('tools.code.submit').click()
      await expect(visitor.text('tools.code.verdicts.alienCheck.title', { expected: '3', actual: 'Z' })).toBeVisible()
      await expect(visitor.page.getByRole('link', { name: '91350100M000100Y43', exact: true })).toBeVisible()
      await visitor.leave()
    })

    test('industry with 299 people and 399.99 million of revenue is small', async ({ browser }) => {
      const visitor = await Person.at(browser, locale)
      await visitor.open('/tools/enterprise-size')
      await visitor.field('tools.size.industry', 'combobox').selectOption('C25')
      await visitor.page.locator('[name="employees"]').fill('299')
      await visitor.page.locator('[name="revenueWan"]').fill('39999')
      await visitor.button('tools.size.submit').click()
      const verdict = visitor.page.locator('section').filter({ has: visitor.heading('tools.size.answer') })
      await expect(verdict.getByText(visitor.words('tools.size.sizes.small'), { exact: true }).first()).toBeVisible()
      // Control: 300 people and 20 million are medium.
      await visitor.open('/tools/enterprise-size?industry=C25&employees=300&revenueWan=2000')
      await expect(verdict.getByText(visitor.words('tools.size.sizes.medium'), { exact: true }).first()).toBeVisible()
      await visitor.leave()
    })

    test('one working day after Friday 2026-09-18 is Sunday 2026-09-20, which is worked', async ({ browser }) => {
      const visitor = await Person.at(browser, locale)
      await visitor.open('/tools/deadline')
      await visitor.page.locator('[name="start"]').fill('2026-09-18')
      await visitor.field('tools.deadline.workingDays').fill('1')
      await visitor.button('tools.deadline.submit').click()
      await expect(visitor.page.locator('main time[datetime="2026-09-20"]')).toContainText(
        visitor.words('tools.deadline.weekdays.0'),
      )
      await visitor.open('/tools/deadline?start=2027-12-30&workingDays=5')
      await expect(visitor.page.locator('main').getByRole('alert')).toBeVisible()
      await visitor.leave()
    })

    test('interest monthly at 3.85% with a fee of 1.2% over 12 months costs 5.08% a year', async ({ browser }) => {
      const visitor = await Person.at(browser, locale)
      await visitor.open('/tools/loan-cost')
      await visitor.field('tools.loanCost.amount').fill(locale === 'en' ? '1000000' : '100')
      await visitor.field('tools.loanCost.rate').fill('3.85')
      await visitor.field('tools.loanCost.term').fill('12')
      await visitor.page.locator('[name="fees"]').fill('12000')
      await visitor.page.getByRole('radio', { name: visitor.words('lending.methods.interest_only'), exact: true }).check()
      await visitor.button('tools.loanCost.submit').click()
      await expect(visitor.page.getByText('5.08%', { exact: true }).first()).toBeVisible()
      await visitor.leave()
    })
  })
}
