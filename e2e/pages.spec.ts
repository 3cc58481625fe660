import { type Browser, expect, type Page, test } from '@playwright/test'
import { scriptsOf, weighScripts } from '../scripts/page-weight.mjs'
import { Hands } from './pages/hands'
import { accessibilityFaults, keepPictures, overflows, settled, strayTexts, widen, widths } from './pages/inspection'
import { Person } from './pages/person'
import { watchPolicy } from './pages/policy'
import { nameOfStop, type Stop, type Visit, visits } from './pages/sitemap'

/** What the walk of one visit knows already: where its stops are. */
type Known = Map<Stop, string>

/** The path of a stop; undefined when the page that should lead there does not. */
async function pathOf(hands: Hands, stop: Stop, known: Known): Promise<string | undefined> {
  if (typeof stop === 'string') return stop
  const before = known.get(stop)
  if (before) return before
  const path = await findPath(hands, stop, known)
  if (path) known.set(stop, path)
  return path
}

async function findPath(hands: Hands, stop: Exclude<Stop, string>, known: Known): Promise<string | undefined> {
  if ('made' in stop) return stop.made(hands)
  if ('beside' in stop) {
    const path = await pathOf(hands, stop.beside, known)
    return path && path + stop.rest
  }
  const on = await pathOf(hands, stop.on, known)
  if (!on) return undefined
  const { page } = hands
  await page.goto(on)
  await settled(page)
  const hrefs = await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return hrefs.find((href) => stop.link.test(href))
}

/**
 * What is too heavy, and a line for the table of times and weights. Times are told and not judged here: the machine also runs
 * the browser; `npm run bench -- --only pages` judges them.
 */
async function costOf(page: Page, path: string, milliseconds: number, html: string): Promise<{ faults: string[]; line: string }> {
  const { met, bytes, budget } = await weighScripts(new URL(page.url()), scriptsOf(html))
  const kilo = (count: number) => `${(count / 1000).toFixed(0)} kB`
  return {
    faults: met ? [] : [`loads ${kilo(bytes)} of scripts; its budget is ${kilo(budget)}`],
    line: `${String(Math.round(milliseconds)).padStart(5)} ms ${kilo(bytes).padStart(7)}  ${path}`,
  }
}

/** The name of a page's picture: its path without what differs from city to city. */
const nameOf = (path: string) =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one')
    .replace(/[^\w]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'home'

/**
 * One page in one language. Its rules are looked at on a wide screen in Chinese and on a phone's in English, so that both
 * languages and both shapes are; whether it fits a phone, in both.
 */
async function faultsOf(person: Person, path: string, portal: string, lines: string[]): Promise<string[]> {
  const { page, locale } = person
  await widen(page, widths[locale][0])
  const answer = await page.goto(path)
  if (answer?.status() !== 200) return [`answered ${answer?.status()}`]
  if (new URL(page.url()).pathname !== new URL(path, page.url()).pathname) return [`led on to ${page.url()}`]
  await settled(page)
  const faults = [...(await accessibilityFaults(page)), ...(await strayTexts(page, locale)), ...(await overflows(page, locale))]
  if (locale === 'zh-CN') {
    const { responseEnd } = answer.request().timing()
    const cost = await costOf(page, path, responseEnd, await answer.text())
    faults.push(...cost.faults)
    lines.push(cost.line)
  }
  await keepPictures(page, portal, nameOf(path), locale)
  return faults
}

/** Everything that is wrong with the pages of a visit, each with its path. */
async function walk(person: Person, { portal, stops }: Visit, known: Known, lines: string[]): Promise<string[]> {
  const { page } = person
  const hands = new Hands(person)
  const violations = await watchPolicy(page)
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => errors.push(`thrown: ${error.message}`))
  const all: string[] = []
  for (const stop of stops) {
    const path = await pathOf(hands, stop, known)
    if (!path) {
      all.push(`no link to ${nameOfStop(stop)}`)
      continue
    }
    const faults = await faultsOf(person, path, portal, lines)
    all.push(...[...faults, ...errors.splice(0), ...violations.splice(0)].map((fault) => `${path} — ${fault}`))
  }
  return all
}

type Remembered = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>

/** Signs in once for both languages. */
async function signedIn(browser: Browser, login: string | null): Promise<Remembered | undefined> {
  if (!login) return undefined
  const person = await Person.signedIn(browser, 'zh-CN', login)
  const state = await person.page.context().storageState()
  await person.leave()
  return state
}

// The longest first, so that two at a time end together.
for (const visit of visits.toSorted((one, other) => other.stops.length - one.stops.length)) {
  test(`pages of ${visit.portal}`, async ({ browser }) => {
    test.setTimeout(90_000 + visit.stops.length * 40_000)
    const state = await signedIn(browser, visit.login)
    const known: Known = new Map()
    const lines: string[] = []
    const faults: string[] = []
    for (const locale of ['zh-CN', 'en'] as const) {
      const person = await Person.at(browser, locale, state, visit.address)
      // Light in Chinese, dark in English: contrasts differ by theme and not by language.
      await person.wear(locale === 'en' ? 'dark' : 'light')
      faults.push(...(await walk(person, visit, known, lines)).map((fault) => `${locale} ${fault}`))
      await person.leave()
    }
    console.log(lines.sort().reverse().join('\n'))
    expect(faults).toEqual([])
  })
}
