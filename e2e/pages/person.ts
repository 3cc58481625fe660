import { type Browser, type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test'
import { Keyboard } from './keyboard'
import { demo } from './logins'
import { type Locale, type Words, wordsOf } from './words'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** Somebody at a screen of their own, reading in one language. */
export class Person {
  private constructor(
    readonly page: Page,
    readonly locale: Locale,
    readonly words: Words,
  ) {}

  /**
   * @param state what the browser remembers, such as a session
   * @param address where the person seems to be, for what is counted by address
   */
  static async at(browser: Browser, locale: Locale, state?: StorageState, address?: string): Promise<Person> {
    const context = await browser.newContext({
      locale,
      timezoneId: 'Asia/Shanghai',
      ...(state ? { storageState: state } : {}),
      ...(address ? { extraHTTPHeaders: { 'x-forwarded-for': address } } : {}),
    })
    return new Person(await context.newPage(), locale, wordsOf(locale))
  }

  static async signedIn(browser: Browser, locale: Locale, login: string, password = demo.password): Promise<Person> {
    const person = await Person.at(browser, locale)
    await person.signIn(login, password)
    return person
  }

  /** Signs in on the page and ends up in the own portal. */
  async signIn(login: string, password = demo.password): Promise<void> {
    await this.page.goto('/login')
    await this.page.getByLabel(this.words('identity.login.loginName')).fill(login)
    await this.page.getByLabel(this.words('identity.login.password')).fill(password)
    await this.button('identity.login.submit').click()
    await this.page.waitForURL((url) => !url.pathname.startsWith('/login'))
  }

  /** Opens a page and insists that it is there. */
  async open(path: string): Promise<void> {
    const answer = await this.page.goto(path)
    expect(answer?.status(), path).toBe(200)
  }

  button(key: string, values?: Record<string, string | number>): Locator {
    return this.page.getByRole('button', { name: this.words(key, values), exact: true })
  }

  link(key: string, values?: Record<string, string | number>): Locator {
    return this.page.getByRole('link', { name: this.words(key, values), exact: true })
  }

  heading(key: string, values?: Record<string, string | number>): Locator {
    return this.page.getByRole('heading', { name: this.words(key, values), exact: true })
  }

  /** A control by its accessible name; the star of what is needed is no part of it. */
  field(key: string, role: 'textbox' | 'combobox' | 'checkbox' | 'radio' = 'textbox'): Locator {
    return this.page.getByRole(role, { name: this.words(key), exact: true })
  }

  text(key: string, values?: Record<string, string | number>): Locator {
    return this.page.getByText(this.words(key, values), { exact: true })
  }

  private keyboard: Keyboard | null = null

  /** From now on this person has no mouse. */
  byKeyboard(): this {
    this.keyboard = new Keyboard(this.page)
    return this
  }

  /** Presses a button or follows a link. */
  press = (target: Locator): Promise<void> => (this.keyboard ? this.keyboard.press(target) : target.click())

  /** Ticks a box or a radio button. */
  tick = (target: Locator): Promise<void> => (this.keyboard ? this.keyboard.tick(target) : target.check())

  type = (target: Locator, text: string): Promise<void> => (this.keyboard ? this.keyboard.type(target, text) : target.fill(text))

  /** Takes a choice of a list by its place. */
  async pick(target: Locator, index: number): Promise<void> {
    if (this.keyboard) await this.keyboard.pick(target, index)
    else await target.selectOption({ index })
  }

  /** Ticks a choice of a group, named by its legend. */
  async choose(groupKey: string, choiceKey: string): Promise<void> {
    const group = this.page.getByRole('group', { name: this.words(groupKey) })
    await this.tick(group.getByRole('radio', { name: this.words(choiceKey), exact: true }))
  }

  /** The own name, as the account menu says it. */
  name = (): Promise<string> => this.menuLine(0)

  /** The own organisation, as the account menu names it. */
  organisation = (): Promise<string> => this.menuLine(2)

  private async menuLine(at: number): Promise<string> {
    const menu = this.page.locator('header details').filter({ hasText: this.words('shell.account') })
    return (await menu.locator('p').nth(at).textContent()) ?? ''
  }

  /** Has pages in these colours from now on. */
  async wear(theme: 'light' | 'dark'): Promise<void> {
    const { baseURL } = test.info().project.use
    await this.page.context().addCookies([{ name: 'theme', value: theme, url: baseURL ?? 'http://localhost' }])
  }

  async leave(): Promise<void> {
    await this.page.context().close()
  }
}
