import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { watchPolicy } from './pages/policy'

const pages = ['/', '/products', '/statistics', '/definitions', '/tools', '/tools/loan-cost', '/login', '/register']

const nonceOf = (policy: string | undefined) => /'nonce-([^']+)'/.exec(policy ?? '')?.[1]

test('no page breaks its own policy, and each has a nonce of its own', async ({ page }) => {
  const violations = await watchPolicy(page)
  const nonces = new Set<string>()
  for (const path of pages) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(200)
    const headers = answer?.headers() ?? {}
    const nonce = nonceOf(headers['content-security-policy'])
    expect(nonce, path).toBeTruthy()
    nonces.add(nonce ?? '')
    expect(headers['content-security-policy']).toContain("'strict-dynamic'")
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe-(inline|eval)/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('DENY')
    await page.waitForLoadState('networkidle')
  }
  expect(nonces.size).toBe(pages.length)
  expect(violations).toEqual([])
})

test('the policy is in force: injected markup runs nothing and calls nobody, and is reported', async ({ page }) => {
  const violations = await watchPolicy(page)
  await page.goto('/about')
  await page.evaluate(() => {
    const injected = document.createElement('div')
    injected.innerHTML = `<img src="/missing.png" onerror="document.documentElement.dataset.wasRun='yes'">
      <img src="https://elsewhere.invalid/x.png"><style>body { display: none }</style>`
    document.body.append(injected)
  })
  const refused = (directive: string) => () => violations.some((text) => text.startsWith(directive))
  await expect.poll(refused('script-src-attr')).toBe(true)
  await expect.poll(refused('img-src')).toBe(true)
  await expect.poll(refused('style-src-elem')).toBe(true)
  await expect(page.locator('html')).not.toHaveAttribute('data-was-run')
  await expect(page.locator('main')).toBeVisible()
})

test.describe('doors that must stay shut', () => {
  test('procedures are called by POST from our own pages only', async ({ request, baseURL }) => {
    const path = '/api/trpc/consent.list'
    expect((await request.get(path)).status()).toBe(405)
    const own = {
      'x-app-request': '1',
      'content-type': 'application/json',
      origin: baseURL ?? '',
      'sec-fetch-site': 'same-origin',
    }
    const call = async (headers: Record<string, string>) => (await request.post(path, { headers, data: '{}' })).status()
    expect(await call({ ...own, 'x-app-request': '0' })).toBe(403)
    expect(await call({ ...own, origin: 'https://elsewhere.invalid' })).toBe(403)
    expect(await call({ ...own, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await call({ ...own, 'content-type': 'text/plain' })).toBe(403)
    // Control: the door itself opens, and asks who is there.
    expect(await call(own)).toBe(401)
  })

  test('nobody sends more than a form holds, known or not', async ({ request, baseURL }) => {
    const own = { 'x-app-request': '1', 'content-type': 'application/json', origin: baseURL ?? '' }
    const status = async (path: string, headers: Record<string, string>, bytes: number) =>
      (await request.post(path, { headers, data: 'x'.repeat(bytes) })).status()
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: baseURL ?? '' }
    expect(await status('/api/trpc/consent.list', own, 1024 * 1024 + 1)).toBe(413)
    expect(await status('/api/auth/callback/credentials', form, 16 * 1024 + 1)).toBe(413)
    // Control: within the bound they are read, and refused for what they say.
    expect(await status('/api/trpc/consent.list', own, 1024)).not.toBe(413)
    expect(await status('/api/auth/callback/credentials', form, 1024)).not.toBe(413)
  })

  test('a server action is refused, whatever its name', async ({ request }) => {
    const answer = await request.post('/login', { headers: { 'next-action': 'a'.repeat(42) }, data: '[]' })
    expect(answer.status()).toBe(400)
    const around = await request.get('/login', { headers: { 'x-middleware-subrequest': 'proxy' } })
    expect(around.status()).toBe(400)
  })

  test('the build has no server actions', () => {
    const folder = path.resolve('.next/server')
    expect(existsSync(folder)).toBe(true)
    const manifests = readdirSync(folder).filter((name) => /^server-reference-manifest\.json$/.test(name))
    expect(manifests).toHaveLength(1)
    for (const name of manifests) {
      const { node, edge }: { node: object; edge: object } = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
      expect({ ...node, ...edge }).toEqual({})
    }
  })
})
