import type { LookupAddress } from 'node:dns'
import { lookup as resolve } from 'node:dns/promises'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { Readable } from 'node:stream'

/** A configured place: the host as an address bar writes it, the port (or any), and (for a name) the address it must have. */
export type AllowedHost = { host: string; port: number | null; address: string | null }

/** Resolves a name to all its addresses. */
export type Resolver = (name: string) => Promise<readonly LookupAddress[]>

/** The place is not configured, or a configured name leads somewhere that it must not. Nothing was sent. */
export class ForbiddenHost extends Error {}

// Addresses that mean this machine, its neighbours or nobody. A name may lead here only where the configuration says so.
const inward = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inward.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inward.addSubnet(network, bits, 'ipv6')

/**
 * The configured places: `SOURCE_HOSTS`, entries parted by commas, each `host:port`, `host:*` or `name:port=address`; else the
 * sandbox of this installation; else, outside production, this machine.
 */
export function allowedHosts(environment: Record<string, string | undefined> = process.env): AllowedHost[] {
  const { SOURCE_HOSTS, SANDBOX_URL, NODE_ENV } = environment
  const text = SOURCE_HOSTS ?? (SANDBOX_URL ? new URL(SANDBOX_URL).host : NODE_ENV === 'production' ? '' : '127.0.0.1:*')
  return text.split(',').flatMap((entry) => {
    const found = /^\s*(\[[0-9a-f:.]+\]|[^:=\s]+):(\*|\d{1,5})(?:=([0-9a-fA-F:.]+))?\s*$/.exec(entry)
    if (!found?.[1]) return []
    return [{ host: found[1].toLowerCase(), port: found[2] === '*' ? null : Number(found[2]), address: found[3] ?? null }]
  })
}

const portOf = (url: URL) => Number(url.port || (url.protocol === 'https:' ? 443 : 80))
const bare = (host: string) => host.replace(/^\[|\]$/g, '')

/** The one address to connect to, chosen and judged here, so that no later look-up can put another in its place. */
async function addressOf(url: URL, allowed: readonly AllowedHost[], resolver: Resolver): Promise<LookupAddress> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new ForbiddenHost(`protocol ${url.protocol}`)
  if (url.username || url.password) throw new ForbiddenHost('an address with a user')
  const rule = allowed.find(({ host, port }) => host === url.hostname && (port === null || port === portOf(url)))
  if (!rule) throw new ForbiddenHost(`${url.host} is not configured`)
  const literal = rule.address ?? bare(url.hostname)
  const family = isIP(literal)
  if (family) return { address: literal, family }
  const addresses = await resolver(url.hostname)
  const [first] = addresses
  if (!first) throw new ForbiddenHost(`${url.hostname} has no address`)
  const wrong = addresses.find(({ address, family: kind }) => inward.check(address, kind === 6 ? 'ipv6' : 'ipv4'))
  if (wrong) throw new ForbiddenHost(`${url.hostname} leads to ${wrong.address}`)
  return first
}

type Options = { allowed?: () => readonly AllowedHost[]; resolver?: Resolver }

/**
 * A `fetch` that reaches configured hosts only: the name is resolved once, the address judged, and that very address connected
 * to. It follows no redirect, knows no proxy and sends no cookie.
 * @throws ForbiddenHost before anything is sent
 */
export function createConnector({
  allowed = allowedHosts,
  resolver = (name) => resolve(name, { all: true }),
}: Options = {}): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    const found = await addressOf(url, allowed(), resolver)
    const { method = 'GET', headers, body, signal } = init
    const message = await new Promise<IncomingMessage>((done, fail) => {
      const send = url.protocol === 'https:' ? secureRequest : plainRequest
      const request = send(url, {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        signal: signal ?? undefined,
        agent: false,
        lookup: (_name, options, answer) => (options.all ? answer(null, [found]) : answer(null, found.address, found.family)),
      })
      request.once('response', done).once('error', fail)
      request.end(typeof body === 'string' ? body : undefined)
    })
    const status = message.statusCode ?? 502
    const hasBody = ![204, 205, 304].includes(status)
    const answered = new Headers()
    for (const [name, value] of Object.entries(message.headers)) answered.set(name, String(value))
    if (!hasBody) message.resume()
    return new Response(hasBody ? (Readable.toWeb(message) as ReadableStream<Uint8Array>) : null, { status, headers: answered })
  }
}
