#!/usr/bin/env node
// How much JavaScript a page's first load costs: the scripts that its HTML names, gzipped, summed. Asks a running server
// (after `next build`: `next start`): node scripts/page-weight.mjs http://localhost:3000 [--cookie "name=value"] [path ...]
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

/** Thousands of bytes, gzip. An empty page of this Next version takes 136. */
export const budgets = { empty: 136, public: 190, staff: 300 }

/** Portals of staff; everybody else, enterprises too, may be on a phone. */
const staffPortals = ['/bank', '/office', '/agency', '/operator']

/** @returns the most that a page may weigh, in thousands of bytes */
export function budgetOf(pathname) {
  const staff = staffPortals.some((portal) => pathname === portal || pathname.startsWith(`${portal}/`))
  return staff ? budgets.staff : budgets.public
}

/** Addresses of the scripts of a page: what it runs and what it preloads, each once, legacy ones (nomodule) left out. */
export function scriptsOf(html) {
  const found = new Set()
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    if (/\snomodule\b/i.test(tag)) continue
    const isScript = tag.startsWith('<script') || /\sas="script"/.test(tag) || /\srel="modulepreload"/.test(tag)
    const source = /\s(?:src|href)="([^"]+)"/.exec(tag)?.[1]
    if (isScript && source) found.add(source.replaceAll('&amp;', '&'))
  }
  return [...found]
}

const sizes = new Map()

async function gzipSize(url) {
  if (!sizes.has(url)) {
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    sizes.set(url, gzipSync(Buffer.from(await answer.arrayBuffer())).length)
  }
  return sizes.get(url)
}

/**
 * Weighs one page as a browser would first load it. Throws when the page does not answer 200: a redirect or an error page
 * would weigh little and prove nothing.
 * @param {string} baseURL of a server that runs a production build
 * @param {string} pathname with its query, if any
 * @param {string} [cookie] of a signed-in session
 * @returns {Promise<{ path: string, scripts: number, bytes: number, budget: number, met: boolean }>} bytes: gzip
 */
export async function weighPage(baseURL, pathname, cookie) {
  const answer = await fetch(new URL(pathname, baseURL), { redirect: 'manual', headers: cookie ? { cookie } : {} })
  if (answer.status !== 200) throw new Error(`${pathname} answered ${answer.status}, so it was not weighed`)
  const scripts = scriptsOf(await answer.text())
  if (scripts.length === 0) throw new Error(`${pathname} names no script: this is not a built page`)
  return { path: pathname, ...(await weighScripts(new URL(pathname, baseURL), scripts)) }
}

/**
 * Weighs the scripts of a page that was loaded already. Each is fetched once.
 * @param {URL} page
 * @param {string[]} scripts as `scriptsOf` finds them
 * @returns {Promise<{ scripts: number, bytes: number, budget: number, met: boolean }>} bytes: gzip
 */
export async function weighScripts(page, scripts) {
  const all = await Promise.all(scripts.map((source) => gzipSize(new URL(source, page).href)))
  const bytes = all.reduce((sum, size) => sum + size, 0)
  const budget = budgetOf(page.pathname) * 1000
  return { scripts: scripts.length, bytes, budget, met: scripts.length > 0 && bytes <= budget }
}

/** Rows of the table, heaviest first. */
export function tableOf(weights) {
  const kilo = (bytes) => (bytes / 1000).toFixed(1).padStart(7)
  const rows = weights.toSorted((a, b) => b.bytes - a.bytes)
  return [
    '  gzip kB   budget  scripts  page',
    ...rows.map(
      (row) =>
        `  ${kilo(row.bytes)}  ${kilo(row.budget)}  ${String(row.scripts).padStart(7)}  ${row.path}${row.met ? '' : '  TOO HEAVY'}`,
    ),
  ].join('\n')
}

const publicPages = [
  '/',
  '/products',
  '/products/compare',
  '/statistics',
  '/tools',
  '/tools/loan-cost',
  '/tools/credit-code',
  '/tools/enterprise-size',
  '/tools/deadline',
  '/tools/api',
  '/about',
  '/accessibility',
  '/definitions',
  '/login',
  '/register',
]

async function main([baseURL = 'http://localhost:3000', ...rest]) {
  const at = rest.indexOf('--cookie')
  const cookie = at < 0 ? undefined : rest[at + 1]
  const asked = at < 0 ? rest : rest.toSpliced(at, 2)
  const weights = []
  for (const pathname of asked.length > 0 ? asked : publicPages) weights.push(await weighPage(baseURL, pathname, cookie))
  console.log(tableOf(weights))
  if (weights.some(({ met }) => !met)) process.exitCode = 1
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) await main(process.argv.slice(2))
