import 'server-only'
import { createHmac } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { clientOf } from '@/server/db/client'
import { signInThrottle } from '@/server/identity/domain/sign-in-throttle'

/** Verified when the account is unknown, so that both answers take the same time. */
const decoy = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0000000000000000000000000000000000000000000'

const maxConcurrentHashes = 8
let hashing = 0
const waiting: (() => void)[] = []

/** Argon2id is dear on purpose: at most eight at a time, or a burst of sign-ins starves every other request. */
async function verifyPassword(hash: string, password: string): Promise<boolean> {
  if (hashing >= maxConcurrentHashes) await new Promise<void>((resolve) => waiting.push(resolve))
  hashing++
  try {
    return await verify(hash, password).catch(() => false)
  } finally {
    hashing--
    waiting.shift()?.()
  }
}

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
 * password look alike and take alike.
 */
export async function signIn(loginName: string, password: string, address: string, now: Date): Promise<SignInResult> {
  const db = clientOf('auth')
  const keys = [keyOf('account', loginName), keyOf('address', address)]
  const since = new Date(now.getTime() - 24 * 3600_000)
  const failures = await db.signInFailure.findMany({
    where: { keyHash: { in: keys }, at: { gt: since } },
    orderBy: { at: 'desc' },
    take: 400,
    select: { keyHash: true, at: true },
  })
  const timesOf = (key: Buffer) => failures.filter((failure) => key.equals(failure.keyHash)).map((failure) => failure.at)
  const verdict = signInThrottle({ account: timesOf(keys[0] as Buffer), address: timesOf(keys[1] as Buffer) }, now)
  if (!verdict.ok) return { ok: false, reason: 'throttled', retryAfterSeconds: verdict.retryAfterSeconds }

  const account = await db.account.findUnique({
    where: { loginName },
    select: { id: true, passwordHash: true, disabledAt: true },
  })
  const right = await verifyPassword(account?.passwordHash ?? decoy, password)
  if (account && right && !account.disabledAt) {
    await db.signInFailure.deleteMany({ where: { OR: [{ keyHash: keys[0] as Buffer<ArrayBuffer> }, { at: { lt: since } }] } })
    return { ok: true, accountId: account.id }
  }
  await db.signInFailure.createMany({ data: keys.map((keyHash) => ({ keyHash: new Uint8Array(keyHash), at: now })) })
  return { ok: false, reason: 'wrong' }
}
