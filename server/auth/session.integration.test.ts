import { createHash } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { anOrganisation, aSession, owner } from '@/tests/world'
import { authOptions } from './options'
import { hashPassword, verifyPassword } from './password-hash'
import { closeSession, closeSessionsOf, findSession, homeOrganisation, openSession } from './session'
import { signIn } from './sign-in'

vi.mock('./password-hash', async (original) => {
  const actual = await original<typeof import('./password-hash')>()
  return { ...actual, verifyPassword: vi.fn(actual.verifyPassword) }
})

let firm: { id: string; kind: 'ENTERPRISE' }
let bank: { id: string; kind: 'INSTITUTION' }
let accountId: string
beforeAll(async () => {
  firm = { id: await anOrganisation('ENTERPRISE'), kind: 'ENTERPRISE' }
  bank = { id: await anOrganisation('INSTITUTION'), kind: 'INSTITUTION' }
  accountId = (await aSession(firm.id, ['ENTERPRISE_OWNER'])).accountId
})
const hashOf = (token: string) => createHash('sha256').update(token).digest()

describe('a session', () => {
  it('is known by an opaque token that the database keeps as a hash only', async () => {
    const [one, two] = [await openSession(accountId, firm), await openSession(accountId, firm)]
    expect(one).toMatch(/^[\w-]{43}$/) // 256 bits
    expect(one).not.toBe(two)
    expect(await findSession(one)).toMatchObject({
      accountId,
      organisationId: firm.id,
      kind: 'ENTERPRISE',
      roles: ['ENTERPRISE_OWNER'],
    })
    const rows = await owner('SELECT token_hash FROM guard.session WHERE actor_id = $1', [accountId])
    expect(rows).toContainEqual({ token_hash: hashOf(one) })
    expect(JSON.stringify(await owner('SELECT s::text FROM guard.session s'))).not.toContain(one)
  })

  it('ends at once when it is closed, and with it only itself; or with every other of the account', async () => {
    const [one, two, three] = [
      await openSession(accountId, firm),
      await openSession(accountId, firm),
      await openSession(accountId, firm),
    ]
    await closeSession(one)
    expect(await findSession(one)).toBeNull()
    expect(await findSession(two)).not.toBeNull()
    await closeSessionsOf(accountId)
    for (const token of [two, three]) expect(await findSession(token)).toBeNull()
  })

  it('lasts as long as its kind of organisation allows: an hour idle for firms, a quarter for offices', async () => {
    const officer = (await aSession(bank.id, ['BANK_OFFICER'])).accountId
    const [ofFirm, ofBank] = [await openSession(accountId, firm), await openSession(officer, bank)]
    const ago = (minutes: number) => owner(`UPDATE guard.session SET seen_at = now() - $1 * interval '1 minute'`, [minutes])
    await ago(14)
    for (const token of [ofFirm, ofBank]) expect(await findSession(token)).not.toBeNull()
    await ago(16)
    expect(await findSession(ofBank)).toBeNull()
    expect(await findSession(ofFirm)).not.toBeNull()
    await ago(61)
    expect(await findSession(ofFirm)).toBeNull()
    const [lifetime] = await owner<{ hours: number }>(
      'SELECT extract(epoch FROM expires_at - opened_at)::int / 3600 AS hours FROM guard.session WHERE token_hash = $1',
      [hashOf(ofBank)],
    )
    expect(lifetime).toEqual({ hours: 12 })
  })

  it('is not opened where the account is no member, was let go, or the organisation is closed', async () => {
    await expect(openSession(accountId, bank)).rejects.toThrow('no membership')
    const left = (await aSession(firm.id, ['ENTERPRISE_STAFF'])).accountId
    await owner('UPDATE membership SET "disabledAt" = now() WHERE "accountId" = $1', [left])
    await expect(openSession(left, firm)).rejects.toThrow('no membership')
    expect(await homeOrganisation(left)).toBeNull()
    const closed = await anOrganisation('ENTERPRISE')
    const member = (await aSession(closed, ['ENTERPRISE_OWNER'])).accountId
    await owner('UPDATE organisation SET "disabledAt" = now() WHERE id = $1', [closed])
    await expect(openSession(member, { id: closed, kind: 'ENTERPRISE' })).rejects.toThrow('no membership')
  })

  it('puts nothing but its id into the cookie, and signing out ends it in the database', async () => {
    const { callbacks, events } = authOptions
    const personal = { name: 'Li Ming', email: 'li@example.cn', sub: accountId }
    const signedIn = { token: personal, user: { id: accountId }, account: null, trigger: 'signIn' } as const
    const token = await callbacks?.jwt?.(signedIn)
    expect(Object.keys(token ?? {})).toEqual(['sid'])
    const sid = String(token?.sid)
    expect(await findSession(sid)).toMatchObject({ accountId })
    const later = await callbacks?.jwt?.({ token: { ...personal, sid }, user: { id: accountId }, account: null })
    expect(later).toEqual({ sid })
    await events?.signOut?.({ token: { sid }, session: { expires: '' } })
    expect(await findSession(sid)).toBeNull()
  })
})

describe('signing in', () => {
  it('hashes as dearly for an unknown name as for a known one', async () => {
    await owner('UPDATE account SET "passwordHash" = $2, "loginName" = $3 WHERE id = $1', [
      accountId,
      await hashPassword('right password'),
      'known.name',
    ])
    const verified = vi.mocked(verifyPassword)
    verified.mockClear()
    for (const name of ['known.name', 'unknown.name'])
      expect(await signIn(name, 'wrong', '10.0.0.1', new Date())).toEqual({ ok: false, reason: 'wrong' })
    const [known, unknown] = verified.mock.calls.map(([hash]) => hash) as [string, string]
    const cost = (hash: string) => hash.split('$').slice(1, 4)
    expect(cost(unknown)).toEqual(cost(known))
    // A malformed decoy would fail before the work, and the answer would come at once.
    expect(await verify(unknown, 'wrong')).toBe(false)
    await expect(verify('$argon2id$v=19$m=19456,t=2,p=1$x$x', 'wrong')).rejects.toThrow() // the control
  })
})
