import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { announceRevocation, fetchFacts, lookUpRegister, type SourceClient, sendChallenge } from '@/server/sources/client'
import { type ActiveAuthorisation, authorisationClaims } from '@/server/sources/domain/active-authorisation'
import { agencyOf } from '@/server/sources/domain/agencies'
import { defaultLimits, defaultTransport } from '@/server/sources/http'
import { dataClasses } from '@/server/sources/schema'
import { signAuthorisation, signRevocation } from '@/server/sources/sign-statement'
import { agencyCodes } from './agencies/directory'
import type { Fault } from './agencies/faults'
import { startSandbox } from './agencies/testing'

// The product's own client against the agencies' own server: neither shares a line with the other.
const now = new Date('2026-11-25T09:00:00+08:00')
const period = { from: '2024-12', to: '2026-10' }
let sandbox: Awaited<ReturnType<typeof startSandbox>>
let client: SourceClient
let serial = 0
let requests = 0

beforeAll(async () => {
  sandbox = await startSandbox(() => now)
})
afterAll(() => sandbox.close())
beforeEach(() => {
  requests = 0
  for (const agency of agencyCodes) fault(agency, 'none')
  client = {
    endpointOf: (agency) => ({ agency, baseUrl: sandbox.address, publicJwk: sandbox.office.keys[agency].publicJwk }),
    now: () => now,
    newNonce: () => randomBytes(16).toString('base64url'),
    transport: {
      ...defaultTransport,
      sleep: async () => {},
      fetch: (...call) => {
        requests++
        return fetch(...call)
      },
    },
  }
})

const fault = (
  agency: (typeof agencyCodes)[number],
  kind: Fault['kind'] | 'none',
  times: number | null = null,
  milliseconds = 400,
) => sandbox.office.faults.set({ agency, subject: null, kind, milliseconds, times })

type Consent = Parameters<typeof authorisationClaims>[0]

async function authorise(index: number, change: Partial<Consent> = {}): Promise<ActiveAuthorisation> {
  const consent: Consent = {
    consentId: `consent-${++serial}`,
    creditCode: sandbox.city.enterprise(index).creditCode,
    dataClasses: [...dataClasses],
    from: new Date('2026-11-01T00:00:00+08:00'),
    lookbackMonths: 24,
    expiresAt: new Date('2027-11-01T00:00:00+08:00'),
    ...change,
  }
  const token = await signAuthorisation(authorisationClaims(consent, now), sandbox.platformKey)
  return { ...consent, token } as ActiveAuthorisation
}

/** As if the platform's own check had been passed by: what the agency then says. */
const withToken = (authorisation: ActiveAuthorisation, token: string) => ({ ...authorisation, token }) as ActiveAuthorisation

test('every data class arrives as facts, signed by its agency, with period and digest', async () => {
  const authorisation = await authorise(8)
  for (const dataClass of dataClasses) {
    const outcome = await fetchFacts(client, authorisation, dataClass, period)
    expect(outcome, dataClass).toMatchObject({ ok: true, value: { dataClass, agency: agencyOf[dataClass], period } })
    if (outcome.ok) expect(outcome.value.digest).toMatch(/^[0-9a-f]{64}$/)
  }
  expect(requests).toBe(dataClasses.length)
})

test.each(['forged', '', 'a.b.c'])('no valid authorisation (%j), no records', async (token) => {
  const outcome = await fetchFacts(client, withToken(await authorise(1), token), 'TAX', period)
  expect(outcome).toEqual({ ok: false, refusal: 'source.refused-by-agency', detail: 'authorisation.forged' })
})

test('an authorisation signed by another key than the platform’s is refused', async () => {
  const own = await authorise(1)
  const forger = { kid: 'platform-1', privateJwk: sandbox.office.keys.forger.privateJwk }
  const token = await signAuthorisation(authorisationClaims(own, now), forger)
  expect(await fetchFacts(client, withToken(own, token), 'TAX', period)).toMatchObject({ detail: 'authorisation.forged' })
})

test.each([
  ['of another enterprise', { creditCode: '91610881WX418F5B8G' }, 'authorisation.subject'],
  ['for another data class', { dataClasses: ['WATER' as const] }, 'authorisation.data-class'],
  ['with a shorter look-back', { lookbackMonths: 12 }, 'authorisation.period'],
  ['that has run out', { expiresAt: new Date('2026-11-25T08:59:59+08:00') }, 'authorisation.expired'],
  ['that has not begun', { from: new Date('2026-11-25T09:00:01+08:00') }, 'authorisation.not-yet'],
])('the agency itself refuses an authorisation %s', async (_, change, detail) => {
  const { token } = await authorise(1, change)
  const outcome = await fetchFacts(client, withToken(await authorise(1), token), 'TAX', period)
  expect(outcome).toEqual({ ok: false, refusal: 'source.refused-by-agency', detail })
})

test.each([
  [{ dataClasses: ['WATER' as const] }, 'data class TAX'],
  [{ lookbackMonths: 12 }, 'look-back'],
  [{ expiresAt: now }, 'expired'],
  [{ from: new Date(now.getTime() + 1000) }, 'not yet in force'],
])('the platform does not even ask without cover: %j', async (change, detail) => {
  const outcome = await fetchFacts(client, await authorise(1, change), 'TAX', period)
  expect(outcome).toEqual({ ok: false, refusal: 'source.not-authorised', detail })
  expect(requests).toBe(0)
})

