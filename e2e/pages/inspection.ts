import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { Result } from 'axe-core'
import { fragmentsOf, type Locale } from './words'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The widths that a page is looked at in: all of its rules at the first, whether it fits at all. */
export const widths = { 'zh-CN': [1440, 390, 360], en: [390, 360] } as const satisfies Record<Locale, readonly number[]>
const heightOf = (width: number) => (width < 600 ? 844 : 900)

/** Sets the width unless the page has it. */
export async function widen(page: Page, width: number): Promise<void> {
  if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: heightOf(width) })
}

/** Waits until what a page streams stands in its place, where a skeleton stood. */
export async function settled(page: Page): Promise<void> {
  const ready = () => document.querySelector('main h1') !== null && document.querySelector('main .animate-pulse') === null
  await expect.poll(() => page.evaluate(ready), { intervals: [20, 50, 100] }).toBe(true)
}

/**
 * Marks the rows of tables that differ from an earlier row of their table in words alone: the same elements with the same
 * looks, names of attributes and kinds of values. A row of another look, such as of a state that stands further down, is not.
 */
async function markAlike(page: Page): Promise<void> {
  await page.evaluate(() => {
    const told = ['class', 'style', 'role', 'lang', 'type', 'aria-current', 'aria-disabled', 'disabled']
    const lookOf = (element: Element): string => {
      const attributes = [...element.attributes].map(({ name, value }) => `${name}=${told.includes(name) ? value : value !== ''}`)
      const inner = [...element.childNodes].map((node) =>
        node instanceof Element ? lookOf(node) : node.nodeType === Node.TEXT_NODE && node.textContent?.trim() ? 'words' : '',
      )
      return `<${element.tagName} ${attributes.sort().join(' ')}>${inner.join('')}</>`
    }
    for (const body of document.querySelectorAll('tbody')) {
      const seen = new Set<string>()
      for (const row of body.querySelectorAll(':scope > tr')) {
        const look = lookOf(row)
        if (seen.has(look)) row.setAttribute('data-alike', '')
        seen.add(look)
      }
    }
  })
}

/**
 * Rules of WCAG 2.2 A and AA that the page breaks, with the first element of each. axe is run by hand: its builder carries
 * itself into the page three times and everything it looked at out again. No page has frames, and what it would load
 * beforehand serves rules that these standards have not. Of rows that look alike the first is looked at.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await markAlike(page)
  await page.evaluate(axe)
  const violations = await page.evaluate(
    async ({ values, context }) => {
      const engine: { run: (context: object, options: object) => Promise<{ violations: Result[] }> } = Reflect.get(window, 'axe')
      const found = await engine.run(context, {
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
        preload: false,
        iframes: false,
      })
      return found.violations.map(({ id, nodes }) => ({ id, count: nodes.length, first: nodes[0] }))
    },
    { values: standards, context: { exclude: ['[data-alike]'] } },
  )
  return violations.map(
    ({ id, count, first }) =>
      `axe ${id} ×${count}: ${first?.target.join(' ')} ${first?.failureSummary?.replace(/\s+/g, ' ').slice(0, 240)}`,
  )
}

/** Opens every disclosure of the page, or closes those that this opened. */
const discloseAll = (page: Page, open: boolean) =>
  page.evaluate((opens) => {
    const found = document.querySelectorAll<HTMLDetailsElement>(opens ? 'main details:not([open])' : 'main details[data-opened]')
    for (const one of found) {
      one.open = opens
      one.toggleAttribute('data-opened', opens)
    }
  }, open)

/**
 * What does not fit the width: a page wider than the screen, a stacked table that would have to be pushed aside, and text that is
 * cut without a sign that there is more (an ellipsis; all of it as the title).
 */
const misfits = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const named = (element: Element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 120)
    const found: string[] = []
    if (scrollWidth > clientWidth) {
      const beyond = [...document.querySelectorAll('main *, header *, footer *')].find(
        (element) => element.getBoundingClientRect().right > clientWidth + 1,
      )
      found.push(`${scrollWidth} px: ${beyond && named(beyond)}`)
    }
    const isWide = (element: Element) => element.scrollWidth > element.clientWidth + 1
    const cells = [...document.querySelectorAll('main .data-table.stacks > tbody > tr > *')].filter(isWide)
    if (cells[0])
      found.push(`${cells.length} cells too wide for their list: ${named(cells[0])} ${cells[0].textContent?.slice(0, 60)}`)
    // Of all elements few hold more than they show; only of these is the style asked for, which is dear.
    const cut = [...document.querySelectorAll('main *')].filter((element) => {
      if (element.clientWidth < 2 || !element.textContent?.trim()) return false
      const beside = isWide(element)
      const below = element.scrollHeight > element.clientHeight + 1
      if (!beside && !below) return false
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element)
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
      if (!(beside && hides(overflowX)) && !(below && hides(overflowY))) return false
      return textOverflow !== 'ellipsis' && webkitLineClamp === 'none' && !element.closest('[title]')
    })
    if (cut[0]) found.push(`${cut.length} texts cut: ${named(cut[0])} ${cut[0].textContent?.slice(0, 60)}`)
    return found
  })

/** What does not fit a phone, with all that can be disclosed on the page open. */
export async function overflows(page: Page, locale: Locale): Promise<string[]> {
  const found: string[] = []
  await discloseAll(page, true)
  for (const width of widths[locale].filter((one) => one < 600)) {
    await widen(page, width)
    found.push(...(await misfits(page)).map((one) => `overflow at ${width}: ${one}`))
  }
  await discloseAll(page, false)
  return found
}

/**
 * Texts on screen that nobody should read: message keys, and on an English page what the product says in Chinese. Names of
 * firms and people, and what people wrote, are data and stay as they are; headings, labels, buttons and the frame have none.
 */
export async function strayTexts(page: Page, locale: Locale): Promise<string[]> {
  const said = locale === 'en' ? fragmentsOf('zh-CN') : []
  return page.evaluate((chinese) => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const fixed = 'header:not(main *), main header h1, footer, button, label, legend, th[scope="col"], h2, h3, summary'
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      const text = node.textContent?.trim() ?? ''
      if (!element || !text || element.closest('script, style, code, pre, noscript')) continue
      if (/^[a-z]+(\.[a-zA-Z_-]+)+$/.test(text)) found.push(`key on screen: ${text}`)
      if (chinese.length === 0 || !/\p{Script=Han}/u.test(text) || element.closest('[lang^="zh"], header details')) continue
      const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
      const leaked = chinese.some((fragment) => fragment.length >= han * 0.6 && text.includes(fragment))
      if (leaked || element.closest(fixed)) found.push(`Chinese: <${element.tagName.toLowerCase()}> ${text.slice(0, 60)}`)
    }
    return found
  }, said)
}

/** Keeps a picture of the page at both widths, when asked to by E2E_SCREENSHOTS: 1, or a folder. */
export async function keepPictures(page: Page, portal: string, name: string, locale: Locale): Promise<void> {
  const asked = process.env.E2E_SCREENSHOTS
  if (!asked) return
  const folder = path.join(asked === '1' ? 'test-results/pages' : asked, portal)
  mkdirSync(folder, { recursive: true })
  for (const width of [1440, 390]) {
    await widen(page, width)
    await page.screenshot({ path: path.join(folder, `${name}-${locale}-${width}.png`), fullPage: true })
  }
}
