import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type Stop, visits } from '@/e2e/pages/sitemap'

const app = path.resolve(import.meta.dirname, '../app')

/** Every page of the product, as its route is written. */
const routes = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file === 'page.tsx' || file.endsWith('/page.tsx'))
  .map((file) => `/${file.replace(/\([^)]+\)\//g, '').replace(/\/?page\.tsx$/, '')}`)

const examples: Record<string, string> = { '[indicator]': 'tax.taxPaid12m', '[class]': 'registration' }
/** A path that the route would answer. */
const exampleOf = (route: string) =>
  route.replace(/\[\w+\]/g, (parameter) => examples[parameter] ?? '01900000-0000-7000-8000-000000000000')
const fits = (route: string, pathname: string) =>
  new RegExp(`^${route.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[\w+\]/g, '[^/]+')}$`).test(pathname) &&
  !routes.some((other) => other === pathname && other !== route)

/** Whether the walk comes to a page of this route by this stop. */
function leadsTo(stop: Stop, route: string): boolean {
  if (typeof stop === 'string') return fits(route, new URL(stop, 'http://walk').pathname)
  if ('made' in stop) return stop.page === route
  if ('beside' in stop) {
    const [rest = ''] = stop.rest.split('?')
    return route.endsWith(rest) && leadsTo(stop.beside, rest ? route.slice(0, -rest.length) : route)
  }
  const example = exampleOf(route)
  const found = stop.link.exec(example)?.[0]
  return found !== undefined && !example.slice(found.length).includes('/')
}

/** Pages that no stop of the walk leads to. */
function missed(pages: readonly string[]): string[] {
  const stops = visits.flatMap((visit) => visit.stops)
  return pages.filter((route) => !stops.some((stop) => leadsTo(stop, route)))
}

test('the walk comes to every page', () => {
  expect(routes.length).toBeGreaterThan(60)
  expect(missed(routes)).toEqual([])
})

// Control: pages that the walk does not know, each beside one that it knows, are named.
test.each([
  '/operator/planted',
  '/sme/planted/[id]',
  '/sme/reports/[id]/planted',
  '/bank/applications/[id]/evidence/[indicator]/planted',
  '/planted',
])('a page that the walk does not know is named: %s', (planted) => {
  expect(missed([...routes, planted])).toEqual([planted])
})
