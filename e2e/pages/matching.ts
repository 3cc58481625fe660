import { expect, type Locator } from '@playwright/test'
import type { Person } from './person'

/** Every product for what the firm needs: what it costs, whether it can be had, what stands in the way. */
export class Matching {
  constructor(private readonly person: Person) {}

  async open(): Promise<void> {
    await this.person.open('/sme/matching')
    await expect(this.person.heading('matching.title')).toBeVisible()
  }

  /** Asks for an amount in the unit of the reader's language: 万元 or yuan. */
  async ask(amount: string, termMonths: number): Promise<void> {
    const { person } = this
    await person.field('matching.ask.amount').fill(amount)
    await person.field('matching.ask.term').fill(String(termMonths))
    await person.button('matching.ask.submit').click()
    await person.page.waitForURL(/amount=/)
  }

  /** Keeps to the products of one verdict. */
  async tab(verdict: 'ELIGIBLE' | 'INELIGIBLE' | 'UNDECIDABLE'): Promise<void> {
    const { page, words } = this.person
    const tabs = page.getByRole('navigation', { name: words('matching.tabs.label') })
    const tab = tabs.getByRole('link', { name: new RegExp(`^${words(`matching.tabs.${verdict}`)}`, 'u') })
    await tab.click()
    await expect(tab).toHaveAttribute('aria-current', 'page')
    await expect(this.group(verdict).first()).toBeVisible()
  }

  group = (verdict: 'ELIGIBLE' | 'INELIGIBLE' | 'UNDECIDABLE'): Locator =>
    this.person.page.locator(`section[aria-labelledby="group-${verdict}"]`).getByRole('article')

  /** All-in annual cost of a card, in per cent. */
  async costOf(card: Locator): Promise<number> {
    const label = card.getByText(this.person.words('matching.card.cost'), { exact: true })
    const text = await label.locator('xpath=following-sibling::dd[1]').textContent()
    return Number(/([\d.]+)%/.exec(text ?? '')?.[1] ?? Number.NaN)
  }

  /** The conditions that a card says are not met. */
  unmetOf = (card: Locator): Locator =>
    card.getByRole('listitem').filter({ hasText: this.person.words('matching.reason.state.FALSE') })

  /** Keeps to one institution's products. */
  async only(institution: string): Promise<void> {
    const { person } = this
    await person.field('matching.filter.institution', 'combobox').selectOption({ label: institution })
    await person.button('ui.filter.apply').click()
    await person.page.waitForURL(/institution=/)
  }

  /** Goes to apply for the cheapest eligible product, and returns its name. */
  async applyToFirst(): Promise<string> {
    const { person } = this
    const card = this.group('ELIGIBLE').first()
    const name = (await card.getAttribute('aria-label')) ?? ''
    await card.getByRole('link', { name: person.words('matching.card.applyTo', { name }) }).click()
    await expect(person.heading('apply.new.title')).toBeVisible()
    return name
  }
}
