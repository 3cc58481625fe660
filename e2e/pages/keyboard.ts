import { expect, type Locator, type Page } from '@playwright/test'

/** As many stops as a page may have before somebody with a keyboard alone gives up. */
const patience = 250

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement)

/** Works a page by keys alone: what cannot be reached by Tab, or acted on by a key, fails. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Goes on by Tab from where the focus is until it is there, round the page once if need be. */
  async reach(target: Locator): Promise<void> {
    await expect(target).toBeVisible()
    for (let stop = 0; stop < patience; stop++) {
      if (await isFocused(target)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`by Tab nobody comes to ${target}`)
  }

  async press(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.reach(target)
    await this.page.keyboard.press(key)
  }

  /** Ticks a box, or one of a group of radio buttons: Tab leads into the group, the arrows lead through it. */
  async tick(target: Locator): Promise<void> {
    if (await target.isChecked()) return
    const group = await target.evaluate((element: HTMLInputElement) => (element.type === 'radio' ? element.name : null))
    if (group === null) await this.press(target, 'Space')
    else {
      await this.enterGroup(group)
      for (let step = 0; step < patience && !(await isFocused(target)); step++) await this.page.keyboard.press('ArrowDown')
      if (!(await target.isChecked())) await this.page.keyboard.press('Space')
    }
    await expect(target).toBeChecked()
  }

  private async enterGroup(name: string): Promise<void> {
    const within = () => this.page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name)
    for (let stop = 0; stop < patience; stop++) {
      if ((await within()) === name) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`by Tab nobody comes to the choices ${name}`)
  }

  /** Types in place of what stands there. A date is typed in the order of its parts on an English screen: month, day, year. */
  async type(target: Locator, text: string): Promise<void> {
    await this.reach(target)
    const isDate = await target.evaluate((element: HTMLInputElement) => element.type === 'date')
    const [year, month, day] = text.split('-')
    if (isDate) await this.page.keyboard.type(`${month}${day}${year}`)
    else {
      await this.page.keyboard.press('ControlOrMeta+a')
      await this.page.keyboard.type(text)
    }
    await expect(target).toHaveValue(text)
  }

  /** Takes the choice of a list that stands so many steps below the first. */
  async pick(target: Locator, index: number): Promise<void> {
    await this.reach(target)
    await this.page.keyboard.press('Home')
    for (let step = 0; step < index; step++) await this.page.keyboard.press('ArrowDown')
    expect(await target.evaluate((element: HTMLSelectElement) => element.selectedIndex)).toBe(index)
  }
}
