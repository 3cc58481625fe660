import { beforeEach, describe, expect, it } from 'vitest'
import { anOrganisation, aSession, owner } from '@/tests/world'
import { hashPassword } from './password-hash'
import { signIn } from './sign-in'

const now = new Date()
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const password = '榆阳区的春天来得比较晚一些'
let loginName: string
let accountId: string
let address: string
let counter = 0

beforeEach(async () => {
  const session = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  accountId = session.accountId
  loginName = `signs.in${++counter}`
  address = `10.0.0.${counter}`
  await owner('UPDATE account SET "passwordHash" = $2, "loginName" = $3 WHERE id = $1', [
    accountId,
    await hashPassword(password),
    loginName,
  ])
})

describe('signing in', () => {
  it('takes the right password, hashed by Argon2id with 19 MiB and two passes', async () => {
    expect(await signIn(loginName, password, address, now)).toEqual({ ok: true, accountId })
    const [row] = await owner<{ passwordHash: string }>('SELECT "passwordHash" FROM account WHERE id = $1', [accountId])
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('answers an unknown name, a wrong password and a disabled account alike', async () => {
    const wrong = { ok: false, reason: 'wrong' }
    expect(await signIn(loginName, 'not the password', address, now)).toEqual(wrong)
    expect(await signIn(`nobody${counter}`, password, address, now)).toEqual(wrong)
    await owner('UPDATE account SET "disabledAt" = now() WHERE id = $1', [accountId])
    expect(await signIn(loginName, password, address, now)).toEqual(wrong)
  })

  it('makes both a known and an unknown name wait after the fifth try, and says how long', async () => {
    for (const name of [loginName, `stranger${counter}`]) {
      for (let n = 0; n < 5; n++) expect(await signIn(name, 'wrong', address, now)).toMatchObject({ reason: 'wrong' })
      expect(await signIn(name, password, address, now)).toEqual({ ok: false, reason: 'throttled', retryAfterSeconds: 30 })
    }
    // Asking during the wait does not prolong it, and after it the owner is in at once.
    expect(await signIn(loginName, password, address, later(20))).toMatchObject({ retryAfterSeconds: 10 })
    expect(await signIn(loginName, password, address, later(30))).toEqual({ ok: true, accountId })
    expect(await signIn(loginName, 'wrong', address, later(30))).toMatchObject({ reason: 'wrong' })
  })

  it('checks no more passwords in a burst of tries than one after another', async () => {
    const burst = await Promise.all(Array.from({ length: 20 }, () => signIn(loginName, 'wrong', address, now)))
    expect(burst.filter((result) => !result.ok && result.reason === 'wrong').length).toBeLessThanOrEqual(5)
  })

  it('slows an address down that tries many names', async () => {
    for (let batch = 0; batch < 3; batch++)
      await Promise.all(Array.from({ length: 10 }, (_, n) => signIn(`spray${counter}.${batch}.${n}`, 'x', address, now)))
    expect(await signIn(loginName, password, address, now)).toMatchObject({ reason: 'throttled' })
    expect(await signIn(loginName, password, '10.9.9.9', now)).toMatchObject({ ok: true })
  })
})
