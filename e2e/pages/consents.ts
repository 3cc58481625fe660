import { expect } from '@playwright/test'
import type { Person } from './person'

/** Where the enterprise sees who may read its data and who did, and takes it back. */
export class Consents {
  constructor(private readonly person: Person) {}

  /** Withdraws the consent to a recipient: two clicks from the list. */
  async withdrawFrom(recipient: string): Promise<void> {
    const { person } = this
    await person.open('/sme/consents')
    const card = person.page.getByRole('article', { name: recipient })
    await person.press(card.getByRole('link', { name: person.words('consent.withdraw') }))
    await person.press(person.button('consent.withdrawing.submit'))
    await expect(person.text('consent.withdrawn.title')).toBeVisible()
  }

  /** Reads on record of one organisation, as the enterprise sees them: purposes of each. */
  async readsBy(organisation: string): Promise<string[]> {
    const { person } = this
    await person.open('/sme/access')
    const rows = person.page.getByRole('row').filter({ has: person.page.getByRole('cell', { name: organisation, exact: true }) })
    const purposes: string[] = []
    for (const row of await rows.all()) purposes.push((await row.getByRole('cell').nth(2).textContent()) ?? '')
    return purposes
  }
}
