import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { budgetOf, scriptsOf, tableOf, weighPage } from './page-weight.mjs'

const light = Buffer.from('console.log(1)')
// Random text does not compress: about 200 kB stay.
const heavy = Buffer.from(randomBytes(100_000).toString('base64') + randomBytes(100_000).toString('base64'))
const pages: Record<string, string> = {
  '/': '<script src="/light.js" async=""></script><link rel="preload" as="script" href="/light.js"/><script>inline()</script>',
  '/sme':
    '<script src="/light.js"></script><script src="/heavy.js?a=1&amp;b=2"></script><script src="/old.js" noModule=""></script>',
  '/bank/queue': '<script src="/heavy.js"></script>',
  '/plain': '<p>nothing</p>',
  '/gone': '<script src="/missing.js"></script>',
}

let server: Server
let base = ''
beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/private' && request.headers.cookie !== 'session=1')
      return response.writeHead(307, { location: '/login' }).end()
    if (pathname === '/private') return response.end(pages['/'])
    if (pathname === '/light.js') return response.end(light)
    if (pathname === '/heavy.js') return response.end(heavy)
    const page = pages[pathname]
    return page === undefined ? response.writeHead(404).end() : response.end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})
afterAll(() => server.close())

describe('the weight of a page', () => {
  it('is the gzip of each script once, without the legacy ones', async () => {
    expect(scriptsOf(pages['/sme'] ?? '')).toEqual(['/light.js', '/heavy.js?a=1&b=2'])
    expect(await weighPage(base, '/')).toMatchObject({ scripts: 1, bytes: gzipSync(light).length, met: true })
  })
  it('is too much above the budget of its portal', async () => {
    expect(await weighPage(base, '/sme')).toMatchObject({ bytes: expect.any(Number), budget: 190_000, met: false })
    expect(await weighPage(base, '/bank/queue')).toMatchObject({ budget: 300_000, met: true })
    expect(tableOf([await weighPage(base, '/sme')])).toContain('TOO HEAVY')
    expect([budgetOf('/'), budgetOf('/smelter'), budgetOf('/banking'), budgetOf('/office')]).toEqual([190, 190, 190, 300])
  })
  it('is not taken of a redirect, an error, a page without scripts or a script that is gone', async () => {
    await expect(weighPage(base, '/private')).rejects.toThrow('answered 307')
    expect((await weighPage(base, '/private', 'session=1')).met).toBe(true)
    await expect(weighPage(base, '/nowhere')).rejects.toThrow('answered 404')
    await expect(weighPage(base, '/plain')).rejects.toThrow('no script')
    await expect(weighPage(base, '/gone')).rejects.toThrow('missing.js answered 404')
  })
})
