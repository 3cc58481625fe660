import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AllowedHost, allowedHosts, createConnector, ForbiddenHost, type Resolver } from './connector'
import { defaultLimits, defaultTransport, postJson } from './http'

// A sentinel on the loopback address stands for whatever must not be reached: metadata service, database, another portal.
let sentinel: Server
let port = 0
let hits = 0

beforeAll(async () => {
  sentinel = createServer((request, response) => {
    hits++
    if (request.url?.startsWith('/to/')) response.writeHead(307, { location: `http://127.0.0.1:${port}/inner` })
    response.end('secret')
  })
  await new Promise<void>((resolve) => sentinel.listen({ port: 0, host: '::', ipv6Only: false }, resolve))
  const address = sentinel.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => new Promise((resolve) => sentinel.close(resolve)))
beforeEach(() => {
  hits = 0
})

/** The configured agency, by name; its name server lies in every way it can. */
const configured: AllowedHost[] = [{ host: 'agency.example', port: null, address: null }]
const lies = [
  '127.0.0.1',
  '::1',
  '::ffff:127.0.0.1',
  '0.0.0.0',
  '169.254.169.254',
  '10.0.0.1',
  '192.168.1.1',
  'fe80::1',
  'fd00::1',
]
const resolveTo =
  (...addresses: string[]): Resolver =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

/** Sixty ways to write the sentinel, or to slip it past a check of the text. */
const ways = (at: number) =>
  [
    ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '017700000001', '0', '0.0.0.0'],
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      '127.0.0.1.',
      '127.127.127.127',
      '127.255.255.254',
      '①②⑦.0.0.1',
      '１２７.0.0.1',
      '127。0。0。1',
    ],
    ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[0::1]', '[0000::0001]'],
    ...[
      'agency.example@127.0.0.1',
      'agency.example:80@127.0.0.1',
      'user:agency.example@127.0.0.1',
      'agency.example%00@127.0.0.1',
    ],
    ...[
      'agency.example#@127.0.0.1',
      '127.0.0.1#agency.example',
      '127.0.0.1?agency.example',
      '127.0.0.1/agency.example',
      '127.0.0.1\\@agency.example',
    ],
    ...[
      'agency.example.127.0.0.1.nip.io',
      'agency.example.evil.example',
      'evil-agency.example',
      'agency.example.',
      'xn--agency.example',
    ],
    ...[
      'agency。example.evil.example',
      'agencу.example',
      'AGENCY.EXAMPLE.evil',
      'agency.example%2eevil.example',
      'agency%2eexample',
    ],
  ].map((host) => (host.includes('#') || host.includes('?') || host.includes('/') ? `http://${host}` : `http://${host}:${at}/`))

const schemes = (at: number) => [
  'file:///etc/passwd',
  'ftp://agency.example/',
  'gopher://127.0.0.1:1/_x',
  'data:text/plain,secret',
  'javascript:1',
  'blob:http://agency.example/1',
  `ws://127.0.0.1:${at}/`,
]

const attempt = async (url: string, resolver: Resolver) => {
  const fetching = createConnector({ allowed: () => configured, resolver })
  try {
    const response = await fetching(url, { method: 'POST', body: '{}' })
    await response.text()
    return 'reached'
  } catch (error) {
    return error instanceof ForbiddenHost || error instanceof TypeError ? 'refused' : String(error)
  }
}

describe('sixty ways to the sentinel', () => {
  test('none arrives', async () => {
    const urls = [...ways(port), ...schemes(port), ...lies.map((_, at) => `http://agency.example:${port}/lie/${at}`)]
    expect(urls.length).toBeGreaterThanOrEqual(60)
    for (const [at, url] of urls.entries()) {
      const lie = lies[at % lies.length] as string
      expect([url, await attempt(url, resolveTo(lie))]).toEqual([url, 'refused'])
    }
    expect(hits).toBe(0)
  })

  test('a name with one good address and one bad is refused as a whole', async () => {
    expect(await attempt(`http://agency.example:${port}/`, resolveTo('203.0.113.7', '127.0.0.1'))).toBe('refused')
    expect(hits).toBe(0)
  })

  test('a name that changes its mind is asked once, and the judged address is the one connected to', async () => {
    let asked = 0
    const turning: Resolver = async () => [{ address: asked++ === 0 ? '192.0.2.1' : '127.0.0.1', family: 4 }]
    const fetching = createConnector({ allowed: () => configured, resolver: turning })
    // 192.0.2.1 is for documentation: nobody answers there, and the sentinel must not either.
    await expect(fetching(`http://agency.example:${port}/`, { signal: AbortSignal.timeout(300) })).rejects.toThrow()
    expect(asked).toBe(1)
    expect(hits).toBe(0)
  })

  test('a redirect is not followed, whatever it says', async () => {
    const allowed = () => [{ host: '127.0.0.1', port, address: null }]
    const transport = { ...defaultTransport, fetch: createConnector({ allowed }) }
    const outcome = await postJson(new URL(`http://127.0.0.1:${port}/to/inner`), {}, transport, defaultLimits)
    expect(outcome).toMatchObject({ ok: false, refusal: 'source.redirected' })
    expect(hits).toBe(1)
  })

  test('control: without the guard the same addresses arrive, and a pinned place is reached', async () => {
    const reached = await Promise.all(
      ways(port)
        .slice(0, 22)
        .map((url) =>
          fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
            () => 1,
            () => 0,
          ),
        ),
    )
    expect(reached.filter(Boolean).length).toBeGreaterThan(8)
    expect(hits).toBeGreaterThan(8)
    const pinned = createConnector({ allowed: () => [{ host: 'agency.example', port, address: '127.0.0.1' }] })
    expect(await (await pinned(`http://agency.example:${port}/`)).text()).toBe('secret')
  })
})

test('the refusal has a name of its own, and is not tried again', async () => {
  const transport = { ...defaultTransport, fetch: createConnector({ allowed: () => [] }) }
  expect(await postJson(new URL('http://127.0.0.1:1/'), {}, transport, defaultLimits)).toMatchObject({
    refusal: 'source.forbidden-host',
  })
})

test('reads the configuration: hosts, ports, pinned addresses, and nothing that is none', () => {
  expect(allowedHosts({ SOURCE_HOSTS: 'Tax.example:8443=10.1.2.3, [::1]:80, 127.0.0.1:*,nonsense,:1' })).toEqual([
    { host: 'tax.example', port: 8443, address: '10.1.2.3' },
    { host: '[::1]', port: 80, address: null },
    { host: '127.0.0.1', port: null, address: null },
  ])
  expect(allowedHosts({ SANDBOX_URL: 'http://127.0.0.1:4100', NODE_ENV: 'production' })).toEqual([
    { host: '127.0.0.1', port: 4100, address: null },
  ])
  expect(allowedHosts({ NODE_ENV: 'production' })).toEqual([])
})
