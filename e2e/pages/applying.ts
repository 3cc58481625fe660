import { expect } from '@playwright/test'
import type { Person } from './person'

/** The application in its five steps, each saved before it is left, and what the enterprise does with it later. */
export class Applying {
  constructor(private readonly person: Person) {}

  async begin(): Promise<void> {
    const { person } = this
    await person.press(person.button('apply.new.start'))
    await expect(person.heading('apply.draft.title')).toBeVisible()
  }

  /** Goes on from the list of steps to the one that comes next, which must be this one. */
  private async step(name: 'demand' | 'debts' | 'consent' | 'commitment' | 'check'): Promise<void> {
    const { person } = this
    await person.press(person.link('apply.new.resume'))
    await expect(person.page.getByRole('heading', { level: 1, name: person.words(`apply.steps.${name}`) })).toBeVisible()
  }

  async demand(purpose: string): Promise<void> {
    const { person } = this
    await this.step('demand')
    await person.pick(person.field('apply.demand.purpose', 'combobox'), 1)
    await person.type(person.page.locator('[name="demand.purposeNote"]'), purpose)
    const methods = person.page.getByRole('radio')
    if ((await methods.locator(':checked').count()) === 0) await person.tick(methods.first())
    await person.press(person.button('apply.draft.save'))
  }

  /** Declares one debt elsewhere, in the unit of the reader's language. */
  async debts(debt: { lender: string; balance: string; endsOn: string }): Promise<void> {
    const { person } = this
    await this.step('debts')
    await person.choose('apply.debts.kind', 'apply.debts.LISTED')
    await person.type(person.field('apply.debts.lender'), debt.lender)
    await person.type(person.field('apply.debts.balance'), debt.balance)
    await person.type(person.page.getByLabel(person.words('apply.debts.endsOn')), debt.endsOn)
    await person.choose('apply.debts.history', 'apply.debts.yes')
    await person.press(person.button('apply.draft.save'))
  }

  /** Lets the bank read every class for this application only. */
  async consent(): Promise<void> {
    const { person } = this
    await this.step('consent')
    for (const box of await person.page.locator('input[name="classes"]').all()) {
      await expect(box).not.toBeChecked()
      await person.tick(box)
    }
    await person.choose('apply.consent.days', 'apply.consent.d180')
    await person.choose('apply.consent.lookback', 'apply.consent.m24')
    await person.choose('apply.consent.retention', 'apply.consent.r12')
    await person.press(person.button('apply.consent.read'))
    await person.press(person.button('apply.consent.agree'))
  }

  async commitment(signer: string): Promise<void> {
    const { person } = this
    await this.step('commitment')
    await person.type(person.field('apply.commitment.name'), signer)
    await person.tick(person.field('apply.commitment.agree', 'checkbox'))
    await person.press(person.button('apply.commitment.sign'))
  }

  /** Reads everything over, sends it, and returns the application's number and id. */
  async send(): Promise<{ number: string; id: string }> {
    const { person } = this
    await this.step('check')
    await person.press(person.button('apply.check.send'))
    await expect(person.text('apply.own.sent')).toBeVisible()
    const id = /applications\/([\w-]+)/.exec(person.page.url())?.[1] ?? ''
    const crumbs = person.page.getByRole('navigation', { name: person.words('shell.breadcrumbs') })
    return { number: (await crumbs.locator('[aria-current="page"]').textContent()) ?? '', id }
  }

  async acceptOffer(id: string): Promise<void> {
    const { person } = this
    await person.open(`/sme/applications/${id}`)
    await expect(person.page.getByText(person.words('apply.own.offer.simple'))).toBeVisible()
    await person.press(person.button('apply.own.offer.accept'))
    const dialog = person.page.getByRole('dialog')
    await person.press(dialog.getByRole('button', { name: person.words('apply.own.offer.accept') }))
    await expect(person.page.getByText(person.words('apply.own.offer.accepted')).first()).toBeVisible()
  }
}
