import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type AgencyOffice, answerChallenge, answerRecords, answerRegister, answerVerification, noteRevocation } from './agency'
import { type AgencyCode, agencies, agencyCodes, isAgencyCode } from './directory'
import { type CityFiles, DropCommand, deliverOrdered } from './drops'
import { createFaults, FaultOrder } from './faults'
import { assertLoopback, HttpRefusal, readJson, send, sendJson } from './http'
import { openKeys } from './keys'
import { createMailbox } from './mailbox'
import { mailboxPage } from './mailbox-page'
import { trustPlatform } from './platform'
import type { CityRecords } from './records'
import { openRevocations } from './revocations'

export type SandboxOptions = {
  city: CityRecords
  /** The sandbox's own folder: the agencies' keys and withdrawn consents. */
  folder: string
  /** The platform's public JWK, written by the platform's configuration step; read at the first request. */
  platformKeyFile: string
  now?: () => Date
  /** Where files are dropped for the platform, and what they are made from; without it nothing is delivered by file. */
  feeds?: { folder: string; city: CityFiles }
}

export type Sandbox = { server: Server; office: AgencyOffice }

const StaffMessage = z.strictObject({
  to: z.string().trim().min(3).max(200),
  subject: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(4_000),
})
const CodeQuery = z.string().max(18).nullable()

/** Opens the agencies behind one HTTP server; the caller listens, on the loopback address only. */
export async function openSandbox({
  city,
  folder,
  platformKeyFile,
  now = () => new Date(),
  feeds,
}: SandboxOptions): Promise<Sandbox> {
  const office: AgencyOffice = {
    city,
    keys: await openKeys(path.join(folder, 'keys')),
    platform: trustPlatform(platformKeyFile),
    revoked: Object.fromEntries(agencyCodes.map((code) => [code, openRevocations(folder, code)])) as AgencyOffice['revoked'],
    faults: createFaults(),
    mailbox: createMailbox(now),
    now,
    sleep: (milliseconds) => sleep(milliseconds),
  }
  const server = createServer((request, response) => {
    serve(office, feeds, request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) {
        response.destroy()
        return
      }
      if (!(error instanceof HttpRefusal)) console.error('[sandbox]', error)
      const { status, reason } = error instanceof HttpRefusal ? error : { status: 500, reason: 'agency.error' }
      sendJson(response, status, { error: reason })
    })
  })
  return { server, office }
}

async function serve(
  office: AgencyOffice,
  feeds: SandboxOptions['feeds'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  assertLoopback(request)
  const url = new URL(request.url ?? '/', 'http://sandbox')
  if (request.method === 'GET') {
    read(office, url, response)
    return
  }
  if (request.method !== 'POST') throw new HttpRefusal(405, 'request.method')
  const body = await readJson(request)
  const [, room, name = '', ...rest] = url.pathname.split('/')
  if (room === 'agencies' && isAgencyCode(name)) return act(office, name, rest, body, response)
  if (url.pathname === '/sandbox/faults') {
    office.faults.set(strict(FaultOrder, body))
    sendJson(response, 200, { faults: office.faults.list() })
    return
  }
  if (url.pathname === '/sandbox/drops' && feeds) {
    const file = await deliverOrdered(feeds.folder, office.keys, feeds.city, strict(DropCommand, body), office.now())
    sendJson(response, 200, { file })
    return
  }
  if (url.pathname === '/sandbox/messages') {
    const { id } = office.mailbox.deliver({ ...strict(StaffMessage, body), creditCode: null })
    sendJson(response, 200, { id })
    return
  }
  throw new HttpRefusal(404, 'request.path')
}

function act(office: AgencyOffice, agency: AgencyCode, path: string[], body: unknown, response: ServerResponse) {
  const [what = '', id = '', verb] = path
  if (what === 'records' && path.length === 1) return answerRecords(office, agency, body, response)
  if (what === 'verifications' && path.length === 1) return answerVerification(office, agency, body, response)
  if (what === 'authorisations' && verb === 'revoked' && path.length === 3)
    return noteRevocation(office, agency, id, body, response)
  if (agency === 'market' && what === 'register' && path.length === 1) return answerRegister(office, body, response)
  if (agency === 'market' && what === 'challenges' && path.length === 1) return answerChallenge(office, body, response)
  throw new HttpRefusal(404, 'request.path')
}

function read(office: AgencyOffice, url: URL, response: ServerResponse): void {
  const creditCode = strict(CodeQuery, url.searchParams.get('creditCode')?.trim().toUpperCase() || null)
  switch (url.pathname) {
    case '/':
    case '/health':
      sendJson(response, 200, { status: 'ok', simulated: true })
      return
    case '/agencies':
      sendJson(response, 200, {
        simulated: true,
        agencies: agencyCodes.map((code) => ({ code, ...agencies[code], publicJwk: office.keys[code].publicJwk })),
      })
      return
    case '/sandbox/papers': {
      const index = creditCode ? office.city.find(creditCode) : null
      sendJson(response, 200, { simulated: true, deeds: index === null ? [] : office.city.deedsOf(index) })
      return
    }
    case '/sandbox/faults':
      sendJson(response, 200, { faults: office.faults.list() })
      return
    case '/mailbox.json':
      sendJson(response, 200, { simulated: true, messages: office.mailbox.read(creditCode) })
      return
    case '/mailbox': {
      const language = url.searchParams.get('lang') === 'en' ? 'en' : 'zh-CN'
      const page = mailboxPage(office.mailbox.read(creditCode), language, creditCode)
      send(response, 200, 'text/html; charset=utf-8', page)
      return
    }
    default:
      throw new HttpRefusal(404, 'request.path')
  }
}

function strict<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new HttpRefusal(422, 'request.malformed')
  return parsed.data
}

/** Begins to listen on the loopback address; port 0 takes any free one. Resolves with the address. */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve)
  })
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the sandbox has no port')
  return `http://127.0.0.1:${address.port}`
}

/** Stops taking requests and drops the connections that are still open. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
