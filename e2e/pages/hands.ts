import { expect, type Page } from '@playwright/test'
import superjson from 'superjson'
import { z } from 'zod'
import { Person } from './person'

/** Makes what a page needs to have something to show, by the product's own procedures. */
export class Hands {
  constructor(readonly person: Person) {}

  get page(): Page {
    return this.person.page
  }

  /** Somebody else's hands for as long as the work takes. */
  async as<Result>(login: string, work: (hands: Hands) => Promise<Result>): Promise<Result> {
    const browser = this.page.context().browser()
    if (!browser) throw new Error('no browser')
    const other = await Person.signedIn(browser, 'zh-CN', login)
    try {
      return await work(new Hands(other))
    } finally {
      await other.leave()
    }
  }

  /** Calls a procedure as the page does. @returns what it says, or the status of its refusal */
  async attempt(procedure: string, input?: unknown): Promise<{ status: number; data: unknown }> {
    const answer = await this.page.request.post(`/api/trpc/${procedure}`, {
      headers: { 'x-app-request': '1', 'sec-fetch-site': 'same-origin' },
      data: superjson.serialize(input),
    })
    const said = z.object({ result: z.object({ data: z.looseObject({ json: z.unknown() }) }) }).safeParse(await answer.json())
    return { status: answer.status(), data: said.success ? said.data.result.data.json : null }
  }

  /** Calls a procedure that must not refuse. */
  async call<Schema extends z.ZodType>(procedure: string, input: unknown, answer: Schema): Promise<z.output<Schema>> {
    const { status, data } = await this.attempt(procedure, input)
    expect(status, `${procedure} answered`).toBe(200)
    return answer.parse(data)
  }

  /** The first link on a page whose path fits. */
  async link(on: string, fits: RegExp, skip = 0): Promise<string> {
    await this.person.open(on)
    const all = this.page.locator('main a')
    await expect(all.first()).toBeVisible()
    const hrefs = await all.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    const found = [...new Set(hrefs.filter((href) => fits.test(href)))][skip]
    if (!found) throw new Error(`no link to ${fits.source} on ${on}`)
    return found
  }
}
