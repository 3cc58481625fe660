import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { backoffCeiling, defaultLimits, defaultTransport, postJson, withRetries } from './http'

let server: Server | null = null
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
  server = null
})

/** A server that answers every request in one way; returns its address. */
async function serving(answer: Parameters<typeof createServer>[1]): Promise<URL> {
  const listening = createServer(answer)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  return new URL(`http://127.0.0.1:${address.port}/agencies/tax/records`)
}

test('does not follow a redirect to anywhere', async () => {
  let followed = false
  const url = await serving((request, response) => {
    followed ||= request.url === '/elsewhere'
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  expect(await postJson(url, {}, defaultTransport, defaultLimits)).toMatchObject({ ok: false, refusal: 'source.redirected' })
  expect(followed).toBe(false)
})

test('counts the bytes that come, whatever length was promised', async () => {
  const url = await serving((_, response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' })
    const flood = setInterval(() => response.write('x'.repeat(10_000)), 1)
    response.on('close', () => clearInterval(flood))
  })
  const limits = { ...defaultLimits, maxBytes: 50_000 }
  expect(await postJson(url, {}, defaultTransport, limits)).toMatchObject({ refusal: 'source.too-large' })
})

test('an answer that trickles past the time limit is a time-out', async () => {
  const url = await serving((_, response) => {
    response.writeHead(200)
    response.write('half')
  })
  expect(await postJson(url, {}, defaultTransport, { ...defaultLimits, timeoutMs: 80 })).toMatchObject({
    refusal: 'source.timeout',
  })
  server?.closeAllConnections()
})

test.each([
  [503, '{"error":"agency.fault"}', 'source.agency-error', 'agency.fault'],
  [502, '<html>bad gateway</html>', 'source.agency-error', 'status 502'],
  [404, '{"error":"subject.unknown"}', 'source.unknown-subject', undefined],
  [403, '{"error":"authorisation.revoked"}', 'source.refused-by-agency', 'authorisation.revoked'],
  [403, '{"error":"<script>"}', 'source.refused-by-agency', 'status 403'],
])('names status %i with %s', async (status, body, refusal, detail) => {
  const url = await serving((_, response) => response.writeHead(status).end(body))
  expect(await postJson(url, {}, defaultTransport, defaultLimits)).toEqual({ ok: false, refusal, detail })
})

test('waits longer after each failure, but never more than five seconds', () => {
  expect([1, 2, 3, 10].map((attempt) => backoffCeiling(attempt, 250))).toEqual([250, 500, 1000, 5000])
})

test('full jitter: the wait is a random part of the ceiling', async () => {
  const waits: number[] = []
  const transport = { ...defaultTransport, random: () => 0.5, sleep: async (wait: number) => void waits.push(wait) }
  await withRetries(async () => ({ ok: false, refusal: 'source.unreachable' }), transport, defaultLimits)
  expect(waits).toEqual([125, 250])
})
