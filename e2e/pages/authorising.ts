import { expect, type Locator } from '@playwright/test'
import type { Person } from './person'

/** What the enterprise does first: lets the platform have its data, has it fetched, and looks at what comes of it. */
export class Authorising {
  constructor(private readonly person: Person) {}

  /** Grants every class to the platform for matching: nothing is ticked beforehand. */
  async grantEverything(): Promise<void> {
    const { person } = this
    await person.open('/sme/consents/new')
    const boxes = person.page.locator('input[name="dataClasses[]"]')
    expect(await boxes.count()).toBeGreaterThanOrEqual(5)
    for (const box of await boxes.all()) {
      await expect(box).not.toBeChecked()
      await box.check()
    }
    await person.choose('consent.new.rhythm', 'consent.new.rhythms.1-MONTH')
    await person.field('consent.new.retention').fill('24')
    await person.field('consent.new.retentionUnit', 'combobox').selectOption('MONTH')
    await person.button('consent.new.next').click()
    await person.button('consent.confirm.submit').click()
    await expect(person.text('consent.granted.title')).toBeVisible()
    await this.signOff()
  }

  /** The legal representative's own consent to personal data: asked for apart, on a page of its own. */
  async signOff(): Promise<void> {
    const { person } = this
    await person.link('consent.toDo.signOff.action').first().click()
    await person.button('consent.personal.submit').click()
    await expect(person.text('consent.personal.stands')).toBeVisible()
  }

  /** Fetches everything and watches it: the page moves on by itself until the portrait is drawn. */
  async fetch(): Promise<void> {
    const { person } = this
    await person.link('consent.granted.next').click()
    await person.button('sources.refresh').click()
    await expect(person.page.getByRole('progressbar')).toBeVisible()
    await expect(person.text('sources.progress.ready')).toBeVisible({ timeout: 60_000 })
    const done = person.page.getByRole('cell').filter({ hasText: person.words('sources.states.DONE') })
    expect(await done.count()).toBeGreaterThanOrEqual(5)
  }

  /** @returns score and grade as shown */
  async readPortrait(): Promise<{ score: number; grade: string }> {
    const { person } = this
    await person.link('sources.progress.open').click()
    await expect(person.heading('portrait.score.title')).toBeVisible()
    const section = person.page.locator('section').filter({ has: person.heading('portrait.score.title') })
    const score = Number(await section.locator('.figures').first().textContent())
    const grades = ['A', 'B', 'C', 'D', 'E'].map((grade) => ({ grade, text: person.words('portrait.score.grade', { grade }) }))
    const shown = await section.textContent()
    return { score, grade: grades.find(({ text }) => shown?.includes(text))?.grade ?? '' }
  }

  /** The factors that help and hurt, each a link to its records. */
  reasons = (): Locator =>
    this.person.page
      .locator('section')
      .filter({ has: this.person.heading('portrait.reasons.title') })
      .getByRole('link')

  /** Opens the first reason and returns how many records its number came from. */
  async openEvidence(): Promise<number> {
    const { person } = this
    await this.reasons().first().click()
    await expect(person.heading('portrait.indicator.value')).toBeVisible()
    const rows = person.page.locator('main table tbody tr')
    await expect(rows.first()).toBeVisible()
    return rows.count()
  }
}
