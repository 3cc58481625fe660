import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { answerType, type Expectation, verifyAnswer } from './verify-answer'

const now = new Date('2026-11-25T09:00:00Z')
const period = { from: '2024-12', to: '2026-10' }
const expected: Expectation = { agency: 'tax', subject: '91610802MA70ABCD7Q', dataClass: 'TAX', period, nonce: 'nonce-of-today' }
const answer = { ...expected, issuedAt: '2026-11-25T08:59:30.000Z', content: { some: 'records' } }

let pinned: JWK
let sign: (payload: unknown, header?: object, own?: boolean) => Promise<string>

beforeAll(async () => {
  const [own, foreign] = await Promise.all([1, 2].map(() => generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })))
  if (!own || !foreign) throw new Error('no keys')
  pinned = { ...(await exportJWK(own.publicKey)), kid: 'tax-1' }
  sign = (payload, header = {}, byOwner = true) =>
    new CompactSign(new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid: 'tax-1', typ: answerType, ...header })
      .sign(byOwner ? own.privateKey : foreign.privateKey)
})

test('an answer to this very request by the pinned key is believed, and its digest is that of the signed bytes', async () => {
  const outcome = await verifyAnswer(await sign(answer), pinned, expected, now)
  expect(outcome).toMatchObject({ ok: true, value: { content: { some: 'records' }, issuedAt: new Date(answer.issuedAt) } })
  expect(outcome.ok && outcome.value.digest).toMatch(/^[0-9a-f]{64}$/)
})

test.each([
  ['another subject', { subject: '91610881MA703K5TXK' }, 'source.wrong-subject'],
  ['an earlier nonce', { nonce: 'nonce-of-yesterday' }, 'source.replayed-nonce'],
  ['a longer period', { period: { from: '2020-01', to: '2026-10' } }, 'source.wrong-period'],
  ['no period', { period: null }, 'source.wrong-period'],
  ['another data class', { dataClass: 'LIST' }, 'source.malformed'],
  ['another agency under this key', { agency: 'court' }, 'source.forged-signature'],
  ['an old answer', { issuedAt: '2026-11-25T08:54:59.000Z' }, 'source.stale-answer'],
  ['an answer of the future', { issuedAt: '2026-11-25T09:01:01.000Z' }, 'source.stale-answer'],
  ['no time', { issuedAt: 'today' }, 'source.malformed'],
  ['an unknown field', { extra: true }, 'source.malformed'],
])('refuses %s', async (_, change, refusal) => {
  expect(await verifyAnswer(await sign({ ...answer, ...change }), pinned, expected, now)).toMatchObject({ ok: false, refusal })
})

test('refuses another key, another key id, another kind of statement and a changed byte', async () => {
  const refusal = 'source.forged-signature'
  const good = await sign(answer)
  const [header, payload, signature] = good.split('.')
  const altered = Buffer.from(JSON.stringify({ ...answer, content: { some: 'lies' } })).toString('base64url')
  for (const forged of [
    await sign(answer, {}, false),
    await sign(answer, { kid: 'tax-2' }),
    await sign(answer, { typ: 'authorisation+jwt' }),
    `${header}.${altered}.${signature}`,
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.${signature}`,
  ])
    expect(await verifyAnswer(forged, pinned, expected, now)).toMatchObject({ ok: false, refusal })
  expect((await verifyAnswer(good, pinned, expected, now)).ok).toBe(true)
})

test.each(['', 'no jws', '<html>', 'a.b', '{"error":"x"}'])('refuses what is no signed answer: %j', async (text) => {
  expect(await verifyAnswer(text, pinned, expected, now)).toMatchObject({ ok: false, refusal: 'source.malformed' })
})

test('refuses signed bytes that are not JSON', async () => {
  expect(await verifyAnswer(await sign('not json'), pinned, expected, now)).toMatchObject({ refusal: 'source.malformed' })
})