test('a withdrawn authorisation is refused from then on, by that agency and after its restart', async () => {
  const authorisation = await authorise(2)
  expect((await fetchFacts(client, authorisation, 'TAX', period)).ok).toBe(true)
  const statement = await signRevocation(authorisation.consentId, now, sandbox.platformKey)
  expect(await announceRevocation(client, 'tax', 'another-consent', statement)).toMatchObject({ detail: 'revocation.forged' })
  expect((await fetchFacts(client, authorisation, 'TAX', period)).ok).toBe(true)
  expect(await announceRevocation(client, 'tax', authorisation.consentId, statement)).toEqual({ ok: true, value: null })
  expect(await announceRevocation(client, 'tax', authorisation.consentId, statement)).toEqual({ ok: true, value: null })
  expect(await fetchFacts(client, authorisation, 'TAX', period)).toMatchObject({ detail: 'authorisation.revoked' })
  const { openRevocations } = await import('./agencies/revocations')
  expect(openRevocations(sandbox.folder, 'tax').has(authorisation.consentId)).toBe(true)
})

test('a forged signature is refused at once, without another try', async () => {
  fault('tax', 'forge')
  const outcome = await fetchFacts(client, await authorise(3), 'TAX', period)
  expect(outcome).toMatchObject({ ok: false, refusal: 'source.forged-signature' })
  expect(requests).toBe(1)
})

test.each([
  ['fail', 'source.agency-error'],
  ['cut', 'source.unreachable'],
] as const)('%s: tried three times, then named; passing trouble is survived', async (kind, refusal) => {
  const sleep = vi.fn(async () => {})
  client = { ...client, transport: { ...defaultTransport, ...client.transport, sleep, random: () => 1 } }
  fault('tax', kind)
  const authorisation = await authorise(4)
  expect(await fetchFacts(client, authorisation, 'TAX', period)).toMatchObject({ ok: false, refusal })
  expect(requests).toBe(defaultLimits.attempts)
  expect(sleep.mock.calls).toEqual([[250], [500]])
  fault('tax', kind, 2)
  expect((await fetchFacts(client, authorisation, 'TAX', period)).ok).toBe(true)
})

test('a slow agency ends in a time-out, a patient client waits for it', async () => {
  fault('gas', 'slow')
  const authorisation = await authorise(5)
  const hasty = { ...client, limits: { ...defaultLimits, timeoutMs: 100 } }
  expect(await fetchFacts(hasty, authorisation, 'GAS', period)).toMatchObject({ ok: false, refusal: 'source.timeout' })
  expect((await fetchFacts(client, authorisation, 'GAS', period)).ok).toBe(true)
})

test('an answer beyond the size limit is dropped', async () => {
  const small = { ...client, limits: { ...defaultLimits, maxBytes: 1000 } }
  expect(await fetchFacts(small, await authorise(6), 'TAX', period)).toMatchObject({ ok: false, refusal: 'source.too-large' })
})

test('a fault for one enterprise leaves the others alone', async () => {
  const [spoilt, spared] = [await authorise(7), await authorise(8)]
  sandbox.office.faults.set({ agency: 'court', subject: spoilt.creditCode, kind: 'forge', milliseconds: 0, times: null })
  expect((await fetchFacts(client, spoilt, 'COURT', period)).ok).toBe(false)
  expect((await fetchFacts(client, spared, 'COURT', period)).ok).toBe(true)
})

test('the register tells who a code is, and knows no stranger', async () => {
  const { creditCode, name, foundedOn, contact } = sandbox.city.enterprise(9)
  const outcome = await lookUpRegister(client, creditCode)
  expect(outcome).toMatchObject({ ok: true, value: { creditCode, name, foundedOn, status: 'ACTIVE' } })
  expect(JSON.stringify(outcome)).not.toContain(contact)
  expect(await lookUpRegister(client, '91610802MA70ABCD7Q')).toEqual({ ok: false, refusal: 'source.unknown-subject' })
})

test('a challenge reaches the contact on the register, and can be read in the mailbox', async () => {
  const { creditCode, contact } = sandbox.city.enterprise(10)
  const outcome = await sendChallenge(client, { creditCode, code: '480231', purpose: 'claim-enterprise', language: 'zh-CN' })
  expect(outcome).toEqual({ ok: true, value: { contactMasked: `154 **** ${contact.slice(-4)}` } })
  const page = await fetch(`${sandbox.address}/mailbox?creditCode=${creditCode.toLowerCase()}`).then((answer) => answer.text())
  expect(page).toContain('480231')
  expect(page).toContain('仿真数据')
  expect(page).not.toContain(contact)
  const other = await fetch(`${sandbox.address}/mailbox.json?creditCode=${sandbox.city.enterprise(11).creditCode}`)
  expect(await other.json()).toEqual({ simulated: true, messages: [] })
})

test('an agency that is not configured or not there is unreachable', async () => {
  const authorisation = await authorise(1)
  const refusal = 'source.unreachable'
  expect(await fetchFacts({ ...client, endpointOf: () => null }, authorisation, 'TAX', period)).toMatchObject({ refusal })
  const gone = { agency: 'tax' as const, baseUrl: 'http://127.0.0.1:1', publicJwk: sandbox.office.keys.tax.publicJwk }
  expect(await fetchFacts({ ...client, endpointOf: () => gone }, authorisation, 'TAX', period)).toMatchObject({ refusal })
})
