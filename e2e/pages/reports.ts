import { expect } from '@playwright/test'
import type { Person } from './person'

export type Disbursement = { amount: string; on: string; reference: string }

/** Where a bank reports what was paid out and what came back. */
export class Reports {
  constructor(private readonly person: Person) {}

  /** Reports a disbursement on the form of its loan, the amount in the unit of the reader's language. @returns the credit code */
  async disburse(application: string, { amount, on, reference }: Disbursement): Promise<string> {
    const { person } = this
    await person.open(`/bank/disbursements?text=${application}`)
    await person.page.getByRole('link', { name: application, exact: true }).click()
    await expect(person.heading('disbursement.bank.register.DISBURSEMENT')).toBeVisible()
    await person.field('disbursement.bank.form.amount').fill(amount)
    await person.page.locator('[name="disbursedOn"]').fill(on)
    await person.field('disbursement.bank.form.reference').fill(reference)
    await person.choose('disbursement.bank.form.firstLoan', 'disbursement.bank.form.no')
    await person.button('disbursement.bank.form.submit.DISBURSEMENT').click()
    const entry = person.page.getByRole('row').filter({ hasText: reference })
    await expect(entry).toBeVisible()
    return /[0-9A-Z]{18}/.exec((await person.page.locator('main').textContent()) ?? '')?.[0] ?? ''
  }

  /** Uploads a file of repayments and returns how many lines had each outcome. */
  async uploadRepayments(name: string, content: string): Promise<Record<'RECORDED' | 'DUPLICATE', number>> {
    const { person } = this
    await person.open('/bank/repayments?view=files')
    await person.page
      .getByLabel(person.words('disbursement.bank.upload.file'))
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content, 'utf8') })
    await person.button('disbursement.bank.upload.submit').click()
    await expect(person.heading('disbursement.bank.file.title')).toBeVisible()
    return { RECORDED: await this.count('RECORDED'), DUPLICATE: await this.count('DUPLICATE') }
  }

  private async count(outcome: 'RECORDED' | 'DUPLICATE'): Promise<number> {
    const { page, words } = this.person
    const tabs = page.getByRole('navigation', { name: words('disbursement.bank.columns.outcome') })
    const tab = tabs.getByRole('link', { name: new RegExp(`^${words(`disbursement.outcomes.${outcome}`)}\\s*[\\d,]+$`, 'u') })
    return Number(/(\d+)$/.exec((await tab.textContent()) ?? '')?.[1] ?? Number.NaN)
  }
}
