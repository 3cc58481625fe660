import { expect, type Page, test } from '@playwright/test'
import { weighPage } from '../scripts/page-weight.mjs'
import { accessibilityFaults, keepPictures, overflows, settled, strayTexts } from './pages/inspection'
import { Person } from './pages/person'
import { watchPolicy } from './pages/policy'
import { type Stop, type Visit, visits } from './pages/sitemap'
import type { Locale } from './pages/words'

type State = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>

/** The product's own limit is 300 ms; a machine that also runs the browser must not cry wolf. */
const slowMilliseconds = 1_000

const states = new Map<string, State>()
const found = new Map<Stop, string>()

/** A screen of a visitor who signed in once, whatever the language. */
async function visitor(browser: Parameters<typeof Person.at>[0], locale: Locale, login: string | null): Promise<Person> {
  if (!login) return Person.at(browser, locale)
  const known = states.get(login)
  if (known) return Person.at(browser, locale, known)
  const person = await Person.signedIn(browser, locale, login)
  states.set(login, await person.page.context().storageState())
  return person
}

/** The path of a stop; undefined when the page that should lead there does not. */
async function pathOf(page: Page, stop: Stop): Promise<string | undefined> {
  if (typeof stop === 'string') return stop
  const known = found.get(stop)
  if (known) return known
  const on = await pathOf(page, stop.on)
  if (!on) return undefined
  await page.goto(on)
  await settled(page)
  const hrefs = await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const path = hrefs.find((href) => stop.link.test(href))
  if (path) found.set(stop, path)
  return path
}

/** Milliseconds until a page has come whole, once it is warm: the best and the middle of three. */
async function serverTime(page: Page, path: string): Promise<{ best: number; middle: number }> {
  const each: number[] = []
  for (let time = 0; time < 3; time++) {
    const from = performance.now()
    await page.request.get(path)
    each.push(performance.now() - from)
  }
  const [best = Number.NaN, middle = Number.NaN] = each.sort((a, b) => a - b).map(Math.round)
  return { best, middle }
}

/** What is too slow or too heavy, and a line for the table of both. */
async function costOf(page: Page, path: string): Promise<{ faults: string[]; line: string }> {
  const { best, middle } = await serverTime(page, path)
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { met, bytes, budget } = await weighPage(new URL(page.url()).origin, path, cookie)
  const kilo = (count: number) => `${(count / 1000).toFixed(0)} kB`
  return {
    faults: [
      ...(best > slowMilliseconds ? [`took ${best} ms`] : []),
      ...(met ? [] : [`loads ${kilo(bytes)} of scripts; its budget is ${kilo(budget)}`]),
    ],
    line: `${String(middle).padStart(5)} ms ${kilo(bytes).padStart(7)}  ${path}`,
  }
}

/** The name of a page's picture: its path without what differs from city to city. */
const nameOf = (path: string) =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one')
    .replace(/[^\w]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'home'

async function faultsOf(person: Person, path: string, portal: string): Promise<string[]> {
  const { page, locale } = person
  await page.setViewportSize({ width: 1440, height: 900 })
  const answer = await page.goto(path)
  if (answer?.status() !== 200) return [`answered ${answer?.status()}`]
  if (new URL(page.url()).pathname !== new URL(path, page.url()).pathname) return [`led on to ${page.url()}`]
  await settled(page)
  const faults = [...(await accessibilityFaults(page)), ...(await strayTexts(page, locale)), ...(await overflows(page))]
  await keepPictures(page, portal, nameOf(path), locale)
  return faults
}

/** Everything that is wrong with the pages of a visit, each with its path. */
async function walk(person: Person, { portal, stops }: Visit, lines: string[]): Promise<string[]> {
  const { page, locale } = person
  const violations = await watchPolicy(page)
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => errors.push(`thrown: ${error.message}`))
  const all: string[] = []
  for (const stop of stops) {
    const path = await pathOf(page, stop)
    if (!path) {
      all.push(
        `no link to ${typeof stop === 'string' ? stop : `${stop.link.source} on ${typeof stop.on === 'string' ? stop.on : stop.on.link.source}`}`,
      )
      continue
    }
    const faults = await faultsOf(person, path, portal)
    if (locale === 'zh-CN' && faults.length === 0) {
      const cost = await costOf(page, path)
      faults.push(...cost.faults)
      lines.push(cost.line)
    }
    all.push(...[...faults, ...errors.splice(0), ...violations.splice(0)].map((fault) => `${path} — ${fault}`))
  }
  return all
}

for (const visit of visits) {
  for (const locale of ['zh-CN', 'en'] as const) {
    test(`pages of ${visit.portal} in ${locale}`, async ({ browser }) => {
      test.setTimeout(60_000 + visit.stops.length * 30_000)
      const person = await visitor(browser, locale, visit.login)
      const lines: string[] = []
      const faults = await walk(person, visit, lines)
      await person.leave()
      if (lines.length > 0) console.log(lines.sort().reverse().join('\n'))
      expect(faults).toEqual([])
    })
  }
}
