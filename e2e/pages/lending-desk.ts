import { expect, type Locator } from '@playwright/test'
import type { Person } from './person'

/** The bank's queue and its one-screen review: each act leads to the next state, and the page shows it. */
export class LendingDesk {
  constructor(private readonly person: Person) {}

  /** Opens a case from the queue. */
  async openCase(number: string): Promise<void> {
    const { person } = this
    await person.open(`/bank?tab=ALL&search=${number}`)
    await person.press(person.page.getByRole('link', { name: number, exact: true }))
    await expect(person.heading('bank.review.act')).toBeVisible()
  }

  /** The panel of what may be done now. */
  panel = (): Locator => this.person.page.locator('#act')

  /** The link that opens the form of an act. */
  act = (key: string): Locator => this.panel().getByRole('link', { name: this.person.words(key), exact: true })

  /** Opens the form of an act, unless it is open. */
  private async choose(key: string): Promise<void> {
    const link = this.act(key)
    await expect(link).toBeVisible()
    if ((await link.getAttribute('aria-current')) !== 'true') await this.person.press(link)
    await expect(link).toHaveAttribute('aria-current', 'true')
  }

  private async submit(key: string, state: string): Promise<void> {
    await this.person.press(this.panel().getByRole('button', { name: this.person.words(key), exact: true }))
    await this.expectState(state)
  }

  /** Waits until the case stands there. */
  async expectState(state: string): Promise<void> {
    const bar = this.person.page.getByRole('heading', { level: 1 }).locator('xpath=ancestor::div[2]')
    await expect(bar.getByText(this.person.words(`lending.states.${state}`), { exact: true })).toBeVisible()
  }

  async accept(): Promise<void> {
    await this.choose('lending.actions.ACCEPTED')
    await this.submit('lending.actions.ACCEPTED', 'ACCEPTED')
  }

  /** @param time on a clock in Shanghai: HH:mm */
  async logContact(time: string, note: string): Promise<void> {
    const { person } = this
    await this.choose('lending.actions.CONTACTED')
    await person.field('bank.forms.contact.channel', 'combobox').selectOption('PHONE')
    await this.panel().locator('[name="time"]').fill(time)
    await person.choose('bank.forms.contact.reached', 'bank.forms.contact.yes')
    await person.field('bank.forms.contact.note').fill(note)
    await this.submit('lending.actions.CONTACTED', 'ACCEPTED')
    await expect(person.page.getByText(note)).toBeVisible()
  }

  async startDueDiligence(): Promise<void> {
    await this.choose('lending.actions.DUE_DILIGENCE_STARTED')
    await this.submit('lending.actions.DUE_DILIGENCE_STARTED', 'DUE_DILIGENCE')
  }

  async note(findings: string, conclusion: string): Promise<void> {
    const { person } = this
    await this.choose('lending.actions.NOTED')
    await person.field('bank.forms.note.findings').fill(findings)
    await person.field('bank.forms.note.conclusion').fill(conclusion)
    await this.submit('lending.actions.NOTED', 'DUE_DILIGENCE')
    await expect(person.page.getByText(findings)).toBeVisible()
  }

  /** Recommends the loan as it was asked for, at a rate in per cent. */
  async recommend(rate: string, opinion: string): Promise<void> {
    const { person } = this
    await this.choose('bank.review.actions.RECOMMENDED')
    await person.field('bank.forms.terms.rate').fill(rate)
    await person.field('bank.forms.opinion').fill(opinion)
    await this.submit('lending.actions.RECOMMENDED', 'IN_APPROVAL')
  }

  /** Approves what was recommended. */
  async approve(): Promise<void> {
    await this.choose('lending.actions.GRANTED')
    await this.submit('bank.forms.submitDecision', 'GRANTED')
  }

  async makeOffer(validTo: string): Promise<void> {
    await this.choose('lending.actions.OFFERED')
    await this.panel().locator('[name="validTo"]').fill(validTo)
    await this.submit('lending.actions.OFFERED', 'OFFERED')
  }

  async recordContract(number: string, signedOn: string): Promise<void> {
    const { person } = this
    await this.choose('lending.actions.CONTRACTED')
    await person.field('bank.forms.contract.number').fill(number)
    await this.panel().locator('[name="signedOn"]').fill(signedOn)
    await this.submit('lending.actions.CONTRACTED', 'CONTRACTED')
  }

  /** The score that the portrait shows on the review. */
  score = (): Locator => this.person.page.getByText(this.person.words('portrait.score.unit'), { exact: true })
}
