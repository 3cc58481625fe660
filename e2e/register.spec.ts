import { expect, test } from '@playwright/test'
import { mistyped, unregisteredFirm } from './pages/logins'
import { Person } from './pages/person'
import { Registration } from './pages/registration'

test('a stranger registers an enterprise that nobody has claimed, and signs in', async ({ browser }) => {
  const firm = unregisteredFirm(0)
  const stranger = await Person.at(browser, 'zh-CN')
  const { page, words } = stranger
  const registration = new Registration(stranger)

  await test.step('a wrong last character warns, says which is right, and still lets one look', async () => {
    await stranger.open('/register')
    const wrong = mistyped(firm.creditCode)
    await registration.codeField().fill(wrong)
    const expected = firm.creditCode.charAt(17)
    await expect(stranger.text('identity.register.check.codeWrong', { expected, actual: wrong.charAt(17) })).toBeVisible()
    await expect(stranger.text('identity.register.check.organisationRight')).toBeVisible()
    await expect(stranger.button('identity.register.check.use', { code: firm.creditCode })).toBeVisible()
    await stranger.button('identity.register.code.submit').click()
    await expect(stranger.text('identity.register.unknown.title')).toBeVisible()
  })

  await test.step('the right code brings what the register says', async () => {
    await registration.lookUp(firm.creditCode)
    await expect(page.getByText(firm.name, { exact: true })).toBeVisible()
    await expect(page.getByText(firm.legalRepresentative, { exact: true }).first()).toBeVisible()
    await expect(stranger.text('identity.register.statuses.ACTIVE')).toBeVisible()
  })

  const account = { login: 'e2e-stranger', password: 'a long sentence of nobody', contact: '15400007000' }
  await test.step('the registered contact confirms with the code that was sent', async () => {
    await registration.claim(account)
    await stranger.field('identity.register.confirm.code').fill('000000')
    await stranger.button('identity.register.confirm.submit').click()
    await expect(page.locator('main').getByRole('alert')).toBeVisible()
    await registration.confirm(firm.creditCode)
  })

  await test.step('the account works, and the enterprise is its own', async () => {
    await stranger.signIn(account.login, account.password)
    expect(new URL(page.url()).pathname).toBe('/sme')
    expect(await stranger.organisation()).toBe(firm.name)
    expect(await stranger.name()).toBe(firm.legalRepresentative)
    await expect(page.getByRole('navigation', { name: words('shell.mainNavigation') })).toBeVisible()
  })
  await stranger.leave()
})
