import { expect } from '@playwright/test'
import { mailboxUrl } from './mailbox'
import type { Person } from './person'

/** Registers an enterprise as its legal representative, with the code that the register sends to its contact. */
export class Registration {
  constructor(private readonly person: Person) {}

  async lookUp(creditCode: string): Promise<void> {
    const { person } = this
    await person.open('/register')
    await this.codeField().fill(creditCode)
    await person.button('identity.register.code.submit').click()
  }

  codeField = () => this.person.field('identity.register.code.label')

  /** Says who one is and has the code sent. */
  async claim(account: { login: string; password: string; contact: string }): Promise<void> {
    const { person } = this
    await person.choose('identity.register.people.claimant', 'identity.register.people.relations.LEGAL_REPRESENTATIVE')
    await person.field('identity.register.people.contact').fill(account.contact)
    await person.field('identity.register.people.loginName').fill(account.login)
    await person.page.getByLabel(person.words('identity.register.people.password')).fill(account.password)
    await person.button('identity.register.people.submit').click()
    await expect(person.heading('identity.register.confirm.title')).toBeVisible()
  }

  /** Reads the code out of the simulated mailbox, to which the page leads, and enters it. */
  async confirm(creditCode: string): Promise<void> {
    const { person } = this
    await person.field('identity.register.confirm.code').fill(await this.sentCode(creditCode))
    await person.button('identity.register.confirm.submit').click()
    await expect(person.text('identity.register.confirm.confirmedTitle')).toBeVisible()
  }

  private async sentCode(creditCode: string): Promise<string> {
    const { page, words } = this.person
    const href = await page.getByRole('link', { name: words('identity.simulated.link') }).getAttribute('href')
    const answer = await page.request.get(mailboxUrl(href, creditCode))
    const { messages }: { messages: { text: string }[] } = await answer.json()
    const code = messages.map(({ text }) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]).find((found) => found !== undefined)
    if (!code) throw new Error(`No code for ${creditCode} in the mailbox`)
    return code
  }
}
