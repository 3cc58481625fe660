import 'server-only'
import { createHmac } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { clientOf } from '@/server/db/client'
import { signInThrottle } from '@/server/identity/domain/sign-in-throttle'
import { verifyPassword } from './password-hash'

/** Verified when the account is unknown, so that both answers take the same time. */
const decoy = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0000000000000000000000000000000000000000000'

const keyOf = (kind: 'account' | 'address', value: string) =>
  createHmac('sha256', process.env.NEXTAUTH_SECRET ?? '')
    .update(`${kind}:${value}`)
    .digest()

export type SignInResult =
  | { ok: true; accountId: string }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'throttled'; retryAfterSeconds: number }

/**
 * Checks a login name and password. Throttled per account and per address, never for good; an unknown name and a wrong
 * password look alike and take alike. Every try is counted before it is made, so that a burst of tries at once counts too.
 */
export async function signIn(loginName: string, password: string, address: string, now: Date): Promise<SignInResult> {
  const db = clientOf('auth')
  const keys = { account: keyOf('account', loginName), address: keyOf('address', address) }
  const tries = Object.values(keys).map((keyHash) => ({ id: uuidv7(), keyHash: new Uint8Array(keyHash), at: now }))
  const own = { id: { in: tries.map(({ id }) => id) } }
  await db.signInFailure.createMany({ data: tries })
  const verdict = signInThrottle(await failuresOf(keys, now, own.id.in), now)
  if (!verdict.ok) {
    await db.signInFailure.deleteMany({ where: own }) // it was not tried, and must not make the owner wait longer
    return { ok: false, reason: 'throttled', retryAfterSeconds: verdict.retryAfterSeconds }
  }
  const account = await db.account.findUnique({
    where: { loginName },
    select: { id: true, passwordHash: true, disabledAt: true },
  })
  const right = await verifyPassword(account?.passwordHash ?? decoy, password)
  if (!account || !right || account.disabledAt) return { ok: false, reason: 'wrong' }
  await db.signInFailure.deleteMany({
    where: { OR: [own, { keyHash: new Uint8Array(keys.account) }, { at: { lt: dayBefore(now) } }] },
  })
  return { ok: true, accountId: account.id }
}

const dayBefore = (now: Date) => new Date(now.getTime() - 24 * 3600_000)

/** The tries of the last day on this account and from this address, those of `except` aside. */
async function failuresOf(keys: { account: Buffer; address: Buffer }, now: Date, except: string[]) {
  const failures = await clientOf('auth').signInFailure.findMany({
    where: {
      keyHash: { in: [new Uint8Array(keys.account), new Uint8Array(keys.address)] },
      at: { gt: dayBefore(now) },
      id: { notIn: except },
    },
    orderBy: { at: 'desc' },
    take: 400,
    select: { keyHash: true, at: true },
  })
  const timesOf = (key: Buffer) => failures.filter((failure) => key.equals(failure.keyHash)).map((failure) => failure.at)
  return { account: timesOf(keys.account), address: timesOf(keys.address) }
}
